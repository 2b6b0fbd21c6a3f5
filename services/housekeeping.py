"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models import ActionResult, Order, OrderLine
from services import gates, idempotency, link_codes

ACTION_RESULTS_KEPT = timedelta(days=1)
"""A turn is tried again within minutes, never after a day."""
LINK_CODES_KEPT = timedelta(hours=1)
"""And wrong tries, which count for as long."""
IDEMPOTENCY_KEPT = timedelta(days=7)
DRAFTS_KEPT = timedelta(hours=24)
"""A cart that nobody touched for so long is forgotten; nothing was reserved for it."""


async def tidy(session: AsyncSession, *, now: datetime) -> None:
    """Delete what is past its time, and erase what is personal of old visits.

    Safe to run at any moment, from several workers.
    """
    await session.execute(
        delete(ActionResult).where(ActionResult.created_at < now - ACTION_RESULTS_KEPT)
    )
    await idempotency.purge(session, before=now - IDEMPOTENCY_KEPT)
    await link_codes.purge(session, before=now - LINK_CODES_KEPT)
    stale = (Order.status == "draft") & (Order.updated_at < now - DRAFTS_KEPT)
    lines = select(Order.park_id, Order.id).where(stale)
    await session.execute(
        delete(OrderLine).where(tuple_(OrderLine.park_id, OrderLine.order_id).in_(lines))
    )
    await session.execute(delete(Order).where(stale))
    await gates.erase(session, now=now)
