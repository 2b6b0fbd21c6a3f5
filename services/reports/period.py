"""The days that a report is about."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_

from models.park import Park
from services.kit.errors import Invalid

LONGEST = timedelta(days=366)
_MOST_DAYS = 62
"""Beyond so many, what runs over time is shown by weeks."""
_DAY = timedelta(days=1)

Unit = Literal["hour", "day", "week"]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment of `first`, until just before `end`; days are the park's own.

    `end` is the midnight after `last`, or now while the period still runs.
    """

    first: date
    last: date
    end: datetime
    zone: ZoneInfo

    @classmethod
    def of_days(cls, first: date, last: date, zone: ZoneInfo, *, now: datetime) -> "Period":
        """Both days are in it. Raises Invalid if it ends before it begins, has not begun by `now`,
        or is longer than LONGEST."""
        if last < first or last - first >= LONGEST or midnight(first, zone) > now:
            raise Invalid(f"no period from {first} to {last}", first=str(first), last=str(last))
        return cls(first, last, min(midnight(last + _DAY, zone), now.astimezone(UTC)), zone)

    @classmethod
    def today(cls, park: Park, *, now: datetime) -> "Period":
        """The day so far."""
        zone = ZoneInfo(park.timezone)
        day = now.astimezone(zone).date()
        return cls(day, day, now.astimezone(UTC), zone)

    @property
    def start(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """As many days right before it; while it runs, up to the same time of day."""
        back = self.days * _DAY
        end = self.end.astimezone(self.zone)
        shifted = datetime.combine(end.date() - back, end.time(), self.zone)
        return Period(self.first - back, self.last - back, shifted.astimezone(UTC), self.zone)

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end

    def within(self, column: Any) -> ColumnElement[bool]:
        """`holds`, as a condition on a column of moments."""
        return and_(column >= self.start, column < self.end)

    @property
    def unit(self) -> Unit:
        """How what runs over time is cut."""
        if self.days == 1:
            return "hour"
        return "day" if self.days <= _MOST_DAYS else "week"

    def edges(self) -> list[datetime]:
        """Where its steps begin, in order, and the end of the last one: n steps have n + 1 edges.

        They reach to the end of `last` also while the period runs. The last week may be shorter.
        """
        closes = midnight(self.last + _DAY, self.zone)
        if self.unit == "hour":
            hours = range(int((closes - self.start) / timedelta(hours=1)))
            return [*(self.start + timedelta(hours=hour) for hour in hours), closes]
        length = 7 if self.unit == "week" else 1
        days = range(0, self.days, length)
        return [*(midnight(self.first + day * _DAY, self.zone) for day in days), closes]


def step_of(edges: Sequence[datetime], moment: datetime) -> int:
    """The step that a moment of the period falls in, from 0."""
    return bisect_right(edges, moment) - 1


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
