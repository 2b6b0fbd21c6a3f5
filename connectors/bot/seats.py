"""Who is served by something that serves few at a time, and how long others wait for it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager

SMOOTHING = 0.1
"""Weight of the last one in how long they take."""


class Queue[Key: Hashable]:
    """First come, first served, `at_once` of them. A key waits or is served once at a time."""

    def __init__(self, at_once: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seats = asyncio.Semaphore(at_once)
        self._at_once = at_once
        self._monotonic = monotonic
        self._since: dict[Key, float] = {}
        """When it began to wait, the first first."""
        self._takes = 0.0
        """Seconds that a seat is taken, lately."""

    @asynccontextmanager
    async def seat(self, key: Key) -> AsyncIterator[None]:
        self._since[key] = self._monotonic()
        try:
            await self._seats.acquire()
        finally:
            del self._since[key]
        taken = self._monotonic()
        try:
            yield
        finally:
            self._seats.release()
            last = self._monotonic() - taken
            self._takes += SMOOTHING * (last - self._takes)

    def wait(self) -> float:
        """Seconds that who comes now waits: as long as the first in the queue has, at least."""
        now = self._monotonic()
        first = now - next(iter(self._since.values()), now)
        return max(first, len(self._since) * self._takes / self._at_once)
