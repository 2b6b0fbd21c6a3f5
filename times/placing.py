"""Moments placed in time, beside the moment of writing."""

# ruff: noqa: PLR2004 - hours are plainer as numbers

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from .calendar import Days
from .clocks import DAY_PARTS, Clock, hour_of
from .moments import Moment

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Placing:
    """`meal` is the one that a message names: it decides which half of the day is meant."""

    def __init__(self, now: datetime, meal: str | None) -> None:
        self._now, self._meal = now, meal

    def range(self, first: Moment, second: Moment) -> tuple[Moment, datetime, datetime]:
        """Both ends; the first moment with what the second says of both."""
        if first.clock and second.clock and not first.part and not first.clock.fixed:
            first = _like_its_end(first, second)
        if first.days is None and second.days is not None:
            first = replace(first, days=second.days)
        starts, until = self.one(first)
        if second.clock is not None and starts == until:
            ends = self._end_after(starts, first, second)
        else:
            ends = self.one(replace(second, days=second.days or first.days))[1]
            if ends <= starts and second.days and second.days.first <= starts.date():
                ends += _WEEK
            elif ends <= starts and second.is_moment and second.days is None:  # Until noon.
                ends = datetime.combine(starts.date(), ends.timetz())
                ends = ends if ends > starts else ends + _DAY
        return first, starts, ends

    def _end_after(self, starts: datetime, first: Moment, second: Moment) -> datetime:
        assert second.clock
        own = second.days if second.days != first.days else None
        day, clock = (own.first if own else starts.date()), second.clock
        if second.part or own:
            ends = self._at(day, self._hour(clock, second.part or first.part), clock.minute)
            return ends if ends > starts or own else ends + _DAY
        hours = [clock.hour] if clock.fixed else [clock.hour % 12 + more for more in (0, 12, 24)]
        all_ends = [self._at(day, hour, clock.minute) for hour in hours]
        return next((end for end in all_ends if end > starts), all_ends[0] + _DAY)

    def one(self, moment: Moment) -> tuple[datetime, datetime]:
        if moment.clock is not None:
            at = self._clock_time(moment.days, moment.clock, moment.part)
            return at, at
        if moment.part is None:
            assert moment.days
            return self._at(moment.days.first, 0), self._at(moment.days.after, 0)
        begins, ends = DAY_PARTS[moment.part]
        day = moment.days.first if moment.days else self._now.date()
        if self._at(day, ends) <= self._now:
            day += self._step(moment.days)
        return self._at(day, begins), self._at(day, ends)

    def _step(self, named: Days | None) -> timedelta:
        """How far on the next such time is: a day that was named in full has none."""
        if named is None:
            return _DAY
        return _WEEK if named.rolls else timedelta()

    def _clock_time(self, named: Days | None, clock: Clock, part: str | None) -> datetime:
        day = named.first if named else self._now.date()
        candidates = [self._at(day, self._hour(clock, part), clock.minute)]
        if clock.hour == 7 and not (clock.fixed or part or self._meal or named):
            candidates = [self._at(day, 7, clock.minute), self._at(day, 19, clock.minute)]
        upcoming = [at for at in candidates if at >= self._now]
        return upcoming[0] if upcoming else candidates[0] + self._step(named)

    def _hour(self, clock: Clock, part: str | None) -> int:
        return hour_of(clock, part, self._meal)

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day + hour // 24 * _DAY, time(hour % 24, minute), self._now.tzinfo)


def _like_its_end(first: Moment, second: Moment) -> Moment:
    """In "2–4pm" and "5 to 7 in the evening" the first hour is of the same half of the day, unless
    it would then be after the end.
    """
    assert first.clock
    assert second.clock
    hour, end = first.clock.hour, second.clock.hour
    if second.part and not second.clock.fixed:
        return replace(first, part=second.part) if hour < end else first
    if not second.clock.fixed:
        return first
    if end >= 12 and hour < 12 and hour + 12 <= end:
        return replace(first, clock=Clock(hour + 12, first.clock.minute, fixed=True))
    if end < 12 and hour <= end:
        return replace(first, clock=replace(first.clock, fixed=True))
    return first
