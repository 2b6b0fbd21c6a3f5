"""Workdays of a park: the weekly rule, and the days that break it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import CalendarDay

MONDAY, FRIDAY = 1, 5
NO_WEEKDAY = 0


def is_workday(day: date, special: Mapping[date, str]) -> bool:
    """Whether the park works. `special` says which days are "holiday" or "workday" (调休)."""
    kind = special.get(day)
    return day.isoweekday() <= FRIDAY if kind is None else kind == "workday"


def counts_as_weekday(day: date, special: Mapping[date, str]) -> int:
    """The ISO weekday whose hours hold on `day`: Monday's on a make-up workday, 0 on a holiday."""
    kind = special.get(day)
    if kind == "holiday":
        return NO_WEEKDAY
    return MONDAY if kind == "workday" else day.isoweekday()


async def special_days(
    session: AsyncSession, park_id: int, start: date, end: date
) -> dict[date, str]:
    """Kinds of the days that break the weekly rule from `start` to `end`, both included.

    Days are the park's own: a date in its time zone, not in UTC.
    """
    rows = await session.execute(
        select(CalendarDay.day, CalendarDay.kind).where(
            CalendarDay.park_id == park_id, CalendarDay.day.between(start, end)
        )
    )
    return {row.day: row.kind for row in rows}
