"""What follows from what, at one glance."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow
from services import (
    deadlines,
    deliveries,
    dispatch,
    link_consent,
    notices,
    order_notices,
    payment_notices,
    spending_notices,
    staff_alarms,
    stock_notices,
    ticket_notices,
    tickets,
    visit_notices,
)
from services import events as e
from services.errors import IllegalTransition
from services.notices import Notice, Told

Handler = Callable[[AsyncSession, EventRow, e.Event, datetime], Awaitable[Sequence[Told]]]
"""Runs in one transaction with the event's other handlers. Told: whose sockets to wake after it."""
ForAll = Callable[[AsyncSession, Sequence["Happened"], datetime], Awaitable[None]]
"""A handler of several events at once."""


Happened = tuple[EventRow, e.Event]


async def handle(
    session: AsyncSession, happened: Sequence[Happened], now: datetime
) -> Sequence[Told]:
    """Run what follows from events of different subjects, all in this transaction."""
    told, together = list[Told](), defaultdict[ForAll, list[Happened]](list)
    for row, event in happened:
        for run in HANDLERS[type(event)]:
            if (for_all := FOR_ALL.get(run)) is not None:
                together[for_all].append((row, event))
            else:
                told += await run(session, row, event, now)
    for for_all, those in together.items():
        await for_all(session, those, now)
    return told


async def webhook(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Sequence[Told]:
    await webhooks(session, [(row, event)], now)
    return ()


async def webhooks(session: AsyncSession, happened: Sequence[Happened], now: datetime) -> None:
    await deliveries.plan(session, [row for row, _ in happened], now=now)


async def tell_people(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Sequence[Told]:
    """Tell whom it concerns, or have it told after quiet hours (`tell_held`)."""
    notice = await _notice_of(session, row, event, now)
    return await notices.tell(session, row, notice, now=now) if notice else ()


async def tell_held(
    session: AsyncSession, row: EventRow, event: e.Event, person_id: int, now: datetime
) -> Sequence[Told]:
    """What a job that `tell_people` left behind does; no event's own handler."""
    notice = await _notice_of(session, row, event, now)
    return await notices.tell_held(session, row, notice, person_id, now=now) if notice else ()


async def _notice_of(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Notice | None:
    found: Notice | None = None
    match event:
        case e.OrderEvent():
            found = await order_notices.notice_of(session, row.park_id, event, now=now)
        case e.PaymentEvent() | e.PaymentReturned() | e.PaymentExpired():
            found = await payment_notices.notice_of(session, row.park_id, event)
        case e.SpendingEvent():
            found = await spending_notices.notice_of(session, row, event, now=now)
        case e.TicketEvent():
            found = await ticket_notices.notice_of(session, row, event)
        case e.VisitEvent():
            found = await visit_notices.notice_of(session, row, event, now=now)
        case e.ItemBackInStock():
            found = await stock_notices.notice_of(session, row, event)
    return found


async def watch_acceptance(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Sequence[Told]:
    await watch_acceptances(session, [(row, event)], now)
    return ()


async def watch_acceptances(
    session: AsyncSession, happened: Sequence[Happened], _now: datetime
) -> None:
    placed = [(row.park_id, event) for row, event in happened if isinstance(event, e.OrderEvent)]
    assert len(placed) == len(happened)
    await deadlines.watch(session, placed)


async def send_somebody(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Sequence[Told]:
    """Danger does not wait for a dispatcher: whoever is on duty and has the skill gets it."""
    assert isinstance(event, e.TicketReported)
    if event.kind == "repair" and event.urgency == "critical":
        ticket = await tickets.load(session, row.park_id, event.ticket_id)
        with suppress(dispatch.NobodyFree, IllegalTransition):
            await dispatch.auto_assign(session, ticket, now)
    return ()


async def alarm_staff(
    session: AsyncSession, row: EventRow, event: e.Event, _now: datetime
) -> Sequence[Told]:
    """Tell staff who are not looking at the desk."""
    await staff_alarms.plan(session, row, event)
    return ()


async def tell_other_side(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Sequence[Told]:
    """Carry what one side of a link said to the other side, in its own conversation."""
    told: int | None = None
    match event:
        case e.PersonLinkAsked():
            told = await link_consent.ask_other_side(session, row.park_id, event, now=now)
        case e.PersonLinkRefused():
            told = await link_consent.tell_refused(session, row.park_id, event, now=now)
        case e.PersonLinked():
            told = await link_consent.tell_who_typed(session, row.park_id, event, now=now)
    return [Told(row.park_id, told)] if told else ()


FOR_ALL: dict[Handler, ForAll] = {webhook: webhooks, watch_acceptance: watch_acceptances}
"""Handlers that cost hardly more for many events than for one."""

HANDLERS: dict[type[e.Event], Sequence[Handler]] = {
    e.OrderPlaced: [webhook, watch_acceptance],
    e.OrderAccepted: [webhook, tell_people],
    e.OrderRejected: [webhook, tell_people],
    e.OrderPreparing: [webhook, tell_people],
    e.OrderReady: [webhook, tell_people],
    e.OrderDelivering: [webhook, tell_people],
    e.OrderCompleted: [webhook, tell_people],
    e.OrderCancelled: [webhook],
    e.OrderCancelRequested: [webhook],
    e.OrderExpired: [webhook, tell_people],
    e.PaymentSucceeded: [webhook, tell_people],
    e.PaymentRefunded: [webhook, tell_people],
    e.PaymentReturned: [tell_people],
    e.PaymentExpired: [tell_people],
    e.SpendingRequested: [tell_people],
    e.SpendingApproved: [tell_people],
    e.SpendingDenied: [tell_people],
    e.SpendingExpired: [tell_people],
    e.OrderInvoiceRequested: [webhook],
    e.ItemBackInStock: [tell_people],
    e.TicketAssigned: [tell_people],
    e.TicketAccepted: [tell_people],
    e.TicketStarted: [tell_people],
    e.TicketWaiting: [tell_people],
    e.TicketResolved: [tell_people],
    e.TicketClosed: [tell_people],
    e.TicketCancelled: [tell_people],
    e.TicketMerged: [tell_people],
    e.TicketReopened: [tell_people],
    e.VisitRequested: [tell_people],
    e.VisitApproved: [tell_people],
    e.VisitDenied: [tell_people],
    e.VisitCancelled: [tell_people],
    e.VisitExpired: [tell_people],
    e.VisitNoShow: [tell_people],
    e.VisitCheckedIn: [tell_people],
    e.TicketReported: [send_somebody, alarm_staff],
    e.TicketChanged: [alarm_staff],
    e.TicketSlaBreached: [alarm_staff],
    e.EndpointDisabled: [alarm_staff],
    e.PaymentDisputed: [alarm_staff],
    e.PaymentReturnFailed: [alarm_staff],
    e.PaymentUnreconciled: [alarm_staff],
    e.PaymentBillMissing: [alarm_staff],
    e.PersonLinkAsked: [tell_other_side],
    e.PersonLinkRefused: [tell_other_side],
    e.PersonLinked: [tell_other_side],
    # Nothing follows from the others but that the desk shows them: it reads the rows.
    e.MessageReceived: [],
    e.MessageUndelivered: [],
    e.ConversationHandedOff: [],
    e.ConversationAssigned: [],
    e.ConversationHandedBack: [],
    e.ConversationRated: [],
    e.TicketTriaged: [],
    e.TicketConfirmed: [],
    e.TicketRated: [],
    e.TicketUrged: [],
    e.TicketSlaWarned: [],
    e.TicketEscalated: [],
    e.PersonUnlinked: [],
    e.SpendingWithdrawn: [],
    e.VisitCheckedOut: [],
    e.VisitOverstayed: [],
}
