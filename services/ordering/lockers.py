"""Lockers: which bank an order goes to, and the box that it gets once it is packed."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Locker, LockerBox, Order
from services.kit.audit import By, record
from services.kit.errors import NotFound, Refused

CODE_DIGITS = 6
"""A keypad has digits. One guess in a million opens a given box."""


class NoLockerThere(Refused):
    """That building has none. `banks`: where there are some."""

    code = "no_locker_there"

    def __init__(self, building: str, banks: Sequence[Locker]) -> None:
        super().__init__(f"no locker in {building}", building=building)
        self.building, self.banks = building, banks


@dataclass(frozen=True, slots=True)
class Bank:
    """A locker with its boxes, and the orders in them by id."""

    locker: Locker
    boxes: Sequence[LockerBox]
    orders: dict[int, Order]

    @property
    def free(self) -> int:
        return sum(box.order_id is None for box in self.boxes)


async def banks(session: AsyncSession, park_id: int) -> list[Locker]:
    """Those in use, by building."""
    found = await session.scalars(
        select(Locker)
        .where(Locker.park_id == park_id, Locker.active)
        .order_by(Locker.building, Locker.id)
    )
    return list(found)


async def in_building(session: AsyncSession, park_id: int, building: str) -> Locker:
    """Raises NoLockerThere."""
    known = await banks(session, park_id)
    for locker in known:
        if locker.building == building:
            return locker
    raise NoLockerThere(building, known)


_OF_ANY = re.compile(
    r"快递柜|储物柜|取货柜|自提柜|柜子?|lockers?|\d+(?:楼|f\b)|[a-z]座"
    r"|\b(?:building|beside|side|near)\b"
)
"""Words of where a bank is that say nothing of which it is."""
_WORDS = re.compile(r"[a-z]{4,}|[\u4e00-\u9fff]{2,}")


def described(known: Iterable[Locker], said: str) -> Locker | None:
    """The only one that words are about which say where it is: "the one by the shop"."""
    words = said.casefold()
    told = [
        one
        for one in known
        if any(word in words for word in _words_of(f"{one.place_zh} {one.place_en}"))
    ]
    return told[0] if len(told) == 1 else None


def _words_of(place: str) -> set[str]:
    """Words; of Chinese every two signs that stand side by side."""
    words = _WORDS.findall(_OF_ANY.sub(" ", place.casefold()))
    chinese = [word for word in words if not word.isascii()]
    pairs = {word[at : at + 2] for word in chinese for at in range(len(word) - 1)}
    return pairs.union(word for word in words if word.isascii())


async def nearest(session: AsyncSession, order: Order) -> Locker | None:
    """The only one, else that of the tenant's own building, if either is known."""
    known = await banks(session, order.park_id)
    if len(known) == 1:
        return known[0]
    own = order.building or await _last_building(session, order)
    return next((locker for locker in known if locker.building == own), None)


async def _last_building(session: AsyncSession, order: Order) -> str | None:
    """Where the tenant had something brought to last."""
    return await session.scalar(
        select(Order.building)
        .where(
            Order.park_id == order.park_id,
            Order.person_id == order.person_id,
            Order.id != order.id,
            Order.building.is_not(None),
            Order.placed_at.is_not(None),
        )
        .order_by(Order.id.desc())
        .limit(1)
    )


async def of_order(session: AsyncSession, order: Order) -> Locker | None:
    """The locker that was asked for."""
    if order.locker_id is None:
        return None
    return await session.get_one(Locker, (order.park_id, order.locker_id))


async def of_orders(
    session: AsyncSession, park_id: int, orders: Iterable[Order]
) -> dict[int, Locker]:
    """Those that were asked for, by their ids."""
    ids = {order.locker_id for order in orders if order.locker_id is not None}
    if not ids:
        return {}
    found = await session.scalars(
        select(Locker).where(Locker.park_id == park_id, Locker.id.in_(ids))
    )
    return {locker.id: locker for locker in found}


async def take(session: AsyncSession, order: Order, *, now: datetime) -> bool:
    """Give an order that is packed a free box and a code; without one it waits at the counter.

    The caller holds the order's row. A box that another order is just taking is passed over.
    """
    if order.fulfilment != "locker" or order.box_number is not None:
        return True
    free = (
        select(LockerBox.id)
        .where(_of(order), LockerBox.order_id.is_(None))
        .order_by(LockerBox.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    number: int | None = await session.scalar(
        update(LockerBox)
        .where(LockerBox.park_id == order.park_id, LockerBox.id == free.scalar_subquery())
        .values(order_id=order.id, taken_at=now)
        .returning(LockerBox.number)
    )
    if number is None:
        order.fulfilment = "counter"
        return False
    order.box_number, order.pickup_code = number, await _new_code(session, order)
    return True


def _of(order: Order) -> ColumnElement[bool]:
    return (LockerBox.park_id == order.park_id) & (LockerBox.locker_id == order.locker_id)


async def _new_code(session: AsyncSession, order: Order) -> str:
    """One that opens no other box of this bank."""
    in_use = set(
        await session.scalars(
            select(Order.pickup_code).where(
                Order.park_id == order.park_id,
                Order.locker_id == order.locker_id,
                Order.pickup_code.is_not(None),
            )
        )
    )
    while (code := f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}") in in_use:
        pass
    return code


async def release(session: AsyncSession, order: Order) -> None:
    """The box is free again, and its code opens nothing. Safe to repeat."""
    await session.execute(
        update(LockerBox)
        .where(LockerBox.park_id == order.park_id, LockerBox.order_id == order.id)
        .values(order_id=None, taken_at=None)
    )
    order.box_number = order.pickup_code = None


async def overview(session: AsyncSession, park_id: int) -> list[Bank]:
    """Every bank in use with its boxes, by number."""
    boxes: dict[int, list[LockerBox]] = {}
    found = await session.scalars(
        select(LockerBox).where(LockerBox.park_id == park_id).order_by(LockerBox.number)
    )
    for box in found:
        boxes.setdefault(box.locker_id, []).append(box)
    held = await session.scalars(
        select(Order)
        .join(LockerBox, (LockerBox.park_id == Order.park_id) & (LockerBox.order_id == Order.id))
        .where(Order.park_id == park_id)
    )
    orders = {order.id: order for order in held}
    return [
        Bank(locker, boxes.get(locker.id, []), orders) for locker in await banks(session, park_id)
    ]


async def free_by_hand(session: AsyncSession, by: By, box_id: int, *, held: int) -> Order:
    """Staff have emptied a box. The order goes on, and whoever wants it asks at the counter.

    `held` is the order that was shown in it: what has come in since stays. Raises NotFound.
    The caller tells the tenant (`order_notices.tell_box_emptied`).
    """
    order_id = await session.scalar(
        select(LockerBox.order_id).where(LockerBox.park_id == by.park_id, LockerBox.id == box_id)
    )
    if order_id is None or order_id != held:
        raise NotFound(f"locker box {box_id} holds no order {held}")
    # The order first, as everybody locks them.
    order = await session.get_one(Order, (by.park_id, order_id), with_for_update=True)
    before = {"box": order.box_number}
    await release(session, order)
    order.fulfilment = "counter"
    await session.flush()
    record(session, by, "locker.free", f"order:{order.id}", before=before, after={"box": None})
    return order


async def set_boxes(session: AsyncSession, locker: Locker, count: int) -> None:
    """Have at least so many boxes; there is no taking a box away. Safe to repeat."""
    there = await session.scalar(
        select(func.count()).where(
            LockerBox.park_id == locker.park_id, LockerBox.locker_id == locker.id
        )
    )
    session.add_all(
        LockerBox(park_id=locker.park_id, locker_id=locker.id, number=number)
        for number in range((there or 0) + 1, count + 1)
    )
    await session.flush()
