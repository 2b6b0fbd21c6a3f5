"""Orders of every kind: their states, and the numbers and stock that move with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet, SlotLoad
from models.ordering import Locker, Order
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit.errors import NotFound
from services.ordering import events, lockers, payments
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
CANCEL_ASKS_FIRST = {"accepted", "preparing"}
"""Here the vendor has begun: cancelling becomes a request."""


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
) -> Order:
    """Move an order by one of ACTIONS, publish the event that says so, and settle its payment.

    Asking again for a state that is reached changes nothing. Raises NotFound, IllegalTransition.
    """
    order = await load(session, park_id, order_id, lock=True)
    return await move(session, order, action, now=now, reason=reason)


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
        described = await describe(session, order, items)
        await publish(session, order.park_id, rule.event(order=described), now=now)
        await payments.follow(session, order, described, now=now)
    return order


async def request_cancellation(
    session: AsyncSession, park_id: int, order_id: int, *, now: datetime
) -> Order:
    """Cancel what the vendor has not accepted; ask the vendor where it has.

    Raises NotFound, and IllegalTransition when it is too late for either.
    """
    order = await load(session, park_id, order_id, lock=True)
    if order.status in CANCEL_ASKS_FIRST:
        event = events.OrderCancelRequested(order=await describe(session, order))
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


async def describe(
    session: AsyncSession, order: Order, items: Mapping[int, Item] | None = None
) -> events.OrderData:
    """The order as its events and the vendor API show it. `items` are those of its lines."""
    outlet = await session.get_one(Outlet, (order.park_id, order.outlet_id))
    if items is None:
        codes = await _codes(session, order)
    else:
        codes = {id_: item.code for id_, item in items.items()}
    locker = await lockers.of_order(session, order)
    return order_data(order, outlet, locker, codes)


async def _codes(session: AsyncSession, order: Order) -> dict[int, str]:
    ids = [line.item_id for line in order.lines]
    rows = await session.execute(
        select(Item.id, Item.code).where(Item.park_id == order.park_id, Item.id.in_(ids))
    )
    return {row.id: row.code for row in rows}


def order_data(
    order: Order, outlet: Outlet, locker: Locker | None, item_codes: dict[int, str]
) -> events.OrderData:
    return events.OrderData(
        id=order.id,
        order_no=order.order_no,
        kind=order.kind,
        outlet=outlet.code,
        status=order.status,
        status_reason=order.status_reason,
        lines=[
            events.LineData(
                item_id=line.item_id,
                item_code=item_codes[line.item_id],
                name_zh=line.name_zh,
                name_en=line.name_en,
                quantity=line.quantity,
                unit_price=line.unit_price,
                options=[events.OptionData.model_validate(option) for option in line.options],
                note=line.note,
            )
            for line in order.lines
        ],
        note=order.note,
        allergy_note=order.allergy_note,
        fulfilment=order.fulfilment,
        slot_start=order.slot_start,
        slot_end=order.slot_end,
        location=events.LocationData(
            building=order.building, floor=order.floor, room=order.room, place=order.place
        ),
        locker=_locker_data(order, locker) if locker else None,
        contact_phone=order.phone,
        payment=order.payment,
        invoice_wanted=order.invoice_wanted,
        invoice=_invoice_data(order),
        currency=order.currency,
        total=order.total,
        placed_at=order.placed_at,
        accept_by=order.accept_by,
    )


def _locker_data(order: Order, locker: Locker) -> events.LockerData:
    """Without the code: it is the tenant's alone."""
    return events.LockerData(
        code=locker.code,
        name_zh=locker.name_zh,
        name_en=locker.name_en,
        building=locker.building,
        box=order.box_number,
    )


def _invoice_data(order: Order) -> events.InvoiceData | None:
    if not order.invoice_wanted or order.invoice_title is None:
        return None
    return events.InvoiceData(title=order.invoice_title, tax_no=order.invoice_tax_no)


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
