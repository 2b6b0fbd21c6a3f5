"""A visit as an entry of somebody's calendar: a file of RFC 5545 (iCalendar)."""

from dataclasses import dataclass
from datetime import UTC, datetime

_WIDTH = 75
"""Octets of a line, its end not counted; a longer one goes on in the next, after a blank."""
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """Moments are aware. `days`: on how many days from the first it is at the same hours."""

    uid: str
    title: str
    place: str
    words: str
    starts: datetime
    ends: datetime
    changed: datetime
    days: int = 1


def file(entry: Entry) -> bytes:
    """UTF-8, with the line ends that the RFC asks for. The same visit has the same `uid`, so that a
    calendar which has the entry replaces it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Parkline//Visits//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(entry.changed)}",
        f"LAST-MODIFIED:{_utc(entry.changed)}",
        f"DTSTART:{_utc(entry.starts)}",
        f"DTEND:{_utc(entry.ends)}",
        *([f"RRULE:FREQ=DAILY;COUNT={entry.days}"] if entry.days > 1 else []),
        f"SUMMARY:{entry.title.translate(_ESCAPED)}",
        f"LOCATION:{entry.place.translate(_ESCAPED)}",
        f"DESCRIPTION:{entry.words.translate(_ESCAPED)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> bytes:
    """Between characters, never inside one."""
    rows, row = list[bytes](), b""
    for one in line:
        octets = one.encode()
        if len(row) + len(octets) > _WIDTH:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row])
