"""Catering: which slots an order can have, and placing it."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence, Set
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Item, Order, OrderLine, Park, ServiceWindow, SlotLoad, SpendingApproval
from services import cart_edits, carts, fulfilments, orders, payments, placing
from services.calendar import special_days
from services.errors import Conflict, NotFound, Refused
from services.slots import HORIZON_DAYS, Slot, Wanted, fits, is_open, slots_on, upcoming

SHORT = timedelta(hours=1)
OFFERED = 4
"""Alternatives that a refusal names."""


class SlotRefused(Refused):
    """The time asked for cannot be had. `why`: closed, not_served, full; `instead`: open slots."""

    code = "slot_refused"

    def __init__(self, why: str, instead: Sequence[Slot], refused: Slot | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.instead = list(instead)
        self.refused = refused


class NoCommonMeal(Refused):
    """The cart's dishes are never served together."""

    code = "no_common_meal"


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


async def open_slots(session: AsyncSession, order: Order, *, now: datetime) -> list[Slot]:
    """Slots that can take this order now, soonest first. Raises NoCommonMeal."""
    slots = [slot for slot in await _served_slots(session, order, now) if is_open(slot, now)]
    full = await _full_slots(session, order, slots)
    return [slot for slot in slots if slot.start not in full]


async def _served_slots(session: AsyncSession, order: Order, now: datetime) -> list[Slot]:
    park = await session.get_one(Park, order.park_id)
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    special = await special_days(
        session, order.park_id, today, today + timedelta(days=HORIZON_DAYS)
    )
    windows = await session.scalars(
        select(ServiceWindow).where(
            ServiceWindow.park_id == order.park_id, ServiceWindow.outlet_id == order.outlet_id
        )
    )
    meals = await common_meals(session, order)
    return [slot for slot in upcoming(now, windows, special, zone) if _suits(slot, meals)]


async def common_meals(session: AsyncSession, order: Order) -> set[str]:
    """Meals at which every dish of the cart is served. Raises NoCommonMeal."""
    return _common_meals((await carts.items_of(session, order)).values())


def _suits(slot: Slot, meals: Set[str]) -> bool:
    return "all_day" in meals or slot.meal == "all_day" or slot.meal in meals


def _common_meals(items: Iterable[Item]) -> set[str]:
    meals = [set(item.meals) for item in items if "all_day" not in item.meals]
    if not meals:
        return {"all_day"}
    common = set.intersection(*meals)
    if not common:
        raise NoCommonMeal()
    return common


async def _full_slots(session: AsyncSession, order: Order, slots: Sequence[Slot]) -> set[datetime]:
    limited = {slot.start: slot.capacity for slot in slots if slot.capacity is not None}
    loads = await session.execute(
        select(SlotLoad.slot_start, SlotLoad.taken).where(
            SlotLoad.park_id == order.park_id,
            SlotLoad.outlet_id == order.outlet_id,
            SlotLoad.slot_start.in_(limited),
        )
    )
    taken = {load.slot_start: load.taken for load in loads}
    return {start for start, capacity in limited.items() if taken.get(start, 0) >= capacity}


async def choose_slot(
    session: AsyncSession, order: Order, wanted: Wanted, *, now: datetime
) -> Slot | None:
    """Give the order the slot that was asked for; None when that leaves several to choose from.

    Raises SlotRefused with what can be had instead, and NoCommonMeal.
    """
    served = [slot for slot in await _served_slots(session, order, now) if fits(slot, wanted)]
    available = await open_slots(session, order, now=now)
    matching = [slot for slot in available if fits(slot, wanted)]
    if not matching:
        raise _refusal(served, available, wanted, now)
    if wanted.asap or _is_exact(wanted) or len(matching) == 1:
        set_slot(order, matching[0])
        return matching[0]
    return None


def _is_exact(wanted: Wanted) -> bool:
    """A moment, or a span short enough that any slot in it will do."""
    if wanted.start is None:
        return False
    return wanted.end is None or wanted.end - wanted.start <= SHORT


def _refusal(
    served: Sequence[Slot], available: Sequence[Slot], wanted: Wanted, now: datetime
) -> SlotRefused:
    instead = nearest(available, wanted)[:OFFERED]
    if not served:
        return SlotRefused("not_served", instead)
    why = "full" if any(is_open(slot, now) for slot in served) else "closed"
    return SlotRefused(why, instead, served[0])


def nearest(available: Sequence[Slot], wanted: Wanted) -> list[Slot]:
    """What to offer instead: open slots from the time asked for on, else the last before it."""
    if wanted.start is None:
        return list(available)
    later = [slot for slot in available if slot.start >= wanted.start]
    return later or list(available)[-OFFERED:]


async def slot_of(
    session: AsyncSession,
    order: Order,
    *,
    items: Mapping[int, Item] | None = None,
    now: datetime,
) -> Slot | None:
    """The slot that a draft has chosen, as it is served today; None if it is not any more.

    `items` are those of its lines, where they are known already. Raises NoCommonMeal.
    """
    if items is None:
        items = await carts.items_of(session, order)
    meals = _common_meals(items.values())
    park = await session.get_one(Park, order.park_id)
    zone = ZoneInfo(park.timezone)
    today, chosen = now.astimezone(zone).date(), order.slot_start
    if chosen is None or not 0 <= (chosen.astimezone(zone).date() - today).days <= HORIZON_DAYS:
        return None
    day = chosen.astimezone(zone).date()
    windows, special = await placing.windows(session, order, day, day)
    served = (slot for slot in slots_on(day, windows, special, zone) if slot.end > now)
    return next((slot for slot in served if slot.start == chosen and _suits(slot, meals)), None)


async def same_slot(
    session: AsyncSession, placed: Order, following: Order, *, now: datetime
) -> None:
    """Let another cart come at the time of one that is placed, if its outlet serves then."""
    if following.slot_start is None and placed.slot_start is not None:
        with suppress(SlotRefused, NoCommonMeal):
            await choose_slot(session, following, Wanted(start=placed.slot_start), now=now)


def set_slot(order: Order, slot: Slot | None) -> None:
    order.slot_start = slot.start if slot else None
    order.slot_end = slot.end if slot else None
    order.meal = slot.meal if slot else None


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
    PriceChanged, OutOfStock, carts.QuantityRefused, accounts.NotEntitled, accounts.LimitReached,
    Held, payments.NotPaid. The slot never slides silently: a closed one is refused.
    """
    if items is None:
        order = await _lock(session, order)
        items = await placing.read_lines(session, order)
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
        return placed
    async with _part(session, undone=all_or_nothing):
        await _take(session, order, slot, items, now)
        await payments.charge(session, order, approval=approval, now=now)
        return await place_paid(session, order, items=items, now=now)


async def reserve(session: AsyncSession, order: Order, *, now: datetime) -> Slot:
    """Take the slot and the stock of a draft that is about to be paid for; its slot.

    The order's row is locked. Raises what `place` raises but for payments.
    """
    if order.held:
        raise Held()
    items = await placing.read_lines(session, order)
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
    order.accept_by = now + timedelta(minutes=park.acceptance_minutes)
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
    locked = await placing.lock(session, order.park_id, order.id)
    if locked is None:
        raise NotFound(f"order {order.id}")
    return locked


async def _check(session: AsyncSession, order: Order, items: Mapping[int, Item]) -> None:
    """Whether a draft could be placed. Raises as `place`."""
    if not order.lines:
        raise EmptyCart()
    if lacking := fulfilments.missing(order):
        raise Incomplete(lacking)
    await carts.check_quantities(order, items)
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
    if not await placing.take_slot(session, order, slot.capacity):
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
        if item.stock is not None and not await placing.take_stock(session, item, quantity):
            await session.refresh(item, ["stock"])
            raise OutOfStock(item, item.stock or 0)
