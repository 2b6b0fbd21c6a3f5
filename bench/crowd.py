"""Tenants who come at a given rate, whether or not those before them have been answered."""

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp

from bench.scripts import Script
from bench.tenants import Dial, Heard, Line, Refused, utter, words

PATIENCE_SECONDS = 60.0
"""What has no answer by then counts as lost."""
FULL = 503


@dataclass(slots=True)
class Offered:
    """What became of every message that was offered."""

    answered: list[tuple[float, float]] = field(default_factory=list)
    """(`time.monotonic()` of the answer, seconds that it took)."""
    shed: Counter[str] = field(default_factory=Counter)
    """By what the tenant was told: the code of a refusal, or the status of a page."""
    shed_seconds: list[float] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    """Neither answered nor refused, by what was seen instead."""
    finished: int = 0
    """Conversations that were played to their end."""

    @property
    def messages(self) -> int:
        return len(self.answered) + self.shed.total() + self.lost.total()


@dataclass(slots=True)
class _Tenant:
    line: Line
    hang_up: AsyncExitStack
    saying: Generator[str, Heard]
    next_words: str


class Crowd:
    """Each message is the next of the tenant who has been idle longest, or a newcomer's first.

    Who is refused says the same again when the page would: after the time that the refusal names.
    """

    def __init__(self, dial: Dial, scripts: Iterator[Script], *, seed: int = 1) -> None:
        self._dial = dial
        self._scripts = scripts
        self._random = random.Random(seed)  # noqa: S311 - spreads arrivals
        self._idle: deque[_Tenant] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self.offered = Offered()

    async def come(self, rate: float, seconds: float) -> None:
        """Offer `rate` messages a second for so long, at moments of chance (Poisson)."""
        at, until = time.monotonic(), time.monotonic() + seconds
        while (at := at + self._random.expovariate(rate)) < until:
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            self._begin(self._one())

    async def settle(self) -> None:
        """Wait until each has its answer, or no patience left; and hang up."""
        while self._running:
            await asyncio.wait(set(self._running))
        while self._idle:
            await self._leave(self._idle.popleft())

    def _begin(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)  # type: ignore[arg-type]
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _one(self) -> None:
        started = time.monotonic()
        tenant = self._idle.popleft() if self._idle else await self._newcomer()
        if tenant is None:
            self.offered.shed_seconds.append(time.monotonic() - started)
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                heard = await utter(tenant.line, tenant.next_words)
        except Refused as refusal:
            self.offered.shed[refusal.code] += 1
            self.offered.shed_seconds.append(time.monotonic() - started)
            await asyncio.sleep(refusal.retry_after or 0)
            self._idle.append(tenant)
        except Exception as problem:  # Whatever it was: this message was not seen answered.
            self.offered.lost[f"{type(problem).__name__}: {problem}"] += 1
            await self._leave(tenant)
        else:
            self.offered.answered.append((heard.at, heard.at - started))
            await self._go_on(tenant, heard)

    async def _newcomer(self) -> _Tenant | None:
        """None where there was no room for another."""
        stack = AsyncExitStack()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                line = await stack.enter_async_context(self._dial())
        except aiohttp.ClientResponseError as refused:
            told = self.offered.shed if refused.status == FULL else self.offered.lost
            told[f"HTTP {refused.status}"] += 1
            return None
        except Refused as closed:
            self.offered.shed[closed.code] += 1
            return None
        except Exception as problem:
            self.offered.lost[f"coming: {type(problem).__name__}: {problem}"] += 1
            return None
        saying = words(next(self._scripts))
        return _Tenant(line, stack, saying, next(saying))

    async def _go_on(self, tenant: _Tenant, heard: Heard) -> None:
        try:
            tenant.next_words = tenant.saying.send(heard)
        except StopIteration:
            self.offered.finished += 1
            await self._leave(tenant)
        else:
            self._idle.append(tenant)

    async def _leave(self, tenant: _Tenant) -> None:
        with suppress(aiohttp.ClientError, RuntimeError, OSError):
            await tenant.hang_up.aclose()


@asynccontextmanager
async def crowd(dial: Dial, scripts: Iterator[Script], *, seed: int = 1) -> AsyncIterator[Crowd]:
    """Everybody has left when the block ends."""
    made = Crowd(dial, scripts, seed=seed)
    try:
        yield made
    finally:
        await made.settle()
