"""What the bot remembers of conversations, in the schema that Rasa writes by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

KEPT = timedelta(days=2)
"""A Rasa session ends after 60 quiet minutes: what was heard before is of no use to the bot, and it
holds every word."""


async def forget(session: AsyncSession, *, now: datetime) -> None:
    """Delete what the bot heard longer ago. There is nothing where no bot has ever run."""
    if await _has_run(session):
        await session.execute(
            text("delete from rasa.events where timestamp < :before"),
            {"before": (now - KEPT).timestamp()},
        )


async def forget_talks(session: AsyncSession, park_id: int, conversations: Sequence[int]) -> None:
    """Delete all that the bot heard in these conversations."""
    if await _has_run(session):
        await session.execute(
            text("delete from rasa.events where sender_id = any(:senders)"),
            {"senders": [f"{park_id}:{id}" for id in conversations]},
        )


async def _has_run(session: AsyncSession) -> bool:
    return await session.scalar(text("select to_regclass('rasa.events')")) is not None
