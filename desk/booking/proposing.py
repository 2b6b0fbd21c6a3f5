"""Which time the form for a booking begins with."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.frame.call import Call
from services.booking.shelf import Thing
from services.park.business_time import NeverOpens

HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_TRIES = 10
"""So many stretches of opening hours may be shorter than an hour."""


def hour(
    call: Call, things: Sequence[Thing], resource: str, day: date | None
) -> tuple[datetime, datetime]:
    """The next hour in which a thing can be used, by the park's clock; without `resource` the first
    thing's. `day` is the first on which it may be. One that never opens gets the next hour."""
    zone = ZoneInfo(call.park.timezone)
    begins = call.now.astimezone(zone).replace(minute=0, second=0, microsecond=0) + HOUR
    if day is not None:
        begins = max(begins, datetime.combine(day, time(), zone))
    wanted = next((one for one in things if one.resource.code == resource), None)
    thing = wanted or next(iter(things), None)
    opens = (thing and _open(thing, begins)) or begins
    return opens.astimezone(zone), (opens + HOUR).astimezone(zone)


def _open(thing: Thing, begins: datetime) -> datetime | None:
    at = begins
    try:
        for _ in range(_TRIES):
            at = thing.hours.after(at, _MINUTE) - _MINUTE
            if thing.hours.between(at, at + HOUR) == HOUR:
                return at
            at += HOUR
    except NeverOpens:
        pass
    return None
