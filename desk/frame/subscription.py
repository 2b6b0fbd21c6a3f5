"""One open desk: what it may hear, and what waits for it."""

import asyncio

from desk.frame.areas import EVERYBODY
from desk.frame.signals import Signal, elsewhere
from models.staff import Staff
from services.staff.permissions import permissions_of

BACKLOG = 256
"""Signals that wait for one desk; a slower one is dropped and comes back by itself."""
_END = Signal("end", {}, "")


class Dropped(Exception):
    """The subscription is over: too slow, signed out, or the process stops."""


class Subscription:
    """One open desk."""

    def __init__(self, staff: Staff, session_id: int) -> None:
        self.session_id = session_id
        self.roles = frozenset(staff.roles)
        self.staff_id = staff.id
        self.missed: list[Signal] = []
        """To be told first."""
        self.reset = False
        """More was missed than is replayed."""
        self._permissions = permissions_of(self.roles)
        self._queue: asyncio.Queue[Signal] = asyncio.Queue(BACKLOG)
        self._over = False
        self._news_of: set[str] = set()

    def hears(self, signal: Signal) -> bool:
        is_told = signal.only is None or self.staff_id in signal.only
        return is_told and (signal.needs == EVERYBODY or signal.needs in self._permissions)

    def offer(self, signal: Signal) -> None:
        try:
            self._queue.put_nowait(signal)
        except asyncio.QueueFull:
            self.drop()

    def news_of(self, slug: str) -> None:
        """There is news in another park; said once, however much comes before it is read."""
        if slug not in self._news_of:
            self._news_of.add(slug)
            self.offer(elsewhere(slug))

    def drop(self) -> None:
        self._over = True
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(_END)

    async def next(self, seconds: float) -> list[Signal]:
        """All that wait, at least one; nothing if none comes for so long. Raises Dropped."""
        try:
            async with asyncio.timeout(seconds):
                found = [await self._queue.get()]
        except TimeoutError:
            return []
        while not self._queue.empty():
            found.append(self._queue.get_nowait())
        self._news_of.clear()
        if self._over:
            raise Dropped
        return found


class Neighbour(Subscription):
    """A desk that is open in another park, of somebody who is of the staff here as well. It is told
    that there is news here, not which: what that is it asks for, with the rights that hold then."""

    def __init__(self, staff: Staff, slug: str, home: Subscription) -> None:
        super().__init__(staff, session_id=0)
        self._home = home
        self._slug = slug

    def hears(self, signal: Signal) -> bool:
        return signal.event != "presence" and super().hears(signal)

    def offer(self, _signal: Signal) -> None:
        self._home.news_of(self._slug)

    def drop(self) -> None:
        self._home.drop()
