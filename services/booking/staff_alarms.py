"""Bookings that staff are told of outside the desk: what waits for their yes."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingResource
from models.events import EventRow
from services.booking import states, telling
from services.booking.events import BookingRequested
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say


async def alarm_of(
    session: AsyncSession, row: EventRow, event: BookingRequested, language: str
) -> Alarm:
    booking = await states.load(session, row.park_id, event.booking_id)
    resource = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    title = say(language, "alarm-booking-requested", number=booking.booking_no)
    lines = [telling.name(resource, language), await happened_at(session, row, language)]
    return Alarm(title, lines, "/desk/booking/waiting")
