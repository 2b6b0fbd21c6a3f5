"""Placing an order, of whichever kind, and which slots it can have
(`services.ordering.order_slots`)."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.ordering import Order, OrderLine
from models.park import Park
from models.payments import SpendingApproval
from services.catalogue.slots import Slot, Wanted, is_open
from services.kit.errors import Conflict, NotFound, Refused
from services.ordering import (
    acceptance,
    cart_edits,
    cart_lines,
    fulfilments,
    orders,
    payments,
    placing_rows,
)
from services.ordering.order_slots import (
    OFFERED,
    NoCommonMeal,
    SlotRefused,
    choose_slot,
    common_meals,
    nearest,
    open_slots,
    same_slot,
    set_slot,
    slot_of,
)
from services.people import guest_limits

__all__ = [
    "OFFERED",
    "EmptyCart",
    "Held",
    "Incomplete",
    "NoCommonMeal",
    "OutOfStock",
    "PriceChanged",
    "SlotRefused",
    "choose_slot",
    "common_meals",
    "nearest",
    "open_slots",
    "place",
    "place_paid",
    "reserve",
    "same_slot",
    "set_slot",
    "slot_of",
]


class EmptyCart(Refused):
    code = "empty_cart"


class Incomplete(Refused):
    """Something that the order needs is not known. `missing`: names of fulfilments.ASKED."""

    code = "incomplete"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = list(missing)


class OutOfStock(Conflict):
    """Less is left than was ordered."""

    code = "out_of_stock"

    def __init__(self, item: Item, left: int) -> None:
        super().__init__(f"{item.code}: {left} left")
        self.item, self.left = item, left


class PriceChanged(Conflict):
    """Prices differ from those the tenant saw; the cart now shows the new ones."""

    code = "price_changed"


class Held(Conflict):
    """The order waits for a manager's yes or a payment; meanwhile nothing is done with it."""

    code = "order_held"


async def place(
    session: AsyncSession,
    order: Order,
    *,
    approval: SpendingApproval | None = None,
    items: Mapping[int, Item] | None = None,
    all_or_nothing: bool = True,
    now: datetime,
) -> Order:
    """Turn a draft into a placed order, charge it if a company pays, and say so. Safe to repeat.

    An `approval` lets it go above the company's limit, and places what was held for that.
    `items`: what `placing.read_lines` gave, of an order that `placing.lock_own` did. Not
    `all_or_nothing`: a caller that rolls its transaction back where this raises need not have a
    part of it rolled back before.
    Raises EmptyCart, Incomplete, SlotRefused (with the next open slots), NoCommonMeal,
    PriceChanged, OutOfStock, cart_lines.QuantityRefused, accounts.NotEntitled,
    accounts.LimitReached, Held, payments.NotPaid, guest_limits.GuestLimit. The
    slot never slides silently: a closed one is refused.
    """
    if items is None:
        order = await _lock(session, order)
        items = await placing_rows.read_lines(session, order)
    if order.status != "draft":
        return order
    if order.held and approval is None:
        raise Held()
    await _check(session, order, items)
    slot = await _open_slot(session, order, items, now)
    if order.payment == payments.ON_PICKUP and not all_or_nothing:
        # Slot and stock last: others of the same wait from here to the commit.
        placed = await place_paid(session, order, items=items, now=now)
        await _take(session, order, slot, items, now)
        await _limit_guests(session, order, now)
        return placed
    async with _part(session, undone=all_or_nothing):
        await _take(session, order, slot, items, now)
        await payments.charge(session, order, approval=approval, now=now)
        placed = await place_paid(session, order, items=items, now=now)
        await _limit_guests(session, order, now)
        return placed


async def _limit_guests(session: AsyncSession, order: Order, now: datetime) -> None:
    """Whoever pays on pickup may never come. Raises GuestLimit."""
    if order.payment != payments.ON_PICKUP or order.conversation_id is None:
        return
    wanted = {"order": 1, "piece": sum(line.quantity for line in order.lines)}
    await guest_limits.take(session, order.park_id, order.conversation_id, wanted, now=now)


async def reserve(session: AsyncSession, order: Order, *, now: datetime) -> Slot:
    """Take the slot and the stock of a draft that is about to be paid for; its slot.

    The order's row is locked. Raises what `place` raises but for payments.
    """
    if order.held:
        raise Held()
    items = await placing_rows.read_lines(session, order)
    await _check(session, order, items)
    slot = await _open_slot(session, order, items, now)
    async with _part(session, undone=True):
        await _take(session, order, slot, items, now)
    return slot


async def place_paid(
    session: AsyncSession,
    order: Order,
    *,
    items: Mapping[int, Item] | None = None,
    now: datetime,
) -> Order:
    """Place what is paid, or charged, and has its slot and stock. Its row is locked."""
    park = await session.get_one(Park, order.park_id)
    order.placed_at = now
    order.accept_by = await acceptance.due(session, park, order, now=now)
    return await orders.move(session, order, "place", items=items, now=now)


@asynccontextmanager
async def _part(session: AsyncSession, *, undone: bool) -> AsyncIterator[None]:
    """What is done inside; `undone` if it raises, while the transaction goes on."""
    if not undone:
        yield
        return
    try:
        async with session.begin_nested():
            yield
    except OutOfStock as short:
        # Who lost a race had read more than there was: rolling back made the session forget it.
        await session.refresh(short.item)
        raise


async def _lock(session: AsyncSession, order: Order) -> Order:
    locked = await placing_rows.lock(session, order.park_id, order.id)
    if locked is None:
        raise NotFound(f"order {order.id}")
    return locked


async def _check(session: AsyncSession, order: Order, items: Mapping[int, Item]) -> None:
    """Whether a draft could be placed. Raises as `place`."""
    if not order.lines:
        raise EmptyCart()
    if lacking := fulfilments.missing(order):
        raise Incomplete(lacking)
    await cart_lines.check_quantities(order, items)
    if await cart_edits.refresh_prices(session, order, items):
        raise PriceChanged()


async def _open_slot(
    session: AsyncSession, order: Order, items: Mapping[int, Item], now: datetime
) -> Slot:
    slot = await slot_of(session, order, items=items, now=now)
    if slot is None or not is_open(slot, now):
        raise await _no_slot(session, order, "closed", slot, now)
    return slot


async def _take(
    session: AsyncSession, order: Order, slot: Slot, items: Mapping[int, Item], now: datetime
) -> None:
    """The slot, then the stock: in this order everybody locks them."""
    if not await placing_rows.take_slot(session, order, slot.capacity):
        raise await _no_slot(session, order, "full", slot, now)
    await _take_stock(session, order.lines, items)


async def _no_slot(
    session: AsyncSession, order: Order, why: str, slot: Slot | None, now: datetime
) -> SlotRefused:
    open_now = await open_slots(session, order, now=now)
    return SlotRefused(why, nearest(open_now, Wanted(start=order.slot_start))[:OFFERED], slot)


async def _take_stock(
    session: AsyncSession, lines: Sequence[OrderLine], items: Mapping[int, Item]
) -> None:
    """One guarded UPDATE an item, in the order of ids so that two orders never wait in a circle."""
    wanted: Counter[int] = Counter()
    for line in lines:
        wanted[line.item_id] += line.quantity
    for item_id, quantity in sorted(wanted.items()):
        item = items[item_id]
        if item.stock is not None and not await placing_rows.take_stock(session, item, quantity):
            await session.refresh(item, ["stock"])
            raise OutOfStock(item, item.stock or 0)
