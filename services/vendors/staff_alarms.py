"""An endpoint that takes nothing any more: staff are told outside the desk."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.vendors import Vendor
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say
from services.vendors.events import EndpointDisabled


async def alarm_of(
    session: AsyncSession, row: EventRow, event: EndpointDisabled, language: str
) -> Alarm:
    vendor = await session.get_one(Vendor, (row.park_id, event.vendor_id))
    name = str(getattr(vendor, f"name_{language}"))
    lines = [say(language, "alarm-vendor", vendor=name), await happened_at(session, row, language)]
    title = say(language, "alarm-endpoint")
    return Alarm(title, lines, f"/desk/operate/vendors/endpoints/{event.endpoint_id}")
