"""Live: what happens in the park, to every desk that is open here.

One reader follows the table of events for all desks of the process. It is woken by whoever hears
that something happened, and looks by itself every second; so it works without Redis, too. What has
no row (somebody types, the bot answered) is told once and may be lost.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from desk.frame import signals
from desk.frame.presence import STATES, Presence
from desk.frame.signals import Signal
from desk.frame.subscription import Neighbour, Subscription
from models.events import EventRow
from models.staff import Staff
from services.accounts import members
from services.events import log as event_log
from services.events.log import Position
from services.kit import fence
from services.staff import sessions
from services.staff.sessions import SignedIn

TOPIC = "parkline:desk"
PUBLISH_TIMEOUT = 0.5
HELD_SECONDS, HELD_GROWTH = 0.02, 1.5
"""After so long it is looked again for events that are written and have to wait for an older
transaction, whose end nobody tells; then after so many times as long, up to the usual pause."""
REPLAY = 500
"""Events that a desk may have missed; after more than that its page loads again."""

log = structlog.get_logger(__name__)


class Live:
    """Use as `async with Live(…) as live`. Without Redis other processes' presence is not heard."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        park_id: int,
        clock: Callable[[], datetime],
        redis: Redis | None = None,
        *,
        poll_seconds: float = 1.0,
        message_poll_seconds: float = 5.0,
        check_seconds: float = 20.0,
        retry_seconds: float = 1.0,
    ) -> None:
        self._sessions = sessions
        self._park_id = park_id
        self._clock = clock
        self._redis = redis
        self._poll_seconds = poll_seconds
        self._message_poll_seconds = message_poll_seconds
        self._check_seconds = check_seconds
        self._retry_seconds = retry_seconds
        self._origin = secrets.token_hex(8)
        self._subscribers: set[Subscription] = set()
        self._news = asyncio.Event()
        self._reading = asyncio.Lock()
        self._read_to: Position | None = None
        self._held_back = False
        self._newest_message: int | None = None
        self._connected = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.presence = Presence()

    async def __aenter__(self) -> Self:
        return self.start()

    def start(self) -> Self:
        """Once, in the event loop; `async with` does it by itself."""
        with fence.within(self._park_id):
            self._begin(self._follow(), "desk-events")
            self._begin(self._check(), "desk-sessions")
            self._begin(self._look_for_messages(), "desk-messages")
        if self._redis is not None:
            self._begin(self._listen(self._redis), "desk-presence")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))

    def close(self) -> None:
        """Let every open desk go; they come back to another process, or to this one's successor."""
        for subscription in list(self._subscribers):
            subscription.drop()

    async def connected(self) -> None:
        """Wait until other processes are heard."""
        await self._connected.wait()

    def heard(self, park_id: int, conversation_id: int | None) -> None:
        """A wake-up of the feed: somebody wrote in a conversation, or events were written."""
        if park_id != self._park_id:
            return
        if conversation_id is not None:
            self._tell(signals.said(conversation_id))
        self._news.set()

    async def present(self, conversation_id: int, staff_id: int, name: str, state: str) -> None:
        """Somebody looks at a conversation, types in it, or has gone. Never raises."""
        self._note(conversation_id, staff_id, name, state)
        if self._redis is None:
            return
        said = [self._origin, self._park_id, conversation_id, staff_id, name, state]
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                await self._redis.publish(TOPIC, json.dumps(said))
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("desk.publish_failed", error=repr(error))

    def subscribe(
        self, signed_in: SignedIn, after: Position | None
    ) -> AbstractAsyncContextManager[Subscription]:
        """All that the staff may hear, from now on; in `missed`, what came since `after`."""
        return self._subscription(signed_in, after)

    @asynccontextmanager
    async def _subscription(
        self, signed_in: SignedIn, after: Position | None
    ) -> AsyncIterator[Subscription]:
        subscription = Subscription(signed_in.staff, signed_in.session.id)
        try:
            async with self._reading:
                until = await self._read()
                self._subscribers.add(subscription)
            if self._held_back:
                self._news.set()
            if after is not None:
                await self._replay(subscription, after, until)
            yield subscription
        finally:
            self._subscribers.discard(subscription)

    @contextmanager
    def neighbour(self, staff: Staff, slug: str, home: Subscription) -> Iterator[None]:
        """Let a desk of another park know that there is news here for its human, who is `staff`
        here. `slug` names this park."""
        subscription = Neighbour(staff, slug, home)
        self._subscribers.add(subscription)
        self._news.set()
        try:
            yield
        finally:
            self._subscribers.discard(subscription)

    async def _replay(self, subscription: Subscription, after: Position, until: Position) -> None:
        async with self._sessions() as session:
            # A position of the server that the park was moved from means nothing here.
            strange = after.xid > (await event_log.now_at(session)).xid
            rows = await event_log.after(
                session, self._park_id, after, until=until, limit=REPLAY + 1
            )
        subscription.reset = strange or len(rows) > REPLAY
        told = map(signals.of_event, [] if subscription.reset else rows)
        subscription.missed = [one for one in told if one and subscription.hears(one)]

    def _tell(self, signal: Signal) -> None:
        for subscription in list(self._subscribers):
            if subscription.hears(signal):
                subscription.offer(signal)

    async def _follow(self) -> None:
        patience = self._poll_seconds
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._news.wait()
            self._news.clear()
            waited = self._held_back
            try:
                async with self._reading:
                    if self._subscribers:
                        await self._read()
                    else:
                        self._read_to, self._held_back = None, False
            except Exception:
                log.exception("desk.reading_failed")
                await asyncio.sleep(self._retry_seconds)
            if self._held_back:
                again = patience * HELD_GROWTH if waited else HELD_SECONDS
                patience = min(self._poll_seconds, again)
            else:
                patience = self._poll_seconds

    async def _read(self) -> Position:
        """Tell what is new; up to where. The first time there is nothing new."""
        async with self._sessions() as session:
            if self._read_to is None:
                self._read_to = await event_log.now_at(session)
                self._held_back = True  # What that could not see may be written already.
                return self._read_to
            complete = False
            while not complete:
                news = await event_log.news(session, self._park_id, self._read_to)
                complete = news.complete or not news.rows
                self._held_back = news.held_back
                self._tell_of(news.rows)
        return self._read_to

    def _tell_of(self, rows: Sequence[EventRow]) -> None:
        for row in rows:
            self._read_to = event_log.position_of(row)
            signal = signals.of_event(row)
            if signal is not None:
                self._tell(signal)

    async def _check(self) -> None:
        """Let go of the desks whose session has ended, or whose roles are others now."""
        while True:
            await asyncio.sleep(self._check_seconds)
            try:
                await self._drop_ended()
            except Exception:
                log.exception("desk.check_failed")

    async def _drop_ended(self) -> None:
        if not self._subscribers:
            return
        open_here = list(self._subscribers)
        neighbours = {one for one in open_here if isinstance(one, Neighbour)}
        async with self._sessions() as session:
            good = await sessions.still_good(
                session, self._park_id, {one.session_id for one in open_here}, now=self._clock()
            )
            there = await members.still_there(
                session, self._park_id, {one.staff_id for one in neighbours}
            )
        for one in open_here:
            held = there.get(one.staff_id) if one in neighbours else good.get(one.session_id)
            if held != one.roles:
                one.drop()

    async def _look_for_messages(self) -> None:
        """What wake-ups would tell, were Redis there."""
        while True:
            await asyncio.sleep(self._message_poll_seconds)
            if self._connected.is_set() or not self._subscribers:
                self._newest_message = None
                continue
            with suppress(OSError):
                async with self._sessions() as session:
                    self._newest_message, spoken = await event_log.spoken_after(
                        session, self._park_id, self._newest_message
                    )
                for conversation_id in spoken:
                    self._tell(signals.said(conversation_id))

    async def _listen(self, redis: Redis) -> None:
        while True:
            try:
                await self._relay(redis)
            except (RedisError, OSError) as error:
                log.warning("desk.disconnected", error=repr(error))
            self._connected.clear()
            await asyncio.sleep(self._retry_seconds)

    async def _relay(self, redis: Redis) -> None:
        async with redis.pubsub() as subscription:
            await subscription.subscribe(TOPIC)
            async for item in subscription.listen():
                if item["type"] == "subscribe":
                    self._connected.set()
                    self._news.set()
                elif item["type"] == "message":
                    self._heard_presence(item["data"])

    def _heard_presence(self, said: bytes | str) -> None:
        try:
            origin, park_id, conversation_id, staff_id, name, state = json.loads(said)
        except (ValueError, TypeError):
            return
        if origin != self._origin and park_id == self._park_id and state in STATES:
            self._note(int(conversation_id), int(staff_id), str(name), state)

    def _note(self, conversation_id: int, staff_id: int, name: str, state: str) -> None:
        self.presence.note(conversation_id, staff_id, name, state)
        self._tell(signals.presence(conversation_id, staff_id, name, state))
