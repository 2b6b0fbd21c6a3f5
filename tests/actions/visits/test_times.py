"""When guests come, out of what the times of messages say."""

from datetime import date, datetime, time, timedelta

import pytest

from actions.kit.said import Said
from actions.visits.times import VisitTimes
from bot.components.parsers.times import find_times
from tests.actions.driver import Entity, entity
from tests.given.demo_park import SHANGHAI

NOW = datetime(2026, 12, 1, 15, 40, tzinfo=SHANGHAI)
"""A Tuesday."""
FRIDAY = datetime(2026, 12, 4, tzinfo=SHANGHAI)


def said(text: str) -> Said:
    entities: list[Entity] = [
        entity(
            span.entity, span.value, start=span.start, end=span.end, text=span.text, **span.extra
        )
        for span in find_times(text, NOW)
    ]
    intent = {"name": "register_visitor", "confidence": 0.9}
    return Said.of({"text": text, "intent": intent, "entities": entities})


def heard(*texts: str) -> VisitTimes:
    times = VisitTimes()
    for text in texts:
        times.hear(said(text), SHANGHAI, NOW)
    return times


@pytest.mark.parametrize(
    "texts", [("明天的visitor，3pm到",), ("明天的visitor", "3pm到"), ("3pm到", "明天的")]
)
def test_a_day_and_an_hour_may_stand_apart(texts: tuple[str, ...]) -> None:
    """The hour alone would be tomorrow's too, but nobody said so before."""
    times = heard(*texts)
    assert (times.first, times.begins) == (date(2026, 12, 2), time(15))
    assert times.period(SHANGHAI).ends_at == datetime(2026, 12, 2, 17, tzinfo=SHANGHAI)


def test_an_hour_that_is_over_today_asks_for_its_day() -> None:
    times = heard("王总三点来")
    assert (times.first, times.begins, times.enough) == (None, time(15), False)


def test_an_hour_that_is_still_to_come_is_today_s() -> None:
    assert heard("王总五点来").first == NOW.date()


def test_an_hour_of_some_day_of_a_week_asks_for_the_day() -> None:
    times = heard("下周九点王总来")
    assert (times.first, times.begins) == (None, time(9))
    times.hear(said("周三"), SHANGHAI, NOW)
    assert times.first == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("9 to 12 every day", (time(9), time(12))),
        ("9-5 each day", (time(9), time(17))),
        ("8:30 to 11:30 daily", (time(8, 30), time(11, 30))),
        ("1pm to 4pm every day", (time(13), time(16))),
        ("3 days", (None, None)),
    ],
)
def test_bare_hours_of_each_day(words: str, hours: tuple[time | None, time | None]) -> None:
    times = heard(f"Wednesday to Friday, {words}")
    assert (times.first, times.last) == (date(2026, 12, 2), date(2026, 12, 4))
    assert (times.begins, times.ends) == hours


def test_what_comes_every_day_of_no_days_settles_nothing() -> None:
    assert heard("每天10点到16点来") == VisitTimes()


def test_a_period_is_taken_as_it_was_said() -> None:
    found = heard("周五下午").period(SHANGHAI)
    assert (found.starts_at.hour, found.ends_at.hour, found.daily) == (13, 18, None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("周三到周五", (time(9), time(18))),
        ("周三到周五，每天到16:00", (time(9), time(16))),
        ("周三到周五，每天10:00-16:00", (time(10), time(16))),
        ("周三到周五，每天10点到16:00", (time(10), time(16))),
    ],
)
def test_several_days_have_hours_of_each_day(text: str, hours: tuple[time, time]) -> None:
    found = heard(text).period(SHANGHAI)
    assert found.daily == hours
    assert found.starts_at == datetime.combine(date(2026, 12, 2), hours[0], SHANGHAI)
    assert found.ends_at == datetime.combine(date(2026, 12, 4), hours[1], SHANGHAI)


@pytest.mark.parametrize(
    "text", ["下周", "月底", "next month", "周末", "周五前", "after Wednesday"]
)
def test_a_week_names_no_day(text: str) -> None:
    assert not heard(text).enough


def test_another_beginning_keeps_the_length_of_the_stay() -> None:
    found = heard("周五下午三点到六点", "改到四点").period(SHANGHAI)
    assert (found.starts_at.hour, found.ends_at.hour) == (16, 19)


def test_another_day_keeps_the_hours() -> None:
    found = heard("周五下午三点到六点", "改到下周一，时间不变").period(SHANGHAI)
    assert found.starts_at == datetime(2026, 12, 7, 15, tzinfo=SHANGHAI)
    assert found.ends_at.hour == 18


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("他说要晚半小时", (4, 15, 30)),
        ("提前一个小时", (4, 14, 0)),
        ("改到半小时以后", (4, 15, 30)),
        ("push it back by an hour", (4, 16, 0)),
        ("推迟一天", (5, 15, 0)),
        ("preponed by one hour", (4, 14, 0)),
    ],
)
def test_later_and_earlier_are_counted_from_what_stands(
    text: str, starts: tuple[int, int, int]
) -> None:
    found = heard("周五下午三点到六点", text).period(SHANGHAI)
    day, hour, minute = starts
    assert found.starts_at == datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)
    assert found.ends_at - found.starts_at == timedelta(hours=3)


def test_until_is_the_end() -> None:
    found = heard("周五三点", "待到五点半").period(SHANGHAI)
    assert (found.starts_at.hour, found.ends_at.time()) == (15, time(17, 30))


def test_until_a_day_is_the_last_one() -> None:
    times = heard("周三上午九点来", "待到周五")
    assert (times.first, times.last) == (date(2026, 12, 2), date(2026, 12, 4))


def test_a_stay_has_the_length_that_is_told() -> None:
    found = heard("周五三点来，大概待三个小时").period(SHANGHAI)
    assert found.ends_at - found.starts_at == timedelta(hours=3)


def test_past_midnight_is_the_next_day() -> None:
    found = heard("周五晚上10点到1点").period(SHANGHAI)
    assert found.ends_at - found.starts_at == timedelta(hours=3)


def test_yesterday_beside_a_day_to_come_is_only_told_of() -> None:
    assert heard("昨天来过的王总明天下午三点再来").first == date(2026, 12, 2)


def test_what_is_stored_comes_back() -> None:
    times = VisitTimes(date(2026, 12, 4), None, time(9, 30), time(10))
    assert VisitTimes.of(times.stored()) == times
