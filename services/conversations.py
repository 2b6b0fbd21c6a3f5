"""Conversations: who talks where, and every message in its order, once."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from models import ChannelIdentity, Conversation, Message, Person
from services import message_rows
from services.errors import Invalid, NotFound, Refused
from services.events import MessageReceived
from services.language import language_of
from services.typed_commands import typed_command

WAITING_LIMIT = 20
"""Messages of one conversation that wait for an answer; of more, none is taken."""
RETRY_SECONDS = 5
COLLISIONS = 5
"""Times that a message is stored where another of its conversation is just being written."""


class TooManyWaiting(Refused):
    """Earlier messages of the conversation are to be answered first: nothing was stored.

    `details`: `limit`, and `retry_after` in seconds.
    """

    code = "too_many_waiting"

    def __init__(self) -> None:
        super().__init__(
            f"{WAITING_LIMIT} messages wait for an answer",
            limit=WAITING_LIMIT,
            retry_after=RETRY_SECONDS,
        )


@dataclass(frozen=True, slots=True)
class ButtonRef:
    """A pressed button: the `index`-th (from 0) of our message `seq`."""

    seq: int
    index: int


@dataclass(frozen=True, slots=True)
class Received:
    message: Message
    duplicate: bool
    answering: bool
    """Whether the bot owes an answer."""


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
    pushed: bool = False,
) -> Conversation:
    """The conversation of a person as a channel knows them; made at their first word.

    Two first words at once get the same one. `pushed`: what is said there has to be sent out, from
    now on.
    """
    identity = await _identity_of(session, park_id, channel, external_id, now)
    await session.execute(
        insert(Conversation)
        .values(
            park_id=park_id,
            channel=channel,
            identity_id=identity.id,
            person_id=identity.person_id,
            pushed=pushed,
            created_at=now,
        )
        .on_conflict_do_nothing()
    )
    found = await session.scalars(
        select(Conversation).where(
            Conversation.park_id == park_id, Conversation.identity_id == identity.id
        )
    )
    conversation = found.one()
    if pushed and not conversation.pushed:
        conversation.pushed = True
    return conversation


async def _identity_of(
    session: AsyncSession, park_id: int, channel: str, external_id: str, now: datetime
) -> ChannelIdentity:
    known = select(ChannelIdentity).where(
        ChannelIdentity.park_id == park_id,
        ChannelIdentity.channel == channel,
        ChannelIdentity.external_id == external_id,
    )
    if (found := await session.scalar(known)) is not None:
        return found
    person = Person(park_id=park_id, created_at=now)
    session.add(person)
    await session.flush()
    claimed: ChannelIdentity | None = await session.scalar(
        insert(ChannelIdentity)
        .values(park_id=park_id, person_id=person.id, channel=channel, external_id=external_id)
        .on_conflict_do_nothing()
        .returning(ChannelIdentity)
    )
    if claimed is not None:
        return claimed
    await session.delete(person)
    return (await session.scalars(known)).one()


async def receive(
    session: AsyncSession,
    conversation: Conversation,
    *,
    external_id: str,
    text: str,
    button: ButtonRef | None = None,
    numbered: bool = False,
    now: datetime,
) -> Received:
    """Store an inbound message, once for each `external_id` of the channel.

    A button's command is the one that we stored when we offered it. `numbered`: the channel shows
    buttons as a numbered list, so that a number presses one. Raises Invalid for a button that was
    never offered, and TooManyWaiting. Publishes message.received.
    """
    found = await _asked(
        session, message_rows.LOCKED_AND_ASKED, conversation.park_id, conversation.id
    )
    return await _store(
        session,
        *found,
        external_id=external_id,
        text=text,
        button=button,
        numbered=numbered,
        now=now,
    )


async def receive_alone(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    external_id: str,
    text: str,
    button: ButtonRef | None = None,
    numbered: bool = False,
    now: datetime,
) -> Received:
    """As `receive`, in a session that commits statement by statement: all is written by one.

    Raises NotFound too.
    """
    for _ in range(COLLISIONS):
        found = await _asked(session, message_rows.ASKED, park_id, conversation_id)
        with suppress(IntegrityError):
            return await _store(
                session,
                *found,
                external_id=external_id,
                text=text,
                button=button,
                numbered=numbered,
                now=now,
            )
    raise TooManyWaiting


async def _store(
    session: AsyncSession,
    conversation: Conversation,
    asked: Message | None,
    *,
    external_id: str,
    text: str,
    button: ButtonRef | None,
    numbered: bool,
    now: datetime,
) -> Received:
    payload = None
    if button is not None:
        text, payload = await _pressed(session, conversation, button)
    else:
        payload = await typed_command(session, conversation, asked, text, now, numbered=numbered)
    message = await session.scalar(
        message_rows.STORE,
        {
            "park_id": conversation.park_id,
            "conversation_id": conversation.id,
            "external_id": external_id,
            "text": text,
            "payload": payload,
            "language": language_of(text),
            "most": WAITING_LIMIT,
            "uid": uuid.uuid4(),
            "type": MessageReceived.type,
            "version": MessageReceived.version,
            "subject": f"conversation:{conversation.id}",
            "now": now,
        },
    )
    if message is None:
        known = await by_external_id(session, conversation, external_id)
        if known is None:
            raise TooManyWaiting
        return Received(known, duplicate=True, answering=known.status == "received")
    for name, value in (
        ("last_seq", message.seq),
        ("heard_at", now),
        ("push_at", None),
        ("language", language_of(text) or conversation.language),
    ):
        set_committed_value(conversation, name, value)
    return Received(message, duplicate=False, answering=conversation.owner == "bot")


async def _asked(
    session: AsyncSession, statement: Select[*tuple[Any, ...]], park_id: int, conversation_id: int
) -> tuple[Conversation, Message | None]:
    """The conversation, and our last message that is not mere news. Raises NotFound."""
    found = await session.execute(
        statement,
        {"park": park_id, "conversation": conversation_id},
        execution_options={"populate_existing": True},
    )
    row = found.first()
    if row is None:
        raise NotFound(f"conversation {conversation_id}")
    return row[0], row[1]


async def _lock(session: AsyncSession, conversation: Conversation) -> None:
    """Lock the conversation's row: whoever writes a message writes alone until they commit."""
    await session.refresh(conversation, ["last_seq", "language"], with_for_update=True)


async def by_external_id(
    session: AsyncSession, conversation: Conversation, external_id: str
) -> Message | None:
    """The message that was stored under this key of deduplication."""
    return await session.scalar(
        _BY_EXTERNAL_ID,
        {"park": conversation.park_id, "channel": conversation.channel, "external": external_id},
    )


_BY_EXTERNAL_ID = select(Message).where(
    Message.park_id == bindparam("park"),
    Message.channel == bindparam("channel"),
    Message.external_id == bindparam("external"),
)


async def _pressed(
    session: AsyncSession, conversation: Conversation, button: ButtonRef
) -> tuple[str, str]:
    offered = await session.scalar(
        select(Message).where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq == button.seq,
            Message.direction == "out",
        )
    )
    if offered is None or not 0 <= button.index < len(offered.buttons):
        raise Invalid("That button was never offered", seq=button.seq, index=button.index)
    chosen = offered.buttons[button.index]
    return chosen["title"], chosen["payload"]


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
    .with_for_update()
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
