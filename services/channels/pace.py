"""How fast messages may go to one person, for platforms that drop what is more without a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import SendingWindow
from models.conversations import Conversation

KIND = "pace"


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` messages at once, and one more each `every`."""

    every: timedelta
    burst: int


async def take(
    session: AsyncSession, conversation: Conversation, pace: Pace, *, now: datetime
) -> timedelta:
    """How long to wait before the next message; zero if it may go, and then it is counted.

    Over any time t no more go than `burst` and t / `every`, whichever process sends them.
    """
    key = {"park_id": conversation.park_id, "conversation_id": conversation.id, "kind": KIND}
    first = insert(SendingWindow).values(**key, left=0, until=now)
    await session.execute(first.on_conflict_do_nothing())
    found = await session.scalars(
        select(SendingWindow)
        .filter_by(**key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = found.one()
    # `until` is when all that was sent would be paid for at one each `every`.
    paid = max(row.until, now)
    wait = paid - now - pace.every * (pace.burst - 1)
    if wait > timedelta(0):
        return wait
    row.until = paid + pace.every
    await session.flush()
    return timedelta(0)
