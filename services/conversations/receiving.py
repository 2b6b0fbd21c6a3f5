"""Taking a message: stored once, with what it presses or answers, where there is room for it."""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from models.conversations import Conversation, Message
from services.conversations import message_rows
from services.conversations.commands import Command
from services.conversations.events import ConversationReplied, MessageReceived
from services.conversations.just_said import JustSaid, Said
from services.conversations.typed_commands import typed_command
from services.kit import tracing
from services.kit.direct import Direct
from services.kit.errors import Invalid, NotFound, Refused
from services.kit.language import language_of

WAITING_LIMIT = 20
"""Messages of one conversation that wait for an answer; of more, none is taken."""
RETRY_SECONDS = 5
COLLISIONS = 5
"""Times that a message is stored where another of its conversation is just being written."""
_DEADLOCK = "40P01"
"""SQLSTATE."""

_STORE_ALONE = Direct(lambda: message_rows.STORE_ALONE)
_ASKED = Direct(lambda: message_rows.ASKED)

_Store = Callable[[AsyncSession, Mapping[str, Any]], Awaitable[Message | None]]
"""Sends the statement that stores a message; None if it wrote nothing."""


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


async def receive(
    session: AsyncSession,
    conversation: Conversation,
    *,
    external_id: str,
    text: str,
    button: ButtonRef | None = None,
    command: Command | None = None,
    numbered: bool = False,
    now: datetime,
) -> Received:
    """Store an inbound message, once for each `external_id` of the channel.

    A button's command is the one that we stored when we offered it. `command`: what the text
    stands for, where one of our own programs has read it; no channel hands one in. `numbered`: the
    channel shows buttons as a numbered list, so that a number presses one. Raises Invalid for a
    button that was never offered, and TooManyWaiting. Publishes message.received.
    """
    about = {"park": conversation.park_id, "conversation": conversation.id}
    found = await session.execute(
        message_rows.LOCKED_AND_ASKED, about, execution_options={"populate_existing": True}
    )
    row = found.first()
    if row is None:
        raise NotFound(f"conversation {conversation.id}")
    return await _store(
        session,
        row[0],
        row[1],
        _stored,
        external_id=external_id,
        text=text,
        button=button,
        command=command,
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
    just_said: JustSaid | None = None,
) -> Received:
    """As `receive`, in a session that commits statement by statement: all is written by one, and
    where this process has `just_said` what is answered, nothing is read before.

    Raises NotFound too; TooManyWaiting also where others of the conversation write all the time.
    """
    for _ in range(COLLISIONS):
        said = just_said.take(park_id, conversation_id) if just_said is not None else None
        try:
            return await _store(
                session,
                *(said or await _asked(session, park_id, conversation_id)),
                partial(_stored_alone, said),
                external_id=external_id,
                text=text,
                button=button,
                numbered=numbered,
                now=now,
            )
        except TooManyWaiting:
            if said is None:
                raise
        except DBAPIError as error:
            if not _collided(error):
                raise
    raise TooManyWaiting


def _collided(error: DBAPIError) -> bool:
    """Whether another wrote of the conversation at the same moment: on a key that is the next for
    both, or each waiting for the other. Nothing was stored."""
    deadlock = getattr(error.orig, "sqlstate", None) == _DEADLOCK
    return deadlock or isinstance(error, IntegrityError)


async def _store(
    session: AsyncSession,
    conversation: Conversation,
    asked: Message | None,
    store: _Store,
    *,
    external_id: str,
    text: str,
    button: ButtonRef | None,
    command: Command | None = None,
    numbered: bool,
    now: datetime,
) -> Received:
    payload = None
    if command is not None:
        payload = str(command)
    elif button is not None:
        text, payload = await _pressed(session, conversation, asked, button)
    else:
        payload = await typed_command(session, conversation, asked, text, now, numbered=numbered)
    about = {"park_id": conversation.park_id, "conversation_id": conversation.id}
    with tracing.span("message", "producer", **about):
        message = await store(
            session,
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
                "replied": ConversationReplied.type,
                "replied_version": ConversationReplied.version,
                "subject": f"conversation:{conversation.id}",
                "now": now,
                "traceparent": tracing.traceparent(),
                "known_seq": None,
                "known_person": None,
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


async def _stored(session: AsyncSession, values: Mapping[str, Any]) -> Message | None:
    found: Message | None = await session.scalar(message_rows.STORE, values)
    return found


async def _stored_alone(
    said: Said | None, session: AsyncSession, values: Mapping[str, Any]
) -> Message | None:
    """`said`: what the message is taken to answer; it is not stored where something came since."""
    if said is not None:
        person_id = said.conversation.person_id
        values = {**values, "known_seq": said.seq, "known_person": person_id}
    row = await _STORE_ALONE.first(session, values)
    return message_rows.MESSAGES.named(row._asdict()) if row is not None else None


async def _asked(
    session: AsyncSession, park_id: int, conversation_id: int
) -> tuple[Conversation, Message | None]:
    """The conversation, and our last message that is not mere news. Raises NotFound."""
    about = {"park": park_id, "conversation": conversation_id}
    row = await _ASKED.first(session, about)
    if row is None:
        raise NotFound(f"conversation {conversation_id}")
    conversation = message_rows.CONVERSATIONS.of(row)
    assert conversation is not None
    return conversation, message_rows.MESSAGES.of(row, message_rows.CONVERSATIONS.width)


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
    session: AsyncSession, conversation: Conversation, asked: Message | None, button: ButtonRef
) -> tuple[str, str]:
    offered = asked
    if asked is None or asked.seq != button.seq:
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
