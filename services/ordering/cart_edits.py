"""Changing what is in a draft: quantities, options, one thing for another, today's prices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption
from models.ordering import Order, OrderLine
from services.ordering import placing_rows
from services.ordering.cart_lines import (
    Wish,
    add_line,
    check_quantity,
    chosen,
    in_cart,
    options_of,
    price_of,
    settle,
)
from services.ordering.carts import items_of


async def set_quantity(
    session: AsyncSession, order: Order, line: OrderLine, quantity: int, *, now: datetime
) -> None:
    """Raises QuantityRefused. Zero takes the line out."""
    if quantity <= 0:
        await remove(session, order, line, now=now)
        return
    item = (await items_of(session, order))[line.item_id]
    check_quantity(item, quantity, already=in_cart(order, item, but=line))
    line.quantity = quantity
    await settle(session, order, now)


async def remove(session: AsyncSession, order: Order, line: OrderLine, *, now: datetime) -> None:
    order.lines.remove(line)
    await settle(session, order, now)


async def swap(
    session: AsyncSession,
    order: Order,
    line: OrderLine,
    item: Item,
    quantity: int | None,
    *,
    now: datetime,
) -> None:
    """Another item in place of a line's; the same number unless given. Raises QuantityRefused."""
    wish = Wish(item.id, quantity or line.quantity)
    check_quantity(item, wish.quantity or 0, already=in_cart(order, item, but=line))
    order.lines.remove(line)
    await session.flush()
    await add_line(session, order, item, wish)
    await settle(session, order, now)


async def lines_offering(
    session: AsyncSession, order: Order, codes: Sequence[str]
) -> list[OrderLine]:
    """Lines whose item offers one of these options."""
    found = await session.scalars(
        select(ItemOption.item_id).where(
            ItemOption.park_id == order.park_id,
            ItemOption.item_id.in_([line.item_id for line in order.lines]),
            ItemOption.code.in_(codes),
        )
    )
    offering = set(found)
    return [line for line in order.lines if line.item_id in offering]


async def refine(
    session: AsyncSession,
    order: Order,
    line: OrderLine,
    codes: Sequence[str],
    note: str | None,
    *,
    now: datetime,
) -> None:
    """Add options (each replaces its group's) and a note to a line."""
    item = (await items_of(session, order))[line.item_id]
    kept = [str(option["code"]) for option in line.options]
    line.options = await options_of(session, item, [*kept, *codes])
    line.unit_price = price_of(item, line.options)
    if note and note not in (line.note or ""):
        line.note = f"{line.note}，{note}" if line.note else note
    await settle(session, order, now)


async def set_options(
    session: AsyncSession, order: Order, line: OrderLine, codes: Sequence[str], *, now: datetime
) -> None:
    """These options and no others; codes that the item does not offer are left out."""
    item = (await items_of(session, order))[line.item_id]
    line.options = await options_of(session, item, codes)
    line.unit_price = price_of(item, line.options)
    await settle(session, order, now)


async def refresh_prices(session: AsyncSession, order: Order, items: Mapping[int, Item]) -> bool:
    """Bring a draft to today's prices; whether any of them differs. `items` are its lines'."""
    with_options = {line.item_id for line in order.lines if line.options}
    offered = await placing_rows.options_of(session, order.park_id, sorted(with_options))
    changed = False
    for line in order.lines:
        codes = [str(option["code"]) for option in line.options]
        options = chosen(offered.get(line.item_id, ()), codes)
        price = price_of(items[line.item_id], options)
        changed |= price != line.unit_price
        _put(line, unit_price=price, options=options)
    _put(order, total=sum(line.quantity * line.unit_price for line in order.lines))
    return changed


def _put(row: Order | OrderLine, **values: Any) -> None:
    """What is as it was is not touched, so that nothing looks at it when the rest is written."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
