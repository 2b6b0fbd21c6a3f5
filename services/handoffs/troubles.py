"""What becomes of a message that the bot cannot answer: honest words, another try, then people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.park import Park
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.handoffs import handoffs
from services.texts import say

FAILURES_ALLOWED = 3
"""Turns that may fail before a message is given to people."""
DOWN_FOR = timedelta(seconds=60)
"""A message that waits for the bot longer than this is given to people, too."""
BOT_DOWN = "bot_down"
"""In the data of the honest answer: the id of the message that waits."""


class Trouble(Enum):
    NOT_OURS = auto()
    """The lease is lost, or somebody else has answered."""
    AGAIN = auto()
    """Let the bot try again."""
    HANDED_OFF = auto()
    """People have it now; the tenant is to hear `given_up`."""


async def bot_is_down(
    session: AsyncSession, message: Message, *, token: str, now: datetime
) -> bool:
    """Say that the bot is down: once for a message; whether anything was said.

    The real answer follows when the bot is back. When it stays away people are asked to answer,
    which is said once, too.
    """
    held = await _held(session, message, token)
    if held is None:
        return False
    key = None if await _told(session, held.message) else "bot-down"
    if now - held.message.created_at > DOWN_FOR and await handoffs.hand_off(
        session, held.conversation, "bot_down", now=now
    ):
        key = "bot-down-handed-off"
    if key is None:
        return False
    reply = Reply(await _words(session, held.conversation, key), data={BOT_DOWN: held.message.id})
    await conversations.speak(session, held.conversation, [reply], author="system", now=now)
    return True


async def bot_failed(
    session: AsyncSession, message: Message, *, token: str, now: datetime
) -> Trouble:
    """Count a turn that failed; after a few of them people take over, and nothing is lost."""
    held = await _held(session, message, token)
    if held is None:
        return Trouble.NOT_OURS
    held.message.attempts += 1
    if held.message.attempts < FAILURES_ALLOWED:
        return Trouble.AGAIN
    await handoffs.hand_off(session, held.conversation, "bot_failed", now=now)
    return Trouble.HANDED_OFF


async def given_up(session: AsyncSession, conversation: Conversation) -> Reply:
    """What a tenant hears whose message the bot failed at."""
    return Reply(await _words(session, conversation, "bot-failed"))


async def _words(session: AsyncSession, conversation: Conversation, key: str) -> str:
    park = await session.get_one(Park, conversation.park_id)
    return say(conversation.language, key, phone=park.desk_phone)


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows as they are now: much may have changed while the bot was asked."""

    message: Message
    conversation: Conversation


async def _held(session: AsyncSession, message: Message, token: str) -> _Held | None:
    """Lock the conversation for writing; None if its lease is lost or the message is done."""
    conversation = await conversations.locked(session, message.park_id, message.conversation_id)
    present = await session.get_one(Message, (message.park_id, message.id))
    if conversation.lease_token != token or present.status != "received":
        return None
    return _Held(present, conversation)


async def _told(session: AsyncSession, message: Message) -> bool:
    """Whether the tenant knows already that this message waits for the bot."""
    told = await session.scalar(
        select(Message.id).where(
            Message.park_id == message.park_id,
            Message.conversation_id == message.conversation_id,
            Message.seq > message.seq,
            Message.data[BOT_DOWN].as_integer() == message.id,
        )
    )
    return told is not None
