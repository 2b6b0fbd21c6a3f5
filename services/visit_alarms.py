"""What falls due on visits without anybody's doing: expiry, no-show, overstay."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Visit
from services import events, visits
from services.publish import publish

RETRY_AFTER = timedelta(minutes=5)
"""A visit whose alarm failed is put off, so that it does not hold up the others."""

log = structlog.get_logger(__name__)


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Do what is due on visits of every park, oldest first; how many there were.

    Visits that somebody else is at are left for the next time, so several workers may ring at
    once. A full `limit` means that more may be due.
    """
    due = await session.scalars(
        select(Visit)
        .where(Visit.next_alarm_at <= now)
        .order_by(Visit.next_alarm_at, Visit.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = list(due)
    for visit in found:
        await _attend(session, visit, now)
    return len(found)


async def _attend(session: AsyncSession, visit: Visit, now: datetime) -> None:
    visit_no = visit.visit_no
    try:
        async with session.begin_nested():
            await _ring(session, visit, now)
    except Exception:
        log.exception("visits.alarm_failed", visit_no=visit_no)
        visit.next_alarm_at = now + RETRY_AFTER
    await session.flush()


async def _ring(session: AsyncSession, visit: Visit, now: datetime) -> None:
    match visit.status:
        case "requested":
            await visits.advance(session, visit.park_id, visit.id, "expire", now=now)
        case "approved":
            await visits.advance(session, visit.park_id, visit.id, "no_show", now=now)
        case "checked_in":
            visit.overstayed, visit.next_alarm_at = True, None
            overstayed = events.VisitOverstayed(**visits.summary(visit))
            await publish(session, visit.park_id, overstayed, now=now)
        case _:
            visit.next_alarm_at = None
