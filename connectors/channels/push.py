"""The pusher: what is said in a pushed conversation is sent to its platform, in its order."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Protocol, runtime_checkable

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

from connectors.bot.wakes import Wakes
from connectors.channels.outbox import Outbox, Outcome, Outgoing, Retry, Undeliverable
from services.kit import fence

SWEEP_SECONDS = 2.0
HAND_OVER_SECONDS = 1.0
AT_ONCE = 20
"""Sendings at one moment, over all conversations."""
KEPT_FOR = timedelta(hours=48)
"""What could not be sent for so long is old news, and undelivered."""
FAILURES_ALLOWED = 8
"""A message that makes the channel fail so often is undelivered: the others shall go on."""

log = structlog.get_logger(__name__)


@runtime_checkable
class PushChannel(Protocol):
    """A channel whose platform wants to be told."""

    async def push(self, outgoing: Outgoing) -> Outcome:
        """One sending: the first message, a part of it, or the first few as one.

        Runs under the conversation's lease: finish within half of `outbox.LEASE`, limits on the
        wire included. After a crash it is called again for the same messages. Raises nothing that
        it expects; what it raises is a failure of the first message.
        """


class PushMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.pushes = Counter(
            "parkline_pushes",
            "Sendings to platforms, by channel and outcome.",
            ["channel", "outcome"],
            registry=registry,
        )


class Pusher:
    """Sends what waits. Several processes may run one each on the same database.

    A conversation is leased by a token in its row. Its messages go one sending after another, each
    settled before the next, so that a crash repeats one sending at most.
    """

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, PushChannel],
        metrics: PushMetrics,
        *,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        """`channels` by name; messages of others are left alone."""
        self._outbox = outbox
        self._channels = channels
        self._metrics = metrics
        self._sweep_seconds = sweep_seconds
        self._wakes = Wakes(self._handle, "push")
        self._room = asyncio.Semaphore(AT_ONCE)

    def install(self, app: web.Application) -> None:
        """Run while `app` runs; after its channels were installed."""
        app.cleanup_ctx.append(self._running)

    async def _running(self, _app: web.Application) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(self.sweep_forever(), name="push-sweep")
        try:
            yield
        finally:
            sweeping.cancel()
            await asyncio.gather(sweeping, return_exceptions=True)
            await self.close(HAND_OVER_SECONDS)

    def heard(self, park_id: int, conversation_id: int | None) -> None:
        """A watcher of the feed."""
        if park_id == self._outbox.park_id and conversation_id is not None:
            self.wake(conversation_id)

    def wake(self, conversation_id: int) -> None:
        """Say that something may wait to be sent. Returns at once."""
        self._wakes.wake(conversation_id)

    async def settled(self, conversation_id: int) -> None:
        """Wait until nothing of this conversation is being sent here."""
        await self._wakes.settled(conversation_id)

    async def sweep_forever(self) -> None:
        """Send what a crash left, what nobody was woken for, and what had to wait."""
        while True:
            await asyncio.sleep(self._sweep_seconds)
            try:
                await self.sweep()
            except Exception:
                log.exception("push.sweep_failed")

    async def sweep(self) -> None:
        with fence.within(self._outbox.park_id):
            due = await self._outbox.due(list(self._channels))
        for conversation_id in due:
            self.wake(conversation_id)

    async def close(self, seconds: float | None = None) -> None:
        """Let running sendings end. What takes longer is given up with its lease, and another
        process sends it: a second time, if the platform had it already."""
        await self._wakes.close(seconds)

    async def _handle(self, conversation_id: int) -> None:
        token = secrets.token_hex(8)
        bound = structlog.contextvars.bound_contextvars(conversation_id=conversation_id)
        with bound, fence.within(self._outbox.park_id):
            try:
                async with self._room:
                    await self._send_all(conversation_id, token)
            except Exception:
                log.exception("push.failed")

    async def _send_all(self, conversation_id: int, token: str) -> None:
        outgoing = await self._outbox.take(conversation_id, token)
        if outgoing is None:
            return
        try:
            while outgoing is not None and await self._send(outgoing, token):
                outgoing = await self._outbox.take(conversation_id, token)
        finally:
            await self._outbox.release(conversation_id, token)

    async def _send(self, outgoing: Outgoing, token: str) -> bool:
        """Whether to look for more."""
        channel = self._channels.get(outgoing.conversation.channel)
        if channel is None:
            return False
        outcome = await self._push(channel, outgoing)
        if not await self._outbox.settle(outgoing, outcome, token):
            log.warning("push.lease_lost")
            return False
        return True

    async def _push(self, channel: PushChannel, outgoing: Outgoing) -> Outcome:
        """Send, and count what came of it."""
        outcome = await self._outcome(channel, outgoing)
        labels = (outgoing.conversation.channel, type(outcome).__name__.lower())
        self._metrics.pushes.labels(*labels).inc()
        if isinstance(outcome, Undeliverable):
            log.warning("push.undelivered", reason=outcome.reason, seq=outgoing.messages[0].seq)
        return outcome

    async def _outcome(self, channel: PushChannel, outgoing: Outgoing) -> Outcome:
        first = outgoing.messages[0]
        if self._outbox.clock() - first.created_at > KEPT_FOR:
            return Undeliverable("expired")
        try:
            return await channel.push(outgoing)
        except Exception:
            log.exception("push.channel_failed", seq=first.seq)
        if first.attempts + 1 >= FAILURES_ALLOWED:
            return Undeliverable("failed")
        return Retry()
