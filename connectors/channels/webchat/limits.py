"""How much one visitor may do at once, in this process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

MESSAGES = 20
SECONDS = 10.0
SOCKETS = 5
PHOTO_MESSAGES = 10
PHOTO_SECONDS = 60.0


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
