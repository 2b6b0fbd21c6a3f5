"""What is ordered often, by everybody."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.ordering import Order, OrderLine

LATELY = timedelta(days=30)
BEST = 3
"""Of an outlet."""
OFTEN = 5
"""Orders from which on something is ordered often."""
_CAME_TO_NOTHING = ("draft", "cancelled", "rejected", "expired")


async def orders_of(
    session: AsyncSession, park_id: int, item_ids: Iterable[int], *, now: datetime
) -> Mapping[int, int]:
    """In how many orders of LATELY each item stood; without those that came to nothing."""
    query = _counted(park_id, now).where(OrderLine.item_id.in_(list(item_ids)))
    return {row.item_id: row.orders for row in await session.execute(query)}


async def bestsellers(session: AsyncSession, park_id: int, *, now: datetime) -> set[int]:
    """The BEST of each outlet by `orders_of`, of what stood in OFTEN orders or more."""
    counted = _counted(park_id, now).having(_ORDERS >= OFTEN).subquery()
    rank = func.row_number().over(
        partition_by=Item.outlet_id, order_by=(counted.c.orders.desc(), Item.sort, Item.id)
    )
    ranked = (
        select(Item.id, rank.label("rank"))
        .join(counted, counted.c.item_id == Item.id)
        .where(Item.park_id == park_id, Item.active)
        .subquery()
    )
    return set(await session.scalars(select(ranked.c.id).where(ranked.c.rank <= BEST)))


_ORDERS = func.count(OrderLine.order_id.distinct())


def _counted(park_id: int, now: datetime) -> Select[int, int]:
    return (
        select(OrderLine.item_id, _ORDERS.label("orders"))
        .join(Order, (Order.park_id == OrderLine.park_id) & (Order.id == OrderLine.order_id))
        .where(
            OrderLine.park_id == park_id,
            Order.placed_at >= now - LATELY,
            Order.status.not_in(_CAME_TO_NOTHING),
        )
        .group_by(OrderLine.item_id)
    )
