"""Who is served by something that serves few at a time, and how long others wait for it."""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from typing import Any

SMOOTHING = 0.1
"""Weight of the last one in how long they take."""


def _one_group(_key: Hashable) -> Hashable:
    return None


def _no_bound(_group: Hashable) -> int | None:
    return None


def _once(_group: Hashable) -> int:
    return 1


class Queue[Key: Hashable]:
    """First come, first served in each group, and groups in turn; `at_once` of all of them. A key
    waits or is served once at a time."""

    def __init__(
        self,
        at_once: int,
        monotonic: Callable[[], float] = time.monotonic,
        group_of: Callable[[Key], Hashable] = _one_group,
        *,
        most_of: Callable[[Any], int | None] = _no_bound,
        share_of: Callable[[Any], int] = _once,
    ) -> None:
        """`most_of`: how many of a group have a seat at one moment, at the most. `share_of`: how
        many of it are called in a row when it is its turn."""
        self._free = at_once
        self._at_once = at_once
        self._monotonic = monotonic
        self._group_of = group_of
        self._most_of = most_of
        self._share_of = share_of
        self._waiting: OrderedDict[Hashable, OrderedDict[Key, tuple[float, asyncio.Event]]] = (
            OrderedDict()
        )
        """By group, the one whose turn it is first: since when each waits, the first first, and
        what tells it that it has a seat. Where a seat is free, all these have as many as they
        may."""
        self._seated: Counter[Hashable] = Counter()
        self._called: tuple[Hashable, int] = (None, 0)
        """The group that was called last, and how often in a row."""
        self._takes = 0.0
        """Seconds that a seat is taken, lately."""

    @asynccontextmanager
    async def seat(self, key: Key) -> AsyncIterator[None]:
        await self._sit(key)
        taken = self._monotonic()
        try:
            yield
        finally:
            self._leave(self._group_of(key))
            last = self._monotonic() - taken
            self._takes += SMOOTHING * (last - self._takes)

    def wait(self, group: Hashable = None) -> float:
        """Seconds that who comes now to a group waits: as long as the first in it has, at least."""
        waiting = self._waiting.get(group)
        if not waiting:
            others = len(self._waiting)
            return others * self._takes / self._at_once
        first, _ = next(iter(waiting.values()))
        seats = min(self._most_of(group) or self._at_once, self._at_once / len(self._waiting))
        return max(self._monotonic() - first, len(waiting) * self._takes / seats)

    def _has_room(self, group: Hashable) -> bool:
        most = self._most_of(group)
        return most is None or self._seated[group] < most

    async def _sit(self, key: Key) -> None:
        group, called = self._group_of(key), asyncio.Event()
        if self._free and group not in self._waiting and self._has_room(group):
            self._take(group)
            return
        self._waiting.setdefault(group, OrderedDict())[key] = (self._monotonic(), called)
        try:
            await called.wait()
        except asyncio.CancelledError:
            if called.is_set():
                self._leave(group)
            else:
                self._forget(group, key)
            raise

    def _take(self, group: Hashable) -> None:
        self._free -= 1
        self._seated[group] += 1

    def _leave(self, group: Hashable) -> None:
        self._free += 1
        self._seated[group] -= 1
        if not self._seated[group]:
            del self._seated[group]
        while self._free and (may := [one for one in self._waiting if self._has_room(one)]):
            self._call(may[0])

    def _call(self, group: Hashable) -> None:
        """Give a seat to the first of a group, which is the last one after its share of turns."""
        waiting = self._waiting[group]
        key, (_, called) = next(iter(waiting.items()))
        last, in_a_row = self._called
        self._called = group, in_a_row + 1 if group == last else 1
        if self._called[1] >= self._share_of(group):
            self._waiting.move_to_end(group)
            self._called = None, 0
        self._forget(group, key)
        self._take(group)
        called.set()

    def _forget(self, group: Hashable, key: Key) -> None:
        waiting = self._waiting[group]
        del waiting[key]
        if not waiting:
            del self._waiting[group]
