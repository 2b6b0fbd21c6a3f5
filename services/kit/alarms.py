"""Rows that want attention at a moment of theirs (`next_alarm_at`), whoever's doing it is."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Alarmed
from services.kit.rest import at_work

RETRY_AFTER = timedelta(minutes=5)
"""A row whose alarm failed is put off, so that it does not hold up the others."""

log = structlog.get_logger(__name__)


async def ring[Row: Alarmed](
    session: AsyncSession,
    table: type[Row],
    attend: Callable[[AsyncSession, Row, datetime], Awaitable[None]],
    *,
    now: datetime,
    limit: int,
    only: ColumnElement[bool] | None = None,
) -> int:
    """Do what is due on rows of every park, or on `only` those, oldest first; how many there were.

    Rows that somebody else is at are left for the next time, so several workers may ring at once.
    Each row has a savepoint of its own. A full `limit` means that more may be due.
    """
    due = await session.scalars(
        select(table)
        .where(
            table.next_alarm_at <= now,
            at_work(table.park_id),
            true() if only is None else only,
        )
        .order_by(table.next_alarm_at, table.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = list(due)
    for row in found:
        row_id = row.id
        try:
            async with session.begin_nested():
                await attend(session, row, now)
        except Exception:
            log.exception("alarm.failed", table=table.__tablename__, id=row_id)
            row.next_alarm_at = now + RETRY_AFTER
        await session.flush()
    return len(found)
