"""Tickets that staff are told of outside the desk: danger, orders gone quiet, what is late."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.tickets import Ticket
from services.kit import idempotency
from services.notices.staff_alarms import Alarm, happened_at, moment
from services.park import places
from services.texts import say
from services.tickets import tickets
from services.tickets.events import TicketChanged, TicketEvent, TicketReported, TicketSlaBreached


async def concerns(session: AsyncSession, row: EventRow, event: TicketEvent) -> bool:
    match event:
        case TicketSlaBreached() | TicketReported(kind="order_not_accepted"):
            return True
        case TicketReported(kind="repair", urgency="critical"):
            return await _first(session, row, event)
        case TicketChanged(kind="repair", what=tickets.DANGER_AGAIN):
            return True
        case TicketChanged(kind="repair", urgency="critical"):
            return await _first(session, row, event)  # Worse than it was reported.
    return False


async def alarm_of(
    session: AsyncSession, row: EventRow, event: TicketEvent, language: str
) -> Alarm:
    park = await session.get_one(Park, row.park_id)
    ticket = await session.get_one(Ticket, (row.park_id, event.ticket_id))
    lines = [*await _about(session, park, ticket, language), *_due(park, event, language)]
    at = await happened_at(session, row, language)
    return Alarm(_title(event, language), [*lines, at], f"/desk/tickets/{ticket.id}")


async def _first(session: AsyncSession, row: EventRow, event: TicketEvent) -> bool:
    """Danger is said once of a ticket, when it is reported or when it becomes known."""
    key = f"critical:{event.ticket_id}"
    before = await idempotency.begin(session, row.park_id, scope="alarm", key=key, request=b"")
    return before is None


def _title(event: TicketEvent, language: str) -> str:
    number = event.ticket_no
    if isinstance(event, TicketSlaBreached):
        key = "alarm-late-respond" if event.clock == "respond" else "alarm-late-resolve"
        return say(language, key, number=number)
    if event.kind == "order_not_accepted":
        return say(language, "alarm-not-accepted", number=number)
    return say(language, "alarm-critical", number=number)


async def _about(session: AsyncSession, park: Park, ticket: Ticket, language: str) -> list[str]:
    if ticket.order_id is not None:
        order = await session.get_one(Order, (park.id, ticket.order_id))
        outlet = await session.get_one(Outlet, (park.id, order.outlet_id))
        name = str(getattr(outlet, f"name_{language}"))
        lines = [say(language, "alarm-order", number=order.order_no, outlet=name)]
        if order.slot_start is not None:
            slot = moment(park, order.slot_start, language, order.updated_at)
            lines.append(say(language, "alarm-slot", when=slot))
        return lines
    kind = f"category-{ticket.category}"
    if ticket.kind != "repair":
        kind = f"ticket-kind-{ticket.kind}"
    names = await places.building_names(session, park.id, language)
    where = places.describe(ticket, names, language) or say(language, "repair-where-open")
    return [say(language, "alarm-what", what=say(language, kind), where=where)]


def _due(park: Park, event: TicketEvent, language: str) -> list[str]:
    if not isinstance(event, TicketSlaBreached):
        return []
    return [say(language, "alarm-due", when=moment(park, event.due, language, event.due))]
