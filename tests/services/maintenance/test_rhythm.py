"""On which days something is due."""

from datetime import date
from itertools import islice

import pytest

from services.maintenance.rhythm import Rhythm, due_after

HOLIDAYS = {date(2026, 10, day): "holiday" for day in range(1, 8)} | {date(2026, 10, 10): "workday"}


def due(rhythm: Rhythm, after: str, number: int = 3) -> list[str]:
    days = due_after(rhythm, date.fromisoformat(after), HOLIDAYS)
    return [day.isoformat() for day in islice(days, number)]


@pytest.mark.parametrize(
    ("rhythm", "after", "days"),
    [
        (Rhythm(date(2026, 12, 1), "day", 3), "2026-12-01", ["2026-12-04", "2026-12-07"]),
        (Rhythm(date(2026, 12, 1), "day", 3), "2026-11-20", ["2026-12-01", "2026-12-04"]),
        (Rhythm(date(2026, 12, 2), "week", 2, (3, 5)), "2026-12-02", ["2026-12-04", "2026-12-16"]),
        (Rhythm(date(2026, 12, 2), "week"), "2026-12-02", ["2026-12-09", "2026-12-16"]),
        (Rhythm(date(2026, 12, 31), "month"), "2026-12-31", ["2027-01-31", "2027-02-28"]),
        (Rhythm(date(2026, 11, 30), "month", 3), "2026-12-01", ["2027-02-28", "2027-05-30"]),
        (Rhythm(date(2028, 2, 29), "year"), "2028-02-29", ["2029-02-28", "2030-02-28"]),
        (
            Rhythm(date(2026, 12, 1), "week", ends_on=date(2026, 12, 8)),
            "2026-11-30",
            ["2026-12-01", "2026-12-08"],
        ),
    ],
    ids=["days", "not begun", "two weekdays", "a week", "the 31st", "quarters", "leap day", "ends"],
)
def test_a_rhythm_has_these_days(rhythm: Rhythm, after: str, days: list[str]) -> None:
    assert due(rhythm, after, 2) == days


def test_what_ends_has_no_more_days() -> None:
    over = Rhythm(date(2026, 12, 1), "day", ends_on=date(2026, 12, 3))
    assert due(over, "2026-11-01", 9) == ["2026-12-01", "2026-12-02", "2026-12-03"]


def test_on_a_day_off_it_is_due_on_the_next_workday_and_once() -> None:
    daily = Rhythm(date(2026, 9, 28), "day", workdays_only=True)
    # From the 1st to the 7th the park is closed; the 10th, a Saturday, is worked.
    assert due(daily, "2026-09-29", 6) == [
        "2026-09-30",
        "2026-10-08",
        "2026-10-09",
        "2026-10-10",
        "2026-10-12",
        "2026-10-13",
    ]
    weekly = Rhythm(date(2026, 9, 3), "week", workdays_only=True)
    assert due(weekly, "2026-09-24", 2) == ["2026-10-08", "2026-10-15"], "not twice on the 8th"
