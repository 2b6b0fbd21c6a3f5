"""Which slots an order can have: those that its outlet serves, open, with a place left."""

from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, SlotLoad
from models.ordering import Order
from models.park import Park
from services.catalogue.slots import HORIZON_DAYS, Slot, Wanted, fits, is_open, slots_at, upcoming
from services.kit.errors import Refused
from services.ordering import carts, placing_rows

SHORT = timedelta(hours=1)
OFFERED = 4
"""Alternatives that a refusal names."""


class SlotRefused(Refused):
    """The time asked for cannot be had. `why`: closed, not_served, full, too_far (more than
    HORIZON_DAYS ahead); `instead`: open slots."""

    code = "slot_refused"

    def __init__(self, why: str, instead: Sequence[Slot], refused: Slot | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.instead = list(instead)
        self.refused = refused


class NoCommonMeal(Refused):
    """The cart's dishes are never served together."""

    code = "no_common_meal"


async def open_slots(session: AsyncSession, order: Order, *, now: datetime) -> list[Slot]:
    """Slots that can take this order now, soonest first. Raises NoCommonMeal."""
    return await _available(session, order, await _served_slots(session, order, now), now)


async def _available(
    session: AsyncSession, order: Order, served: Iterable[Slot], now: datetime
) -> list[Slot]:
    """Those that are open and have a place left."""
    slots = [slot for slot in served if is_open(slot, now)]
    full = await _full_slots(session, order, slots)
    return [slot for slot in slots if slot.start not in full]


async def _served_slots(session: AsyncSession, order: Order, now: datetime) -> list[Slot]:
    park = await session.get_one(Park, order.park_id)
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    windows, special = await placing_rows.windows(session, order, today)
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
    served = await _served_slots(session, order, now)
    available = await _available(session, order, served, now)
    matching = [slot for slot in available if fits(slot, wanted)]
    if not matching:
        fitting = [slot for slot in served if fits(slot, wanted)]
        if not fitting and _is_too_far(wanted, now):
            raise SlotRefused("too_far", available[-OFFERED:])
        raise _refusal(fitting, available, wanted, now)
    chosen = _chosen(matching, wanted)
    if chosen is not None:
        set_slot(order, chosen)
    return chosen


def _chosen(matching: Sequence[Slot], wanted: Wanted) -> Slot | None:
    if wanted.before is not None:
        return _last_of_day(matching, wanted.before)
    if wanted.asap or _is_exact(wanted) or len(matching) == 1:
        return matching[0]
    return None


def _is_too_far(wanted: Wanted, now: datetime) -> bool:
    at = wanted.start or wanted.before
    horizon = timedelta(days=HORIZON_DAYS)
    return at is not None and at.date() - now.astimezone(at.tzinfo).date() > horizon


def _last_of_day(matching: Sequence[Slot], by: datetime) -> Slot:
    """What has to be there by a time is as fresh as it can be."""
    on_the_day = [slot for slot in matching if slot.start.date() == by.date()]
    return (on_the_day or matching)[-1]


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
    if wanted.before is not None:
        earlier = [slot for slot in available if slot.end <= wanted.before]
        return earlier[-OFFERED:] or list(available)
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
    windows, special = await placing_rows.windows(session, order, today)
    served = slots_at(chosen, windows, special, zone)
    return next((slot for slot in served if slot.end > now and _suits(slot, meals)), None)


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
