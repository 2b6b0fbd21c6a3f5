"""What staff are told outside the desk: a few words to a group, and the way to the rest.

Nothing of a tenant: no name, no phone, none of their words.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow, Order, Outlet, Park, Ticket, Vendor
from services import events as e
from services import idempotency, places, tickets
from services.money import format_money
from services.publish import defer
from services.texts import say, when

ALARM_STAFF = "alarm_staff"
"""Task that tells the group of one event; `parkline.jobs` registers it."""
LOCK = "alarm_staff"
"""One after another, whatever the park: a group takes so many messages a minute."""


PAYMENT_ALARMS = {
    "payment.disputed": "alarm-payment-disputed",
    "payment.return_failed": "alarm-payment-return-failed",
}
"""Event → text."""
RECONCILIATION = "/desk/accounts/reconciliation/{}"
ALWAYS = (
    e.TicketSlaBreached,
    e.EndpointDisabled,
    e.PaymentDisputed,
    e.PaymentReturnFailed,
    e.PaymentUnreconciled,
    e.PaymentBillMissing,
)


@dataclass(frozen=True, slots=True)
class Alarm:
    title: str
    lines: list[str]
    path: str
    """Of the desk's page about it."""


async def plan(session: AsyncSession, row: EventRow, event: e.Event) -> None:
    """Queue an alarm if the event is one that staff have to know of at once."""
    if await _concerns(session, row, event):
        args = {"park_id": row.park_id, "event_id": row.id}
        await defer(session, ALARM_STAFF, queue="alarms", lock=LOCK, args=args)


async def alarm_of(
    session: AsyncSession, row: EventRow, event: e.Event, language: str
) -> Alarm | None:
    """What is said of an event."""
    park = await session.get_one(Park, row.park_id)
    at = say(language, "alarm-at", when=_moment(park, row.occurred_at, language, row.occurred_at))
    match event:
        case e.TicketEvent():
            ticket = await session.get_one(Ticket, (row.park_id, event.ticket_id))
            lines = [*await _about(session, park, ticket, language), *_due(park, event, language)]
            return Alarm(_title(event, language), [*lines, at], f"/desk/tickets/{ticket.id}")
        case e.EndpointDisabled():
            vendor = await session.get_one(Vendor, (row.park_id, event.vendor_id))
            name = str(getattr(vendor, f"name_{language}"))
            lines = [say(language, "alarm-vendor", vendor=name), at]
            title = say(language, "alarm-endpoint")
            return Alarm(title, lines, f"/desk/operate/vendors/endpoints/{event.endpoint_id}")
        case e.PaymentDisputed() | e.PaymentReturnFailed():
            title = say(language, PAYMENT_ALARMS[event.type], number=event.order_no)
            sum_ = format_money(event.amount, park.currency, language)
            lines = [say(language, "alarm-sum", sum=sum_), at]
            return Alarm(title, lines, f"/desk/orders/{event.order_id}")
        case e.PaymentUnreconciled():
            title = say(language, "alarm-payment-unreconciled", day=event.day)
            lines = [say(language, "alarm-differences", count=event.differences), at]
            return Alarm(title, lines, RECONCILIATION.format(event.reconciliation_id))
        case e.PaymentBillMissing():
            title = say(language, "alarm-payment-bill-missing", day=event.day)
            return Alarm(title, [at], RECONCILIATION.format(event.reconciliation_id))
    return None


async def _concerns(session: AsyncSession, row: EventRow, event: e.Event) -> bool:
    match event:
        case e.TicketReported(kind="order_not_accepted"):
            return True
        case e.TicketReported(kind="repair", urgency="critical"):
            return await _first(session, row, event)
        case e.TicketChanged(kind="repair", what=tickets.DANGER_AGAIN):
            return True
        case e.TicketChanged(kind="repair", urgency="critical"):
            return await _first(session, row, event)  # Worse than it was reported.
    return isinstance(event, ALWAYS)


async def _first(session: AsyncSession, row: EventRow, event: e.TicketEvent) -> bool:
    """Danger is said once of a ticket, when it is reported or when it becomes known."""
    key = f"critical:{event.ticket_id}"
    before = await idempotency.begin(session, row.park_id, scope="alarm", key=key, request=b"")
    return before is None


def _title(event: e.TicketEvent, language: str) -> str:
    number = event.ticket_no
    if isinstance(event, e.TicketSlaBreached):
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
            slot = _moment(park, order.slot_start, language, order.updated_at)
            lines.append(say(language, "alarm-slot", when=slot))
        return lines
    kind = f"category-{ticket.category}"
    if ticket.kind != "repair":
        kind = f"ticket-kind-{ticket.kind}"
    names = await places.building_names(session, park.id, language)
    where = places.describe(ticket, names, language) or say(language, "repair-where-open")
    return [say(language, "alarm-what", what=say(language, kind), where=where)]


def _due(park: Park, event: e.TicketEvent, language: str) -> list[str]:
    if not isinstance(event, e.TicketSlaBreached):
        return []
    return [say(language, "alarm-due", when=_moment(park, event.due, language, event.due))]


def _moment(park: Park, moment: datetime, language: str, now: datetime) -> str:
    return when.span(moment, None, language, now, ZoneInfo(park.timezone))
