"""Days of the calendar, counted from the day on which something is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_FAR = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days [first, after)."""

    first: date
    after: date
    grain: str = "day"
    rolls: bool = False
    """A weekday without a week: next week's, once its hour has passed."""
    closes: bool = False
    """The end of a month or a year: before it is until that is over."""

    @classmethod
    def one(cls, day: date, *, rolls: bool = False) -> Days:
        return cls(day, day + _DAY, rolls=rolls)


def weekday(place: int, weeks: int, today: date) -> date:
    return today + (place - today.weekday() + 7 * weeks) * _DAY


def coming_weekday(place: int, today: date) -> date:
    return today + (place - today.weekday()) % 7 * _DAY


def month_after(today: date, months: int) -> date:
    place = today.year * 12 + today.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def coming_month(month: int, today: date) -> date:
    return date(today.year + (month < today.month), month, 1)


def dated(year: int, month: int, day: int) -> Days | None:
    try:
        return Days.one(date(year, month, day))
    except ValueError:
        return None


def coming(month: int, day: int, today: date) -> Days | None:
    """The next such date, or the last where the next is ten months off: that one was meant."""
    dates = [dated(today.year + step, month, day) for step in (-1, 0, 1)]
    known = [one for one in dates if one is not None]
    if not known:
        return None
    ahead = next((one for one in known if one.first >= today), None)
    past = [one for one in known if one.first < today]
    if ahead is None or (ahead.first - today > _FAR and past):
        return past[-1] if past else None
    return ahead


def of_month(day: int, today: date, months: int | None = None) -> Days | None:
    if months is None:
        months = 0 if day >= today.day else 1
    start = month_after(today, months)
    return dated(start.year, start.month, day)


def nth_weekday(month: date, nth: int, place: int) -> Days | None:
    """`nth` from 1; 0 is the last."""
    if nth == 0:
        return Days.one(coming_weekday(place, month_after(month, 1) - 7 * _DAY))
    day = coming_weekday(place, month) + 7 * (nth - 1) * _DAY
    return Days.one(day) if day.month == month.month else None


def year_named(said: str, today: date) -> int:
    """2027, "next year", 明年."""
    if said.isdigit():
        return int(said)
    ahead = {"明": 1, "来": 1, "后": 2, "去": -1, "next": 1, "last": -1}
    return today.year + next((years for word, years in ahead.items() if said.startswith(word)), 0)
