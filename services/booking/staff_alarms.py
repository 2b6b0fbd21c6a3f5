"""Bookings that staff are told of outside the desk: what waits for their yes, who is locked out."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingResource
from models.events import EventRow
from services.booking import states, telling
from services.booking.events import BookingAppealed, BookingDisputed, BookingEvent
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say


async def concerns(_session: AsyncSession, _row: EventRow, event: BookingEvent) -> bool:
    """What is not paid yet waits for its tenant alone."""
    return not getattr(event, "unpaid", False)


async def alarm_of(
    session: AsyncSession, row: EventRow, event: BookingEvent, language: str
) -> Alarm:
    booking = await states.load(session, row.park_id, event.booking_id)
    resource = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    title_of = {BookingDisputed: "disputed", BookingAppealed: "appealed"}
    key = f"alarm-booking-{title_of.get(type(event), 'requested')}"
    title = say(language, key, number=booking.booking_no)
    lines = [telling.name(resource, language), await happened_at(session, row, language)]
    waits = type(event) not in title_of
    path = "/desk/booking/waiting" if waits else f"/desk/booking/{booking.id}"
    return Alarm(title, lines, path)
