"""Who is served by something that serves few at a time, and how long others wait for it."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager

SMOOTHING = 0.1
"""Weight of the last one in how long they take."""


def _one_group(_key: Hashable) -> Hashable:
    return None


class Queue[Key: Hashable]:
    """First come, first served in each group, and groups in turn; `at_once` of all of them. A key
    waits or is served once at a time."""

    def __init__(
        self,
        at_once: int,
        monotonic: Callable[[], float] = time.monotonic,
        group_of: Callable[[Key], Hashable] = _one_group,
    ) -> None:
        self._free = at_once
        self._at_once = at_once
        self._monotonic = monotonic
        self._group_of = group_of
        self._waiting: OrderedDict[Hashable, OrderedDict[Key, tuple[float, asyncio.Event]]] = (
            OrderedDict()
        )
        """By group, the one whose turn it is first: since when each waits, the first first, and
        what tells it that it has a seat."""
        self._takes = 0.0
        """Seconds that a seat is taken, lately."""

    @asynccontextmanager
    async def seat(self, key: Key) -> AsyncIterator[None]:
        await self._sit(key)
        taken = self._monotonic()
        try:
            yield
        finally:
            self._leave()
            last = self._monotonic() - taken
            self._takes += SMOOTHING * (last - self._takes)

    def wait(self, group: Hashable = None) -> float:
        """Seconds that who comes now to a group waits: as long as the first in it has, at least."""
        waiting = self._waiting.get(group)
        if not waiting:
            others = len(self._waiting)
            return others * self._takes / self._at_once
        first, _ = next(iter(waiting.values()))
        before = len(waiting) * len(self._waiting)
        return max(self._monotonic() - first, before * self._takes / self._at_once)

    async def _sit(self, key: Key) -> None:
        if self._free and not self._waiting:
            self._free -= 1
            return
        group, called = self._group_of(key), asyncio.Event()
        self._waiting.setdefault(group, OrderedDict())[key] = (self._monotonic(), called)
        try:
            await called.wait()
        except asyncio.CancelledError:
            if called.is_set():
                self._leave()
            else:
                self._forget(group, key)
            raise

    def _leave(self) -> None:
        """Give the seat to the first of the group whose turn it is, which then is the last one."""
        if not self._waiting:
            self._free += 1
            return
        group, waiting = next(iter(self._waiting.items()))
        key, (_, called) = next(iter(waiting.items()))
        self._waiting.move_to_end(group)
        self._forget(group, key)
        called.set()

    def _forget(self, group: Hashable, key: Key) -> None:
        waiting = self._waiting[group]
        del waiting[key]
        if not waiting:
            del self._waiting[group]
