"""What the bot remembers of conversations, in the schema that Rasa writes by itself."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

KEPT = timedelta(days=2)
"""A Rasa session ends after 60 quiet minutes: what was heard before is of no use to the bot, and it
holds every word."""


async def forget(session: AsyncSession, *, now: datetime) -> None:
    """Delete what the bot heard longer ago. There is nothing where no bot has ever run."""
    if await session.scalar(text("select to_regclass('rasa.events')")) is not None:
        await session.execute(
            text("delete from rasa.events where timestamp < :before"),
            {"before": (now - KEPT).timestamp()},
        )
