"""One park with an inbox, and a bot that repeats what it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from redis.asyncio import Redis

from connectors.channels.base import Door
from connectors.channels.feed import Feed, News
from edge.photo_cleaner import photo_cleaner
from models.park import Park
from parkline.stores.database import Sessions
from services.conversations import conversations
from services.conversations import turns as inbox
from services.conversations.conversations import Reply


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class EchoTurns:
    """Answers every stored message, in order, with "echo: …" or with what it was told to say."""

    sessions: Sessions
    feed: Feed
    _prepared: list[Reply] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    _running: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._running.set()

    def answer_with(self, *replies: Reply) -> None:
        self._prepared += replies

    def pause(self) -> None:
        self._running.clear()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def resume(self) -> None:
        self._running.set()

    def wake(self, park_id: int, conversation_id: int) -> None:
        task = asyncio.create_task(self._answer(park_id, conversation_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Until nothing is being answered; at once while answers are held back."""
        if self._running.is_set():
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, park_id: int, conversation_id: int) -> None:
        await self._running.wait()
        async with self._alone:
            while (news := await self._answer_one(park_id, conversation_id)) is not None:
                await self.feed.publish(park_id, conversation_id, news)

    async def _answer_one(self, park_id: int, conversation_id: int) -> News | None:
        async with self.sessions.begin() as session:
            message = await inbox.waiting(session, park_id, conversation_id)
            if message is None:
                return None
            message.status = "handled"
            reply = self._prepared.pop(0) if self._prepared else Reply(f"echo: {message.text}")
            conversation = await conversations.find(session, park_id, conversation_id)
            said = await conversations.speak(
                session, conversation, [reply], author="bot", now=clock()
            )
            owed = await inbox.waiting(session, park_id, conversation_id)
        return News(said, answering=owed is not None)


@dataclass(frozen=True)
class Installation:
    sessions: Sessions
    door: Door
    turns: EchoTurns

    async def speak(
        self, channel: str, external_id: str, *replies: Reply, author: str = "bot"
    ) -> None:
        """Say something unasked, as a worker would."""
        conversation = await self.door.open(channel, external_id)
        async with self.sessions.begin() as session:
            found = await conversations.find(session, conversation.park_id, conversation.id)
            await conversations.speak(session, found, replies, author=author, now=clock())
        await self.door.feed.publish(conversation.park_id, conversation.id)


@asynccontextmanager
async def installed(sessions: Sessions, redis_url: str) -> AsyncIterator[Installation]:
    async with sessions.begin() as session:
        park = Park(
            slug="daybreak",
            name_zh="启明科技园",
            name_en="Daybreak Science Park",
            timezone="Asia/Shanghai",
            currency="CNY",
            emergency_phone="+86-10-0000-0119",
            desk_phone="+86-10-0000-0100",
        )
        session.add(park)
    async with (
        Redis.from_url(redis_url) as redis,
        Feed(redis) as feed,
        photo_cleaner() as cleaner,
    ):
        turns = EchoTurns(sessions, feed)
        door = Door(park.id, sessions, clock, turns, feed, cleaner=cleaner)
        yield Installation(sessions, door, turns)
        await turns.close()
