"""What the bot would read otherwise once it has learned the messages that wait for review.

Whoever weighs that (`parkline teach effect`) has the park's lines and its recent messages from
here, masked, and leaves what came of it. It is kept as places of messages and of words in them:
what a tenant wrote stands in their conversation alone, and goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.knowledge import Misread
from services.kit.errors import Invalid
from services.knowledge import masking, misread
from services.knowledge.misread_marks import names

RECENT = timedelta(days=30)
MOST_MESSAGES = 200
TOLD = 10
"""So many readings are shown, the most telling first."""


class Reading(BaseModel):
    """How a message is read: what it does, and its words as (start, end, label, role)."""

    model_config = ConfigDict(extra="forbid")

    acts: list[str] = Field(max_length=60)
    words: list[tuple[int, int, str, str]] = Field(max_length=200)

    @property
    def known(self) -> list[str]:
        """Acts that staff know a name for."""
        return [one for one in self.acts if one in names()]


class Told(BaseModel):
    """A message that is read otherwise: one of the park's (`conversation`, `seq`), or a shipped
    sentence in its words."""

    model_config = ConfigDict(extra="forbid")

    conversation: int | None = None
    seq: int | None = None
    text: str | None = Field(default=None, max_length=2_000)
    before: Reading
    after: Reading


class Effect(BaseModel):
    """Of `messages` of the park `changed` are read otherwise; the same of shipped sentences."""

    model_config = ConfigDict(extra="forbid")

    marks: int
    messages: int
    changed: int
    sentences: int
    sentences_changed: int
    told: list[Told] = Field(max_length=TOLD)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be weighed: the lines that wait with the ids of their rows, and messages as
    {conversation, seq, text}, masked."""

    rows: Sequence[int]
    lines: Sequence[dict[str, Any]]
    messages: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was weighed, with the words of each message as they stand now; those whose words are
    gone are left out."""

    effect: Effect
    at: datetime
    told: Sequence[tuple[str, Told]]


async def asked(session: AsyncSession, park_id: int, *, now: datetime) -> Asked:
    """The lines that wait for review, beside those that were accepted, and the park's recent
    messages."""
    waiting = (
        await session.scalars(
            select(Misread)
            .where(Misread.park_id == park_id, Misread.status == misread.WAITING)
            .order_by(Misread.id)
        )
    ).all()
    accepted = await misread.lines(session, park_id)
    lines = [*accepted, *(misread.line_of(row) for row in waiting)]
    return Asked([row.id for row in waiting], lines, await _recent(session, park_id, now))


async def _recent(session: AsyncSession, park_id: int, now: datetime) -> list[dict[str, Any]]:
    found = await session.execute(
        select(Message.conversation_id, Message.seq, Message.text)
        .where(
            Message.park_id == park_id,
            Message.author == "tenant",
            Message.text.is_not(None),
            Message.created_at >= now - RECENT,
        )
        .order_by(Message.id.desc())
        .limit(MOST_MESSAGES)
    )
    messages = []
    for conversation, seq, text in found:
        words = (await masking.masked(session, park_id, text))[: misread.LONGEST]
        if words:
            messages.append({"conversation": conversation, "seq": seq, "text": words})
    return messages


async def keep(
    session: AsyncSession, park_id: int, rows: Sequence[int], effect: Any, *, now: datetime
) -> Effect:
    """Leave what was weighed at those rows that still wait. Raises Invalid."""
    try:
        read = Effect.model_validate(effect)
    except ValidationError as wrong:
        raise Invalid("no such effect") from wrong
    await session.execute(
        update(Misread)
        .where(
            Misread.park_id == park_id,
            Misread.id.in_(rows),
            Misread.status == misread.WAITING,
        )
        .values(effect=read.model_dump(mode="json"), weighed_at=now)
    )
    return read


async def shown(session: AsyncSession, park_id: int) -> Shown | None:
    """What was weighed last of what still waits; None where nothing was."""
    row = await session.scalar(
        select(Misread)
        .where(
            Misread.park_id == park_id,
            Misread.status == misread.WAITING,
            Misread.effect.is_not(None),
        )
        .order_by(Misread.weighed_at.desc(), Misread.id)
        .limit(1)
    )
    if row is None or row.effect is None or row.weighed_at is None:
        return None
    effect = Effect.model_validate(row.effect)
    told = [(words, one) for one in effect.told if (words := await _words(session, park_id, one))]
    return Shown(effect, row.weighed_at, told)


async def _words(session: AsyncSession, park_id: int, told: Told) -> str | None:
    if told.text is not None:
        return told.text
    text = await session.scalar(
        select(Message.text).where(
            Message.park_id == park_id,
            Message.conversation_id == told.conversation,
            Message.seq == told.seq,
            Message.author == "tenant",
        )
    )
    return (await masking.masked(session, park_id, text))[: misread.LONGEST] if text else None
