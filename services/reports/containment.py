"""How many conversations the bot held by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import UtcDateTime
from models.conversations import Conversation, Message
from models.handoffs import Handoff
from services.reports.period import Period

_Held = tuple[datetime, datetime | None]
"""From when until when people had it; None: they still have it."""


@dataclass(frozen=True, slots=True)
class Containment:
    """Conversations in which a tenant wrote, and those of them that no person was needed in."""

    start: datetime
    conversations: int
    contained: int

    @property
    def share(self) -> float | None:
        """0 to 1; None without conversations."""
        return self.contained / self.conversations if self.conversations else None


async def containment(session: AsyncSession, park_id: int, period: Period) -> Containment:
    """Of the whole period. A conversation needed a person if it was in the queue or in somebody's
    hands at any time of it, even if that began before."""
    [whole] = await _count(session, park_id, period, [period.start, period.end])
    return whole


async def divided(session: AsyncSession, park_id: int, period: Period) -> tuple[set[int], set[int]]:
    """The conversations of the whole period: those that no person was needed in, and the others."""
    held = await _held(session, park_id, period)
    edges = [period.start, period.end]
    wrote = {one for one, _ in await _wrote(session, park_id, period, edges)}
    needed = {one for one in wrote if _overlaps(held.get(one, ()), period.start, period.end)}
    return wrote - needed, needed


async def over_time(session: AsyncSession, park_id: int, period: Period) -> list[Containment]:
    """The same for each step of the period, so that a conversation may count in several."""
    return await _count(session, park_id, period, period.edges())


async def _count(
    session: AsyncSession, park_id: int, period: Period, edges: Sequence[datetime]
) -> list[Containment]:
    """Of each step between two edges."""
    held = await _held(session, park_id, period)
    wrote: list[list[int]] = [[] for _ in edges[1:]]
    for conversation_id, step in await _wrote(session, park_id, period, edges):
        wrote[step - 1].append(conversation_id)
    return [
        Containment(
            start,
            len(them),
            sum(not _overlaps(held.get(one, ()), start, end) for one in them),
        )
        for start, end, them in zip(edges, edges[1:], wrote, strict=False)
    ]


def _overlaps(held: Iterable[_Held], start: datetime, end: datetime) -> bool:
    return any(begun < end and (over is None or over > start) for begun, over in held)


async def _wrote(
    session: AsyncSession, park_id: int, period: Period, edges: Sequence[datetime]
) -> list[tuple[int, int]]:
    """(conversation, step from 1) for each step in which its tenant wrote."""
    bounds = literal(list(edges), ARRAY(UtcDateTime))
    step = func.width_bucket(Message.created_at, bounds)
    rows = await session.execute(
        select(Message.conversation_id, step)
        .join(
            Conversation,
            (Conversation.park_id == Message.park_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Conversation.park_id == park_id,
            # Messages have no index on their time: leave out who has been silent since.
            or_(Conversation.heard_at.is_(None), Conversation.heard_at >= period.start),
            Message.park_id == park_id,
            Message.author == "tenant",
            period.within(Message.created_at),
        )
        .group_by(Message.conversation_id, step)
    )
    return [(conversation_id, step) for conversation_id, step in rows]


async def _held(session: AsyncSession, park_id: int, period: Period) -> dict[int, list[_Held]]:
    """By conversation, those that reach into the period."""
    rows = await session.execute(
        select(Handoff.conversation_id, Handoff.queued_at, Handoff.ended_at).where(
            Handoff.park_id == park_id,
            Handoff.queued_at < period.end,
            or_(Handoff.ended_at.is_(None), Handoff.ended_at > period.start),
        )
    )
    held: dict[int, list[_Held]] = {}
    for conversation_id, begun, over in rows:
        held.setdefault(conversation_id, []).append((begun, over))
    return held
