"""Reads calendars as recurring-ical-events does. JSON in: texts, and from when to when; JSON out:
of each, UID, start and end in UTC, SEQUENCE and STATUS of every occurrence."""

import json
import sys
from datetime import UTC, datetime

import icalendar
import recurring_ical_events


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def read(text: str, start: datetime, end: datetime) -> list[list[object]]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)
    return sorted(
        [
            str(one["UID"]),
            utc(one["DTSTART"].dt),
            utc(one["DTEND"].dt),
            int(one.get("SEQUENCE", 0)),
            str(one.get("STATUS", "")),
        ]
        for one in found
    )


asked = json.loads(sys.stdin.read())
start, end = (datetime.fromisoformat(asked[name]) for name in ("start", "end"))
print(json.dumps([read(text, start, end) for text in asked["texts"]]))
