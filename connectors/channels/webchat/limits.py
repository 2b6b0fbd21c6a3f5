"""How much one visitor may do at once, in this process."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MESSAGES = 20
SECONDS = 10.0
SOCKETS = 5
PHOTO_MESSAGES = 10
PHOTO_SECONDS = 60.0
_VISITORS_KEPT = 10_000


class Rate:
    """At most `most` in any `seconds`, for each visitor."""

    def __init__(
        self, monotonic: Callable[[], float], most: int = MESSAGES, seconds: float = SECONDS
    ) -> None:
        self._monotonic = monotonic
        self._most = most
        self._seconds = seconds
        self._taken: dict[str, deque[float]] = {}

    def take(self, visitor: str) -> float:
        """Seconds to wait before the next message may come: 0 when this one was let in."""
        now = self._monotonic()
        taken = self._taken.setdefault(visitor, deque())
        while taken and now - taken[0] >= self._seconds:
            taken.popleft()
        if len(taken) >= self._most:
            return self._seconds - (now - taken[0])
        taken.append(now)
        if len(self._taken) > _VISITORS_KEPT:
            self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        for visitor, taken in list(self._taken.items()):
            if not taken or now - taken[-1] >= self._seconds:
                del self._taken[visitor]


class Seats:
    """At most `SOCKETS` open at once, for each visitor."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @contextmanager
    def take(self, visitor: str) -> Iterator[bool]:
        """Yields whether there was room."""
        room = self._open[visitor] < SOCKETS
        self._open[visitor] += room
        try:
            yield room
        finally:
            self._open[visitor] -= room
            if not self._open[visitor]:
                del self._open[visitor]
