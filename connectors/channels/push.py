"""The pusher: what is said in a pushed conversation is sent to its platform, in its order."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import replace
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
AT_ONCE_EACH = 10
"""Of them by one account: a platform that answers slowly keeps nobody else's from being sent."""
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


class PushAccounts(Protocol):
    """Accounts beside those of the settings, of every park; they come and go meanwhile."""

    def parks(self) -> Collection[int]:
        """Those that have some."""

    def way(self, park_id: int, account: str, channel: str) -> PushChannel | None:
        """How something goes out by the account with this code; None where it is not known yet."""


class PushMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.pushes = Counter(
            "parkline_pushes",
            "Sendings to platforms, by channel, account (empty: the settings') and outcome.",
            ["channel", "account", "outcome"],
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
        accounts: PushAccounts | None = None,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        """`channels` of the outbox's park by name, and `accounts` of every park; messages of others
        are left alone."""
        self._outbox = outbox
        self._channels = channels
        self._accounts = accounts
        self._metrics = metrics
        self._sweep_seconds = sweep_seconds
        self._wakes = Wakes(self._handle, "push")
        self._room = asyncio.Semaphore(AT_ONCE)
        self._shares: dict[tuple[int, str, str], asyncio.Semaphore] = {}

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
        if conversation_id is not None and self._sends_in(park_id):
            self.wake(conversation_id, park_id)

    def _sends_in(self, park_id: int) -> bool:
        if self._accounts is not None and park_id in self._accounts.parks():
            return True
        return bool(self._channels) and park_id == self._outbox.park_id

    def wake(self, conversation_id: int, park_id: int | None = None) -> None:
        """Say that something may wait to be sent. Returns at once."""
        self._wakes.wake(self._key(conversation_id, park_id))

    async def settled(self, conversation_id: int, park_id: int | None = None) -> None:
        """Wait until nothing of this conversation is being sent here."""
        await self._wakes.settled(self._key(conversation_id, park_id))

    def _key(self, conversation_id: int, park_id: int | None) -> tuple[int, int]:
        return (self._outbox.park_id if park_id is None else park_id, conversation_id)

    async def sweep_forever(self) -> None:
        """Send what a crash left, what nobody was woken for, and what had to wait."""
        while True:
            await asyncio.sleep(self._sweep_seconds)
            try:
                await self.sweep()
            except Exception:
                log.exception("push.sweep_failed")

    async def sweep(self) -> None:
        """One statement, however many accounts there are; none without any."""
        accounts = self._accounts is not None and bool(self._accounts.parks())
        if not (self._channels or accounts):
            return
        with fence.everywhere() if accounts else fence.within(self._outbox.park_id):
            due = await self._outbox.due(list(self._channels), accounts=accounts)
        for park_id, conversation_id in due:
            self.wake(conversation_id, park_id)

    async def close(self, seconds: float | None = None) -> None:
        """Let running sendings end. What takes longer is given up with its lease, and another
        process sends it: a second time, if the platform had it already."""
        await self._wakes.close(seconds)

    async def _handle(self, key: tuple[int, int]) -> None:
        park_id, conversation_id = key
        token = secrets.token_hex(8)
        bound = structlog.contextvars.bound_contextvars(conversation_id=conversation_id)
        with bound, fence.within(park_id):
            try:
                await self._send_from(
                    replace(self._outbox, park_id=park_id), conversation_id, token
                )
            except Exception:
                log.exception("push.failed")

    async def _send_from(self, outbox: Outbox, conversation_id: int, token: str) -> None:
        found = await outbox.waits_for(conversation_id)
        if found is None:
            return
        channel, account = found
        way = self._way(outbox.park_id, account, channel)
        if way is None:
            return
        share = self._shares.setdefault(
            (outbox.park_id, account, channel), asyncio.Semaphore(AT_ONCE_EACH)
        )
        about = {"account": account} if account else {}
        with structlog.contextvars.bound_contextvars(**about):
            async with share, self._room:
                await self._send_all(outbox, way, conversation_id, token)

    def _way(self, park_id: int, account: str, channel: str) -> PushChannel | None:
        if not account:
            return self._channels.get(channel) if park_id == self._outbox.park_id else None
        return self._accounts.way(park_id, account, channel) if self._accounts else None

    async def _send_all(
        self, outbox: Outbox, way: PushChannel, conversation_id: int, token: str
    ) -> None:
        outgoing = await outbox.take(conversation_id, token)
        if outgoing is None:
            return
        try:
            while outgoing is not None and await self._send(outbox, way, outgoing, token):
                outgoing = await outbox.take(conversation_id, token)
        finally:
            await outbox.release(conversation_id, token)

    async def _send(self, outbox: Outbox, way: PushChannel, outgoing: Outgoing, token: str) -> bool:
        """Whether to look for more."""
        outcome = await self._push(way, outgoing)
        if not await outbox.settle(outgoing, outcome, token):
            log.warning("push.lease_lost")
            return False
        return True

    async def _push(self, channel: PushChannel, outgoing: Outgoing) -> Outcome:
        """Send, and count what came of it."""
        outcome = await self._outcome(channel, outgoing)
        kind = type(outcome).__name__.lower()
        labels = (outgoing.conversation.channel, outgoing.account, kind)
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
