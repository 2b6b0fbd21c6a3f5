"""How much one asker may do in a while."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Rate:
    """At most `most` in any `seconds`, for each name, in this process."""

    def __init__(self, monotonic: Callable[[], float], most: int, seconds: float) -> None:
        self._monotonic = monotonic
        self.most = most
        self.seconds = seconds
        self._taken: dict[str, deque[float]] = {}
        self._forgot = monotonic()

    def take(self, name: str) -> float:
        """Seconds to wait before the next may come: 0 when this one was let in."""
        now = self._monotonic()
        taken = self._taken.setdefault(name, deque())
        while taken and now - taken[0] >= self.seconds:
            taken.popleft()
        if len(taken) >= self.most:
            return self.seconds - (now - taken[0])
        taken.append(now)
        # Not at every call: with thousands of new names at once that would be all we do.
        if now - self._forgot >= self.seconds:
            self._forget(now)
        return 0.0

    def left(self, name: str) -> tuple[int, float]:
        """How many more may come now, and in how many seconds all of `most` may again."""
        now = self._monotonic()
        taken = [at for at in self._taken.get(name, ()) if now - at < self.seconds]
        wait = self.seconds - (now - taken[-1]) if taken else 0.0
        return self.most - len(taken), wait

    def _forget(self, now: float) -> None:
        self._forgot = now
        for name, taken in list(self._taken.items()):
            if not taken or now - taken[-1] >= self.seconds:
                del self._taken[name]


class Backoff:
    """How long each name has to wait after failing, in this process.

    `free` failures cost nothing; the next has to wait for `first` seconds, and each further one for
    twice as long, up to `longest`. A name that has not failed for `longest` seconds is forgotten.
    """

    def __init__(
        self, monotonic: Callable[[], float], free: int, first: float, longest: float
    ) -> None:
        self._monotonic = monotonic
        self._free = free
        self._first = first
        self._longest = longest
        self._failed: dict[str, tuple[int, float]] = {}
        self._forgot = monotonic()

    def take(self, name: str) -> float:
        """Count a failure: seconds to wait before the next try, 0 while there are free ones."""
        now = self._monotonic()
        if now - self._forgot >= self._longest:
            self._forgot = now
            self._failed = {
                known: (count, at)
                for known, (count, at) in self._failed.items()
                if now - at < self._longest
            }
        count, at = self._failed.get(name, (0, now))
        count = 1 if now - at >= self._longest else count + 1
        self._failed[name] = (count, now)
        beyond = count - self._free
        if beyond <= 0:
            return 0.0
        return float(min(self._longest, self._first * 2 ** min(beyond - 1, 30)))


class Seats:
    """At most `most` open at once, for each name, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def take(self, name: str) -> Iterator[bool]:
        """Yields whether there was room."""
        room = self._open[name] < self._most
        self._open[name] += room
        try:
            yield room
        finally:
            self._open[name] -= room
            if not self._open[name]:
                del self._open[name]
