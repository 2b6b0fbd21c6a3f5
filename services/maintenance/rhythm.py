"""The days on which something is due: RFC 5545's rules, and the days on which the park works."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil import rrule

from services.park.calendar import is_workday

UNITS = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}
LAST_OF_EVERY_MONTH = 28
PUT_OFF_AT_MOST = 30
"""Days after which a plan is due though the park has not worked since."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many `unit`s (day, week, month, year) from the first day on. A month's and a year's
    keeps the day of the first, or has the last of months that are shorter. `weekdays`: ISO, of a
    week's; none: that of the first day. `ends_on`: the last day, included."""

    starts_on: date
    unit: str
    every: int = 1
    weekdays: Sequence[int] = ()
    ends_on: date | None = None
    workdays_only: bool = False


def due_after(rhythm: Rhythm, day: date, special: Mapping[date, str]) -> Iterator[date]:
    """The days after `day` on which it is due, each once, in order. `special`: the park's holidays
    and make-up workdays. What is put off until a workday may be due after the last day."""
    last = day
    begins = day - timedelta(days=PUT_OFF_AT_MOST)
    for planned in _rule(rhythm).xafter(datetime.combine(begins, time()), inc=True):
        due = _put_off(planned.date(), special) if rhythm.workdays_only else planned.date()
        if due > last:
            last = due
            yield due


def _rule(rhythm: Rhythm) -> rrule.rrule:
    how: dict[str, Any] = {"dtstart": datetime.combine(rhythm.starts_on, time())}
    if rhythm.ends_on is not None:
        how["until"] = datetime.combine(rhythm.ends_on, time())
    day = rhythm.starts_on.day
    if rhythm.unit == "week":
        how["byweekday"] = [one - 1 for one in rhythm.weekdays] or None
    elif rhythm.unit in {"month", "year"} and day > LAST_OF_EVERY_MONTH:
        how |= {"bymonthday": range(LAST_OF_EVERY_MONTH, day + 1), "bysetpos": -1}
        if rhythm.unit == "year":
            how["bymonth"] = rhythm.starts_on.month
    return rrule.rrule(UNITS[rhythm.unit], interval=rhythm.every, **how)


def _put_off(day: date, special: Mapping[date, str]) -> date:
    for days in range(PUT_OFF_AT_MOST):
        if is_workday(later := day + days * _DAY, special):
            return later
    return day
