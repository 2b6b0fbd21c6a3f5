"""Turns: every stored message gets its turn, in a conversation one after another, and nobody waits
longer than others because of those who have many.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.bot.answering import Answering, Second
from connectors.bot.client import Dialogue
from connectors.bot.seats import Queue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.wakes import Wakes
from connectors.channels.feed import Feed
from edge.shares import Shares
from services.conversations import turns
from services.kit import fence

SWEEP_SECONDS = 2.0
AT_ONCE = 16
"""Turns that are with the bots at one moment, from one process; more would only wait there, where
their time runs."""
WAITING = 512
"""Conversations that are answered or wait for it in one process; beyond that none is added."""
PATIENCE_SECONDS = 2.5
"""Nor is one that would wait longer for its turn, by how many wait and how long turns take: what is
taken is answered soon, however slow the bots are."""
HAND_OVER_SECONDS = 2.0
"""A turn that takes longer when we leave is another process's."""
SWEPT = 100
STRANDED_AFTER = timedelta(seconds=2)

log = structlog.get_logger(__name__)


def _park_of(key: tuple[int, int]) -> int:
    return key[0]


class TurnRunner:
    """Has stored messages answered. Several processes may run one each on the same database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        dialogue: Dialogue,
        feed: Feed,
        clock: Callable[[], datetime],
        metrics: TurnMetrics,
        *,
        sweep_seconds: float = SWEEP_SECONDS,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience: float = PATIENCE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        second: Second | None = None,
        shares: Shares | None = None,
    ) -> None:
        self._shares = shares or Shares(CollectorRegistry(), monotonic)
        self._queue: Queue[tuple[int, int]] = Queue(
            at_once, monotonic, _park_of, most_of=self._most_of, share_of=self._shares.share
        )
        self._most = waiting
        self._patience = patience
        self._answering = Answering(
            sessions, dialogue, feed, clock, metrics, waits=self._queue.wait, second=second
        )
        self._sessions = sessions
        self._clock = clock
        self._metrics = metrics
        self._sweep_seconds = sweep_seconds
        self._wakes: Wakes[tuple[int, int]] = Wakes(self._handle, "turns")
        self._closing = False
        self.under_way = self._answering.under_way
        self.just_said = self._answering.just_said

    def wake(self, park_id: int, conversation_id: int) -> None:
        """Say that a message waits. Returns at once."""
        self._wakes.wake((park_id, conversation_id))

    def crowded(self, park_id: int, conversation_id: int | None) -> bool:
        """Whether a message of this conversation, or whoever is not in one yet, had better come
        later: too many others wait, or too long. One that is being answered goes on."""
        if conversation_id is not None and (park_id, conversation_id) in self._wakes:
            return False
        crowded = self._is_full_for(park_id) or self._queue.wait(park_id) > self._patience
        if crowded:
            self._metrics.refused.labels(park_id).inc()
            if self._most_of(park_id) is not None:
                self._shares.waits_for_turn(park_id)
        return crowded

    def _most_of(self, park_id: int) -> int | None:
        return self._shares.most(park_id, "turns")

    def _is_full_for(self, park_id: int) -> bool:
        """A park that has less than an equal share of what is waited for is let in beyond it."""
        if len(self._wakes) < self._most:
            return False
        waiting = [_park_of(key) for key in self._wakes.keys()]  # noqa: SIM118 - it is no dict
        share = self._most // len({*waiting, park_id})
        return waiting.count(park_id) >= max(1, share)

    async def settled(self, park_id: int, conversation_id: int) -> None:
        """Wait until nothing of this conversation is being handled here."""
        await self._wakes.settled((park_id, conversation_id))

    async def sweep_forever(self) -> None:
        """Take up what a crash, or a bot that was down, left behind."""
        while True:
            await asyncio.sleep(self._sweep_seconds)
            try:
                await self.sweep()
            except Exception:
                log.exception("turns.sweep_failed")

    async def sweep(self) -> None:
        """Wake conversations whose message nobody has taken up, as many as there is room for."""
        room = self._most - len(self._wakes)
        if room <= 0:
            return
        with fence.everywhere():
            await self._wake_stranded(room)

    async def _wake_stranded(self, room: int) -> None:
        async with self._sessions() as session:
            before = self._clock() - STRANDED_AFTER
            left = await turns.stranded(session, before=before, limit=min(room, SWEPT))
        for key in left:
            self.wake(*key)

    def install(self, app: web.Application) -> None:
        """Sweep while `app` runs, and hand over when it ends: before the channels, so that they
        still send what is answered."""
        app.cleanup_ctx.append(self._running)

    async def _running(self, _app: web.Application) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(self.sweep_forever(), name="sweep")
        try:
            yield
        finally:
            sweeping.cancel()
            await asyncio.gather(sweeping, return_exceptions=True)
            await self.close(HAND_OVER_SECONDS)

    async def close(self, seconds: float | None = None) -> None:
        """Let running turns end, and begin none; what waits is another process's.

        A turn that takes longer than `seconds` is given up with its lease. Whoever takes it up asks
        for the same turn again, and an action that has written gives back what it said then.
        """
        self._closing = True
        await self._wakes.close(seconds)

    async def _handle(self, key: tuple[int, int]) -> None:
        """Message by message, each with a seat of its own: who has many waiting does not keep
        others from theirs."""
        bound = structlog.contextvars.bound_contextvars(conversation_id=key[1])
        with bound, fence.within(_park_of(key)):
            more = True
            while more and not self._closing:
                async with self._queue.seat(key):
                    more = not self._closing and await self._answering.answer(*key)
