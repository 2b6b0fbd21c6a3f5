"""What follows from what, at one glance."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow
from services.accounting import events as accounting_events
from services.catalogue import events as catalogue_events
from services.catalogue import stock_notices
from services.conversations import events as conversations_events
from services.events import base as event_base
from services.kit.errors import IllegalTransition
from services.notices import notices, staff_alarms
from services.notices.notices import Notice, Told
from services.ordering import deadlines, payment_notices, spending_notices
from services.ordering import events as ordering_events
from services.ordering import notices as order_notices
from services.people import events as people_events
from services.people import link_consent
from services.tickets import dispatch, tickets
from services.tickets import events as tickets_events
from services.tickets import notices as ticket_notices
from services.vendors import deliveries
from services.vendors import events as vendors_events
from services.visits import events as visits_events
from services.visits import notices as visit_notices

Handler = Callable[[AsyncSession, EventRow, event_base.Event, datetime], Awaitable[Sequence[Told]]]
"""Runs in one transaction with the event's other handlers. Told: whose sockets to wake after it."""
ForAll = Callable[[AsyncSession, Sequence["Happened"], datetime], Awaitable[None]]
"""A handler of several events at once."""


Happened = tuple[EventRow, event_base.Event]


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
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Sequence[Told]:
    await webhooks(session, [(row, event)], now)
    return ()


async def webhooks(session: AsyncSession, happened: Sequence[Happened], now: datetime) -> None:
    await deliveries.plan(session, [row for row, _ in happened], now=now)


async def tell_people(
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Sequence[Told]:
    """Tell whom it concerns, or have it told after quiet hours (`tell_held`)."""
    notice = await _notice_of(session, row, event, now)
    return await notices.tell(session, row, notice, now=now) if notice else ()


async def tell_held(
    session: AsyncSession, row: EventRow, event: event_base.Event, person_id: int, now: datetime
) -> Sequence[Told]:
    """What a job that `tell_people` left behind does; no event's own handler."""
    notice = await _notice_of(session, row, event, now)
    return await notices.tell_held(session, row, notice, person_id, now=now) if notice else ()


async def _notice_of(
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Notice | None:
    found: Notice | None = None
    match event:
        case ordering_events.OrderEvent():
            found = await order_notices.notice_of(session, row.park_id, event, now=now)
        case (
            ordering_events.PaymentEvent()
            | ordering_events.PaymentReturned()
            | ordering_events.PaymentExpired()
        ):
            found = await payment_notices.notice_of(session, row.park_id, event)
        case ordering_events.SpendingEvent():
            found = await spending_notices.notice_of(session, row, event, now=now)
        case tickets_events.TicketEvent():
            found = await ticket_notices.notice_of(session, row, event)
        case visits_events.VisitEvent():
            found = await visit_notices.notice_of(session, row, event, now=now)
        case catalogue_events.ItemBackInStock():
            found = await stock_notices.notice_of(session, row, event)
    return found


async def watch_acceptance(
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Sequence[Told]:
    await watch_acceptances(session, [(row, event)], now)
    return ()


async def watch_acceptances(
    session: AsyncSession, happened: Sequence[Happened], _now: datetime
) -> None:
    placed = [
        (row.park_id, event)
        for row, event in happened
        if isinstance(event, ordering_events.OrderEvent)
    ]
    assert len(placed) == len(happened)
    await deadlines.watch(session, placed)


async def send_somebody(
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Sequence[Told]:
    """Danger does not wait for a dispatcher: whoever is on duty and has the skill gets it."""
    assert isinstance(event, tickets_events.TicketReported)
    if event.kind == "repair" and event.urgency == "critical":
        ticket = await tickets.load(session, row.park_id, event.ticket_id)
        with suppress(dispatch.NobodyFree, IllegalTransition):
            await dispatch.auto_assign(session, ticket, now)
    return ()


async def alarm_staff(
    session: AsyncSession, row: EventRow, event: event_base.Event, _now: datetime
) -> Sequence[Told]:
    """Tell staff who are not looking at the desk."""
    await staff_alarms.plan(session, row, event)
    return ()


async def tell_other_side(
    session: AsyncSession, row: EventRow, event: event_base.Event, now: datetime
) -> Sequence[Told]:
    """Carry what one side of a link said to the other side, in its own conversation."""
    told: int | None = None
    match event:
        case people_events.PersonLinkAsked():
            told = await link_consent.ask_other_side(session, row.park_id, event, now=now)
        case people_events.PersonLinkRefused():
            told = await link_consent.tell_refused(session, row.park_id, event, now=now)
        case people_events.PersonLinked():
            told = await link_consent.tell_who_typed(session, row.park_id, event, now=now)
    return [Told(row.park_id, told)] if told else ()


FOR_ALL: dict[Handler, ForAll] = {webhook: webhooks, watch_acceptance: watch_acceptances}
"""Handlers that cost hardly more for many events than for one."""

HANDLERS: dict[type[event_base.Event], Sequence[Handler]] = {
    ordering_events.OrderPlaced: [webhook, watch_acceptance],
    ordering_events.OrderAccepted: [webhook, tell_people],
    ordering_events.OrderRejected: [webhook, tell_people],
    ordering_events.OrderPreparing: [webhook, tell_people],
    ordering_events.OrderReady: [webhook, tell_people],
    ordering_events.OrderDelivering: [webhook, tell_people],
    ordering_events.OrderCompleted: [webhook, tell_people],
    ordering_events.OrderCancelled: [webhook],
    ordering_events.OrderCancelRequested: [webhook],
    ordering_events.OrderExpired: [webhook, tell_people],
    ordering_events.PaymentSucceeded: [webhook, tell_people],
    ordering_events.PaymentRefunded: [webhook, tell_people],
    ordering_events.PaymentReturned: [tell_people],
    ordering_events.PaymentExpired: [tell_people],
    ordering_events.SpendingRequested: [tell_people],
    ordering_events.SpendingApproved: [tell_people],
    ordering_events.SpendingDenied: [tell_people],
    ordering_events.SpendingExpired: [tell_people],
    ordering_events.OrderInvoiceRequested: [webhook],
    catalogue_events.ItemBackInStock: [tell_people],
    tickets_events.TicketAssigned: [tell_people],
    tickets_events.TicketAccepted: [tell_people],
    tickets_events.TicketStarted: [tell_people],
    tickets_events.TicketWaiting: [tell_people],
    tickets_events.TicketResolved: [tell_people],
    tickets_events.TicketClosed: [tell_people],
    tickets_events.TicketCancelled: [tell_people],
    tickets_events.TicketMerged: [tell_people],
    tickets_events.TicketReopened: [tell_people],
    visits_events.VisitRequested: [tell_people],
    visits_events.VisitApproved: [tell_people],
    visits_events.VisitDenied: [tell_people],
    visits_events.VisitCancelled: [tell_people],
    visits_events.VisitExpired: [tell_people],
    visits_events.VisitNoShow: [tell_people],
    visits_events.VisitCheckedIn: [tell_people],
    tickets_events.TicketReported: [send_somebody, alarm_staff],
    tickets_events.TicketChanged: [alarm_staff],
    tickets_events.TicketSlaBreached: [alarm_staff],
    vendors_events.EndpointDisabled: [alarm_staff],
    ordering_events.PaymentDisputed: [alarm_staff],
    accounting_events.PaymentReturnFailed: [alarm_staff],
    accounting_events.PaymentUnreconciled: [alarm_staff],
    accounting_events.PaymentBillMissing: [alarm_staff],
    people_events.PersonLinkAsked: [tell_other_side],
    people_events.PersonLinkRefused: [tell_other_side],
    people_events.PersonLinked: [tell_other_side],
    # Nothing follows from the others but that the desk shows them: it reads the rows.
    conversations_events.MessageReceived: [],
    conversations_events.MessageUndelivered: [],
    conversations_events.ConversationHandedOff: [],
    conversations_events.ConversationAssigned: [],
    conversations_events.ConversationHandedBack: [],
    conversations_events.ConversationRated: [],
    tickets_events.TicketTriaged: [],
    tickets_events.TicketConfirmed: [],
    tickets_events.TicketRated: [],
    tickets_events.TicketUrged: [],
    tickets_events.TicketSlaWarned: [],
    tickets_events.TicketEscalated: [],
    people_events.PersonUnlinked: [],
    ordering_events.SpendingWithdrawn: [],
    visits_events.VisitCheckedOut: [],
    visits_events.VisitOverstayed: [],
}
