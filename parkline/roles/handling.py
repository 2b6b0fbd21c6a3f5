"""Running what follows from events, several in one transaction."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

import structlog

from connectors.channels.feed import Feed
from models.events import EventRow
from parkline.process.clock import Clock
from parkline.stores.database import Sessions
from services.events import queue
from services.events.follows import Told, handle
from services.events.registry import parse_event
from services.kit import fence

AT_ONCE = 20
"""Events in a transaction: more would have the first wait for the last one's handlers."""
SIDE_BY_SIDE = 3
"""Transactions of a worker, so that one whose handlers wait for a lock holds up no other."""
POLL_SECONDS = 1.0
"""For what is tried again, and for a notification that was lost."""
HELP_SECONDS = 0.02
"""Until one helps another that is at it: most often that one soon takes what came, in one go."""
REST_SECONDS = 1.0
"""After PostgreSQL failed us."""
LONGEST_WAIT = timedelta(minutes=5)

log = structlog.get_logger(__name__)


class EventRunner:
    """Handles events until it is cancelled; what was not committed then is another's at once."""

    def __init__(self, sessions: Sessions, feed: Feed, clock: Clock) -> None:
        self._sessions = sessions
        self._feed = feed
        self._clock = clock
        self._wakes = asyncio.Queue[None](maxsize=1)
        self._busy = 0
        self._last_park = 0
        """Of those of the last take, in their rotation."""

    def wake(self) -> None:
        """One of those that rest looks; the others rest on."""
        with suppress(asyncio.QueueFull):
            self._wakes.put_nowait(None)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for number in range(SIDE_BY_SIDE):
                tasks.create_task(self._run(), name=f"events-{number}")

    async def _run(self) -> None:
        while True:
            handled, seconds = 0, POLL_SECONDS
            self._busy += 1
            try:
                handled = await self.handle_waiting()
            except Exception:
                log.exception("events.not_taken")
                seconds = REST_SECONDS
            finally:
                self._busy -= 1
            if handled == AT_ONCE:
                self.wake()  # There may be more, for the others.
            if not handled:
                await self._rest(seconds)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wakes.get()
        if self._busy:
            await asyncio.sleep(HELP_SECONDS)

    async def handle_waiting(self) -> int:
        """Handle some of those that wait, in one transaction; how many there were.

        If that fails each is handled by itself, and what fails then is tried again for ever, ever
        slower: what an event demands is never dropped.
        """
        now, rows = self._clock(), list[EventRow]()
        try:
            async with self._sessions.begin() as session:
                rows = await queue.take(session, now=now, limit=AT_ONCE, after=self._last_park)
                happened = [(row, parse_event(row.type, row.data)) for row in rows]
                told = await handle(session, happened, now)
        except Exception:
            if not rows:
                raise
            for row in rows:
                await self._try(row.park_id, row.id)
        else:
            await self._tell(rows, told)
        self._last_park = queue.last_in_turn(rows, self._last_park)
        return len(rows)

    async def handle(self, park_id: int, event_id: int) -> None:
        """Run an event's handlers in one transaction, once."""
        now = self._clock()
        async with self._sessions.begin() as session:
            row = await session.get_one(EventRow, (park_id, event_id), with_for_update=True)
            if row.handled_at is not None:
                return
            row.handled_at, row.due_at = now, None
            told = await handle(session, [(row, parse_event(row.type, row.data))], now)
        await self._tell([row], told)

    async def _try(self, park_id: int, event_id: int) -> None:
        with fence.within(park_id):
            await self._try_there(park_id, event_id)

    async def _try_there(self, park_id: int, event_id: int) -> None:
        try:
            await self.handle(park_id, event_id)
        except Exception as problem:
            async with self._sessions.begin() as session:
                row = await session.get_one(EventRow, (park_id, event_id), with_for_update=True)
                log.error("event.failed", event_id=event_id, type=row.type, problem=repr(problem))
                if row.handled_at is None:
                    until = self._clock() + wait_after(row.failures)
                    await queue.postpone(session, row, until=until)

    async def _tell(self, rows: Sequence[EventRow], told: Iterable[Told]) -> None:
        for row in rows:
            log.info("event.handled", event_id=row.id, type=row.type, subject=row.subject)
        for one in told:
            await self._feed.publish(one.park_id, one.conversation_id)
        for park_id in {row.park_id for row in rows}:
            await self._feed.announce(park_id)


def wait_after(failures: int) -> timedelta:
    """1, 2, 4 … seconds, up to LONGEST_WAIT, after so many failures before this one."""
    return min(timedelta(seconds=1 << min(failures, 16)), LONGEST_WAIT)
