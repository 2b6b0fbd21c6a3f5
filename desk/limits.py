"""How many sign-ins may fail from one address, in this process."""

from collections import deque
from datetime import datetime, timedelta

from aiohttp import web

FAILURES = 30
WITHIN = timedelta(minutes=10)
_ADDRESSES_KEPT = 10_000


class Failures:
    """At most `FAILURES` in any `WITHIN`, for each address; success costs nothing."""

    def __init__(self) -> None:
        self._at: dict[str, deque[datetime]] = {}
        self._forgot: datetime | None = None

    def wait(self, address: str, *, now: datetime) -> timedelta:
        """How long until another try is let in: nothing, unless too many have failed."""
        failed = self._at.get(address, deque())
        while failed and now - failed[0] >= WITHIN:
            failed.popleft()
        return WITHIN - (now - failed[0]) if len(failed) >= FAILURES else timedelta()

    def note(self, address: str, *, now: datetime) -> None:
        self._at.setdefault(address, deque(maxlen=FAILURES)).append(now)
        if len(self._at) > _ADDRESSES_KEPT and now - (self._forgot or now - WITHIN) >= WITHIN:
            self._forgot = now
            self._at = {who: at for who, at in self._at.items() if now - at[-1] < WITHIN}


FAILED: web.AppKey[Failures] = web.AppKey("desk_failures", Failures)
