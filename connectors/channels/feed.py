"""Wake-ups: a conversation has news, in whichever process it was written.

A wake-up may be lost or come twice: the rows are the truth, and a subscriber also wakes by itself
now and then. Within the process that wrote them it brings the messages along, so that open pages
need not read them; who is not sure that nothing lies between reads all the same.
"""

import asyncio
import random
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from models.conversations import Message
from services.handoffs.attention import Attention

TOPIC = "parkline:feed"
PUBLISH_TIMEOUT = 0.5
"""Seconds. An answer never waits longer than this for Redis."""

BROUGHT = 20
"""Wake-ups whose messages are held for one subscriber; beyond that it reads."""

_NO_CONVERSATION = "-"
_ATTENDED = "attended "

Watcher = Callable[[int, int | None], None]
"""(park, conversation): it has news; None: events of the park were written."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    messages: list[Message]
    """Oldest first."""
    answering: bool
    """Whether the bot owes an answer at this moment."""
    more: bool = False
    """Whether to ask again for what comes after these."""
    ended: bool = False
    """Whether the browser that has it open was signed out."""
    attention: Attention | None = None
    """Who has the conversation; None where that was not read."""
    typist: str | None = None
    """Who of staff types at this moment. Then there is nothing else in it."""


class Wakeups:
    """Iterate to wait for news. Several wake-ups between two waits count as one.

    Gives what was brought along, one after another; nothing where there is something to be read.
    """

    def __init__(self, poll_seconds: Callable[[], float]) -> None:
        self._poll_seconds = poll_seconds
        self._news = asyncio.Event()
        self._brought: list[News] = []
        self._unread = False

    def wake(self, news: News | None) -> None:
        if news is None or len(self._brought) >= BROUGHT:
            self._unread = True
        else:
            self._brought.append(news)
        self._news.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> list[News]:
        # Spread, so that the sockets of a process do not all ask the database at once.
        patience = self._poll_seconds() * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._news.wait()
        self._news.clear()
        brought = [] if self._unread else self._brought
        self._brought, self._unread = [], False
        return brought


class Feed:
    """Use as `async with Feed(redis) as feed`; who only tells others need not enter it. Works
    without Redis, within `poll_seconds`.

    Holds one subscription connection however many subscribers there are. While it stands, only a
    wake-up that was not sent at all is waited for so long as `calm_seconds`: a thousand open pages
    that look every few seconds are a good part of a processor.
    """

    def __init__(
        self,
        redis: Redis | None,
        *,
        poll_seconds: float = 5,
        calm_seconds: float = 20,
        retry_seconds: float = 1,
    ) -> None:
        self._redis = redis
        self._poll_seconds = poll_seconds
        self._calm_seconds = max(calm_seconds, poll_seconds)
        self._retry_seconds = retry_seconds
        self._origin = secrets.token_hex(8)
        self._subscribers: defaultdict[tuple[int, int], set[Wakeups]] = defaultdict(set)
        """By park and conversation."""
        self._watchers: list[Watcher] = []
        self._listener: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def __aenter__(self) -> Self:
        if self._redis is not None:
            self._listener = asyncio.create_task(self._listen(self._redis), name="feed")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._listener is not None:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener

    async def connected(self) -> None:
        """Wait until other processes' wake-ups arrive here."""
        await self._connected.wait()

    async def publish(self, park_id: int, conversation_id: int, news: News | None = None) -> None:
        """Wake every subscriber of the conversation. Call after the commit; never raises.

        `news`: all that the commit wrote of the conversation, if it is at hand.
        """
        self._pass_on(park_id, conversation_id, news)
        await self._send(f"{park_id} {conversation_id}")

    async def attend(self, park_id: int, conversation_id: int, typist: str | None = None) -> None:
        """Wake the tenant's open pages, and nobody else: staff have read what was said, or
        `typist`, a name, types. Call after the commit; never raises."""
        self._wake((park_id, conversation_id), _typing(typist))
        await self._send(f"{park_id} {conversation_id} {_ATTENDED}{typist or ''}")

    async def announce(self, park_id: int) -> None:
        """Say that events of the park were written. Call after the commit; never raises."""
        self._pass_on(park_id, None)
        await self._send(f"{park_id} {_NO_CONVERSATION}")

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher` at every wake-up, of whichever conversation, from now on."""
        self._watchers.append(watcher)

    def subscribe(self, park_id: int, conversation_id: int) -> AbstractAsyncContextManager[Wakeups]:
        """Wake-ups of one conversation, from now on."""
        return self._subscription((park_id, conversation_id))

    @asynccontextmanager
    async def _subscription(self, key: tuple[int, int]) -> AsyncIterator[Wakeups]:
        wakeups = Wakeups(self._patience)
        self._subscribers[key].add(wakeups)
        try:
            yield wakeups
        finally:
            self._subscribers[key].discard(wakeups)
            if not self._subscribers[key]:
                del self._subscribers[key]

    def _patience(self) -> float:
        return self._calm_seconds if self._connected.is_set() else self._poll_seconds

    async def _send(self, addressee: str) -> None:
        if self._redis is None:
            return
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                await self._redis.publish(TOPIC, f"{self._origin} {addressee}")
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("feed.publish_failed", error=repr(error))

    def _pass_on(self, park_id: int, conversation_id: int | None, news: News | None = None) -> None:
        for watcher in self._watchers:
            watcher(park_id, conversation_id)
        if conversation_id is not None:
            self._wake((park_id, conversation_id), news)

    def _wake(self, key: tuple[int, int], news: News | None = None) -> None:
        for wakeups in self._subscribers.get(key, ()):
            wakeups.wake(news)

    def _wake_all(self) -> None:
        for key in self._subscribers:
            self._wake(key)

    async def _listen(self, redis: Redis) -> None:
        while True:
            try:
                await self._relay(redis)
            except (RedisError, OSError) as error:
                log.warning("feed.disconnected", error=repr(error))
            self._connected.clear()
            await asyncio.sleep(self._retry_seconds)

    async def _relay(self, redis: Redis) -> None:
        async with redis.pubsub() as subscription:
            await subscription.subscribe(TOPIC)
            async for item in subscription.listen():
                if item["type"] == "subscribe":
                    # Also after a reconnect inside the client: something may have passed by.
                    self._connected.set()
                    self._wake_all()
                elif item["type"] == "message":
                    self._heard(item["data"])

    def _heard(self, data: bytes | str) -> None:
        text = data.decode(errors="replace") if isinstance(data, bytes) else data
        origin, _, addressee = text.partition(" ")
        park_id, _, about = addressee.partition(" ")
        conversation_id, _, attended = about.partition(" ")
        if origin == self._origin or not park_id.isdecimal():
            return
        if conversation_id == _NO_CONVERSATION:
            self._pass_on(int(park_id), None)
        elif conversation_id.isdecimal() and attended.startswith(_ATTENDED):
            self._wake(
                (int(park_id), int(conversation_id)), _typing(attended.removeprefix(_ATTENDED))
            )
        elif about.isdecimal():
            self._pass_on(int(park_id), int(conversation_id))


def _typing(typist: str | None) -> News | None:
    return News([], answering=False, typist=typist) if typist else None
