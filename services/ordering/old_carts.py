"""Carts that were left: they expire, and go."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order, OrderLine
from models.payments import SpendingApproval
from services.kit.rest import at_work

CARTS_OPEN = timedelta(hours=24)
"""A cart that nobody touched for so long has expired: yesterday's lunch is nobody's order today.
Nothing was reserved for it."""
CARTS_AT_ONCE = 1000
CARTS_KEPT = timedelta(days=7)
"""How long what was in it can still be put into a new one."""


async def tidy(session: AsyncSession, *, now: datetime) -> int:
    """Let carts expire that were left, and delete those that ended; how many of the second."""
    never_placed = Order.placed_at.is_(None)
    left = (Order.status == "draft") & ~Order.held & (Order.updated_at < now - CARTS_OPEN)
    served = at_work(Order.park_id)
    await session.execute(update(Order).where(never_placed, left, served).values(status="expired"))
    ended = Order.status.in_(["expired", "cancelled"])
    stale = never_placed & ended & (Order.updated_at < now - CARTS_KEPT)
    found = await session.execute(
        select(Order.park_id, Order.id)
        .where(stale, served)
        .limit(CARTS_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    gone = [tuple(key) for key in found]
    if gone:
        for part in (OrderLine, SpendingApproval):
            of_them = tuple_(part.park_id, part.order_id).in_(gone)
            await session.execute(delete(part).where(of_them))
        await session.execute(delete(Order).where(tuple_(Order.park_id, Order.id).in_(gone)))
    return len(gone)
