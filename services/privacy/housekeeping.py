"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

import services
from services.kit import idempotency
from services.kit.batches import Stale
from services.kit.plugins import found

IDEMPOTENCY_KEPT = timedelta(days=7)


async def tidy(session: AsyncSession, *, now: datetime) -> bool:
    """Delete what the work itself needs no more, a batch of each kind. Whether there may be more.

    Safe to run at any moment, from several workers. What has a period that operators choose is
    services.privacy.retention_sweep's.
    """
    more = False
    for one in found(services, Stale):
        more |= await one.tidy(session, now=now) >= one.at_once()
    return more


async def forget_keys(session: AsyncSession, *, now: datetime) -> int:
    """Of requests that nobody repeats any more."""
    return await idempotency.purge(session, before=now - IDEMPOTENCY_KEPT)
