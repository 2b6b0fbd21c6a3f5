"""Windows cut into slots, and what fits a wish. No database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.catalogue import ServiceWindow
from services.catalogue.slots import (
    Slot,
    Wanted,
    fits,
    hours_on,
    is_open,
    one_a_window,
    slots_at,
    slots_on,
    upcoming,
)
from tests.given.demo_park import SHANGHAI

WEDNESDAY = date(2026, 12, 2)


def window(**values: object) -> ServiceWindow:
    defaults: dict[str, object] = {
        "meal": "lunch",
        "weekdays": [1, 2, 3, 4, 5],
        "on_holidays": False,
        "starts": time(11, 30),
        "ends": time(12, 20),
        "cutoff": time(10, 45),
        "lead_minutes": 0,
        "slot_minutes": 15,
        "capacity": 60,
    }
    return ServiceWindow(**defaults | values)


def clock(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def test_a_window_is_cut_into_slots_the_last_one_shorter() -> None:
    slots = list(slots_on(WEDNESDAY, [window()], {}, SHANGHAI))
    assert [(slot.start, slot.end) for slot in slots] == [
        (clock(11, 30), clock(11, 45)),
        (clock(11, 45), clock(12, 0)),
        (clock(12, 0), clock(12, 15)),
        (clock(12, 15), clock(12, 20)),
    ]
    assert {(slot.closes, slot.meal, slot.capacity) for slot in slots} == {
        (clock(10, 45), "lunch", 60)
    }


def test_without_a_cut_off_each_slot_closes_its_lead_time_before() -> None:
    slots = slots_on(WEDNESDAY, [window(cutoff=None, lead_minutes=10)], {}, SHANGHAI)
    assert [slot.closes for slot in slots] == [
        clock(11, 20), clock(11, 35), clock(11, 50), clock(12, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "kind", "weekdays", "on_holidays", "served"),
    [
        (date(2026, 12, 4), None, [1, 2, 3, 4, 5], False, True),
        (date(2026, 12, 5), None, [1, 2, 3, 4, 5], False, False),
        (date(2026, 12, 5), None, [6], False, True),
        (date(2026, 12, 5), "workday", [1], False, True),  # A worked Saturday is a Monday,
        (date(2026, 12, 5), "workday", [6], False, False),  # and no Saturday.
        (date(2026, 12, 2), "holiday", [1, 2, 3, 4, 5, 6, 7], False, False),
        (date(2026, 12, 2), "holiday", [7], True, True),
    ],
)
def test_days_that_are_served(
    day: date, kind: str | None, weekdays: list[int], on_holidays: bool, served: bool
) -> None:
    special = {day: kind} if kind else {}
    windows = [window(weekdays=weekdays, on_holidays=on_holidays)]
    assert bool(list(slots_on(day, windows, special, SHANGHAI))) is served


OF_A_DAY = [
    window(),
    window(meal="brunch", starts=time(11, 15), ends=time(11, 45), cutoff=None, lead_minutes=5),
    window(meal="dinner", starts=time(17, 30), ends=time(18, 10), slot_minutes=20),
    window(meal="breakfast", weekdays=[6], starts=time(7), ends=time(9)),
]


def test_the_slots_of_a_moment_are_those_of_its_day_that_begin_then() -> None:
    cut = list(slots_on(WEDNESDAY, OF_A_DAY, {}, SHANGHAI))
    minutes = [(clock(0) + timedelta(minutes=n)).astimezone(UTC) for n in range(24 * 60)]
    found = [slots_at(minute, OF_A_DAY, {}, SHANGHAI) for minute in minutes]
    assert found == [[slot for slot in cut if slot.start == minute] for minute in minutes]
    assert slots_at(clock(12) + timedelta(seconds=1), OF_A_DAY, {}, SHANGHAI) == []


def test_a_holiday_has_no_slot_at_a_moment_either() -> None:
    assert slots_at(clock(12), [window()], {WEDNESDAY: "holiday"}, SHANGHAI) == []


def test_a_day_is_served_from_its_first_slot_to_the_end_of_its_last() -> None:
    assert hours_on(WEDNESDAY, OF_A_DAY, {}, SHANGHAI) == (clock(11, 15), clock(18, 10))
    assert hours_on(WEDNESDAY, OF_A_DAY, {WEDNESDAY: "holiday"}, SHANGHAI) is None


def test_upcoming_are_sorted_over_windows_and_a_week_ahead() -> None:
    windows = [window(meal="dinner", starts=time(17, 30), ends=time(17, 45)), window()]
    slots = upcoming(clock(9), windows, {}, SHANGHAI)
    assert [slot.start for slot in slots] == sorted(slot.start for slot in slots)
    assert (slots[0].start, slots[-1].start) == (clock(11, 30), clock(17, 30, date(2026, 12, 9)))
    assert len({slot.start.date() for slot in slots}) == 6  # Wednesday to Wednesday.


def test_today_is_the_parks_today() -> None:
    """Late on Tuesday in London it is Wednesday in Shanghai."""
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert upcoming(late, [window()], {}, SHANGHAI)[0].start == clock(11, 30)


def test_a_slot_that_is_over_is_not_upcoming() -> None:
    def first(moment: datetime) -> datetime:
        return upcoming(moment, [window()], {}, SHANGHAI)[0].start

    assert first(clock(11, 44)) == clock(11, 30)
    assert first(clock(11, 45)) == clock(11, 45)


SLOT = Slot(clock(12), clock(12, 15), "lunch", clock(10, 45))


def test_open_until_the_very_moment_it_closes() -> None:
    assert is_open(SLOT, clock(10, 45))
    assert not is_open(SLOT, clock(10, 45) + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("wanted", "does"),
    [
        (Wanted(), True),
        (Wanted(asap=True), True),
        (Wanted(start=clock(12)), True),
        (Wanted(start=clock(12, 14)), True),
        (Wanted(start=clock(12, 15)), False),
        (Wanted(start=clock(11, 59)), False),
        (Wanted(start=clock(12, 7).astimezone(UTC)), True),
        (Wanted(start=clock(11), end=clock(13)), True),
        (Wanted(start=clock(12), end=clock(12, 1)), True),
        (Wanted(start=clock(11), end=clock(12)), False),
        (Wanted(start=clock(12, 1), end=clock(13)), False),
        (Wanted(meal="lunch"), True),
        (Wanted(meal="dinner"), False),
        (Wanted(meal="dinner", start=clock(12)), False),
        (Wanted(day=WEDNESDAY), True),
        (Wanted(day=date(2026, 12, 3)), False),
        (Wanted(day=WEDNESDAY, start=clock(12)), True),
        (Wanted(day=date(2026, 12, 3), start=clock(12)), False),
    ],
)
def test_what_fits(wanted: Wanted, does: bool) -> None:
    assert fits(SLOT, wanted) is does


def test_an_all_day_slot_fits_any_meal() -> None:
    coffee = Slot(clock(12), clock(12, 15), "all_day", clock(11, 50))
    assert fits(coffee, Wanted(meal="lunch"))


def test_the_first_of_each_window_is_offered() -> None:
    windows = [window(), window(meal="dinner", starts=time(17, 30), ends=time(18, 30))]
    offered = one_a_window(upcoming(clock(9), windows, {}, SHANGHAI, days=1))
    assert [(slot.start, slot.meal) for slot in offered] == [
        (clock(11, 30), "lunch"),
        (clock(17, 30), "dinner"),
        (clock(11, 30, date(2026, 12, 3)), "lunch"),
        (clock(17, 30, date(2026, 12, 3)), "dinner"),
    ]
