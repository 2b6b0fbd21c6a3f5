"""How much one asker may do, in this process."""

import time
from dataclasses import dataclass, field

from edge.rates import Rate, Seats
from edge.uploads import Uploads


def _rate(most: int, seconds: float) -> Rate:
    return Rate(time.monotonic, most, seconds)


@dataclass(frozen=True, slots=True)
class Limits:
    """A whole park may stand behind one address, so only who is not signed in is counted by it."""

    strangers: Rate = field(default_factory=lambda: _rate(60, 60))
    """By address: logins, and requests whose token does not hold."""
    people: Rate = field(default_factory=lambda: _rate(150, 10))
    """By person: everything."""
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
