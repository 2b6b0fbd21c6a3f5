"""When guests come, out of what rules find in messages."""

from datetime import date, datetime, time, timedelta

import pytest

from actions.kit.said import Said
from actions.visits.times import VisitTimes
from tests.actions.driver import Entity, entity
from tests.actions.driver import time as time_entity
from tests.given.demo_park import SHANGHAI

FRIDAY = datetime(2026, 12, 4, tzinfo=SHANGHAI)


def said(text: str, *entities: Entity) -> Said:
    intent = {"name": "register_visitor", "confidence": 0.9}
    return Said.of({"text": text, "intent": intent, "entities": list(entities)})


def period(start: datetime, end: datetime, words: str, **more: object) -> Entity:
    value = {"from": start.isoformat(), "to": end.isoformat()}
    return entity("period", value, text=words, **more)


def clock(text: str, words: str, moment: datetime, **more: object) -> Entity:
    start = text.rindex(words)
    return time_entity(moment, text=words, start=start, end=start + len(words), **more)


def heard(*messages: Said) -> VisitTimes:
    times = VisitTimes()
    for message in messages:
        times.hear(message, SHANGHAI)
    return times


TOMORROW = period(FRIDAY, FRIDAY + timedelta(days=1), "明天", day_named=True)
WEDNESDAY_TO_FRIDAY = period(
    FRIDAY - timedelta(days=2), FRIDAY + timedelta(days=1), "周三到周五", day_named=True
)


def test_a_day_and_an_hour_may_stand_apart() -> None:
    """The hour alone is read as today's; the day is named beside it."""
    today = FRIDAY - timedelta(days=1)
    text = "明天的visitor，3pm到"
    times = heard(said(text, clock(text, "3pm", today.replace(hour=15)), TOMORROW))
    assert (times.first, times.begins) == (date(2026, 12, 4), time(15))
    assert times.period(SHANGHAI).ends_at == FRIDAY.replace(hour=17)


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
    times = heard(said(f"Wednesday to Friday, {words}", WEDNESDAY_TO_FRIDAY))
    assert (times.begins, times.ends) == hours


def test_a_period_is_taken_as_it_was_said() -> None:
    afternoon = period(FRIDAY.replace(hour=13), FRIDAY.replace(hour=18), "明天下午", day_named=True)
    found = heard(said("明天下午", afternoon)).period(SHANGHAI)
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
    told = [WEDNESDAY_TO_FRIDAY]
    if "16:00" in text:
        told.append(clock(text, "16:00", FRIDAY.replace(hour=16)))
    found = heard(said(text, *told)).period(SHANGHAI)
    assert found.daily == hours
    assert found.starts_at == datetime.combine(date(2026, 12, 2), hours[0], SHANGHAI)
    assert found.ends_at == datetime.combine(date(2026, 12, 4), hours[1], SHANGHAI)


def test_a_week_names_no_day() -> None:
    week = period(FRIDAY, FRIDAY + timedelta(days=7), "下周", day_named=True)
    assert not heard(said("下周", week)).enough


def test_another_beginning_keeps_the_length_of_the_stay() -> None:
    from_three = period(FRIDAY.replace(hour=15), FRIDAY.replace(hour=18), "", day_named=True)
    at_four = clock("改到四点", "四点", FRIDAY.replace(hour=16))
    found = heard(said("", from_three), said("改到四点", at_four)).period(SHANGHAI)
    assert (found.starts_at.hour, found.ends_at.hour) == (16, 19)


def test_until_is_the_end() -> None:
    start = clock("周五三点", "周五三点", FRIDAY.replace(hour=15), day_named=True)
    end = clock("待到五点半", "五点半", FRIDAY.replace(hour=17, minute=30))
    found = heard(said("周五三点", start), said("待到五点半", end)).period(SHANGHAI)
    assert (found.starts_at.hour, found.ends_at.time()) == (15, time(17, 30))


def test_past_midnight_is_the_next_day() -> None:
    night = period(FRIDAY.replace(hour=22), FRIDAY.replace(hour=1), "", day_named=True)
    night["value"]["to"] = (FRIDAY + timedelta(days=1, hours=1)).isoformat()
    found = heard(said("", night)).period(SHANGHAI)
    assert found.ends_at - found.starts_at == timedelta(hours=3)


def test_what_is_stored_comes_back() -> None:
    times = VisitTimes(date(2026, 12, 4), None, time(9, 30), time(10))
    assert VisitTimes.of(times.stored()) == times
