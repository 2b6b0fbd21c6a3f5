"""When something that is booked is to end, by the words that say so."""

from datetime import datetime, timedelta

from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import reading
from times.lengths import lasting
from times.reading import read
from times.said import Said

_MINUTE = timedelta(minutes=1)
_HALF_DAY = timedelta(hours=12)


def end_of(turn: Turn, booking: Booking, text: str) -> datetime | None:
    """By a length, of it or of what is left out; by an hour, in the half of the day in which it is
    behind the beginning."""
    starts = booking.starts_at.astimezone(turn.zone)
    said = [one for one in read(text, turn.local_now) if isinstance(one, Said)]
    clocks = [one.ends for one in said if one.clock_named and not one.asap]
    length = lasting(text)
    if length and (reading.is_less(text) or not clocks) and not _until(said):
        left = booking.ends_at - length * _MINUTE
        ends_at = left if reading.is_less(text) else booking.starts_at + length * _MINUTE
        return ends_at if ends_at > booking.starts_at else None
    if not clocks:
        return None
    at = starts.replace(hour=clocks[-1].hour % 12, minute=clocks[-1].minute)
    told = [at + more * _HALF_DAY for more in range(3)]
    return next((one for one in told if one > starts), None)


def _until(said: list[Said]) -> bool:
    return any(one.bound == "until" and one.clock_named for one in said)
