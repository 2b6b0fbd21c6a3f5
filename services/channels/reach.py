"""Whether a person can be reached on their platform, and what they missed while they could not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import Reach
from models.conversations import Conversation, Message
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.texts import say

HINTED_WITHIN = timedelta(days=7)
"""What was missed longer ago is no news anymore."""
HINTS = 3
HINT_LENGTH = 40


async def of(session: AsyncSession, conversation: Conversation) -> Reach:
    """The row, made if there is none, locked."""
    key = (conversation.park_id, conversation.id)
    row = insert(Reach).values(park_id=conversation.park_id, conversation_id=conversation.id)
    await session.execute(row.on_conflict_do_nothing())
    return await session.get_one(Reach, key, with_for_update=True, populate_existing=True)


async def has_left(session: AsyncSession, conversation: Conversation) -> bool:
    row = await session.get(Reach, (conversation.park_id, conversation.id))
    return row is not None and row.left_at is not None


async def does_not_want(
    session: AsyncSession, conversation: Conversation, template_id: str
) -> bool:
    """Whether they refused this template the last time that they were asked."""
    row = await session.get(Reach, (conversation.park_id, conversation.id))
    return row is not None and row.consents.get(template_id) == "reject"


async def left(session: AsyncSession, conversation: Conversation, *, now: datetime) -> None:
    """They stopped following: nothing is sent anymore. Safe to repeat."""
    (await of(session, conversation)).left_at = now


async def came(session: AsyncSession, conversation: Conversation) -> None:
    """They follow, or write: they can be reached. Safe to repeat."""
    (await of(session, conversation)).left_at = None


async def consented(
    session: AsyncSession, conversation: Conversation, choices: Mapping[str, str]
) -> None:
    """Keep how they chose for templates: accept or reject."""
    row = await of(session, conversation)
    row.consents = row.consents | dict(choices)


async def hint(session: AsyncSession, conversation: Conversation, *, now: datetime) -> None:
    """Say once what could not be delivered since the last hint. Safe to repeat."""
    row = await of(session, conversation)
    missed = await _missed(session, conversation, row.hinted_seq, now - HINTED_WITHIN)
    if not missed:
        return
    row.hinted_seq = missed[-1].seq
    shown = [f"· {_short(message.text)}" for message in missed[-HINTS:]]
    head = say(conversation.language, "missed-notices", count=len(missed))
    said = Reply("\n".join([head, *shown]))
    await conversations.speak(session, conversation, [said], author="system", now=now)


async def _missed(
    session: AsyncSession, conversation: Conversation, after: int, since: datetime
) -> Sequence[Message]:
    found = await session.scalars(
        select(Message)
        .where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq > after,
            Message.status == "undelivered",
            Message.created_at >= since,
        )
        .order_by(Message.seq)
    )
    return found.all()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= HINT_LENGTH else f"{line[: HINT_LENGTH - 1]}…"
