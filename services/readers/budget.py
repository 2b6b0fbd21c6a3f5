"""How often a park's messages may go to the model on one day: a counter that is never passed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.readers import ReaderBudget


def day_of(timezone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()


async def take(session: AsyncSession, park_id: int, day: date, most: int) -> bool:
    """Count one call, unless `most` were made on that day. One statement: two gateways at once
    take two, and never the same last one."""
    if most < 1:
        return False
    counted = insert(ReaderBudget).values(park_id=park_id, day=day, calls=1)
    taken = await session.scalar(
        counted.on_conflict_do_update(
            index_elements=["park_id", "day"],
            set_={"calls": ReaderBudget.calls + 1},
            where=ReaderBudget.calls < most,
        ).returning(ReaderBudget.calls)
    )
    return taken is not None


async def add_tokens(session: AsyncSession, park_id: int, day: date, tokens: int) -> None:
    """What a call has used, as the endpoint says."""
    await session.execute(
        update(ReaderBudget)
        .where(ReaderBudget.park_id == park_id, ReaderBudget.day == day)
        .values(tokens=ReaderBudget.tokens + tokens)
    )


async def used(session: AsyncSession, park_id: int, day: date) -> int:
    """Calls of that day."""
    calls = await session.scalar(
        select(ReaderBudget.calls).where(ReaderBudget.park_id == park_id, ReaderBudget.day == day)
    )
    return calls or 0
