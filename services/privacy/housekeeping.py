"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import ActionResult, DialogueMemory, JoinTry, Order, OrderLine, SpendingApproval
from services.channels import inbound
from services.kit import batches, idempotency
from services.kit.batches import delete_some
from services.people import app_sessions, guest_limits, link_codes, logins
from services.staff import sessions, sign_in_tries
from services.visits import blocks, erasure

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
CARTS_AT_ONCE = 1000
CARTS_KEPT = timedelta(days=7)
"""How long what was in it can still be put into a new one."""
JOIN_TRIES_KEPT = timedelta(days=1)
"""More than the window in which `services.people.company_codes` counts them."""


async def tidy(session: AsyncSession, *, now: datetime) -> bool:
    """Delete what the work itself needs no more, a batch of each table, and erase what is personal
    of old visits. Whether there may be more of it.

    Safe to run at any moment, from several workers. What has a period that operators choose is
    services.privacy.retention_sweep's.
    """
    old_results = ActionResult.created_at < now - ACTION_RESULTS_KEPT
    old_memory = DialogueMemory.updated_at < now - DIALOGUE_KEPT
    most = [
        await delete_some(session, ActionResult, old_results),
        await delete_some(session, DialogueMemory, old_memory),
        await delete_some(session, JoinTry, JoinTry.at < now - JOIN_TRIES_KEPT),
        await idempotency.purge(session, before=now - IDEMPOTENCY_KEPT),
        await link_codes.purge(session, before=now - LINK_CODES_KEPT),
        await logins.purge(session, now=now),
        await sessions.purge(session, now=now),
        await inbound.forget_deliveries(session, now=now),
        await sign_in_tries.purge(session, now=now),
        await guest_limits.purge(session, now=now),
    ]
    ended = await app_sessions.purge(session, now=now)
    carts = await _tidy_carts(session, now)
    await erasure.erase(session, now=now)
    await blocks.fold(session)
    return max(most) >= batches.BATCH or max(ended, carts) >= CARTS_AT_ONCE


async def _tidy_carts(session: AsyncSession, now: datetime) -> int:
    """Let carts expire that were left, and delete those that ended; how many of the second."""
    never_placed = Order.placed_at.is_(None)
    left = (Order.status == "draft") & ~Order.held & (Order.updated_at < now - CARTS_OPEN)
    await session.execute(update(Order).where(never_placed, left).values(status="expired"))
    ended = Order.status.in_(["expired", "cancelled"])
    stale = never_placed & ended & (Order.updated_at < now - CARTS_KEPT)
    found = await session.execute(
        select(Order.park_id, Order.id)
        .where(stale)
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
