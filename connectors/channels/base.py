"""What every channel shares: the door that it stores messages through, and the text limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.channels.feed import Feed, News
from edge.photo_cleaner import CleanPhoto
from edge.problems import Unavailable
from edge.sessions import statement_by_statement
from models.conversations import Conversation, ConversationFile, Message
from services.conversations import conversations, receiving
from services.conversations import turns as inbox
from services.conversations.just_said import JustSaid
from services.conversations.message_text import TEXT_LIMIT, TextEmpty, TextTooLong, clean, tidy
from services.conversations.receiving import ButtonRef, Received
from services.handoffs import files
from services.handoffs.attention import Attention
from services.kit.file_checking import Checked
from services.kit.rest import Rest
from services.people import browsers, identities, logins
from services.staff import presence
from services.tickets import photos, shared_photos
from services.tickets.photos import Cleaned

__all__ = [
    "TEXT_LIMIT",
    "AtRest",
    "Channel",
    "Crowded",
    "Door",
    "News",
    "TextEmpty",
    "TextTooLong",
    "Turns",
    "clean",
]

NEWS = 100
"""Messages that are read at once."""


class Crowded(OSError):
    """Too many wait for an answer; nothing was stored.

    An OSError, as what a database that is away raises: whoever stores messages says then that it
    comes again, or lets the platform send it again.
    """


class AtRest(Crowded):
    """The park is not served here just now (services.kit.rest); nothing was stored."""

    def __init__(self, *, gone: bool) -> None:
        super().__init__("the park moves")
        self.gone = gone


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


@dataclass(frozen=True, slots=True)
class Door:
    """One park's inbox and outbox, as a channel sees them. Each call is one transaction."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    """The present moment, aware."""
    turns: Turns
    feed: Feed
    crowded: Callable[[int, int | None], bool] = field(default=lambda _park, _conversation: False)
    """(park, conversation): whether to take no message of it now; None: of a newcomer."""
    resting: Callable[[int], Rest | None] = field(default=lambda _park: None)
    """Whether the park is not served here."""
    answer_sessions: async_sessionmaker[AsyncSession] | None = None
    """For showing what was said, if not `sessions`: an answer that has been made must not wait
    behind those who come."""
    cleaner: CleanPhoto | None = None
    """Decodes photos in another process. Without it none is taken."""
    just_said: JustSaid | None = None
    """By the turns of this process."""
    account: str = ""
    """Code of the park's account that the channel serves; empty: that of the settings."""

    def key(self, id: str) -> str:
        """An id of the platform's, so that two accounts with the same ids never meet."""
        return f"{self.account}/{id}" if self.account else id

    async def open(
        self,
        channel: str,
        external_id: str,
        *,
        pushed: bool = False,
        union_id: str | None = None,
        network: str | None = None,
        language: str | None = None,
    ) -> Conversation:
        """The conversation of `external_id`, made if there is none.

        `pushed`: by a channel that sends what is said there (`connectors.channels.push`).
        `union_id`, where the platform tells it, makes them the same person on every channel.
        `network`: a keyed hash of where a guest writes from. `language`: zh or en, of their screen.
        Raises SignedOut for a browser that was signed out.
        """
        async with self.sessions.begin() as session:
            conversation = await identities.open_conversation(
                session,
                self.park_id,
                channel=channel,
                account=self.account,
                external_id=external_id,
                union_id=union_id,
                pushed=pushed,
                language=language,
                now=self.clock(),
            )
            if network is not None and conversation.network != network:
                conversation.network = network
        if self.just_said is not None:
            self.just_said.note_opened(conversation)
        return conversation

    async def signed_out(self, external_id: str) -> bool:
        """Whether a browser's guest was signed out, so that it has to be somebody new."""
        async with statement_by_statement(self.sessions) as session:
            return await browsers.signed_out(session, self.park_id, external_id)

    async def login_code(self, channel: str, external_id: str) -> tuple[str, datetime]:
        """A code that signs in once to the mini-app as `external_id`, and until when it holds.

        Raises SignedOut.
        """
        now = self.clock()
        async with self.sessions.begin() as session:
            conversation = await conversations.open_conversation(
                session, self.park_id, channel=channel, external_id=external_id, now=now
            )
            return await logins.give_code(session, conversation, now=now)

    async def receive(
        self,
        conversation_id: int,
        *,
        external_id: str,
        text: str,
        button: ButtonRef | None = None,
        numbered: bool = False,
    ) -> Received:
        """Store an inbound message, then have it answered. Acknowledge only after this returned.

        Safe to repeat with the same `external_id`. `numbered`: the tenant sees buttons as a
        numbered list and types the number. Raises TextEmpty, TextTooLong, and Invalid for a
        button that was never offered; Crowded.
        """
        self.need_room(conversation_id)
        cleaned = "" if button else clean(text)
        async with statement_by_statement(self.sessions) as session:
            received = await receiving.receive_alone(
                session,
                self.park_id,
                conversation_id,
                external_id=external_id,
                text=cleaned,
                button=button,
                numbered=numbered,
                now=self.clock(),
                just_said=self.just_said,
            )
        await self._pass_on(conversation_id, received)
        return received

    def need_room(self, conversation_id: int | None = None) -> None:
        """Raises Crowded, AtRest. A channel whose newcomers cost much asks before it opens
        anything."""
        if (rest := self.resting(self.park_id)) is not None:
            raise AtRest(gone=rest.gone)
        if self.crowded(self.park_id, conversation_id):
            raise Crowded("too many wait for an answer")

    async def clean_photo(self, raw: bytes) -> Cleaned:
        """A photo fit for `receive_photos`. Raises PhotoType, PhotoTooLarge, PhotoBroken; Crowded
        when too many others wait."""
        if self.cleaner is None:
            raise Crowded("no photos are taken here")
        try:
            return await self.cleaner(raw)
        except Unavailable as problem:
            raise Crowded("too many photos wait") from problem

    async def receive_photos(
        self, conversation_id: int, cleaned: Sequence[Cleaned], *, external_id: str, caption: str
    ) -> Received:
        """Store photos and the message that shows them, then have it answered, as `receive` does.

        Safe to repeat with the same `external_id`. `caption` may be empty. Raises Invalid without
        photos, TooManyPhotos, TextTooLong, Crowded.
        """
        self.need_room(conversation_id)
        words = tidy(caption)
        async with self.sessions.begin() as session:
            received = await photos.receive(
                session,
                await conversations.find(session, self.park_id, conversation_id),
                cleaned,
                external_id=external_id,
                caption=words,
                now=self.clock(),
            )
        await self._pass_on(conversation_id, received)
        return received

    async def receive_file(
        self, conversation_id: int, checked: Checked, *, external_id: str, caption: str
    ) -> Received:
        """Store a document or a voice message and the message that shows it. Words that come along
        are answered, as `receive` does.

        Safe to repeat with the same `external_id`. Raises TooManyFiles, TextTooLong, Crowded.
        """
        self.need_room(conversation_id)
        words = tidy(caption)
        async with self.sessions.begin() as session:
            received = await files.receive(
                session,
                await conversations.find(session, self.park_id, conversation_id),
                checked,
                external_id=external_id,
                caption=words,
                now=self.clock(),
            )
        if received.answering:
            await self._pass_on(conversation_id, received)
        else:  # Something was said at once, maybe.
            await self.feed.publish(self.park_id, conversation_id)
        return received

    async def file(self, file_id: int, token: str) -> ConversationFile:
        """A file with its bytes. Raises NotFound."""
        async with self.sessions() as session:
            return await files.load(session, self.park_id, file_id, token)

    async def photo(self, photo_id: int, token: str, *, thumbnail: bool) -> tuple[bytes, str]:
        """A photo's bytes and media type. Raises NotFound."""
        async with self.sessions() as session:
            found = await shared_photos.load(
                session, self.park_id, photo_id, token, thumbnail=thumbnail
            )
            return (found.thumbnail if thumbnail else found.image), found.media_type

    async def _pass_on(self, conversation_id: int, received: Received) -> None:
        self.turns.wake(self.park_id, conversation_id)
        if not received.duplicate:
            news = News([received.message], received.answering)
            await self.feed.publish(self.park_id, conversation_id, news)

    async def news(self, conversation_id: int, after: int) -> News:
        """What came after message `after`, at most NEWS of it."""
        async with statement_by_statement(self.answer_sessions or self.sessions) as session:
            found = await inbox.news(session, self.park_id, conversation_id, after, limit=NEWS)
        name = state = None
        if found.assignee is not None:
            name, said, until = found.assignee
            state = presence.holding(said, until, self.clock())
        return News(
            found.messages,
            answering=found.owed,
            more=len(found.messages) == NEWS,
            ended=found.ended,
            attention=Attention(found.owner, name, state, found.read_seq),
        )

    async def latest(self, conversation: Conversation) -> list[Message]:
        """The newest messages, oldest first, of those that there were when it was read."""
        if not conversation.last_seq:
            return []
        async with statement_by_statement(self.sessions) as session:
            return await conversations.latest(session, conversation)
