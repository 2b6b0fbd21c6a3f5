from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.components.parsers.times import find_times

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 15, 40, tzinfo=SHANGHAI)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天下午三点", "2026-11-25T15:00"),
        ("12点半", "2026-11-25T12:30"),
        ("十二点一刻", "2026-11-25T12:15"),
        ("半小时后", "2026-11-24T16:10"),
        ("一个半小时后", "2026-11-24T17:10"),
        ("下周一9:30", "2026-11-30T09:30"),
        ("正午", "2026-11-25T12:00"),
        ("周一12点", "2026-11-30T12:00"),
        ("星期一十二点", "2026-11-30T12:00"),
        ("11点45", "2026-11-25T11:45"),
        ("1145?", "2026-11-25T11:45"),
        ("in 20 minutes", "2026-11-24T16:00"),
        ("next Monday 9:30", "2026-11-30T09:30"),
        ("tomorrow at noon", "2026-11-25T12:00"),
        ("half past twelve", "2026-11-25T12:30"),
        ("quarter to one", "2026-11-25T12:45"),
        ("12:15", "2026-11-25T12:15"),
        ("差五分四点", "2026-11-24T15:55"),
        ("3点", "2026-11-25T15:00"),
        ("9点", "2026-11-25T09:00"),
        ("5点", "2026-11-24T17:00"),
        ("7点", "2026-11-24T19:00"),
        ("今天3点", "2026-11-24T15:00"),
        ("lunch at 1", "2026-11-25T13:00"),
        ("晚饭8点", "2026-11-24T20:00"),
        ("早餐7点", "2026-11-25T07:00"),
        ("晚上12点", "2026-11-25T00:00"),
        ("明早8点", "2026-11-25T08:00"),
        ("on the 3rd at 4", "2026-12-03T16:00"),
        ("下周三下午两点", "2026-12-02T14:00"),
        ("2026-12-01 14:00", "2026-12-01T14:00"),
        ("asap", "2026-11-24T15:40"),
        ("尽快", "2026-11-24T15:40"),
        ("５點", "2026-11-24T17:00"),
    ],
)
def test_a_time_of_day(text: str, expected: str) -> None:
    times = [span.value for span in find_times(text, NOW) if span.entity == "time"]
    assert times == [f"{expected}:00+08:00"]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("后天上午", "2026-11-26T09:00", "2026-11-26T12:00"),
        ("今晚", "2026-11-24T18:00", "2026-11-24T22:00"),
        ("tonight", "2026-11-24T18:00", "2026-11-24T22:00"),
        ("tomorrow morning", "2026-11-25T09:00", "2026-11-25T12:00"),
        ("周三到周五", "2026-11-25T00:00", "2026-11-28T00:00"),
        ("3pm–5pm", "2026-11-25T15:00", "2026-11-25T17:00"),
        ("明天下午2-4点", "2026-11-25T14:00", "2026-11-25T16:00"),
        ("9-11am tomorrow", "2026-11-25T09:00", "2026-11-25T11:00"),
        ("from 9 to 5", "2026-11-25T09:00", "2026-11-25T17:00"),
        ("11点到1点", "2026-11-25T11:00", "2026-11-25T13:00"),
        ("3号下午", "2026-12-03T13:00", "2026-12-03T18:00"),
        ("11月30日", "2026-11-30T00:00", "2026-12-01T00:00"),
        ("Dec 1", "2026-12-01T00:00", "2026-12-02T00:00"),
        ("两个小时内", "2026-11-24T15:40", "2026-11-24T17:40"),
        ("下周", "2026-11-30T00:00", "2026-12-07T00:00"),
    ],
)
def test_a_period(text: str, begins: str, ends: str) -> None:
    periods = [span.value for span in find_times(text, NOW) if span.entity == "period"]
    assert periods == [{"from": f"{begins}:00+08:00", "to": f"{ends}:00+08:00"}]


@pytest.mark.parametrize(
    "text",
    [
        "快一点",
        "一点辣",
        "有两点建议",
        "3号楼2号桌",
        "四节五号电池",
        "2号梯停在三楼",
        "早上好",
        "good morning",
        "301",
        "三份牛肉面",
        "3位客人",
        "两个小时",
        "第三个",
        "每天早上",
        "2月30日",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_times(text, NOW) == []


@pytest.mark.parametrize(
    ("text", "meal"),
    [
        ("早餐", "breakfast"),
        ("午饭", "lunch"),
        ("中饭", "lunch"),
        ("夜宵", "dinner"),
        ("Lunch", "lunch"),
    ],
)
def test_a_meal(text: str, meal: str) -> None:
    assert [(span.entity, span.value) for span in find_times(text, NOW)] == [("meal", meal)]


@pytest.mark.parametrize(
    ("text", "named"),
    [("明天3点", True), ("3点", False), ("tonight at 8", True), ("at noon", False)],
)
def test_it_says_whether_a_day_was_named(text: str, named: bool) -> None:
    assert find_times(text, NOW)[0].extra["day_named"] is named


def test_as_soon_as_possible_says_so() -> None:
    assert find_times("尽快", NOW)[0].extra["asap"] is True


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        find_times("明天", datetime(2026, 11, 24))  # noqa: DTZ001 - that is the point


def test_minutes_are_counted_across_a_change_of_summer_time() -> None:
    now = datetime(2026, 3, 29, 1, 50, tzinfo=ZoneInfo("Europe/Berlin"))
    assert find_times("in 20 minutes", now)[0].value == "2026-03-29T03:10:00+02:00"
