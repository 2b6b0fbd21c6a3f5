"""What everybody in the park is told just now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Announcement
from services.kit.errors import NotFound


async def live(
    session: AsyncSession, park_id: int, *, now: datetime, limit: int | None = None
) -> Sequence[Announcement]:
    """Those that hold now: the pinned first, then the important, then the newest."""
    important = Announcement.level == "important"
    found = await session.scalars(
        select(Announcement)
        .where(Announcement.park_id == park_id, _holds(now))
        .order_by(
            Announcement.pinned.desc(),
            important.desc(),
            Announcement.starts_at.desc(),
            Announcement.id.desc(),
        )
        .limit(limit)
    )
    return found.all()


async def find_live(
    session: AsyncSession, park_id: int, announcement_id: int, *, now: datetime
) -> Announcement:
    """Raises NotFound, for one that does not hold yet or any more, too."""
    row = await session.scalar(
        select(Announcement).where(
            Announcement.park_id == park_id, Announcement.id == announcement_id, _holds(now)
        )
    )
    if row is None:
        raise NotFound(f"announcement {announcement_id}")
    return row


def _holds(now: datetime) -> ColumnElement[bool]:
    return (Announcement.starts_at <= now) & (
        Announcement.ends_at.is_(None) | (Announcement.ends_at > now)
    )
