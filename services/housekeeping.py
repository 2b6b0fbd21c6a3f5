"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import ActionResult, DialogueMemory, JoinTry, Order, OrderLine, SpendingApproval
from services import (
    app_sessions,
    guest_limits,
    idempotency,
    link_codes,
    logins,
    reach,
    sign_in_tries,
    visit_erasure,
)

ACTION_RESULTS_KEPT = timedelta(days=1)
"""A turn is tried again within minutes, never after a day."""
DIALOGUE_KEPT = timedelta(days=2)
"""A session of the bot ends after 60 quiet minutes: what was heard before is of no use to it, and
its memory holds every word."""
LINK_CODES_KEPT = timedelta(hours=1)
"""And wrong tries, which count for as long."""
IDEMPOTENCY_KEPT = timedelta(days=7)
CARTS_OPEN = timedelta(hours=24)
"""A cart that nobody touched for so long has expired: yesterday's lunch is nobody's order today.
Nothing was reserved for it."""
CARTS_KEPT = timedelta(days=7)
"""How long what was in it can still be put into a new one."""
JOIN_TRIES_KEPT = timedelta(days=1)
"""More than the window in which `services.join_codes` counts them."""


async def tidy(session: AsyncSession, *, now: datetime) -> None:
    """Delete what is past its time, and erase what is personal of old visits.

    Safe to run at any moment, from several workers.
    """
    await session.execute(
        delete(ActionResult).where(ActionResult.created_at < now - ACTION_RESULTS_KEPT)
    )
    await session.execute(
        delete(DialogueMemory).where(DialogueMemory.updated_at < now - DIALOGUE_KEPT)
    )
    await idempotency.purge(session, before=now - IDEMPOTENCY_KEPT)
    await link_codes.purge(session, before=now - LINK_CODES_KEPT)
    await session.execute(delete(JoinTry).where(JoinTry.at < now - JOIN_TRIES_KEPT))
    never_placed = Order.placed_at.is_(None)
    left = (Order.status == "draft") & ~Order.held & (Order.updated_at < now - CARTS_OPEN)
    await session.execute(update(Order).where(never_placed, left).values(status="expired"))
    ended = Order.status.in_(["expired", "cancelled"])
    stale = never_placed & ended & (Order.updated_at < now - CARTS_KEPT)
    orders = select(Order.park_id, Order.id).where(stale)
    for part in (OrderLine, SpendingApproval):
        await session.execute(delete(part).where(tuple_(part.park_id, part.order_id).in_(orders)))
    await session.execute(delete(Order).where(stale))
    await visit_erasure.erase(session, now=now)
    await logins.purge(session, now=now)
    await app_sessions.purge(session, now=now)
    await sign_in_tries.purge(session, now=now)
    await guest_limits.purge(session, now=now)
    await reach.forget_deliveries(session, now=now)
