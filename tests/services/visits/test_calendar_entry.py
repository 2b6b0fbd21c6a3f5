"""A file that calendars take: lines of 75 octets, escaped texts, moments in UTC (RFC 5545)."""

from dataclasses import replace
from datetime import datetime

from services.visits import calendar_entry
from services.visits.calendar_entry import Entry
from tests.given.demo_park import SHANGHAI

ENTRY = Entry(
    uid="V-ABC123@daybreak",
    title="Visit to Daybreak, the park; floor 3",
    place="上海市浦东新区启明路 88 号, A座3楼 301 会议室，请从东门进，前台登记后上楼，到了打电话",
    words="one\ntwo\\three",
    starts=datetime(2026, 12, 2, 15, 0, tzinfo=SHANGHAI),
    ends=datetime(2026, 12, 2, 17, 0, tzinfo=SHANGHAI),
    changed=datetime(2026, 12, 1, 9, 30, tzinfo=SHANGHAI),
)


def unfolded(file: bytes) -> dict[str, str]:
    lines = file.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return dict(line.split(":", 1) for line in lines)


def test_what_it_says() -> None:
    said = unfolded(calendar_entry.file(ENTRY))
    assert (said["DTSTART"], said["DTEND"]) == ("20261202T070000Z", "20261202T090000Z")
    assert (said["UID"], said["DTSTAMP"]) == ("V-ABC123@daybreak", "20261201T013000Z")
    assert said["SUMMARY"] == r"Visit to Daybreak\, the park\; floor 3"
    assert said["DESCRIPTION"] == r"one\ntwo\\three"
    assert said["STATUS"] == "CONFIRMED"
    assert "RRULE" not in said


def test_lines_are_short_and_break_between_characters() -> None:
    file = calendar_entry.file(ENTRY)
    assert file.endswith(b"END:VCALENDAR\r\n")
    rows = file.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert [row.decode() for row in rows if row.startswith(b" ")] != []
    assert unfolded(file)["LOCATION"] == ENTRY.place.replace(",", r"\,")
    assert b"\n" not in file.replace(b"\r\n", b"")


def test_a_visit_over_several_days_is_there_on_each() -> None:
    said = unfolded(calendar_entry.file(replace(ENTRY, days=3)))
    assert said["RRULE"] == "FREQ=DAILY;COUNT=3"
