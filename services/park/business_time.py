"""Time in which a park works: when so much of it has passed, and how much has."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import BusinessHours, Park
from services.kit.errors import Conflict
from services.kit.kept import kept
from services.park.calendar import counts_as_weekday, special_days

MIDNIGHT = time(0)
"""As an end of hours: the midnight that ends the day."""
SEARCHED_DAYS = 366
"""A calendar that stays closed for longer counts as one that never opens."""

_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)

Hours = tuple[Collection[int], time, time]
"""ISO weekdays, starts, ends, by the clock on the wall."""
_Stretch = tuple[datetime, datetime]


class NeverOpens(Conflict):
    """A calendar without working hours in a whole year: nothing falls due in it."""

    code = "never_opens"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a park works. Moments that go in are aware, moments that come out are in UTC.

    Hours are by the clock on the wall, durations are real ones: a night shift in which the clocks
    change is an hour longer or shorter. A clock time that occurs twice means the first of the two.
    Hours may overlap; a minute counts once. Naive moments raise ValueError.
    """

    zone: tzinfo
    hours: Sequence[Hours]
    special: Mapping[date, str] = field(default_factory=dict)
    """Which days are "holiday" or "workday"; a make-up workday has Monday's hours."""

    def add(self, start: datetime, minutes: int) -> datetime:
        """The moment when `minutes` of working time have passed since `start`."""
        return self.after(start, timedelta(minutes=minutes))

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The earliest moment when `span` of working time has passed since `start`.

        It may be the very end of a working day, never the start of the next. Raises NeverOpens,
        and ValueError for a negative span.
        """
        at, left = _utc(start), span
        if left < timedelta():
            raise ValueError(f"a negative span: {span}")
        if not left:
            return at
        for opens, closes in self._open_from(at):
            begins = max(opens, at)
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        raise NeverOpens("the calendar has no working hours")

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Working time from `a` to `b`; negative if `b` is earlier."""
        start, end = _utc(a), _utc(b)
        if end < start:
            return -self.between(end, start)
        total = timedelta()
        for day in self._days_from(start):
            for opens, closes in self._open_on(day):
                total += max(timedelta(), min(closes, end) - max(opens, start))
            if day >= end.astimezone(self.zone).date():
                break
        return total

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when until when it works on a day of its clock."""
        return list(self._open_on(day))

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is in working time: its first moment is, its last is not."""
        moment = _utc(at)
        day = moment.astimezone(self.zone).date()
        return any(opens <= moment < closes for opens, closes in self._open_on(day))

    def next_open(self, at: datetime) -> datetime:
        """`at` itself in working time, else when that next begins. Raises NeverOpens."""
        moment = _utc(at)
        for opens, _ in self._open_from(moment):
            return max(opens, moment)
        raise NeverOpens("the calendar has no working hours")

    def stretches(self, start: datetime, end: datetime) -> Iterator[_Stretch]:
        """When it is open between two moments, whole stretches, in order and without overlaps."""
        last: _Stretch | None = None
        for opens, closes in self._open_from(_utc(start)):
            if opens >= end:
                break
            if last is not None and opens <= last[1]:
                last = (last[0], closes)
                continue
            if last is not None:
                yield last
            last = (opens, closes)
        if last is not None:
            yield last

    def _open_from(self, start: datetime) -> Iterator[_Stretch]:
        """What is open after `start`, in order; it ends where nothing follows for a year."""
        closed_days = 0
        for day in self._days_from(start):
            found = [stretch for stretch in self._open_on(day) if stretch[1] > start]
            yield from found
            closed_days = 0 if found else closed_days + 1
            if closed_days > SEARCHED_DAYS:
                return

    def _days_from(self, start: datetime) -> Iterator[date]:
        first = start.astimezone(self.zone).date()
        return (first + n * _DAY for n in count())

    def _open_on(self, day: date) -> list[_Stretch]:
        """The day's working time in UTC, in order and without overlaps."""
        weekday = counts_as_weekday(day, self.special)
        merged: list[_Stretch] = []
        for opens, closes in sorted(
            (self._moment(day, starts), self._moment(day + _DAY if ends == MIDNIGHT else day, ends))
            for weekdays, starts, ends in self.hours
            if weekday in weekdays
        ):
            if merged and opens <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
            elif opens < closes:
                merged.append((opens, closes))
        return merged

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


ALWAYS = Calendar(UTC, [(range(1, 8), MIDNIGHT, MIDNIGHT)])
"""Every minute counts, as on the wall."""


async def load_calendar(
    session: AsyncSession, park: Park, around: datetime, days: int = 400
) -> Calendar:
    """The park's calendar, with the special days of `days` before and after `around`.

    Farther off the weekly rule alone holds. Hours that end at 23:59 go on until midnight, which
    the table cannot say.
    """
    zone = ZoneInfo(park.timezone)
    today = around.astimezone(zone).date()

    async def read() -> Calendar:
        rows = await session.scalars(
            select(BusinessHours)
            .where(BusinessHours.park_id == park.id)
            .order_by(BusinessHours.starts, BusinessHours.id)
        )
        special = await special_days(
            session, park.id, today - timedelta(days=days), today + timedelta(days=days)
        )
        return Calendar(zone, [(row.weekdays, row.starts, _end(row.ends)) for row in rows], special)

    return await kept(session, park.id, ("calendar", park.timezone, today, days), read)


def _end(ends: time) -> time:
    return MIDNIGHT if ends >= _LAST_MINUTE else ends


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: a moment needs its time zone")
    return moment.astimezone(UTC)
