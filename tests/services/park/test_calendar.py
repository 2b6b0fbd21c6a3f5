from datetime import date, datetime, timedelta, timezone

import pytest

from parkline.demo.seed import seed_demo
from parkline.stores.database import Sessions
from services.park.calendar import counts_as_weekday, is_workday, special_days

NOW = datetime(2026, 12, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))

# National Day 2026: off from Thursday 1 to Wednesday 7 October, made up for on Sunday
# 20 September and Saturday 10 October.
OCTOBER = {
    date(2026, 9, 20): "workday",
    date(2026, 10, 1): "holiday",
    date(2026, 10, 2): "holiday",
    date(2026, 10, 3): "holiday",
    date(2026, 10, 10): "workday",
}


@pytest.mark.parametrize(
    ("day", "works", "weekday"),
    [
        (date(2026, 9, 18), True, 5),  # an ordinary Friday
        (date(2026, 9, 19), False, 6),  # an ordinary Saturday
        (date(2026, 9, 20), True, 1),  # a Sunday that is worked: Monday's hours
        (date(2026, 9, 21), True, 1),  # an ordinary Monday
        (date(2026, 9, 27), False, 7),  # an ordinary Sunday
        (date(2026, 10, 1), False, 0),  # a Thursday off
        (date(2026, 10, 3), False, 0),  # a Saturday within the holiday: not even Saturday's hours
        (date(2026, 10, 10), True, 1),  # a Saturday that is worked
        (date(2026, 10, 14), True, 3),  # an ordinary Wednesday
    ],
)
def test_days(day: date, works: bool, weekday: int) -> None:
    assert is_workday(day, OCTOBER) is works
    assert counts_as_weekday(day, OCTOBER) == weekday


def test_without_special_days_the_week_alone_decides() -> None:
    week = [date(2026, 12, 7) + timedelta(days=n) for n in range(7)]
    assert [is_workday(day, {}) for day in week] == [True] * 5 + [False] * 2
    assert [counts_as_weekday(day, {}) for day in week] == [1, 2, 3, 4, 5, 6, 7]


async def test_special_days_include_both_ends_and_nothing_beyond(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        found = await special_days(session, park.id, date(2026, 2, 14), date(2026, 2, 16))
    assert found == {
        date(2026, 2, 14): "workday",
        date(2026, 2, 15): "holiday",
        date(2026, 2, 16): "holiday",
    }


async def test_special_days_of_another_park_are_not_ours(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        assert await special_days(session, park.id + 1, date(2026, 1, 1), date(2026, 12, 31)) == {}


# Written by hand from the State Council's notice for 2026.
MADE_UP = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
OFF = {
    "01": [1, 2, 3],
    "02": [15, 16, 17, 18, 19, 20, 21, 22, 23],
    "04": [4, 5, 6],
    "05": [1, 2, 3, 4, 5],
    "06": [19, 20, 21],
    "09": [25, 26, 27],
    "10": [1, 2, 3, 4, 5, 6, 7],
}


async def test_the_demo_park_keeps_the_official_calendar_of_2026(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        found = await special_days(session, park.id, date(2026, 1, 1), date(2026, 12, 31))
    holidays = {date(2026, int(month), day) for month, days in OFF.items() for day in days}
    assert {day for day, kind in found.items() if kind == "holiday"} == holidays
    assert [f"{day:%m-%d}" for day in sorted(found) if found[day] == "workday"] == MADE_UP
