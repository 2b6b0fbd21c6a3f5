"""Who looks at which conversation, as far as this process has heard."""

import time
from collections.abc import Callable
from dataclasses import dataclass

GONE = "gone"
LASTS = {"looking": 45.0, "typing": 8.0}
"""Seconds that a state holds unless it is said again; after typing comes looking."""
STATES = (*LASTS, GONE)
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Present:
    staff: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class _Noted:
    name: str
    state: str
    at: float


class Presence:
    """Forgets by itself. `monotonic` is in seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._noted: dict[tuple[int, int], _Noted] = {}

    def note(self, conversation_id: int, staff_id: int, name: str, state: str) -> None:
        if state == GONE:
            self._noted.pop((conversation_id, staff_id), None)
            return
        self._noted[conversation_id, staff_id] = _Noted(name, state, self._monotonic())
        if len(self._noted) > _MOST:
            self._forget()

    def of(self, conversation_id: int) -> list[Present]:
        """In the order of names."""
        now = self._monotonic()
        found = [
            Present(staff_id, noted.name, state)
            for (conversation, staff_id), noted in self._noted.items()
            if conversation == conversation_id and (state := _state(noted, now)) != GONE
        ]
        return sorted(found, key=lambda present: (present.name, present.staff))

    def _forget(self) -> None:
        now = self._monotonic()
        self._noted = {
            key: noted for key, noted in self._noted.items() if _state(noted, now) != GONE
        }


def _state(noted: _Noted, now: float) -> str:
    age = now - noted.at
    if age < LASTS[noted.state]:
        return noted.state
    return "looking" if age < LASTS["looking"] else GONE
