"""What placing an order asks of the database: few statements, each built once.

An order is placed thousands of times at noon, and what it costs is the number of statements and
their making. So each reads all that belongs together, and nothing is read again that was written.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, cast, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, lazyload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.types import BigInteger

from models.base import table_of
from models.catalogue import Item, ItemOption, ServiceWindow, SlotLoad
from models.ordering import Order, OrderLine
from models.park import CalendarDay
from services.catalogue.slots import HORIZON_DAYS
from services.kit.kept import kept, kept_each
from services.kit.once import once, once_each
from services.kit.plain_rows import Plain

UNLIMITED = 2**31 - 1
"""Places of a slot whose window says no number."""


def _locked(*where: ColumnElement[bool]) -> Any:
    """The order's row alone is locked. Its lines are read afterwards, as they are by then."""
    return (
        select(Order)
        .join(Order.outlet)
        .options(contains_eager(Order.outlet), lazyload(Order.lines))
        .where(Order.park_id == bindparam("park_id"), *where)
        .with_for_update(of=Order)
        .execution_options(populate_existing=True)
    )


_BY_ID = _locked(Order.id == bindparam("order_id"))
_OWN = _locked(Order.order_no == bindparam("order_no"), Order.person_id == bindparam("person_id"))
_LINES = (
    select(OrderLine, Item)
    .join(Item, and_(Item.park_id == OrderLine.park_id, Item.id == OrderLine.item_id))
    .where(OrderLine.park_id == bindparam("park_id"), OrderLine.order_id == bindparam("order_id"))
    .order_by(OrderLine.position)
    .execution_options(populate_existing=True)
)
_OPTION = Plain(ItemOption)
_OPTIONS = (
    select(*_OPTION.columns(table_of(ItemOption)))
    .where(
        ItemOption.park_id == bindparam("park_id"),
        ItemOption.item_id == func.any(bindparam("item_ids", type_=ARRAY(BigInteger))),
    )
    .order_by(ItemOption.id)
)
_SPECIAL = (
    select(func.jsonb_object_agg(CalendarDay.day, CalendarDay.kind))
    .where(
        CalendarDay.park_id == bindparam("park_id"),
        CalendarDay.day.between(cast(bindparam("first"), Date), cast(bindparam("last"), Date)),
    )
    .scalar_subquery()
)
_PLAIN = Plain(ServiceWindow)
_WINDOWS = select(*_PLAIN.columns(table_of(ServiceWindow)), _SPECIAL.label("special")).where(
    ServiceWindow.park_id == bindparam("park_id"), ServiceWindow.outlet_id == bindparam("outlet_id")
)
_load, _item = table_of(SlotLoad), table_of(Item)
_TAKE_SLOT = (
    insert(_load)
    .values(
        park_id=bindparam("park_id"),
        outlet_id=bindparam("outlet_id"),
        slot_start=bindparam("slot_start"),
        taken=1,
    )
    .on_conflict_do_update(
        index_elements=["park_id", "outlet_id", "slot_start"],
        set_={"taken": _load.c.taken + 1},
        where=_load.c.taken < bindparam("places"),
    )
    .returning(_load.c.taken)
)
_TAKE_STOCK = (
    update(_item)
    .where(
        _item.c.park_id == bindparam("of_park"),
        _item.c.id == bindparam("item_id"),
        _item.c.stock >= bindparam("quantity"),
    )
    .values(stock=_item.c.stock - bindparam("quantity"))
    .returning(_item.c.stock)
)


async def lock(session: AsyncSession, park_id: int, order_id: int) -> Order | None:
    """An order, its row locked, with its outlet. Its lines are not read yet: `read_lines`."""
    found: Order | None = await session.scalar(_BY_ID, {"park_id": park_id, "order_id": order_id})
    return found


async def lock_own(
    session: AsyncSession, park_id: int, person_id: int, order_no: str
) -> Order | None:
    """The same, of a person's order by its number."""
    values = {"park_id": park_id, "person_id": person_id, "order_no": order_no}
    found: Order | None = await session.scalar(_OWN, values)
    return found


async def read_lines(session: AsyncSession, order: Order) -> dict[int, Item]:
    """Give a locked order its lines as they are now; their items, by id."""
    values = {"park_id": order.park_id, "order_id": order.id}
    rows = (await session.execute(_LINES, values)).all()
    set_committed_value(order, "lines", [row.OrderLine for row in rows])
    return {row.Item.id: row.Item for row in rows}


async def options_of(
    session: AsyncSession, park_id: int, item_ids: Sequence[int]
) -> Mapping[int, Sequence[ItemOption]]:
    """By item, in menu order; to be looked at only."""
    if not item_ids:
        return {}

    async def read(unknown: Sequence[int]) -> dict[int, list[ItemOption]]:
        values = {"park_id": park_id, "item_ids": list(unknown)}
        found: dict[int, list[ItemOption]] = {item_id: [] for item_id in unknown}
        for row in await session.execute(_OPTIONS, values):
            if (option := _OPTION.of(row)) is not None:
                found[option.item_id].append(option)
        return found

    once_read = partial(once_each, session, ItemOption, park_id, read=read)
    known = await kept_each(session, park_id, "options", item_ids, once_read)
    return {item_id: options for item_id, options in known.items() if options}


async def windows(
    session: AsyncSession, order: Order, today: date
) -> tuple[Sequence[ServiceWindow], Mapping[date, str]]:
    """Of the order's outlet; and the park's special days, as far ahead as one may order. To be
    looked at only."""

    async def read() -> tuple[list[ServiceWindow], dict[date, str]]:
        values = {
            "park_id": order.park_id,
            "outlet_id": order.outlet_id,
            "first": today,
            "last": today + timedelta(days=HORIZON_DAYS),
        }
        rows = (await session.execute(_WINDOWS, values)).all()
        special = rows[0].special if rows else None
        days = {date.fromisoformat(day): kind for day, kind in (special or {}).items()}
        return [window for row in rows if (window := _PLAIN.of(row)) is not None], days

    key = order.park_id, order.outlet_id, today
    once_read = partial(once, session, ServiceWindow, key, read)
    return await kept(session, order.park_id, ("windows", *key), once_read)


async def take_slot(session: AsyncSession, order: Order, capacity: int | None) -> bool:
    """Whether there was a place left: one guarded statement, however many want the last."""
    assert order.slot_start is not None
    values: dict[str, int | datetime] = {
        "park_id": order.park_id,
        "outlet_id": order.outlet_id,
        "slot_start": order.slot_start,
        "places": UNLIMITED if capacity is None else capacity,
    }
    return await session.scalar(_TAKE_SLOT, values) is not None


async def take_stock(session: AsyncSession, item: Item, quantity: int) -> bool:
    """Whether there was so much: the same."""
    values = {"of_park": item.park_id, "item_id": item.id, "quantity": quantity}
    left = await session.scalar(_TAKE_STOCK, values)
    if left is not None:
        set_committed_value(item, "stock", left)
    return left is not None
