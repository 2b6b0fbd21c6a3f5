"""Messages that wait for an answer, and who may answer: a lease with a fencing token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    bindparam,
    exists,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models import Conversation, ConversationNote, DialogueMemory, KnowledgeVersion, Message
from models.base import UtcDateTime
from services import conversations, message_rows
from services.conversations import Reply


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that nobody has answered, and what its turn needs."""

    message: Message
    conversation: Conversation
    """Leased."""
    memory: str | None
    """What the bot remembers of the conversation."""
    knowledge_version: int


async def take(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    token: str,
    now: datetime,
    until: datetime,
) -> Waiting | None:
    """The oldest message that has not been answered, if the lease can be had to answer it."""
    found = await session.execute(
        _TAKE,
        {
            "park": park_id,
            "conversation": conversation_id,
            "token": token,
            "now": now,
            "until": until,
        },
    )
    row = found.first()
    return Waiting(row[1], row[0], row.memory, row.version or 0) if row else None


_FREE = Conversation.lease_until.is_(None) | (
    Conversation.lease_until < bindparam("now", type_=UtcDateTime())
)
_OLDEST = (
    select(Message)
    .where(message_rows.IN_CONVERSATION, Message.status == "received")
    .order_by(Message.seq)
    .limit(1)
)


def _take() -> Select[Any]:
    oldest = _OLDEST.cte("oldest")
    taken = (
        update(Conversation)
        .where(
            message_rows.THE_CONVERSATION,
            exists().where(oldest.c.id.is_not(None)),
            (Conversation.lease_token == bindparam("token")) | _FREE,
        )
        .values(lease_token=bindparam("token"), lease_until=bindparam("until", type_=UtcDateTime()))
        .returning(Conversation)
        .cte("taken")
    )
    memory = select(DialogueMemory.memory).where(
        DialogueMemory.park_id == bindparam("park"),
        DialogueMemory.conversation_id == bindparam("conversation"),
    )
    version = select(KnowledgeVersion.version).where(KnowledgeVersion.park_id == bindparam("park"))
    return select(
        aliased(Conversation, taken),
        aliased(Message, oldest),
        memory.scalar_subquery().label("memory"),
        version.scalar_subquery().label("version"),
    ).join_from(taken, oldest, true())


_TAKE = _take()
"""All of it at once: the message, the right to answer it, and what its turn needs."""


async def waiting(session: AsyncSession, park_id: int, conversation_id: int) -> Message | None:
    """The oldest inbound message that has not been answered."""
    return await session.scalar(_OLDEST, {"park": park_id, "conversation": conversation_id})


async def news(
    session: AsyncSession, park_id: int, conversation_id: int, after: int, *, limit: int
) -> tuple[list[Message], bool]:
    """Messages after `after`, oldest first; and whether the bot owes an answer at this moment."""
    about = {"park": park_id, "conversation": conversation_id, "seq": after}
    rows = (await session.execute(_NEWS.limit(limit), about)).all()
    return [row.Message for row in rows if row.Message], any(row.owed for row in rows[:1])


_OWED = (
    select(Message.id)
    .where(
        Message.park_id == bindparam("park"),
        Message.conversation_id == bindparam("conversation"),
        Message.status == "received",
    )
    .exists()
)
_NEWS = (
    select(Message, ((Conversation.owner == "bot") & _OWED.correlate(None)).label("owed"))
    .select_from(Conversation)
    .outerjoin(
        Message,
        (Message.park_id == Conversation.park_id)
        & (Message.conversation_id == Conversation.id)
        & (Message.seq > bindparam("seq")),
    )
    .where(Conversation.park_id == bindparam("park"), Conversation.id == bindparam("conversation"))
    .order_by(Message.seq)
)


async def stranded(
    session: AsyncSession, *, before: datetime, limit: int = 100
) -> list[tuple[int, int]]:
    """(park, conversation) with a message that nobody has taken up since `before`."""
    found = await session.execute(
        select(Message.park_id, Message.conversation_id)
        .join(
            Conversation,
            (Conversation.park_id == Message.park_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Message.status == "received",
            Message.created_at < before,
            Conversation.lease_until.is_(None) | (Conversation.lease_until < before),
        )
        .distinct()
        .limit(limit)
    )
    return [(row.park_id, row.conversation_id) for row in found]


async def lease(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    token: str,
    now: datetime,
    until: datetime,
) -> Conversation | None:
    """Take or renew the right to handle a conversation's messages; None if another has it."""
    return await session.scalar(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            (Conversation.lease_token == token)
            | Conversation.lease_until.is_(None)
            | (Conversation.lease_until < now),
        )
        .values(lease_token=token, lease_until=until)
        .returning(Conversation)
    )


async def release(session: AsyncSession, park_id: int, conversation_id: int, *, token: str) -> None:
    await session.execute(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            Conversation.lease_token == token,
        )
        .values(lease_token=None, lease_until=None)
    )


class Concluded(Enum):
    LOST = "lost_lease"
    MORE = "more"
    """Done, and another message waits."""
    ALL = "all"
    """Done, and none waits."""


async def conclude(
    session: AsyncSession,
    message: Message,
    replies: Sequence[Reply],
    *,
    token: str,
    author: str,
    now: datetime,
    understood: dict[str, Any] | None = None,
    memory: str | None = None,
) -> Concluded:
    """Mark an inbound message handled together with what was answered, and give the lease back.

    LOST, and nothing written, if the lease `token` is no longer held or the message is done:
    somebody else answers it. If staff took over while the bot was thinking, it stays silent, and
    what it would have said is left to them as a note. `understood` is kept with the message,
    `memory` for the next turn.
    """
    conversation = await conversations.locked(session, message.park_id, message.conversation_id)
    if conversation.lease_token != token:
        return Concluded.LOST
    silent = conversation.owner == "staff" and author == "bot"
    written = [] if silent else conversations.rows(conversation, replies, author=author, now=now)
    waits = await session.scalar(
        _DONE if memory is None else _DONE_AND_REMEMBERED,
        {
            "park": message.park_id,
            "conversation": message.conversation_id,
            "message": message.id,
            "about": {"understood": understood} if understood else {},
            "memory_now": memory,
            "now": now,
            "last": conversation.last_seq + len(written),
        },
    )
    if waits is None:
        return Concluded.LOST
    if silent:
        await _leave_note(session, conversation, message, replies, now)
    elif written:
        await session.execute(insert(Message), written)
    return Concluded.MORE if waits else Concluded.ALL


def _done(*, remembered: bool) -> Select[bool]:
    """Mark the message handled, and with it give the lease back: whether another one waits.

    Nobody can add one before the commit, for the conversation's row is locked; and who does
    afterwards finds the lease free. Nothing, and nothing written, if it was handled already.
    """
    handled = (
        update(Message)
        .where(
            Message.park_id == bindparam("park"),
            Message.id == bindparam("message"),
            Message.status == "received",
        )
        .values(status="handled", data=Message.data.op("||")(bindparam("about", type_=JSONB)))
        .returning(Message.id)
        .cte("handled")
    )
    was_open = exists().where(handled.c.id.is_not(None))
    released = (
        update(Conversation)
        .where(message_rows.THE_CONVERSATION, was_open)
        .values(lease_token=None, lease_until=None, last_seq=bindparam("last"))
        .cte("released")
    )
    other = aliased(Message)
    waits = exists().where(
        other.park_id == bindparam("park"),
        other.conversation_id == bindparam("conversation"),
        other.status == "received",
        other.id != bindparam("message"),
    )
    found = select(waits).select_from(handled).add_cte(released)
    return found.add_cte(_remember(was_open)) if remembered else found


def _remember(where: ColumnElement[bool]) -> CTE:
    now = bindparam("now", type_=UtcDateTime())
    kept = insert(DialogueMemory).from_select(
        ["park_id", "conversation_id", "memory", "updated_at"],
        select(
            bindparam("park", type_=BigInteger),
            bindparam("conversation", type_=BigInteger),
            bindparam("memory_now", type_=Text),
            now,
        ).where(where),
    )
    return kept.on_conflict_do_update(
        index_elements=["park_id", "conversation_id"],
        set_={"memory": kept.excluded.memory, "updated_at": kept.excluded.updated_at},
    ).cte("remembered")


_DONE, _DONE_AND_REMEMBERED = _done(remembered=False), _done(remembered=True)


async def _leave_note(
    session: AsyncSession,
    conversation: Conversation,
    message: Message,
    replies: Sequence[Reply],
    now: datetime,
) -> None:
    if not replies:
        return
    note = ConversationNote(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        after_seq=message.seq,
        text="\n".join(reply.text for reply in replies),
        created_at=now,
    )
    session.add(note)
    await session.flush()
