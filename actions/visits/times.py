"""When guests come, put together from what several messages say of it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from actions.kit.said import SAID_IN_PASSING, Entity, Said
from models.visits import Visit
from services.visits.visits import DEFAULT_STAY, Period

OPENS, CLOSES = time(9), time(18)
"""Of a day whose hours nobody named."""
_DAY = timedelta(days=1)
_WHOLE_DAY = re.compile(
    r"全天|整天|一天|随时|\b(?:(?:all|whole|full|entire) day|any ?time)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"[到至\-–—~～、和]|\b(?:to|through|thru|until|till|and)\b", re.IGNORECASE)
"""Wednesday to Friday; "next week" alone says no more than that the day is open."""
_UNTIL = re.compile(r"(?:到|至|[-–—~～]|\b(?:to|until|till))\s*$", re.IGNORECASE)
_MOVES = re.compile(
    r"改|推|调|挪|换|移|提前|延|\b(?:chang|mov|push|shift|mak|resched)\w*", re.IGNORECASE
)
"""Before which 到四点 is when it begins, not when it ends."""
_FROM = re.compile(
    r"(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[点时])?\s*(?:am)?\s*(?:到|至|[-–—~～]|to|until|till)\s*$",
    re.IGNORECASE,
)
_EACH_DAY = re.compile(
    r"(?<![\d:])(?P<from>\d{1,2})(?::(?P<from_minute>\d{2}))?\s*(?P<from_half>[ap]m)?"
    r"\s*(?:-|–|to|until|till)\s*"
    r"(?P<to>\d{1,2})(?::(?P<to_minute>\d{2}))?\s*(?P<to_half>[ap]m)?\s*,?\s*"
    r"(?:(?:every|each|a|per) day|daily)\b",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"后|\bin\b", re.IGNORECASE)


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

    def hear(self, said: Said, zone: tzinfo) -> None:
        """Take what a message says; what it does not speak of stays."""
        spoken = [e for e in said.entities if e["entity"] in ("time", "period")]
        for entity in sorted(spoken, key=lambda e: not e.get("day_named")):
            if entity["entity"] == "period":
                self._take_period(entity, zone)
            elif not (entity.get("asap") and said.intent in SAID_IN_PASSING):
                self._take_time(entity, said.text, zone)
        if self.last is not None and self.begins is None:
            self._take_bare_hours(said.text)
        if says_whole_day(said.text):
            self.take_whole_day()

    def _take_bare_hours(self, text: str) -> None:
        """ "9 to 12 every day": without am, pm or a colon they are no times to the bot."""
        found = _EACH_DAY.search(text)
        if found is None:
            return
        begins, ends = (_clock(found, name) for name in ("from", "to"))
        if begins < ends or found["to_half"] is None:
            later = begins < ends
            self.begins = begins
            self.ends = ends if later else (_on_some_day(ends) + _DAY / 2).time()

    def take_whole_day(self) -> None:
        """The hours do not matter, or nobody knows them."""
        if self.begins is None and self.first is not None:
            self.begins, self.ends = OPENS, CLOSES

    def _take_period(self, entity: Entity, zone: tzinfo) -> None:
        start, end = (
            datetime.fromisoformat(entity["value"][name]).astimezone(zone)
            for name in ("from", "to")
        )
        several = end - start > _DAY
        if several and not _SEVERAL.search(str(entity.get("text") or "")):
            return
        if several or entity.get("day_named") or self.first is None:
            self.first = start.date()
            last = (end - timedelta(microseconds=1)).date()
            self.last = last if several else None
        if start.time() != time():
            self.begins, self.ends = start.time(), end.time()
        elif end.time() != time():  # "Monday to Wednesday, 9am to 5pm": the rest follows.
            self.begins, self.ends = end.time(), None

    def _take_time(self, entity: Entity, text: str, zone: tzinfo) -> None:
        moment = datetime.fromisoformat(entity["value"]).astimezone(zone)
        before = text[: entity.get("start", 0)]
        if self.first is not None and not entity.get("day_named") and _ends_with(before):
            self._end(moment.time(), before)
            return
        exactly = entity.get("asap") or _FROM_NOW.search(str(entity.get("text") or ""))
        if entity.get("day_named") or exactly or self.first is None:
            self.first, self.last = moment.date(), None
        self._begin(moment.time().replace(second=0, microsecond=0))

    def _end(self, ends: time, before: str) -> None:
        """ "每天10:00-16:00": the hour before the dash is part of the words alone."""
        self.ends = ends
        if told := _FROM.search(before):
            self.begins = time(int(told["hour"]) % 24, int(told["minute"] or 0) % 60)

    def _begin(self, begins: time) -> None:
        """Another beginning keeps the length of the stay."""
        if self.begins is not None and self.ends is not None and self.last is None:
            moved = _on_some_day(begins) - _on_some_day(self.begins)
            self.ends = (_on_some_day(self.ends) + moved).time()
        self.begins = begins


def _clock(found: re.Match[str], name: str) -> time:
    hour, half = int(found[name]) % 24, (found[f"{name}_half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found[f"{name}_minute"] or 0) % 60)


def says_whole_day(text: str) -> bool:
    return _WHOLE_DAY.search(text) is not None


def _ends_with(before: str) -> bool:
    """Whether the words before a time make it the end of a stay."""
    return _UNTIL.search(before) is not None and _MOVES.search(before) is None


_DAYS, _CLOCKS = ("first", "last"), ("begins", "ends")


def _on_some_day(clock: time) -> datetime:
    return datetime.combine(date(2000, 1, 3), clock, UTC)
