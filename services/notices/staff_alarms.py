"""What staff are told outside the desk: a few words to a group, and the way to the rest.

Nothing of a tenant: no name, no phone, none of their words.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow, Order, Outlet, Park, Ticket, Vendor
from services.accounting import events as accounting_events
from services.events import base as event_base
from services.events.publish import defer
from services.kit import idempotency
from services.kit.money import format_money
from services.ordering import events as ordering_events
from services.park import places
from services.texts import say, when
from services.tickets import events as tickets_events
from services.tickets import tickets
from services.vendors import events as vendors_events

ALARM_STAFF = "alarm_staff"
"""Task that tells the group of one event; `parkline.roles.jobs` registers it."""
LOCK = "alarm_staff"
"""One after another, whatever the park: a group takes so many messages a minute."""


PAYMENT_ALARMS = {
    "payment.disputed": "alarm-payment-disputed",
    "payment.return_failed": "alarm-payment-return-failed",
}
"""Event → text."""
RECONCILIATION = "/desk/accounts/reconciliation/{}"
ALWAYS = (
    tickets_events.TicketSlaBreached,
    vendors_events.EndpointDisabled,
    ordering_events.PaymentDisputed,
    accounting_events.PaymentReturnFailed,
    accounting_events.PaymentUnreconciled,
    accounting_events.PaymentBillMissing,
)


@dataclass(frozen=True, slots=True)
class Alarm:
    title: str
    lines: list[str]
    path: str
    """Of the desk's page about it."""


async def plan(session: AsyncSession, row: EventRow, event: event_base.Event) -> None:
    """Queue an alarm if the event is one that staff have to know of at once."""
    if await _concerns(session, row, event):
        args = {"park_id": row.park_id, "event_id": row.id}
        await defer(session, ALARM_STAFF, queue="alarms", lock=LOCK, args=args)


async def alarm_of(
    session: AsyncSession, row: EventRow, event: event_base.Event, language: str
) -> Alarm | None:
    """What is said of an event."""
    park = await session.get_one(Park, row.park_id)
    at = say(language, "alarm-at", when=_moment(park, row.occurred_at, language, row.occurred_at))
    match event:
        case tickets_events.TicketEvent():
            ticket = await session.get_one(Ticket, (row.park_id, event.ticket_id))
            lines = [*await _about(session, park, ticket, language), *_due(park, event, language)]
            return Alarm(_title(event, language), [*lines, at], f"/desk/tickets/{ticket.id}")
        case vendors_events.EndpointDisabled():
            vendor = await session.get_one(Vendor, (row.park_id, event.vendor_id))
            name = str(getattr(vendor, f"name_{language}"))
            lines = [say(language, "alarm-vendor", vendor=name), at]
            title = say(language, "alarm-endpoint")
            return Alarm(title, lines, f"/desk/operate/vendors/endpoints/{event.endpoint_id}")
        case ordering_events.PaymentDisputed() | accounting_events.PaymentReturnFailed():
            title = say(language, PAYMENT_ALARMS[event.type], number=event.order_no)
            sum_ = format_money(event.amount, park.currency, language)
            lines = [say(language, "alarm-sum", sum=sum_), at]
            return Alarm(title, lines, f"/desk/orders/{event.order_id}")
        case accounting_events.PaymentUnreconciled():
            title = say(language, "alarm-payment-unreconciled", day=event.day)
            lines = [say(language, "alarm-differences", count=event.differences), at]
            return Alarm(title, lines, RECONCILIATION.format(event.reconciliation_id))
        case accounting_events.PaymentBillMissing():
            title = say(language, "alarm-payment-bill-missing", day=event.day)
            return Alarm(title, [at], RECONCILIATION.format(event.reconciliation_id))
    return None


async def _concerns(session: AsyncSession, row: EventRow, event: event_base.Event) -> bool:
    match event:
        case tickets_events.TicketReported(kind="order_not_accepted"):
            return True
        case tickets_events.TicketReported(kind="repair", urgency="critical"):
            return await _first(session, row, event)
        case tickets_events.TicketChanged(kind="repair", what=tickets.DANGER_AGAIN):
            return True
        case tickets_events.TicketChanged(kind="repair", urgency="critical"):
            return await _first(session, row, event)  # Worse than it was reported.
    return isinstance(event, ALWAYS)


async def _first(session: AsyncSession, row: EventRow, event: tickets_events.TicketEvent) -> bool:
    """Danger is said once of a ticket, when it is reported or when it becomes known."""
    key = f"critical:{event.ticket_id}"
    before = await idempotency.begin(session, row.park_id, scope="alarm", key=key, request=b"")
    return before is None


def _title(event: tickets_events.TicketEvent, language: str) -> str:
    number = event.ticket_no
    if isinstance(event, tickets_events.TicketSlaBreached):
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


def _due(park: Park, event: tickets_events.TicketEvent, language: str) -> list[str]:
    if not isinstance(event, tickets_events.TicketSlaBreached):
        return []
    return [say(language, "alarm-due", when=_moment(park, event.due, language, event.due))]


def _moment(park: Park, moment: datetime, language: str, now: datetime) -> str:
    return when.span(moment, None, language, now, ZoneInfo(park.timezone))
