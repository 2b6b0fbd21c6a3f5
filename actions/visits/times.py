"""When guests come, put together from what several messages say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from actions.kit.said import Said
from models.visits import Visit
from services.visits.visits import DEFAULT_STAY, Period
from times import said as times
from times.clocks import is_part_of_day
from times.standing import day_of, later

OPENS, CLOSES = time(9), time(18)
"""Of a day whose hours nobody named."""
_DAY = timedelta(days=1)


@dataclass(slots=True)
class VisitTimes:
    """Days and clock times of the park."""

    first: date | None = None
    last: date | None = None
    """Of a visit over several days."""
    begins: time | None = None
    ends: time | None = None

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "VisitTimes":
        days = [date.fromisoformat(stored[name]) if stored[name] else None for name in _DAYS]
        clocks = [time.fromisoformat(stored[name]) if stored[name] else None for name in _CLOCKS]
        return cls(days[0], days[1], clocks[0], clocks[1])

    @classmethod
    def of_visit(cls, visit: Visit, zone: tzinfo) -> "VisitTimes":
        starts, ends = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
        several = visit.daily_from is not None
        return cls(
            starts.date(),
            ends.date() if several else None,
            visit.daily_from or starts.time(),
            visit.daily_until or ends.time(),
        )

    def stored(self) -> dict[str, str | None]:
        values = {name: getattr(self, name) for name in (*_DAYS, *_CLOCKS)}
        return {name: value and value.isoformat() for name, value in values.items()}

    @property
    def enough(self) -> bool:
        return self.first is not None and (self.last is not None or self.begins is not None)

    def period(self, zone: tzinfo) -> Period:
        """`enough` holds. Several days have hours of each day; else a stay that is not told is
        `visits.DEFAULT_STAY`."""
        assert self.first is not None
        if self.last is not None:
            hours = (self.begins or OPENS, self.ends or CLOSES)
            start = datetime.combine(self.first, hours[0], zone)
            return Period(start, datetime.combine(self.last, hours[1], zone), hours)
        start = datetime.combine(self.first, self.begins or OPENS, zone)
        if self.ends is None:
            return Period(start, start + DEFAULT_STAY)
        end = datetime.combine(self.first, self.ends, zone)
        return Period(start, end if end > start else end + _DAY)

    def hear(self, said: Said, zone: tzinfo, now: datetime) -> None:
        """Take what a message says; what it does not speak of stays.

        An hour without a day is on the day that stands, else today while it is still to come; else
        the day is asked for. Of a week or a month the day is asked for.
        """
        local = now.astimezone(zone)
        spoken = said.times()
        told = [one for one in spoken if not _is_over(one, local)]
        for one in sorted(told or spoken, key=lambda one: not one.day_named):
            self._take(one, local)
        for entity in said.entities:
            match entity:
                case {"entity": "shift", "value": minutes}:
                    self._shift(int(minutes))
                case {"entity": "duration", "value": minutes} if self.begins is not None:
                    self.ends = later(_on_some_day(self.begins), int(minutes)).time()
                case {"entity": "recurrence", "value": {"each": "day", **hours}}:
                    self._take_hours_of_each(hours)
        if said.says("whole_day"):
            self.take_whole_day()

    def _take(self, said: times.Said, now: datetime) -> None:
        if said.shift is not None and self.first is not None and self.begins is not None:
            self._shift(said.shift)
        elif said.is_moment:
            self._take_moment(said, now)
        else:
            self._take_period(said, now)

    def _take_hours_of_each(self, hours: Mapping[Any, Any]) -> None:
        """Of a visit over several days. What has no last day is no single visit."""
        if self.last is None:
            return
        if hours["from"] is not None:
            self.begins = time.fromisoformat(hours["from"])
        if hours["to"] is not None:
            self.ends = time.fromisoformat(hours["to"])

    def take_whole_day(self) -> None:
        """The hours do not matter, or nobody knows them."""
        if self.begins is None and self.first is not None:
            self.begins, self.ends = OPENS, CLOSES

    def _take_period(self, said: times.Said, now: datetime) -> None:
        several = said.ends - said.starts > _DAY
        if several and said.grain != "day":
            return
        if not said.clock_named:
            self._take_days(said)
            return
        if not several and said.grain == "part" and self._is_within(said):
            return  # "In the afternoon, of course": of the hour that stands.
        self.first = day_of(said, self.first, now)
        if several:
            self.last = said.ends.date()
        elif said.day_named:
            self.last = None
        self.begins, self.ends = said.starts.time(), said.ends.time()

    def _is_within(self, said: times.Said) -> bool:
        """Whether the hour that stands is one of a part of a day that is named without another."""
        if self.begins is None or said.day_named or self.last is not None:
            return False
        whole = self.ends is not None and is_part_of_day(self.begins, self.ends)
        return not whole and said.starts.time() <= self.begins < said.ends.time()

    def _take_days(self, said: times.Said) -> None:
        """Some day before Friday, or after it, is none: it is asked for."""
        last = (said.ends - timedelta(microseconds=1)).date()
        if said.bound == "until" and self.first is not None and last > self.first:
            self.last = last
            return
        if said.bound in ("before", "after"):
            return
        self.first = said.starts.date()
        self.last = last if last > self.first else None

    def _take_moment(self, said: times.Said, now: datetime) -> None:
        at = said.starts.time().replace(second=0, microsecond=0)
        if said.bound == "until" and self.first is not None and not said.day_named:
            self.ends = at
            return
        day = day_of(said, self.first, now)
        if said.asap or said.day_named or day != self.first:
            self.first, self.last = (now.date() if said.asap else day), None
        self.begin_at(at)

    def _shift(self, minutes: int) -> None:
        """Later, or earlier, than what stands; of several days nothing moves."""
        if self.first is None or self.begins is None or self.last is not None:
            return
        moved = later(datetime.combine(self.first, self.begins, UTC), minutes)
        self.first = moved.date()
        self.begin(moved.time())

    def begin_at(self, clock: time) -> None:
        """The same for an hour that is said: one of the part of the day that was all that was known
        says nothing of how long they stay."""
        begins, ends = self.begins, self.ends
        if begins is not None and ends is not None and self.last is None:
            within = is_part_of_day(begins, ends) and begins <= clock < ends
            self.ends = None if within else ends
        self.begin(clock)

    def begin(self, begins: time) -> None:
        """Another beginning keeps the length of the stay."""
        if self.begins is not None and self.ends is not None and self.last is None:
            moved = _on_some_day(begins) - _on_some_day(self.begins)
            self.ends = (_on_some_day(self.ends) + moved).time()
        self.begins = begins


def _is_over(said: times.Said, now: datetime) -> bool:
    """Yesterday's visit is told of beside the one that is wanted."""
    return said.day_named and said.ends <= now and said.starts.date() < now.date()


_DAYS, _CLOCKS = ("first", "last"), ("begins", "ends")


def _on_some_day(clock: time) -> datetime:
    return datetime.combine(date(2000, 1, 3), clock, UTC)
