"""Orders of every kind: their states, and the numbers and stock that move with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, SlotLoad
from models.events import EventRow
from models.ordering import Order
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit.errors import Conflict, IllegalTransition, NotFound
from services.ordering import describing, events, lockers, payments
from services.people.waiting import Waiting

ACTIONS: dict[str, Transition[events.OrderEvent]] = {
    "place": transition("draft", "placed", events.OrderPlaced),
    "accept": transition("placed", "accepted", events.OrderAccepted),
    "reject": transition("placed accepted preparing", "rejected", events.OrderRejected),
    "preparing": transition("accepted", "preparing", events.OrderPreparing),
    "ready": transition("accepted preparing", "ready", events.OrderReady),
    "delivering": transition("ready", "delivering", events.OrderDelivering),
    "complete": transition("ready delivering", "completed", events.OrderCompleted),
    "cancel": transition("draft placed", "cancelled", events.OrderCancelled),
    "expire": transition("placed", "expired", events.OrderExpired),
}
"""The order's state machine, whole. A vendor asks for accept … complete; the rest is ours."""

VENDOR_ACTIONS = ("accept", "reject", "preparing", "ready", "delivering", "complete")
RELEASING = {"rejected", "cancelled", "expired"}
"""Reaching one of these gives stock and slot back."""
ENDED = RELEASING | {"completed"}
UNDER_WAY = ("placed", "accepted", "preparing", "ready", "delivering")
EXPECTED_IN = ("accepted", "preparing", "ready", "delivering")
"""Here the vendor may say when it expects an order."""
CANCEL_ASKS_FIRST = {"accepted", "preparing"}
"""Here the vendor has begun: cancelling becomes a request."""


class Outdated(Conflict):
    """A vendor accepts an order as it was before it was amended. `details`: the `sequence` of the
    order.amended that it has to know."""

    code = "order_amended"


async def load(session: AsyncSession, park_id: int, order_id: int, *, lock: bool = False) -> Order:
    """An order by its id, its row locked if asked. Raises NotFound."""
    order = await session.get(
        Order,
        (park_id, order_id),
        with_for_update={"key_share": True} if lock else None,
        populate_existing=lock,
    )
    if order is None:
        raise NotFound(f"order {order_id}")
    return order


async def find_by_number(session: AsyncSession, park_id: int, order_no: str) -> Order | None:
    return await session.scalar(
        select(Order).where(Order.park_id == park_id, Order.order_no == order_no)
    )


async def advance(
    session: AsyncSession,
    park_id: int,
    order_id: int,
    action: str,
    *,
    now: datetime,
    reason: str | None = None,
    seen: int | None = None,
    expected_at: datetime | None = None,
) -> Order:
    """Move an order by one of ACTIONS, publish the event that says so, and settle its payment.

    Asking again for a state that is reached changes nothing. `seen`: the sequence of the last event
    that a vendor knows, when it accepts. `expected_at`: when it expects the order. Raises NotFound,
    IllegalTransition, Outdated.
    """
    order = await load(session, park_id, order_id, lock=True)
    if expected_at is not None and order.status in ACTIONS[action].sources:
        order.expected_at = expected_at
    if action == "accept" and order.status == "placed":
        await check_seen(session, order, seen)
    return await move(session, order, action, now=now, reason=reason)


async def check_seen(session: AsyncSession, order: Order, seen: int | None) -> None:
    """Whether a vendor that has read its events up to `seen` knows the order as it is now.

    Raises Outdated.
    """
    amended = await session.scalar(
        select(func.max(EventRow.sequence)).where(
            EventRow.park_id == order.park_id,
            EventRow.subject == f"order:{order.id}",
            EventRow.type == events.OrderAmended.type,
        )
    )
    if amended is not None and (seen is None or seen < amended):
        raise Outdated(
            f"{order.order_no} was amended: accept it as event {amended} has it", sequence=amended
        )


async def move(
    session: AsyncSession,
    order: Order,
    action: str,
    *,
    items: Mapping[int, Item] | None = None,
    now: datetime,
    reason: str | None = None,
) -> Order:
    """`advance` for an order whose row the caller has locked, and read since.

    `items` are those of its lines, by id, where they are known already.
    """
    rule = ACTIONS[action]
    if order.status == rule.target:
        return order
    rule.check(order.order_no, order.status, action)
    was_draft = order.status == "draft"
    order.status, order.status_reason, order.updated_at = rule.target, reason, now
    order.held = False
    if rule.target == "ready":
        await lockers.take(session, order, now=now)
    if rule.target in ENDED and not was_draft:
        await lockers.release(session, order)
    if rule.target in RELEASING and not was_draft:
        await release(session, order)
    await session.flush()
    if not (was_draft and rule.target == "cancelled"):
        described = await describing.describe(session, order, items)
        await publish(session, order.park_id, rule.event(order=described), now=now)
        await payments.follow(session, order, described, now=now)
    return order


async def expect(
    session: AsyncSession, park_id: int, order_id: int, at: datetime, *, now: datetime
) -> Order:
    """Note when the vendor expects an order, and say so with an event; its state stays.

    The same moment again changes nothing. Raises NotFound, and IllegalTransition for an order that
    is not accepted, or over.
    """
    order = await load(session, park_id, order_id, lock=True)
    if order.status not in EXPECTED_IN:
        said = f"{order.order_no} is {order.status}: it cannot be expected"
        raise IllegalTransition(said, status=order.status, action="eta")
    if order.expected_at != at:
        order.expected_at, order.updated_at = at, now
        await session.flush()
        event = events.OrderEstimated(order=await describing.describe(session, order))
        await publish(session, park_id, event, now=now)
    return order


async def request_cancellation(
    session: AsyncSession, park_id: int, order_id: int, *, now: datetime
) -> Order:
    """Cancel what the vendor has not accepted; ask the vendor where it has.

    Raises NotFound, and IllegalTransition when it is too late for either.
    """
    order = await load(session, park_id, order_id, lock=True)
    if order.status in CANCEL_ASKS_FIRST:
        event = events.OrderCancelRequested(order=await describing.describe(session, order))
        await publish(session, park_id, event, now=now)
        return order
    return await advance(session, park_id, order_id, "cancel", now=now)


async def release(session: AsyncSession, order: Order) -> None:
    """Give back what placing took: the place in the slot, and counted stock.

    In the order in which placing takes them (`services.ordering.placing.place`), so that the two
    never wait for each other.
    """
    if order.slot_start is not None:
        await session.execute(
            update(SlotLoad)
            .where(
                SlotLoad.park_id == order.park_id,
                SlotLoad.outlet_id == order.outlet_id,
                SlotLoad.slot_start == order.slot_start,
                SlotLoad.taken > 0,
            )
            .values(taken=SlotLoad.taken - 1)
        )
    for line in sorted(order.lines, key=lambda line: line.item_id):
        await session.execute(
            update(Item)
            .where(Item.park_id == order.park_id, Item.id == line.item_id, Item.stock.is_not(None))
            .values(stock=Item.stock + line.quantity)
        )


async def recent(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    statuses: Sequence[str] | None = None,
    limit: int = 5,
) -> list[Order]:
    """A person's orders, newest first; carts, also given up ones, only if asked for by status."""
    query = select(Order).where(Order.park_id == park_id, Order.person_id == person_id)
    wanted = Order.status.in_(statuses) if statuses else Order.placed_at.is_not(None)
    found = await session.scalars(query.where(wanted).order_by(Order.id.desc()).limit(limit))
    return list(found)


async def unfinished(
    session: AsyncSession, park_id: int, person_id: int, *, limit: int = 5
) -> list[Order]:
    """A person's orders that have not ended, drafts too, newest first."""
    found = await session.scalars(
        select(Order)
        .where(
            Order.park_id == park_id,
            Order.person_id == person_id,
            Order.status.not_in(ENDED),
        )
        .order_by(Order.id.desc())
        .limit(limit)
    )
    return list(found)


async def waited_for(session: AsyncSession, park_id: int, person_id: int) -> list[Waiting]:
    """What a person waits for, and their carts."""
    found = await unfinished(session, park_id, person_id)
    return [Waiting(one.order_no, one.status, begun=one.status != "draft") for one in found]


async def worked_on(session: AsyncSession, park_id: int, people: Sequence[int]) -> Sequence[str]:
    """Numbers of what vendors or managers are at for these people."""
    found = await session.scalars(
        select(Order.order_no).where(
            Order.park_id == park_id,
            Order.person_id.in_(people),
            or_(Order.status.in_(UNDER_WAY), Order.held),
        )
    )
    return found.all()


async def drop_drafts(
    session: AsyncSession,
    park_id: int,
    people: Sequence[int],
    *,
    now: datetime,  # noqa: ARG001
) -> None:
    """The carts of people who are forgotten."""
    await session.execute(
        update(Order)
        .where(Order.park_id == park_id, Order.person_id.in_(people), Order.status == "draft")
        .values(status="cancelled")
    )


def keeps_busy(park: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person has an order under way or unpaid; `park` and `person` are columns."""
    return exists().where(
        Order.park_id == park,
        Order.person_id == person,
        or_(Order.status.in_(UNDER_WAY), Order.held),
    )
