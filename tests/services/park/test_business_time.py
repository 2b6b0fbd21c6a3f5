"""Working time, on dates computed by hand. Mostly without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from models.park import Park
from models.tickets import BusinessHours
from parkline.stores.database import Sessions
from services.kit.errors import ParkError
from services.park.business_time import ALWAYS, MIDNIGHT, Calendar, Hours, NeverOpens, load_calendar
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.given.factories import make_park

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS, EVERY_DAY, SATURDAY = range(1, 6), range(1, 8), [6]
OFFICE: list[Hours] = [
    (WEEKDAYS, time(9), time(12)),
    (WEEKDAYS, time(13), time(18)),
]
"""Eight hours a day with an hour for lunch."""


def _days(kind: str, *spans: tuple[str, int]) -> dict[date, str]:
    return {
        date.fromisoformat(first) + timedelta(days=n): kind
        for first, length in spans
        for n in range(length)
    }


# The State Council's notice for 2026: Spring Festival, Mid-Autumn and National Day.
CHINA = _days("holiday", ("2026-02-15", 9), ("2026-09-25", 3), ("2026-10-01", 7)) | _days(
    "workday", ("2026-02-14", 1), ("2026-02-28", 1), ("2026-09-20", 1), ("2026-10-10", 1)
)
PARK = Calendar(SHANGHAI, OFFICE, CHINA)
NIGHTS = Calendar(BERLIN, [(EVERY_DAY, time(0), time(6))])
BERLIN_OFFICE = Calendar(BERLIN, [(WEEKDAYS, time(9), time(18))])


def on(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


ORDINARY = [
    # Wednesday 2 December 2026 and the days after it
    ("2026-12-02 09:30", 30, "2026-12-02 10:00"),
    ("2026-12-02 11:45", 30, "2026-12-02 13:15"),  # over lunch
    ("2026-12-02 11:30", 30, "2026-12-02 12:00"),  # up to lunch, not to its end
    ("2026-12-02 12:00", 1, "2026-12-02 13:01"),  # from the very start of lunch
    ("2026-12-02 12:20", 30, "2026-12-02 13:30"),  # from within lunch
    ("2026-12-02 13:00", 30, "2026-12-02 13:30"),  # from the very end of lunch
    ("2026-12-02 06:00", 15, "2026-12-02 09:15"),  # before the day begins
    ("2026-12-02 09:00", 15, "2026-12-02 09:15"),  # as it begins
    ("2026-12-02 09:00", 480, "2026-12-02 18:00"),  # all of it
    ("2026-12-02 09:00", 481, "2026-12-03 09:01"),  # and a minute
    ("2026-12-02 17:50", 30, "2026-12-03 09:20"),  # over an evening
    ("2026-12-02 18:00", 15, "2026-12-03 09:15"),  # as it ends
    ("2026-12-02 23:59", 15, "2026-12-03 09:15"),
    ("2026-12-04 17:45", 30, "2026-12-07 09:15"),  # over a weekend
    ("2026-12-05 12:00", 30, "2026-12-07 09:30"),  # from a Saturday
    ("2026-12-03 14:00", 1440, "2026-12-08 14:00"),  # 24 working hours are three days
    ("2026-12-02 03:00", 0, "2026-12-02 03:00"),  # nothing is due at once, at night as well
]
NATIONAL_DAY = [
    ("2026-09-18 17:30", 60, "2026-09-20 09:30"),  # Friday → Sunday, worked for the holiday
    ("2026-09-20 17:30", 60, "2026-09-21 09:30"),
    ("2026-09-30 17:30", 60, "2026-10-08 09:30"),  # Wednesday → Thursday a week later
    ("2026-10-03 10:00", 60, "2026-10-08 10:00"),  # reported on a holiday
    ("2026-10-09 17:30", 60, "2026-10-10 09:30"),  # Friday → Saturday, worked
    ("2026-10-10 17:30", 60, "2026-10-12 09:30"),  # that Saturday → Monday
    ("2026-09-30 09:00", 1440, "2026-10-09 18:00"),  # 30 September, 8 and 9 October
    ("2026-09-30 09:00", 1441, "2026-10-10 09:01"),
]
SPRING_FESTIVAL = [
    ("2026-02-13 17:30", 60, "2026-02-14 09:30"),  # Friday → Saturday, worked
    ("2026-02-14 17:30", 60, "2026-02-24 09:30"),  # New Year's Eve's week off, until Tuesday
    ("2026-02-20 02:00", 15, "2026-02-24 09:15"),
    ("2026-02-27 17:00", 120, "2026-02-28 10:00"),  # Friday → Saturday, worked
    ("2026-02-28 17:00", 120, "2026-03-02 10:00"),
]


@pytest.mark.parametrize(("start", "minutes", "due"), ORDINARY + NATIONAL_DAY + SPRING_FESTIVAL)
def test_due_after_working_minutes(start: str, minutes: int, due: str) -> None:
    assert PARK.add(on(start), minutes) == on(due)
    assert PARK.between(on(start), on(due)) == timedelta(minutes=minutes)
    assert PARK.between(on(due), on(start)) == timedelta(minutes=-minutes)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-12-02 12:00", "2026-12-02 13:00", 0),  # lunch
        ("2026-12-02 18:00", "2026-12-03 09:00", 0),  # a night
        ("2026-12-05 00:00", "2026-12-07 00:00", 0),  # a weekend
        ("2026-12-02 11:30", "2026-12-02 12:30", 30),
        ("2026-12-02 10:00", "2026-12-03 10:00", 480),
        ("2026-12-01 00:00", "2027-01-01 00:00", 23 * 480),  # December's 23 working days
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),  # National Day
        ("2026-09-28 00:00", "2026-10-12 00:00", 6 * 480),  # 28–30 September, 8–10 October
    ],
)
def test_working_time_between(start: str, end: str, minutes: int) -> None:
    assert PARK.between(on(start), on(end)) == timedelta(minutes=minutes)


# The clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October, both at night.
@pytest.mark.parametrize(
    ("calendar", "start", "minutes", "due"),
    [
        (NIGHTS, "2026-03-28 23:00", 119, "2026-03-29 00:59+00:00"),  # 01:59, before the gap
        (NIGHTS, "2026-03-28 23:00", 120, "2026-03-29 01:00+00:00"),  # 03:00, for 02:00 is none
        (NIGHTS, "2026-03-28 23:00", 300, "2026-03-29 04:00+00:00"),  # 06:00: five hours long
        (NIGHTS, "2026-03-28 23:00", 301, "2026-03-29 22:01+00:00"),  # 00:01 the next night
        (NIGHTS, "2026-10-24 23:00", 180, "2026-10-25 01:00+00:00"),  # 02:00 the second time
        (NIGHTS, "2026-10-24 23:00", 420, "2026-10-25 05:00+00:00"),  # 06:00: seven hours long
        (NIGHTS, "2026-10-24 23:00", 421, "2026-10-25 23:01+00:00"),
        (BERLIN_OFFICE, "2026-03-27 17:30", 60, "2026-03-30 07:30+00:00"),  # 09:30 in summer
        (BERLIN_OFFICE, "2026-10-23 17:30", 60, "2026-10-26 08:30+00:00"),  # 09:30 in winter
    ],
)
def test_hours_are_of_the_wall_and_minutes_are_real(
    calendar: Calendar, start: str, minutes: int, due: str
) -> None:
    began = on(start, BERLIN)
    assert calendar.add(began, minutes) == datetime.fromisoformat(due)
    assert calendar.between(began, datetime.fromisoformat(due)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("at", "is_open", "opens"),
    [
        ("2026-12-02 08:59:59", False, "2026-12-02 09:00"),
        ("2026-12-02 09:00", True, "2026-12-02 09:00"),
        ("2026-12-02 11:59:59", True, "2026-12-02 11:59:59"),
        ("2026-12-02 12:00", False, "2026-12-02 13:00"),
        ("2026-12-02 18:00", False, "2026-12-03 09:00"),
        ("2026-12-04 20:00", False, "2026-12-07 09:00"),
        ("2026-10-01 10:00", False, "2026-10-08 09:00"),
        ("2026-10-10 10:00", True, "2026-10-10 10:00"),
    ],
)
def test_open_now_or_when_next(at: str, is_open: bool, opens: str) -> None:
    assert PARK.is_open(on(at)) is is_open
    assert PARK.next_open(on(at)) == on(opens)


def test_a_make_up_saturday_has_mondays_hours_not_its_own() -> None:
    hours: list[Hours] = [*OFFICE, (SATURDAY, time(10), time(11))]
    calendar = Calendar(SHANGHAI, hours, CHINA)
    ordinary, made_up = on("2026-10-17 00:00"), on("2026-10-10 00:00")
    assert calendar.between(ordinary, ordinary + timedelta(days=1)) == timedelta(hours=1)
    assert calendar.between(made_up, made_up + timedelta(days=1)) == timedelta(hours=8)


def test_overlapping_hours_count_once() -> None:
    hours: list[Hours] = [
        ([3], time(10), time(12)),
        ([3], time(9), time(11)),
        ([3], time(12), time(13)),
        ([3], time(10, 30), time(10, 45)),
    ]
    calendar = Calendar(SHANGHAI, hours)
    assert calendar.between(on("2026-12-02 00:00"), on("2026-12-03 00:00")) == timedelta(hours=4)
    assert calendar.add(on("2026-12-02 08:00"), 210) == on("2026-12-02 12:30")


def test_hours_may_last_until_midnight() -> None:
    late = Calendar(SHANGHAI, [(EVERY_DAY, time(22), MIDNIGHT)])
    assert late.add(on("2026-12-02 23:30"), 60) == on("2026-12-03 22:30")
    assert late.is_open(on("2026-12-02 23:59:59"))
    assert not late.is_open(on("2026-12-03 00:00"))


def test_always_is_the_clock_on_the_wall() -> None:
    saturday_night = on("2026-10-03 23:58")
    assert ALWAYS.add(saturday_night, 5) == on("2026-10-04 00:03")
    assert ALWAYS.between(saturday_night, saturday_night + timedelta(days=9)) == timedelta(days=9)
    assert ALWAYS.is_open(saturday_night)


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(SHANGHAI, []),
        Calendar(SHANGHAI, [([], time(9), time(18))]),
        Calendar(SHANGHAI, OFFICE, _days("holiday", ("2026-12-02", 800))),
    ],
    ids=["no hours", "hours of no day", "two years of holidays"],
)
def test_a_calendar_that_never_opens_says_so(calendar: Calendar) -> None:
    for ask in (lambda: calendar.add(NOW, 1), lambda: calendar.next_open(NOW)):
        with pytest.raises(NeverOpens) as refused:
            ask()
        assert isinstance(refused.value, ParkError)
    assert not calendar.is_open(NOW)
    assert calendar.between(NOW, NOW + timedelta(days=30)) == timedelta()


NOW = on("2026-12-02 09:30")


def test_moments_come_out_in_utc() -> None:
    for moment in (PARK.add(NOW, 0), PARK.add(NOW, 30), PARK.next_open(NOW)):
        assert moment.tzinfo is UTC


def test_a_moment_without_a_zone_and_a_negative_span_are_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    for ask in (lambda: PARK.add(naive, 1), lambda: PARK.is_open(naive)):
        with pytest.raises(ValueError, match="naive"):
            ask()
    with pytest.raises(ValueError, match="negative"):
        PARK.add(NOW, -1)


calendars = st.sampled_from([PARK, NIGHTS, BERLIN_OFFICE, ALWAYS])
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - the strategy adds the zone itself
    datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI, BERLIN]),
)
spans = st.integers(0, 5_000)


@given(calendars, moments, spans)
@settings(deadline=None)
def test_what_was_added_has_passed(calendar: Calendar, start: datetime, minutes: int) -> None:
    assert calendar.between(start, calendar.add(start, minutes)) == timedelta(minutes=minutes)


@given(calendars, moments, moments, spans, spans)
@settings(deadline=None)
def test_more_time_and_a_later_start_are_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, some: int, more: int
) -> None:
    one, other = sorted((one, other))
    assert one <= calendar.add(one, some) <= calendar.add(one, some + more)
    assert calendar.add(one, some + 1) <= calendar.add(other, some + 1)


@given(calendars, moments, moments, moments)
@settings(deadline=None)
def test_working_time_adds_up(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(calendars, moments, spans, spans)
@settings(deadline=None)
def test_in_two_steps_as_in_one(calendar: Calendar, start: datetime, one: int, other: int) -> None:
    assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)


async def test_a_parks_hours_and_special_days_are_loaded(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.execute(delete(BusinessHours))
        for park_id, starts, ends in (
            (demo.id, time(13), time(18)),
            (demo.id, time(9), time(12)),
            ((await make_park(session)).id, time(0), time(6)),
        ):
            hours = {"weekdays": [1, 2, 3, 4, 5], "starts": starts, "ends": ends}
            session.add(BusinessHours(park_id=park_id, **hours))
        await session.flush()
        park = await session.get_one(Park, demo.id)
        calendar = await load_calendar(session, park, NOW)
    for start, minutes, due in ORDINARY + NATIONAL_DAY + SPRING_FESTIVAL:
        assert calendar.add(on(start), minutes) == on(due)


async def test_only_special_days_in_reach_are_loaded(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        near = await load_calendar(session, park, on("2026-10-01 12:00"), days=1)
    assert near.special == {date(2026, 10, 1): "holiday", date(2026, 10, 2): "holiday"}


async def test_an_end_of_2359_means_midnight(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await make_park(session)
        whole_day = {"weekdays": [3], "starts": time(0), "ends": time(23, 59)}
        session.add(BusinessHours(park_id=park.id, **whole_day))
        await session.flush()
        calendar = await load_calendar(session, park, NOW)
    assert calendar.between(on("2026-12-02 00:00"), on("2026-12-03 00:00")) == timedelta(hours=24)
