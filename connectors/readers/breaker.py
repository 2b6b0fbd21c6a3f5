"""Whether it is worth asking: after failures in a row nobody is made to wait for the next one."""

from collections.abc import Callable

FAILURES = 3
"""In a row, after which it opens."""
FIRST_SECONDS, MOST_SECONDS = 30.0, 600.0
"""It stays open for so long at first, and for twice as long each time, up to the most."""


class Breaker:
    """Open: nobody asks. When its time is over one call is let through; that it succeeds closes
    it."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._seconds = FIRST_SECONDS
        self._open_until: float | None = None
        self._tried = False

    def lets(self) -> bool:
        """Whether a call may be made now. Who is let through says how it went."""
        if self.is_shut:
            return False
        self._tried = self._open_until is not None
        return True

    @property
    def is_shut(self) -> bool:
        """Whether `lets` would say no."""
        if self._open_until is None:
            return False
        return self._monotonic() < self._open_until or self._tried

    def unused(self) -> None:
        """A call that was let through was not made after all."""
        self._tried = False

    def succeeded(self) -> None:
        self._failures, self._seconds, self._open_until, self._tried = 0, FIRST_SECONDS, None, False

    def failed(self, retry_after: float | None = None) -> None:
        """`retry_after`: seconds that the endpoint asked for, which open it at once."""
        self._failures += 1
        if retry_after is None and not self._tried and self._failures < FAILURES:
            return
        seconds = max(self._seconds, retry_after or 0.0)
        self._open_until = self._monotonic() + seconds
        self._seconds = min(self._seconds * 2, MOST_SECONDS)
        self._tried = False
