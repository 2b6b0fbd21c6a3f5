"""What every channel shares: the gateway that it stores messages through, and the text limits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.channels.feed import Feed
from models import Conversation, Message
from services import conversations, inbox
from services.conversations import ButtonRef, Received
from services.errors import Invalid

TEXT_LIMIT = 2_000
"""Characters (code points) of one inbound message, after trimming."""

_KEPT_CONTROLS = "\n\t"


class Turns(Protocol):
    """Whoever answers stored inbound messages."""

    def wake(self, park_id: int, conversation_id: int) -> None:
        """Say that a message waits. Returns at once; may be called more than once for it."""


class Channel(Protocol):
    """A way by which tenants reach the park."""

    name: ClassVar[str]
    """Stored with each conversation and message; never renamed."""

    def install(self, app: web.Application) -> None:
        """Add routes, and whatever must run while `app` runs and stop with it."""


class TextTooLong(Invalid):
    """`details`: `limit` and `length`, both in characters."""

    code = "text_too_long"


class TextEmpty(Invalid):
    code = "text_empty"


@dataclass(frozen=True, slots=True)
class News:
    messages: list[Message]
    """Oldest first, at most 100."""
    answering: bool
    """Whether the bot owes an answer at this moment."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """One park's inbox and outbox, as a channel sees them. Each call is one transaction."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    """The present moment, aware."""
    turns: Turns
    feed: Feed

    async def open(self, channel: str, external_id: str) -> Conversation:
        """The conversation of `external_id`, made if there is none."""
        async with self.sessions.begin() as session:
            return await conversations.open_conversation(
                session, self.park_id, channel=channel, external_id=external_id, now=self.clock()
            )

    async def receive(
        self, conversation_id: int, *, external_id: str, text: str, button: ButtonRef | None = None
    ) -> Received:
        """Store an inbound message, then have it answered. Acknowledge only after this returned.

        Safe to repeat with the same `external_id`. Raises TextEmpty, TextTooLong, and Invalid for
        a button that was never offered.
        """
        cleaned = "" if button else clean(text)
        async with self.sessions.begin() as session:
            received = await conversations.receive(
                session,
                await conversations.find(session, self.park_id, conversation_id),
                external_id=external_id,
                text=cleaned,
                button=button,
                now=self.clock(),
            )
        self.turns.wake(self.park_id, conversation_id)
        if not received.duplicate:
            await self.feed.publish(self.park_id, conversation_id)
        return received

    async def news(self, conversation_id: int, after: int) -> News:
        """What came after message `after`; call again until there are no messages."""
        async with self.sessions() as session:
            conversation = await conversations.find(session, self.park_id, conversation_id)
            messages = await conversations.since(session, conversation, after)
            owed = conversation.owner == "bot" and await inbox.waiting(
                session, self.park_id, conversation_id
            )
            return News(messages, answering=bool(owed))

    async def latest(self, conversation_id: int) -> list[Message]:
        """The newest messages, oldest first."""
        async with self.sessions() as session:
            conversation = await conversations.find(session, self.park_id, conversation_id)
            return await conversations.latest(session, conversation)


def clean(text: str) -> str:
    """Trimmed text that any store can hold: no control characters, no lone surrogates.

    Raises TextEmpty and TextTooLong.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    printable = "".join(c for c in unified if c >= " " or c in _KEPT_CONTROLS)
    cleaned = printable.encode("utf-8", "replace").decode().strip()
    if not cleaned:
        raise TextEmpty
    if len(cleaned) > TEXT_LIMIT:
        raise TextTooLong(limit=TEXT_LIMIT, length=len(cleaned))
    return cleaned
