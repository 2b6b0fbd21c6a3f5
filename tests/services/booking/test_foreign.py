"""Calendars as other programs write them: what takes time, to the minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.booking.foreign import Unreadable, read

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
START, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 10, 1, tzinfo=UTC)
UID = "UID:one@elsewhere"


def calendar(*events: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN"]
    for one in events:
        lines += ["BEGIN:VEVENT", "DTSTAMP:20261001T000000Z", *one.splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def spans(text: str, zone: ZoneInfo = SHANGHAI) -> list[str]:
    found = read(text, zone, START, END)
    return [f"{one.starts_at:%m-%d %H:%M} {one.ends_at - one.starts_at}" for one in found]


def test_an_hour_in_another_zone() -> None:
    text = calendar(
        f"{UID}\nDTSTART;TZID=Europe/London:20261203T140000\nDTEND;TZID=Europe/London:20261203T150000"
    )
    assert spans(text) == ["12-03 14:00 1:00:00"]


def test_a_whole_day_and_a_floating_hour_are_by_the_parks_clock() -> None:
    whole = f"{UID}\nDTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261205"
    floating = "UID:two\nDTSTART:20261206T090000\nDURATION:PT90M"
    assert spans(calendar(whole, floating)) == [
        "12-02 16:00 2 days, 0:00:00",
        "12-06 01:00 1:30:00",
    ]


def test_a_whole_day_on_which_the_clocks_change_has_another_length() -> None:
    text = calendar(f"{UID}\nDTSTART;VALUE=DATE:20270328")
    assert spans(text, LONDON) == ["03-28 00:00 23:00:00"]


def test_nine_stays_nine_in_cambridge_when_the_clocks_change() -> None:
    text = calendar(
        f"{UID}\nDTSTART;TZID=Europe/London:20270322T090000\nDURATION:PT1H\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20270405T090000Z"
    )
    assert spans(text) == ["03-22 09:00 1:00:00", "03-29 08:00 1:00:00", "04-05 08:00 1:00:00"]


def test_a_series_with_a_date_left_out_one_added_and_one_moved() -> None:
    series = (
        f"{UID}\nDTSTART:20261201T020000Z\nDTEND:20261201T030000Z\nRRULE:FREQ=DAILY;COUNT=4\n"
        "EXDATE:20261202T020000Z\nRDATE:20261210T020000Z"
    )
    moved = (
        f"{UID}\nRECURRENCE-ID:20261203T020000Z\nDTSTART:20261203T060000Z\nDTEND:20261203T080000Z"
    )
    assert spans(calendar(series, moved)) == [
        "12-01 02:00 1:00:00",
        "12-03 06:00 2:00:00",
        "12-04 02:00 1:00:00",
        "12-10 02:00 1:00:00",
    ]
    before, after = (
        {one.key for one in read(text, SHANGHAI, START, END)}
        for text in (calendar(series), calendar(series, moved))
    )
    assert before == after


def test_what_is_free_called_off_or_takes_no_time_closes_nothing() -> None:
    when = "DTSTART:20261201T020000Z\nDTEND:20261201T030000Z"
    text = calendar(
        f"UID:1\n{when}\nTRANSP:TRANSPARENT",
        f"UID:2\n{when}\nSTATUS:CANCELLED",
        f"UID:3\n{when}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "UID:4\nDTSTART:20261201T020000Z",
        f"UID:5\n{when}\nRRULE:FREQ=DAILY;COUNT=2",
        "UID:5\nRECURRENCE-ID:20261202T020000Z\nSTATUS:CANCELLED\nDTSTART:20261202T020000Z",
    )
    assert spans(text) == ["12-01 02:00 1:00:00"]


def test_the_newest_of_an_event_counts() -> None:
    text = calendar(
        f"{UID}\nSEQUENCE:2\nDTSTART:20261201T050000Z\nDURATION:PT1H",
        f"{UID}\nSEQUENCE:1\nDTSTART:20261201T020000Z\nDURATION:PT1H",
    )
    assert spans(text) == ["12-01 05:00 1:00:00"]


def test_a_series_without_end_reaches_as_far_as_is_asked() -> None:
    text = calendar(f"{UID}\nDTSTART:20200106T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY")
    found = read(text, SHANGHAI, START, START + timedelta(days=28))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<html>sign in</html>", "not_calendar"),
        (calendar(f"{UID}\nDTSTART:20261201T020000Z")[:-20], "not_calendar"),
        (calendar("DTSTART:20261201T020000Z\nDURATION:PT1H"), "broken_event"),
        (calendar(f"{UID}\nDTSTART:20261201T020000Z\nDTEND:20261130T020000Z"), "broken_event"),
        (calendar(f"{UID}\nDTSTART:tomorrow\nDURATION:PT1H"), "broken_event"),
        (
            calendar(f"{UID}\nDTSTART:20261201T020000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY"),
            "too_often",
        ),
        (
            calendar(
                f"{UID}\nDTSTART:20261201T000000Z\nDURATION:PT1M\n"
                "RRULE:FREQ=DAILY;BYHOUR=0,2,4,6,8,10,12,14,16,18,20,22"
            ),
            "too_many",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text, SHANGHAI, START, END)
    assert refused.value.code == code


def test_no_calendar_at_all_is_empty_and_no_mistake() -> None:
    assert spans(calendar()) == []


WEEKLY = (
    f"{UID}\nDTSTART;TZID=Asia/Shanghai:20261201T090000\n"
    "DTEND;TZID=Asia/Shanghai:20261201T100000\nRRULE:FREQ=WEEKLY;COUNT=5"
)


def onwards(day: str, starts: str, ends: str, *more: str) -> str:
    zone = "TZID=Asia/Shanghai"
    lines = (
        UID,
        f"RECURRENCE-ID;RANGE=THISANDFUTURE;{zone}:{day}T090000",
        f"DTSTART;{zone}:{starts}",
        f"DTEND;{zone}:{ends}",
        *more,
    )
    return "\n".join(lines)


def test_a_change_of_this_and_all_that_follow_moves_them_all() -> None:
    change = onwards("20261215", "20261216T140000", "20261216T153000")
    assert spans(calendar(WEEKLY, change)) == [
        "12-01 01:00 1:00:00",
        "12-08 01:00 1:00:00",
        "12-16 06:00 1:30:00",
        "12-23 06:00 1:30:00",
        "12-30 06:00 1:30:00",
    ]


def test_the_later_of_two_such_changes_holds_and_one_date_by_itself_before_both() -> None:
    first = onwards("20261208", "20261208T100000", "20261208T110000")
    second = onwards("20261222", "20261222T080000", "20261222T083000")
    alone = (
        f"{UID}\nRECURRENCE-ID;TZID=Asia/Shanghai:20261229T090000\n"
        "DTSTART;TZID=Asia/Shanghai:20261230T090000\nDTEND;TZID=Asia/Shanghai:20261230T100000"
    )
    assert spans(calendar(alone, second, WEEKLY, first)) == [
        "12-01 01:00 1:00:00",
        "12-08 02:00 1:00:00",
        "12-15 02:00 1:00:00",
        "12-22 00:00 0:30:00",
        "12-30 01:00 1:00:00",
    ]


def test_this_and_all_that_follow_are_called_off_or_free() -> None:
    for said in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT"):
        change = onwards("20261215", "20261215T090000", "20261215T100000", said)
        assert spans(calendar(WEEKLY, change)) == ["12-01 01:00 1:00:00", "12-08 01:00 1:00:00"]


def test_what_lies_beyond_the_end_and_was_moved_before_it_is_seen() -> None:
    change = onwards("20261208", "20261207T090000", "20261207T100000")
    until = datetime(2026, 12, 15, tzinfo=UTC)
    found = read(calendar(WEEKLY, change), SHANGHAI, START, until)
    assert [f"{one.starts_at:%m-%d}" for one in found] == ["12-01", "12-07", "12-14"]


def test_a_date_keeps_its_key_whichever_change_moves_it() -> None:
    change = onwards("20261208", "20261208T140000", "20261208T150000")
    before, after = (
        [one.key for one in read(text, SHANGHAI, START, END)]
        for text in (calendar(WEEKLY), calendar(WEEKLY, change))
    )
    assert before == after
