"""One open desk: what it may hear, and what waits for it."""

import asyncio

from desk.frame.areas import EVERYBODY
from desk.frame.signals import Signal
from services.staff.permissions import permissions_of
from services.staff.sessions import SignedIn

BACKLOG = 256
"""Signals that wait for one desk; a slower one is dropped and comes back by itself."""
_END = Signal("end", {}, "")


class Dropped(Exception):
    """The subscription is over: too slow, signed out, or the process stops."""


class Subscription:
    """One open desk."""

    def __init__(self, signed_in: SignedIn) -> None:
        self.session_id = signed_in.session.id
        self.roles = frozenset(signed_in.staff.roles)
        self._staff_id = signed_in.staff.id
        self.missed: list[Signal] = []
        """To be told first."""
        self.reset = False
        """More was missed than is replayed."""
        self._permissions = permissions_of(self.roles)
        self._queue: asyncio.Queue[Signal] = asyncio.Queue(BACKLOG)
        self._over = False

    def hears(self, signal: Signal) -> bool:
        is_told = signal.only is None or self._staff_id in signal.only
        return is_told and (signal.needs == EVERYBODY or signal.needs in self._permissions)

    def offer(self, signal: Signal) -> None:
        try:
            self._queue.put_nowait(signal)
        except asyncio.QueueFull:
            self.drop()

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
        if self._over:
            raise Dropped
        return found
