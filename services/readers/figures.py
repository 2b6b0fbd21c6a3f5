"""What the desk shows of the second reader: by day, and the messages that it would have changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Date, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.readers import ReaderCall

DAYS = 30
SHOWN = 50
_NOTHING = "out_of_scope"
"""What the classic reader hears where it hears nothing."""


@dataclass(frozen=True, slots=True)
class Day:
    """Of one day of the park. `agreed`: answers that said what the classic reader had heard, or
    nothing where it had heard nothing; `pointed`: answers that said something else."""

    day: date
    asked: int
    answered: int
    agreed: int
    pointed: int
    cached: int
    tokens_in: int
    tokens_out: int
    median_ms: int
    slow_ms: int
    """Of twenty calls nineteen took less."""


@dataclass(frozen=True, slots=True)
class Changed:
    call: ReaderCall
    text: str | None
    """The message; None once it is gone."""


_HEARD_NOTHING = (ReaderCall.classic == _NOTHING) & (func.cardinality(ReaderCall.proposed) == 0)
_READ = ReaderCall.outcome == "read"
AGREED = _READ & (_HEARD_NOTHING | (ReaderCall.classic == func.any(ReaderCall.proposed)))


async def days(session: AsyncSession, park_id: int, timezone: str, *, now: datetime) -> list[Day]:
    """The last DAYS that anything was asked on, the newest first."""
    day = cast(func.timezone(timezone, ReaderCall.created_at), Date).label("day")
    took = ReaderCall.ms.asc()
    paid = ~ReaderCall.cached
    rows = await session.execute(
        select(
            day,
            func.count(),
            func.count().filter(_READ),
            func.count().filter(AGREED),
            func.count().filter(_READ & ~AGREED),
            func.count().filter(ReaderCall.cached),
            func.coalesce(func.sum(ReaderCall.tokens_in), 0),
            func.coalesce(func.sum(ReaderCall.tokens_out), 0),
            func.coalesce(func.percentile_disc(0.5).within_group(took).filter(paid), 0),
            func.coalesce(func.percentile_disc(0.95).within_group(took).filter(paid), 0),
        )
        .where(ReaderCall.park_id == park_id, ReaderCall.created_at > now - timedelta(days=DAYS))
        .group_by(day)
        .order_by(day.desc())
    )
    return [Day(*row) for row in rows]


async def changed(session: AsyncSession, park_id: int, *, limit: int = SHOWN) -> Sequence[Changed]:
    """The newest messages of which the model said otherwise than the classic reader."""
    rows = await session.execute(
        select(ReaderCall, Message.text)
        .outerjoin(
            Message,
            (Message.park_id == ReaderCall.park_id)
            & (Message.id == ReaderCall.message_id)
            & (Message.conversation_id == ReaderCall.conversation_id),
        )
        .where(ReaderCall.park_id == park_id, _READ, ~AGREED)
        .order_by(ReaderCall.id.desc())
        .limit(limit)
    )
    return [Changed(call, text) for call, text in rows]
