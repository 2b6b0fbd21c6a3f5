"""Striking words out of everything that was said with some people, a batch at a time.

Each batch is read and written by itself, and worked on outside the event loop; what could not be
finished in time is gone on with from where it stopped.
"""

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.handoffs import ConversationNote, Handoff
from models.knowledge import Misread, TrainingSentence
from services.kit.redaction import Redaction

BATCH = 50
"""Rows. Of the longest messages and as many names as a visit may have, a batch takes two seconds
of a processor; of ordinary ones, ten milliseconds."""

Row = Message | Handoff | ConversationNote
_COLUMNS: dict[type[Row], tuple[str, ...]] = {
    Message: ("text", "payload", "buttons", "data"),
    Handoff: ("summary", "rating_comment"),
    ConversationNote: ("text",),
}
"""Where words of a conversation are kept, beside what the bot was taught."""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything before it is done: of this conversation, messages up to `seq`; of those with a
    smaller id, all of them."""

    conversation_id: int = 0
    seq: int = 0


async def strike_out(
    session: AsyncSession,
    park_id: int,
    people: Collection[int],
    redaction: Redaction,
    *,
    after: Place = Place(),
    until: float = float("inf"),
    since: datetime | None = None,
) -> Place | None:
    """In every chat of these people; a sentence that the bot was taught of one goes whole.

    `since` leaves out messages that are older. `until` is of time.monotonic: past it, at least one
    batch later, the place to go on from is told; None when all is done.
    """
    chats = await session.scalars(
        select(Conversation.id)
        .where(
            Conversation.park_id == park_id,
            Conversation.person_id.in_(people),
            Conversation.id >= after.conversation_id,
        )
        .order_by(Conversation.id)
    )
    for chat in chats.all():
        place = after if chat == after.conversation_id else Place(chat)
        if place.seq == 0:
            await _beside_messages(session, park_id, chat, redaction)
        while (seq := await _next_batch(session, park_id, place, redaction, since)) is not None:
            place = Place(chat, seq)
            if time.monotonic() >= until:
                return place
    return None


async def _next_batch(
    session: AsyncSession, park_id: int, place: Place, redaction: Redaction, since: datetime | None
) -> int | None:
    """The last `seq` of the batch; None where there was none."""
    query = (
        select(Message)
        .where(
            Message.park_id == park_id,
            Message.conversation_id == place.conversation_id,
            Message.seq > place.seq,
        )
        .order_by(Message.seq)
        .limit(BATCH)
    )
    if since is not None:
        query = query.where(Message.created_at >= since)
    rows = (await session.scalars(query)).all()
    await _strike(session, rows, redaction)
    return rows[-1].seq if rows else None


async def _beside_messages(
    session: AsyncSession, park_id: int, chat: int, redaction: Redaction
) -> None:
    await _whole(session, Handoff, park_id, chat, redaction)
    await _whole(session, ConversationNote, park_id, chat, redaction)
    taught = await session.scalars(
        select(TrainingSentence).where(
            TrainingSentence.park_id == park_id, TrainingSentence.conversation_id == chat
        )
    )
    for sentence in taught.all():
        if redaction.names(sentence.text):
            await session.delete(sentence)
    misread = await session.scalars(
        select(Misread).where(Misread.park_id == park_id, Misread.conversation_id == chat)
    )
    for row in misread.all():
        if redaction.names(f"{row.text}\n{row.before}"):
            await session.delete(row)
    marked = await session.scalars(
        select(DangerSign).where(
            DangerSign.park_id == park_id,
            DangerSign.conversation_id == chat,
            DangerSign.lesson.is_not(None),
        )
    )
    for sign in marked.all():
        if sign.lesson and redaction.names(sign.lesson):
            sign.lesson = None
    await session.flush()


async def _whole[Beside: (Handoff, ConversationNote)](
    session: AsyncSession, table: type[Beside], park_id: int, chat: int, redaction: Redaction
) -> None:
    """All rows of a conversation, a batch at a time."""
    of_chat = (table.park_id == park_id) & (table.conversation_id == chat)
    last = 0
    while True:
        query = select(table).where(of_chat, table.id > last).order_by(table.id).limit(BATCH)
        rows = (await session.scalars(query)).all()
        if not rows:
            return
        await _strike(session, rows, redaction)
        last = rows[-1].id


async def _strike(session: AsyncSession, rows: Sequence[Row], redaction: Redaction) -> None:
    if not rows:
        return
    columns = _COLUMNS[type(rows[0])]
    said = [[getattr(row, column) for column in columns] for row in rows]
    left: list[list[Any]] = await asyncio.to_thread(redaction.of, said)
    for row, before, after in zip(rows, said, left, strict=True):
        for column, old, new in zip(columns, before, after, strict=True):
            if old != new:
                setattr(row, column, new)
    await session.flush()
