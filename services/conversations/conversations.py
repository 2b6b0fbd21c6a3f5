"""Conversations: who talks where, and every message in its order, once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.conversations import opening_rows
from services.kit.errors import NotFound, Unauthorized


class SignedOut(Unauthorized):
    """Of a browser whose visitor has signed out everywhere: it is somebody new from then on."""

    code = "signed_out"


@dataclass(frozen=True, slots=True)
class Reply:
    """Something to say. `buttons` are {"title", "payload"}; `data` is for programs."""

    text: str
    buttons: list[dict[str, Any]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


async def open_conversation(
    session: AsyncSession,
    park_id: int,
    *,
    channel: str,
    external_id: str,
    now: datetime,
    account: str = "",
    pushed: bool = False,
    language: str | None = None,
) -> Conversation:
    """The conversation of a person as a channel knows them; made at their first word.

    Two first words at once get the same one. `account`: code of the park's account there, if it is
    not that of the settings. `pushed`: what is said there has to be sent out, from
    now on. `language`: zh or en, in which their screen speaks; it holds until they have written
    words of either. Raises SignedOut.
    """
    asked = {"park": park_id, "channel": channel, "account": account, "external": external_id}
    conversation = await _known(session, asked)
    if conversation is None:
        first = {**asked, "pushed": pushed, "now": now}
        conversation = await session.scalar(opening_rows.MAKE, first)
    if conversation is None:  # Somebody else made it at this moment.
        conversation = await _known(session, asked)
    assert conversation is not None
    if pushed and not conversation.pushed:
        conversation.pushed = True
    if language is not None and conversation.last_seq == 0 and conversation.language != language:
        conversation.language = language
    return conversation


async def _known(session: AsyncSession, asked: dict[str, Any]) -> Conversation | None:
    """Raises SignedOut."""
    found = (await session.execute(opening_rows.KNOWN, asked)).first()
    if found is None:
        return None
    if found.signed_out_at is not None:
        raise SignedOut
    conversation: Conversation | None = found.Conversation
    return conversation


async def _lock(session: AsyncSession, conversation: Conversation) -> None:
    """Lock the conversation's row: whoever writes a message writes alone until they commit."""
    await session.refresh(
        conversation, ["last_seq", "language"], with_for_update={"key_share": True}
    )


async def speak(
    session: AsyncSession,
    conversation: Conversation,
    replies: Sequence[Reply],
    *,
    author: str,
    now: datetime,
) -> list[Message]:
    """Write outbound messages. `author` is bot, system or staff."""
    await _lock(session, conversation)
    return await write(session, conversation, replies, author=author, now=now)


async def tell(
    session: AsyncSession, conversation: Conversation, text: str, *, once: bool, now: datetime
) -> None:
    """Say something that is not the bot's. `once`: not if it is what was said last, so that who is
    refused a hundred times in a row hears so once."""
    await _lock(session, conversation)
    last = await last_said(session, conversation.park_id, conversation.id) if once else None
    if last is None or (last.author, last.text) != ("system", text):
        await write(session, conversation, [Reply(text)], author="system", now=now)


async def write(
    session: AsyncSession,
    conversation: Conversation,
    replies: Sequence[Reply],
    *,
    author: str,
    now: datetime,
) -> list[Message]:
    """As `speak`, for whoever has locked the conversation's row and read it since."""
    written = spoken(
        conversation.park_id,
        conversation.id,
        conversation.channel,
        replies,
        after=conversation.last_seq,
        author=author,
        now=now,
    )
    for message in written:
        message.status = "waiting" if conversation.pushed else "sent"
    session.add_all(written)
    conversation.last_seq += len(written)
    await session.flush()
    return written


def spoken(
    park_id: int,
    conversation_id: int,
    channel: str,
    replies: Sequence[Reply],
    *,
    after: int,
    author: str,
    now: datetime,
) -> list[Message]:
    """Outbound messages, numbered from `after` on; of no session, and without a status."""
    return [
        Message(
            park_id=park_id,
            conversation_id=conversation_id,
            seq=seq,
            direction="out",
            author=author,
            channel=channel,
            text=reply.text,
            buttons=reply.buttons,
            data=reply.data,
            created_at=now,
        )
        for seq, reply in enumerate(replies, start=after + 1)
    ]


async def since(
    session: AsyncSession, conversation: Conversation, seq: int, *, limit: int = 100
) -> list[Message]:
    """Messages after `seq`, oldest first."""
    found = await session.scalars(
        _AFTER.limit(limit),
        {"park": conversation.park_id, "conversation": conversation.id, "seq": seq},
    )
    return list(found)


_AFTER = (
    select(Message)
    .where(
        Message.park_id == bindparam("park"),
        Message.conversation_id == bindparam("conversation"),
        Message.seq > bindparam("seq"),
    )
    .order_by(Message.seq)
)


async def latest(
    session: AsyncSession, conversation: Conversation, *, limit: int = 50
) -> list[Message]:
    """The newest `limit` messages, oldest first."""
    return await since(session, conversation, conversation.last_seq - limit, limit=limit)


async def find(session: AsyncSession, park_id: int, conversation_id: int) -> Conversation:
    """Raises NotFound."""
    conversation = await session.get(Conversation, (park_id, conversation_id))
    if conversation is None:
        raise NotFound(f"conversation {conversation_id}")
    return conversation


async def locked(session: AsyncSession, park_id: int, conversation_id: int) -> Conversation:
    """The conversation as it is now, locked: whoever writes a message writes alone until they
    commit. Raises NotFound.
    """
    found = await session.scalar(
        _LOCKED,
        {"park": park_id, "conversation": conversation_id},
        execution_options={"populate_existing": True},
    )
    if found is None:
        raise NotFound(f"conversation {conversation_id}")
    return found


_LOCKED = (
    select(Conversation)
    .where(Conversation.park_id == bindparam("park"), Conversation.id == bindparam("conversation"))
    .with_for_update(key_share=True)
)


async def last_said(session: AsyncSession, park_id: int, conversation_id: int) -> Message | None:
    """Our last message to the tenant."""
    return await session.scalar(_LAST_SAID, {"park": park_id, "conversation": conversation_id})


_LAST_SAID = (
    select(Message)
    .where(
        Message.park_id == bindparam("park"),
        Message.conversation_id == bindparam("conversation"),
        Message.direction == "out",
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
