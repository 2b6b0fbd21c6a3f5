"""Changing an order that is placed, while its vendor has not accepted it (decision 0031).

It stays one order with one number: what it holds of stock and slots moves with the change, and one
event, order.amended, tells the vendor all of it, in the same transaction.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import table_of
from models.catalogue import Item, Outlet, SlotLoad
from models.ordering import Order
from services.catalogue.slots import Slot, Wanted, is_open
from services.events.publish import publish
from services.kit.errors import Conflict, NotFound, ParkError
from services.ordering import (
    cart_lines,
    describing,
    events,
    fulfilments,
    payments,
    placing_rows,
)
from services.ordering.order_slots import OFFERED, SlotRefused, nearest, open_slots, slot_of
from services.ordering.placing import EmptyCart, Incomplete, OutOfStock
from services.people import guest_limits
from services.vendors import understanding

Change = Callable[[Order, Mapping[int, int]], Awaitable[None]]
"""Changes the order's lines and fields, and writes nothing else. It is given the pieces of each
item that the order holds of the stock. What it raises, nothing has changed."""


class NotAmendable(Conflict):
    """The order cannot be changed in place. `why`: late (accepted, or over), paid, vendor (its
    program does not know of changes); then it can only be taken back and placed anew, or not at
    all."""

    code = "not_amendable"

    def __init__(self, order: Order, why: str) -> None:
        super().__init__(f"{order.order_no}: {why}", why=why, status=order.status)
        self.order, self.why = order, why


@dataclass(frozen=True, slots=True)
class _Held:
    """What an order has of what others want as well, and what its vendor knows of it."""

    pieces: Mapping[int, int]
    slot: datetime | None
    told: Mapping[str, object]

    @classmethod
    def by(cls, order: Order) -> "_Held":
        pieces = Counter[int]()
        for line in order.lines:
            pieces[line.item_id] += line.quantity
        return cls(pieces, order.slot_start, _told(order))


def _told(order: Order) -> dict[str, object]:
    """By the names of order.amended's `changed`."""
    return {
        "lines": [(ln.item_id, ln.quantity, str(ln.options), ln.note) for ln in order.lines],
        "slot": order.slot_start,
        "location": (
            order.fulfilment, order.building, order.floor, order.room, order.place, order.locker_id,
        ),
        "contact_phone": order.phone,
        "note": (order.note, order.allergy_note),
    }  # fmt: skip


async def stands_against(session: AsyncSession, order: Order) -> str | None:
    """Why an order cannot be changed in place (NotAmendable.why); None if it can."""
    if order.status != "placed":
        return "late"
    if order.payment != payments.ON_PICKUP:
        return "paid"
    outlet = await session.get_one(Outlet, (order.park_id, order.outlet_id))
    kind = events.OrderAmended.type
    if not await understanding.acts_on(session, order.park_id, outlet.vendor_id, kind):
        return "vendor"
    return None


async def amend(session: AsyncSession, order: Order, change: Change, *, now: datetime) -> Order:
    """Change a placed order, and tell its vendor; a change of nothing says nothing.

    Raises NotAmendable, and what stands against the change: what `change` raises, EmptyCart,
    Incomplete, SlotRefused, NoCommonMeal, OutOfStock, GuestLimit. Then nothing has changed.
    """
    key = order.park_id, order.id
    locked = await placing_rows.lock(session, *key)
    if locked is None:
        raise NotFound(f"order {key[1]}")
    await placing_rows.read_lines(session, locked)
    why = await stands_against(session, locked)
    if why is not None:
        raise NotAmendable(locked, why)
    held = _Held.by(locked)
    try:
        async with session.begin_nested():
            await change(locked, held.pieces)
            changed = [name for name, told in _told(locked).items() if told != held.told[name]]
            if changed:
                await _settle(session, locked, held, now)
                event = events.OrderAmended(
                    order=await describing.describe(session, locked), changed=changed
                )
                await publish(session, locked.park_id, event, now=now)
    except ParkError as refused:
        # Rolling back made the session forget what it had read.
        await placing_rows.lock(session, *key)
        await placing_rows.read_lines(session, locked)
        if isinstance(refused, OutOfStock):
            await session.refresh(refused.item)
        raise
    return locked


async def _settle(session: AsyncSession, order: Order, held: _Held, now: datetime) -> None:
    """Check the order as it is now, and let what it holds follow."""
    if not order.lines:
        raise EmptyCart()
    if lacking := fulfilments.missing(order):
        raise Incomplete(lacking)
    await cart_lines.settle(session, order, now)
    items = await _items(session, order, held)
    grown = {
        item_id: quantity - held.pieces.get(item_id, 0)
        for item_id, quantity in _Held.by(order).pieces.items()
    }
    more = sum(growth for growth in grown.values() if growth > 0)
    moved = order.slot_start != held.slot
    if moved or more:
        slot = await slot_of(session, order, now=now)
        if slot is None or not is_open(slot, now):
            raise await _no_slot(session, order, slot, "closed", now)
        if moved:
            await _move_slot(session, order, held, slot, now)
    gone = {item_id: -quantity for item_id, quantity in held.pieces.items() if item_id not in grown}
    await _move_stock(session, order, items, grown | gone)
    if more and order.conversation_id is not None:
        wanted = {"piece": more}
        await guest_limits.take(session, order.park_id, order.conversation_id, wanted, now=now)


async def _items(session: AsyncSession, order: Order, held: _Held) -> dict[int, Item]:
    """Of the lines as they were and as they are."""
    ids = {line.item_id for line in order.lines} | set(held.pieces)
    return {id_: await session.get_one(Item, (order.park_id, id_)) for id_ in ids}


async def _move_slot(
    session: AsyncSession, order: Order, held: _Held, slot: Slot, now: datetime
) -> None:
    """A place in the one, none in the other: the earlier first, so that two who change places
    never wait for each other; slots before stock, as everybody locks them."""
    assert order.slot_start is not None
    gives_first = held.slot is not None and held.slot < order.slot_start
    if gives_first:
        await _leave_slot(session, order, held)
    if not await placing_rows.take_slot(session, order, slot.capacity):
        raise await _no_slot(session, order, slot, "full", now)
    if not gives_first:
        await _leave_slot(session, order, held)


async def _leave_slot(session: AsyncSession, order: Order, held: _Held) -> None:
    await session.execute(
        update(_load)
        .where(
            _load.c.park_id == order.park_id,
            _load.c.outlet_id == order.outlet_id,
            _load.c.slot_start == held.slot,
            _load.c.taken > 0,
        )
        .values(taken=_load.c.taken - 1)
    )


async def _no_slot(
    session: AsyncSession, order: Order, slot: Slot | None, why: str, now: datetime
) -> SlotRefused:
    there = nearest(await open_slots(session, order, now=now), Wanted(start=order.slot_start))
    return SlotRefused(why, there[:OFFERED], slot)


async def _move_stock(
    session: AsyncSession, order: Order, items: Mapping[int, Item], grown: Mapping[int, int]
) -> None:
    """In the order of ids, as everybody takes them. Raises OutOfStock."""
    for item_id, growth in sorted(grown.items()):
        item = items[item_id]
        if item.stock is None or growth == 0:
            continue
        if growth > 0 and not await placing_rows.take_stock(session, item, growth):
            await session.refresh(item, ["stock"])
            raise OutOfStock(item, item.stock or 0)
        if growth < 0:
            await session.execute(
                update(_item)
                .where(_item.c.park_id == order.park_id, _item.c.id == item_id)
                .values(stock=_item.c.stock - growth)
            )
            await session.refresh(item, ["stock"])


_load, _item = table_of(SlotLoad), table_of(Item)
