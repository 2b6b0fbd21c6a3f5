"""Durations by what tickets have in common."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from services.reports.grouped import grouped, week_of
from services.reports.quantiles import Spans
from services.reports.tickets import Resolution
from tests.given.sla_desk import on

MINUTE = timedelta(minutes=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def done(
    minutes: int, category: str, responded: int | None = None, at: str = "12-02 10:00"
) -> Resolution:
    waited = None if responded is None else responded * MINUTE
    return Resolution(None, minutes * MINUTE, waited, category=category, resolved_at=on(at))


def test_each_group_has_its_own_median_and_ninth_tenth() -> None:
    found = grouped(
        [done(10, "hvac", 4), done(90, "network"), done(20, "hvac"), done(30, "hvac", 6)],
        lambda one: one.category,
    )
    assert [(one.key, one.took, one.responded) for one in found] == [
        ("hvac", Spans(3, 20 * MINUTE, 28 * MINUTE), Spans(2, 5 * MINUTE, 5.8 * MINUTE)),
        ("network", Spans(1, 90 * MINUTE, 90 * MINUTE), Spans(0, None, None)),
    ]


def test_a_week_begins_on_monday_by_the_clock_of_the_park() -> None:
    sunday_night = done(1, "hvac", at="12-06 23:59")
    monday = done(1, "hvac", at="12-07 00:00")
    assert week_of(sunday_night, SHANGHAI) == date(2026, 11, 30)
    assert week_of(monday, SHANGHAI) == date(2026, 12, 7)
