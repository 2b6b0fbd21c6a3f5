"""What a message means beside what stands."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from times.reading import read
from times.said import Said, Shift
from times.standing import Meant, Standing, later, meant

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 15, 10, tzinfo=SHANGHAI)
TODAY = NOW.date()
MONDAY = date(2026, 11, 30)
MONDAY_NOON = Standing(MONDAY, time(12))


NOTHING = Standing()


def means(text: str, standing: Standing = NOTHING) -> Meant | None:
    values = read(text.replace("，", ",").lower(), NOW)
    told = [one for one in values if isinstance(one, Said)]
    return meant(told, [one.minutes for one in values if isinstance(one, Shift)], standing, NOW)


@pytest.mark.parametrize(
    ("standing", "text", "time"),
    [
        (MONDAY_NOON, "半小时以后改一下", "11-30 12:30"),
        (MONDAY_NOON, "改到半小时以后", "11-30 12:30"),
        (MONDAY_NOON, "make it an hour later", "11-30 13:00"),
        (MONDAY_NOON, "晚一刻钟", "11-30 12:15"),
        (MONDAY_NOON, "提前一个小时", "11-30 11:00"),
        (MONDAY_NOON, "推迟一天", "12-01 12:00"),
        (MONDAY_NOON, "same time Tuesday", "12-01 12:00"),
        (MONDAY_NOON, "改到周三，时间不变", "12-02 12:00"),
        (MONDAY_NOON, "1点半", "11-30 13:30"),
        (MONDAY_NOON, "明天9点", "11-28 09:00"),
        (MONDAY_NOON, "in half an hour", "11-27 15:40"),
        (Standing(MONDAY), "9点", "11-30 09:00"),
        (Standing(MONDAY), "四点", "11-30 16:00"),
        (Standing(clock=time(9)), "下周一", "11-30 09:00"),
        (Standing(), "四点", "11-27 16:00"),
        (Standing(), "半小时后", "11-27 15:40"),
    ],
)
def test_the_halves_are_put_together(standing: Standing, text: str, time: str) -> None:
    found = means(text, standing)
    assert found is not None
    assert (found.lacks, found.past, found.half) == (None, False, None)
    assert f"{found.said.starts:%m-%d %H:%M}" == time


@pytest.mark.parametrize(
    ("text", "lacks", "past", "half"),
    [
        ("9点", "day", True, Standing(clock=time(9))),
        ("下周9点", "day", False, Standing(clock=time(9))),
        ("下周一", "clock", False, Standing(day=MONDAY)),
        ("下周", "day", False, None),
        ("月底", "day", False, None),
        ("今天9点", None, True, None),
        ("今天上午", None, True, None),
    ],
)
def test_what_is_missing_is_missing(
    text: str, lacks: str | None, past: bool, half: Standing | None
) -> None:
    found = means(text)
    assert found is not None
    assert (found.lacks, found.past, found.half) == (lacks, past, half)


def test_a_half_that_was_kept_comes_back() -> None:
    for half in (Standing(MONDAY), Standing(clock=time(9, 30)), MONDAY_NOON, Standing()):
        assert Standing.read(half.stored()) == half


@pytest.mark.parametrize("text", ["跟昨天一样", "上周五12点那单", "晚半小时", "两杯拿铁"])
def test_what_is_no_wish(text: str) -> None:
    """What is over is only told of, and "later" than nothing is nothing."""
    assert means(text) is None


def test_a_day_to_come_beside_one_that_is_over() -> None:
    found = means("昨天没来，明天下午三点来")
    assert found is not None
    assert found.said.starts == datetime(2026, 11, 28, 15, tzinfo=SHANGHAI)


def test_an_hour_counts_more_than_the_part_of_the_day_that_it_is_in() -> None:
    found = means("今晚有活动，八点半送来")
    assert found is not None
    assert found.said.starts == datetime(2026, 11, 27, 20, 30, tzinfo=SHANGHAI)


def test_as_soon_as_possible_needs_nothing_else() -> None:
    found = means("尽快", MONDAY_NOON)
    assert found is not None
    assert (found.said.asap, found.lacks, found.past) == (True, None, False)


def test_an_hour_more_runs_through_a_change_of_summer_time_and_a_day_more_does_not() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 28, 12, 30, tzinfo=berlin)
    assert later(before, 24 * 60) == datetime(2026, 3, 29, 12, 30, tzinfo=berlin)
    night = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)
    assert later(night, 60) == datetime(2026, 3, 29, 3, 30, tzinfo=berlin)
    assert later(before, -60) == before - timedelta(hours=1)
