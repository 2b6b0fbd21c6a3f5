"""Messages that wait for an answer, and who may answer: a lease with a fencing token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models import Conversation, ConversationNote, DialogueMemory, KnowledgeVersion, Message
from services import conversations
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
    found = await session.execute(_WAITING, {"park": park_id, "conversation": conversation_id})
    row = found.first()
    if row is None:
        return None
    conversation = await lease(session, park_id, conversation_id, token=token, now=now, until=until)
    if conversation is None:
        return None
    return Waiting(row.Message, conversation, row.memory, row.version or 0)


_WAITING = (
    select(Message, DialogueMemory.memory, KnowledgeVersion.version)
    .outerjoin(
        DialogueMemory,
        (DialogueMemory.park_id == Message.park_id)
        & (DialogueMemory.conversation_id == Message.conversation_id),
    )
    .outerjoin(KnowledgeVersion, KnowledgeVersion.park_id == Message.park_id)
    .where(
        Message.park_id == bindparam("park"),
        Message.conversation_id == bindparam("conversation"),
        Message.status == "received",
    )
    .order_by(Message.seq)
    .limit(1)
)


async def waiting(session: AsyncSession, park_id: int, conversation_id: int) -> Message | None:
    """The oldest inbound message that has not been answered."""
    found = await session.execute(_WAITING, {"park": park_id, "conversation": conversation_id})
    row = found.first()
    return row.Message if row else None


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
    done = await session.execute(
        update(Message)
        .where(
            Message.park_id == message.park_id,
            Message.id == message.id,
            Message.status == "received",
        )
        .values(
            status="handled",
            data={**message.data, "understood": understood} if understood else Message.data,
        )
        .returning(_waits_beside(message))
        .execution_options(synchronize_session=False)
    )
    if (row := done.first()) is None:
        return Concluded.LOST
    concluded = Concluded.MORE if row[0] else Concluded.ALL
    conversation.lease_token = conversation.lease_until = None
    if memory is not None:
        await _remember(session, conversation, memory, now)
    if conversation.owner == "staff" and author == "bot":
        await _leave_note(session, conversation, message, replies, now)
        return concluded
    await conversations.write(session, conversation, replies, author=author, now=now)
    return concluded


def _waits_beside(message: Message) -> ColumnElement[bool]:
    """Whether another message of the conversation waits. Nobody can add one before the commit, for
    its row is locked; and who does afterwards finds the lease free."""
    other = aliased(Message)
    return exists().where(
        other.park_id == message.park_id,
        other.conversation_id == message.conversation_id,
        other.status == "received",
        other.id != message.id,
    )


async def _remember(
    session: AsyncSession, conversation: Conversation, memory: str, now: datetime
) -> None:
    kept = insert(DialogueMemory).values(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        memory=memory,
        updated_at=now,
    )
    await session.execute(
        kept.on_conflict_do_update(
            index_elements=["park_id", "conversation_id"],
            set_={"memory": kept.excluded.memory, "updated_at": now},
        )
    )


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
