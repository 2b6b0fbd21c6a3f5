"""What follows from what, at one glance."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow
from services import deadlines, deliveries, notices
from services import events as e
from services.notices import Told

Handler = Callable[[AsyncSession, EventRow, e.Event, datetime], Awaitable[Told | None]]
"""Runs in one transaction with the event's other handlers. Told: whose sockets to wake after it."""


async def webhook(
    session: AsyncSession, row: EventRow, _event: e.Event, now: datetime
) -> Told | None:
    await deliveries.plan(session, row, now=now)
    return None


async def tell_tenant(
    session: AsyncSession, row: EventRow, event: e.Event, now: datetime
) -> Told | None:
    assert isinstance(event, e.OrderEvent)
    return await notices.tell_of_order(session, row.park_id, event, now=now)


async def watch_acceptance(
    session: AsyncSession, row: EventRow, event: e.Event, _now: datetime
) -> Told | None:
    assert isinstance(event, e.OrderEvent)
    await deadlines.watch(session, row.park_id, event)
    return None


HANDLERS: dict[type[e.Event], Sequence[Handler]] = {
    e.OrderPlaced: [webhook, watch_acceptance],
    e.OrderAccepted: [webhook, tell_tenant],
    e.OrderRejected: [webhook, tell_tenant],
    e.OrderPreparing: [webhook, tell_tenant],
    e.OrderReady: [webhook, tell_tenant],
    e.OrderDelivering: [webhook, tell_tenant],
    e.OrderCompleted: [webhook, tell_tenant],
    e.OrderCancelled: [webhook],
    e.OrderCancelRequested: [webhook],
    e.OrderExpired: [webhook, tell_tenant],
    # Rows for the desk and its alarms, which come with it.
    e.MessageReceived: [],
    e.ConversationHandedOff: [],
    e.TicketReported: [],
    e.EndpointDisabled: [],
}
