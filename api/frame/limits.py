"""How much one asker may do, in this process."""

import time
from dataclasses import dataclass, field

from edge.problems import TooManyRequests
from edge.rates import Backoff, Rate, Seats
from edge.uploads import Uploads


def _rate(most: int, seconds: float) -> Rate:
    return Rate(time.monotonic, most, seconds)


@dataclass(frozen=True, slots=True)
class Limits:
    """A whole company may stand behind one address, so an address never slows down a caller whose
    token, code or cookie holds: only what does not hold is counted by it."""

    strangers: Rate | Backoff = field(default_factory=lambda: Backoff(time.monotonic, 60, 2.0, 60))
    """By address: tokens and login codes that do not hold. Read after they were checked."""
    newcomers: Rate = field(default_factory=lambda: _rate(60, 60))
    """By address: browsers without a cookie of ours, which become somebody new."""
    people: Rate = field(default_factory=lambda: _rate(150, 10))
    """By person, or by the browser that signs in: everything."""
    uploads: Rate = field(default_factory=lambda: _rate(20, 60))
    """By person."""
    open_uploads: Uploads = field(default_factory=Uploads)
    """Read at one moment."""
    streams: Seats = field(default_factory=lambda: Seats(8))
    """By person: open at once."""
    own_downloads: Seats = field(default_factory=lambda: Seats(1))
    """By person: exports of their data that are being made or sent."""
    downloads: Seats = field(default_factory=lambda: Seats(3))
    """The same of all people together."""


def take(rate: Rate | Backoff, name: str) -> None:
    """Raises TooManyRequests."""
    if wait := rate.take(name):
        raise TooManyRequests(wait)
