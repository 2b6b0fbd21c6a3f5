"""Messages that wait for an answer, and who may answer: a lease with a fencing token."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, ConversationNote, Message
from services import conversations
from services.conversations import Reply


async def waiting(session: AsyncSession, park_id: int, conversation_id: int) -> Message | None:
    """The oldest inbound message that has not been answered."""
    return await session.scalar(
        select(Message)
        .where(
            Message.park_id == park_id,
            Message.conversation_id == conversation_id,
            Message.status == "received",
        )
        .order_by(Message.seq)
        .limit(1)
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
) -> bool:
    """Take or renew the right to handle a conversation's messages; False if another has it."""
    taken = await session.scalar(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            (Conversation.lease_token == token)
            | Conversation.lease_until.is_(None)
            | (Conversation.lease_until < now),
        )
        .values(lease_token=token, lease_until=until)
        .returning(Conversation.id)
    )
    return taken is not None


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


async def conclude(
    session: AsyncSession,
    message: Message,
    replies: Sequence[Reply],
    *,
    token: str,
    author: str,
    now: datetime,
    understood: dict[str, Any] | None = None,
) -> bool:
    """Mark an inbound message handled together with what was answered.

    False, and nothing written, if the lease `token` is no longer held or the message is done:
    somebody else answers it. If staff took over while the bot was thinking, it stays silent, and
    what it would have said is left to them as a note. `understood` is kept with the message.
    """
    conversation = await conversations.find(session, message.park_id, message.conversation_id)
    await session.refresh(conversation, with_for_update=True)
    if conversation.lease_token != token:
        return False
    done = await session.scalar(
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
        .returning(Message.id)
    )
    if done is None:
        return False
    if conversation.owner == "staff" and author == "bot":
        await _leave_note(session, conversation, message, replies, now)
        return True
    await conversations.speak(session, conversation, replies, author=author, now=now)
    return True


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
