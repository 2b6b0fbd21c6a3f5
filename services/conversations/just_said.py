"""What this process has just said last in a conversation: most messages answer it.

Whoever stores such a message need not read it, nor the conversation, if nothing was written there
since. That is for the statement that stores it to see (message_rows.STORE_ALONE).
"""

from collections import OrderedDict
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message

MOST = 1_000
"""Conversations of which it is known."""


class JustSaid(NamedTuple):
    """Both are of no session."""

    conversation: Conversation
    """As it was when its message was taken; the bot has it."""
    message: Message
    """The last one of all."""


_known: WeakKeyDictionary[Any, OrderedDict[tuple[int, int], JustSaid]] = WeakKeyDictionary()
"""By database, then by park and conversation; the one that was said last is last."""


def note(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Call once it is committed."""
    known = _known.setdefault(session.get_bind(), OrderedDict())
    known[message.park_id, message.conversation_id] = JustSaid(conversation, message)
    if len(known) > MOST:
        known.popitem(last=False)


def take(session: AsyncSession, park_id: int, conversation_id: int) -> JustSaid | None:
    """It is forgotten by this: whatever is stored now comes behind it."""
    return _known.get(session.get_bind(), OrderedDict()).pop((park_id, conversation_id), None)
