"""What the model was asked and what it said, kept without words; also the cache."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.readers import ReaderCall

CACHED_FOR = timedelta(days=30)


async def known(
    session: AsyncSession, park_id: int, key: str, *, now: datetime
) -> list[dict[str, Any]] | None:
    """The newest answer to the same question; None if there was none within CACHED_FOR."""
    return await session.scalar(
        select(ReaderCall.answer)
        .where(
            ReaderCall.park_id == park_id,
            ReaderCall.key == key,
            ReaderCall.outcome == "read",
            ReaderCall.created_at > now - CACHED_FOR,
        )
        .order_by(ReaderCall.id.desc())
        .limit(1)
    )


def note(session: AsyncSession, park_id: int, **values: Any) -> None:
    session.add(ReaderCall(park_id=park_id, **values))
