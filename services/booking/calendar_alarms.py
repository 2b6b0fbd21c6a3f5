"""What staff are told of calendars that close rooms."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingResource
from models.events import EventRow
from services.booking import telling
from services.booking.events import CalendarEvent, CalendarMetBookings
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say


async def alarm_of(
    session: AsyncSession, row: EventRow, event: CalendarEvent, language: str
) -> Alarm:
    resource = await session.get_one(BookingResource, (row.park_id, event.resource_id))
    if isinstance(event, CalendarMetBookings):
        title = say(language, "alarm-calendar-met", count=len(event.booking_ids))
    else:
        title = say(language, "alarm-calendar-failed")
    lines = [telling.name(resource, language), await happened_at(session, row, language)]
    return Alarm(title, lines, "/desk/booking/calendars")
