"""Days of a park: where they begin and end, and what they are compared with."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.kit.errors import Invalid
from services.reports.period import Period, step_of
from tests.given.demo_park import SHANGHAI
from tests.given.reports import days
from tests.given.sla_desk import on

BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_day_is_the_parks_own() -> None:
    period = days("12-02")
    assert (period.start, period.end) == (utc("2026-12-01 16:00"), utc("2026-12-02 16:00"))


@pytest.mark.parametrize(
    ("at", "held"),
    [
        ("12-01 23:59:59", False),
        ("12-02 00:00", True),
        ("12-02 23:59:59", True),
        ("12-03 00:00", False),
    ],
)
def test_it_begins_with_midnight_and_ends_before_the_next(at: str, held: bool) -> None:
    assert days("12-02").holds(on(at)) is held


def test_it_runs_until_now() -> None:
    period = days("12-01", "12-02", now="12-02 09:30")
    assert (period.start, period.end) == (on("12-01 00:00"), on("12-02 09:30"))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (days("12-02"), "12-01 00:00", "12-02 00:00"),
        (days("12-02", now="12-02 09:30"), "12-01 00:00", "12-01 09:30"),
        (days("11-26", "12-02", now="12-02 09:30"), "11-19 00:00", "11-25 09:30"),
        (days("10-31", "11-02"), "10-28 00:00", "10-31 00:00"),
    ],
)
def test_what_was_before_is_as_long_and_ends_at_the_same_time_of_day(
    period: Period, start: str, end: str
) -> None:
    before = period.before()
    assert (before.start, before.end) == (on(start), on(end))


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-12-03", "2026-12-02"), ("2026-12-03", "2026-12-04"), ("2025-12-01", "2026-12-02")],
)
def test_no_period_is_backwards_ahead_or_longer_than_a_year(first: str, last: str) -> None:
    with pytest.raises(Invalid):
        Period.of_days(
            date.fromisoformat(first), date.fromisoformat(last), SHANGHAI, now=on("12-02 09:30")
        )


def test_a_year_is_not_too_long() -> None:
    period = Period.of_days(date(2025, 12, 2), date(2026, 12, 2), SHANGHAI, now=on("12-02 09:30"))
    assert period.days == 366


def test_steps_are_hours_of_a_day_to_its_end_also_while_it_runs() -> None:
    edges = days("12-02", now="12-02 09:30").edges()
    assert len(edges) == 25
    assert (edges[0], edges[9], edges[24]) == (
        on("12-02 00:00"),
        on("12-02 09:00"),
        on("12-03 00:00"),
    )


@pytest.mark.parametrize(
    ("day", "hours", "ends"),
    [
        (date(2026, 10, 25), 25, "2026-10-25 23:00"),
        (date(2026, 3, 29), 23, "2026-03-29 22:00"),
    ],
)
def test_a_day_in_which_the_clocks_change_has_another_length(
    day: date, hours: int, ends: str
) -> None:
    period = Period.of_days(day, day, BERLIN, now=utc("2026-12-31 00:00"))
    assert len(period.edges()) == hours + 1
    assert period.end == utc(ends)


def test_steps_are_days_then_weeks() -> None:
    assert days("11-26", "12-02").edges()[::7] == [on("11-26 00:00"), on("12-03 00:00")]
    weeks = days("09-01", "12-02")
    assert weeks.unit == "week"
    assert weeks.edges()[:2] == [on("09-01 00:00"), on("09-08 00:00")]
    assert weeks.edges()[-2:] == [on("12-01 00:00"), on("12-03 00:00")]


@pytest.mark.parametrize(
    ("at", "step"), [("12-01 00:00", 0), ("12-01 23:59:59", 0), ("12-02 00:00", 1)]
)
def test_a_moment_falls_into_the_step_that_has_begun(at: str, step: int) -> None:
    assert step_of(days("12-01", "12-02").edges(), on(at)) == step
