"""Lines of calendars, as RFC 5545 writes them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST_LINE = 75
"""Octets, by RFC 5545, 3.1."""
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def text(lines: Iterable[str]) -> str:
    """Folded, each with its CRLF."""
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def wall(moment: datetime, zone: ZoneInfo) -> str:
    """By the clock on the wall, for a property with a TZID."""
    return f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"


def escape(words: str) -> str:
    """As TEXT of RFC 5545, 3.3.11."""
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def quoted(words: str) -> str:
    """As a parameter's value, which holds no quotation mark and no line break."""
    return '"' + "".join(" " if sign in '"\r\n' else sign for sign in words) + '"'


def zone_lines(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[str]:
    """A VTIMEZONE that holds between two moments: each change of the clocks by itself."""
    yield from ("BEGIN:VTIMEZONE", f"TZID:{zone.key}")
    begins = first.astimezone(UTC).replace(second=0, microsecond=0)
    yield from _observance(zone, begins, _offset(zone, begins))
    at = begins
    while at < last:
        if _offset(zone, at) != _offset(zone, at + _DAY):
            changes = _change(zone, at, at + _DAY)
            yield from _observance(zone, changes, _offset(zone, at))
        at += _DAY
    yield "END:VTIMEZONE"


def _observance(zone: ZoneInfo, at: datetime, before: timedelta) -> Iterator[str]:
    """Which holds from `at` on; its DTSTART is by the clock that was true until then."""
    local = at.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{(at + before).replace(tzinfo=None):%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_signed(before)}"
    yield f"TZOFFSETTO:{_signed(_offset(zone, at))}"
    yield f"TZNAME:{local.tzname()}"
    yield f"END:{kind}"


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first minute between the two at which the later one's offset holds."""
    while late - early > _MINUTE:
        middle = early + (late - early) // 2 // _MINUTE * _MINUTE
        if _offset(zone, middle) == _offset(zone, late):
            late = middle
        else:
            early = middle
    return late


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _fold(line: str) -> Iterator[str]:
    """Lines of LONGEST_LINE octets at most, never within a character; all but the first begin with
    a blank."""
    piece, lead = "", ""
    for sign in line:
        if len((lead + piece + sign).encode()) > LONGEST_LINE:
            yield lead + piece
            piece, lead = "", " "
        piece += sign
    yield lead + piece
