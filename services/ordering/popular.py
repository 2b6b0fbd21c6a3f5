"""What is ordered often, by everybody."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order, OrderLine

LATELY = timedelta(days=30)
_CAME_TO_NOTHING = ("draft", "cancelled", "rejected", "expired")


async def orders_of(
    session: AsyncSession, park_id: int, item_ids: Iterable[int], *, now: datetime
) -> Mapping[int, int]:
    """In how many orders of LATELY each item stood; without those that came to nothing."""
    found = await session.execute(
        select(OrderLine.item_id, func.count(OrderLine.order_id.distinct()).label("orders"))
        .join(Order, (Order.park_id == OrderLine.park_id) & (Order.id == OrderLine.order_id))
        .where(
            OrderLine.park_id == park_id,
            OrderLine.item_id.in_(list(item_ids)),
            Order.placed_at >= now - LATELY,
            Order.status.not_in(_CAME_TO_NOTHING),
        )
        .group_by(OrderLine.item_id)
    )
    return {row.item_id: row.orders for row in found}
