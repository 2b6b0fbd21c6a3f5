"""Lost property that staff are told of outside the desk: a match, a claim, what nobody fetches."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from services.lost import lost, telling
from services.lost.events import LostClaimed, LostEvent, LostMatchFound
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say


async def concerns(_session: AsyncSession, _row: EventRow, event: LostEvent) -> bool:
    """A claim that nobody has to say yes to is no work for anybody."""
    return not (isinstance(event, LostClaimed) and event.agreed)


async def alarm_of(session: AsyncSession, row: EventRow, event: LostEvent, language: str) -> Alarm:
    item = await lost.load(session, row.park_id, event.item_id)
    match event:
        case LostMatchFound():
            title = say(language, "alarm-lost-match", number=item.item_no, found=event.found_no)
            about = event.found_id
        case LostClaimed():
            title = say(language, "alarm-lost-claimed", number=item.item_no, found=event.found_no)
            about = event.found_id
        case _:
            title, about = say(language, "alarm-lost-unclaimed", number=item.item_no), item.id
    lines = [telling.thing(item, language), await happened_at(session, row, language)]
    return Alarm(title, lines, f"/desk/lost/{about}")
