"""When: times, periods and meals of a message, read in the time zone of `now`.

How ambiguity is settled:
- A bare hour is taken in working life: 8–11 in the morning, 12 at noon, 1–6 in the afternoon; 7 is whichever of
  7:00 and 19:00 comes next, or 7:00 when another day is named. A meal named in the message decides first: lunch at 1
  is 13:00, dinner at 8 is 20:00, breakfast at 7 is 7:00. "07:30" and "13:15" are taken as written.
- A clock time already past means tomorrow, unless a day was named. 晚上12点 is the midnight that ends the day,
  晚上1点 to 4点 the hours after it.
- 下周三 and "next Wednesday" are next calendar week's; 周三 alone is the next to come, today included (unless its
  hour has passed). 3号 and Dec 1 are the next to come.
- A part of a day, a day or a week without an hour is a period (下午 is 13:00–18:00, 中午 is 11:00–14:00); noon, 正午 and midnight are times.
- An end of a range that names no half of the day is the first such hour after its beginning.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .day_grammar import Days, days
from .normalise import Normalised, normalise
from .parts import Part, chains, longest
from .spans import Span
from .time_grammar import DAY_PARTS, Clock, asaps, clocks, day_parts, meals, relatives

_GLUE = re.compile(
    r"[\s,的@]*(?:(?:at|on|in|in the|the|around|about|before|by|from|大概|大约|差不多|左右|从|那天)\s?)?\s*",
    re.ASCII,
)
_BETWEEN = re.compile(r"\s?(?:到|至|-|~|—|–|to|till|until|through|thru|and)\s?(?:the )?", re.ASCII)
_FROM = re.compile(r"(?:between|从)\s?$", re.ASCII)
_AFTER_NOON = ("afternoon", "dusk", "evening")


def find_times(text: str | Normalised, now: datetime) -> list[Span]:
    """Entities `time` (ISO with offset), `period` ({"from", "to"} in ISO) and `meal` (breakfast | lunch | dinner).

    Times and periods carry extra {"day_named": bool}; "as soon as possible" is a time with value `now` and
    extra {"asap": True}. Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be timezone-aware")
    message = normalise(text)
    named_meals = meals(message.text)
    clock = _Reader(now.replace(microsecond=0), named_meals[0].value if named_meals else None)
    spans = [message.span("meal", part.start, part.end, part.value) for part in named_meals]
    for start, end, entity, value, extra in clock.read(message.text):
        spans.append(message.span(entity, start, end, value, extra=extra))
    return sorted(spans, key=lambda span: span.start)


@dataclass(frozen=True, slots=True)
class _Moment:
    """What one chain of parts says, not yet placed in time."""

    start: int
    end: int
    days: Days | None = None
    part: str | None = None
    clock: Clock | None = None


_Reading = tuple[int, int, str, object, dict[str, object]]


class _Reader:
    def __init__(self, now: datetime, meal: str | None) -> None:
        self._now, self._meal = now, meal

    def read(self, text: str) -> Iterator[_Reading]:
        parts = longest(
            [
                *relatives(text),
                *days(text, self._now.date()),
                *clocks(text),
                *day_parts(text),
                *asaps(text),
            ]
        )
        for part in parts:
            if part.kind in ("in", "within", "asap"):
                yield self._from_now(part)
        placed = [part for part in parts if part.kind in ("day", "part", "clock")]
        moments = [
            _moment(chain) for chain in chains(placed, text, _GLUE) if not _habitual(chain, text)
        ]
        yield from self._pair(_drop_loose_tails(moments, placed, text), text)

    def _from_now(self, part: Part) -> _Reading:
        if part.kind == "asap":
            return (
                part.start,
                part.end,
                "time",
                self._now.isoformat(),
                {"day_named": False, "asap": True},
            )
        # Through the timestamp: wall-clock arithmetic would be an hour off across a change of summer time.
        then = datetime.fromtimestamp(self._now.timestamp() + part.value * 60, self._now.tzinfo)
        if part.kind == "in":
            return part.start, part.end, "time", then.isoformat(), {"day_named": False}
        return part.start, part.end, "period", _period(self._now, then), {"day_named": False}

    def _pair(self, moments: list[_Moment], text: str) -> Iterator[_Reading]:
        index = 0
        while index < len(moments):
            first = moments[index]
            second = moments[index + 1] if index + 1 < len(moments) else None
            if second and _ranges(first, second, text):
                yield self._range(first, second)
                index += 2
            else:
                yield self._single(first)
                index += 1

    def _single(self, moment: _Moment) -> _Reading:
        begin, finish = self._resolve(moment)
        extra: dict[str, object] = {"day_named": moment.days is not None}
        if begin == finish:
            return moment.start, moment.end, "time", begin.isoformat(), extra
        return moment.start, moment.end, "period", _period(begin, finish), extra

    def _range(self, first: _Moment, second: _Moment) -> _Reading:
        if first.clock and second.clock and not first.part and not first.clock.fixed:
            first = self._like_its_end(first, second)
        begin, begin_end = self._resolve(first)
        if second.clock is not None and begin == begin_end:
            finish = self._end_after(begin, first, second)
        else:
            anchored = _Moment(
                second.start, second.end, second.days or first.days, second.part, second.clock
            )
            finish = self._resolve(anchored)[1]
            if finish <= begin and second.days and second.days.first <= begin.date():
                finish += timedelta(days=7)
        extra: dict[str, object] = {"day_named": (first.days or second.days) is not None}
        return first.start, second.end, "period", _period(begin, finish), extra

    def _like_its_end(self, first: _Moment, second: _Moment) -> _Moment:
        """In "2–4pm" the first hour is also one of the afternoon, unless that would put it after the end."""
        assert first.clock
        assert second.clock
        hour = second.clock.hour
        if (
            second.clock.fixed
            and hour >= 12
            and first.clock.hour < 12
            and first.clock.hour + 12 <= hour
        ):
            return _Moment(
                first.start,
                first.end,
                first.days,
                None,
                Clock(first.clock.hour + 12, first.clock.minute, True),
            )
        if second.clock.fixed and hour < 12 and first.clock.hour <= hour:
            return _Moment(
                first.start,
                first.end,
                first.days,
                None,
                Clock(first.clock.hour, first.clock.minute, True),
            )
        return first

    def _end_after(self, begin: datetime, first: _Moment, second: _Moment) -> datetime:
        assert second.clock
        day = second.days.first if second.days else begin.date()
        clock = second.clock
        if second.part or second.days:
            return self._on(day, clock, second.part or first.part)
        hours = (
            [clock.hour]
            if clock.fixed
            else [clock.hour % 12, clock.hour % 12 + 12, clock.hour % 12 + 24]
        )
        ends = [self._at(day, hour, clock.minute) for hour in hours]
        return next((end for end in ends if end > begin), ends[0] + timedelta(days=1))

    def _resolve(self, moment: _Moment) -> tuple[datetime, datetime]:
        day = moment.days.first if moment.days else None
        if moment.clock is not None:
            when = self._clock_time(day, moment.clock, moment.part)
            return when, when
        if moment.part is None:
            assert moment.days
            return self._at(moment.days.first, 0), self._at(moment.days.after, 0)
        first, last = DAY_PARTS[moment.part]
        if day is None:
            day = self._now.date()
            if self._at(day, last) <= self._now:
                day += timedelta(days=1)
        return self._at(day, first), self._at(day, last)

    def _clock_time(self, day: date | None, clock: Clock, part: str | None) -> datetime:
        if day is not None:
            when = self._on(day, clock, part)
            return when
        today = self._now.date()
        candidates = [self._on(today, clock, part)]
        if clock.hour == 7 and not clock.fixed and not part and not self._meal:
            candidates = [self._at(today, 7, clock.minute), self._at(today, 19, clock.minute)]
        upcoming = [when for when in candidates if when >= self._now]
        return upcoming[0] if upcoming else candidates[0] + timedelta(days=1)

    def _on(self, day: date, clock: Clock, part: str | None) -> datetime:
        return self._at(day, self._hour(clock, part), clock.minute)

    def _hour(self, clock: Clock, part: str | None) -> int:
        hour = clock.hour
        if clock.fixed:
            return hour
        if part is not None:
            return _hour_of_part(hour, part)
        if self._meal == "breakfast":
            return hour
        latest_morning = {"lunch": 9, "dinner": 11}.get(self._meal or "", 6)
        return hour + 12 if hour <= latest_morning and hour < 12 else hour

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        day += timedelta(days=hour // 24)
        return datetime.combine(day, time(hour % 24, minute), self._now.tzinfo)


def _hour_of_part(hour: int, part: str) -> int:
    if part in _AFTER_NOON:
        return _evening_hour(hour, part)
    if part in ("noon", "midday"):
        return hour + 12 if hour < 5 else hour
    if hour == 12:
        return {"midnight": 24, "dawn": 0}.get(part, 12)
    return hour


def _evening_hour(hour: int, part: str) -> int:
    if part == "evening" and hour == 12:
        return 24
    if part == "evening" and hour < 5:
        return hour + 24
    return hour + 12 if hour < 12 else hour


def _moment(chain: list[Part]) -> _Moment:
    values = {part.kind: part.value for part in chain}
    return _Moment(
        chain[0].start, chain[-1].end, values.get("day"), values.get("part"), values.get("clock")
    )


def _habitual(chain: list[Part], text: str) -> bool:
    """每天早上 tells of a habit, not of a time to keep."""
    return bool(re.search(r"(?:每天|每日|天天|平时|every )\s?$", text[: chain[0].start]))


def _ranges(first: _Moment, second: _Moment, text: str) -> bool:
    between = _BETWEEN.fullmatch(text, first.end, second.start)
    if between is None:
        return False
    if "and" in between.group() and not _FROM.search(text, 0, first.start):
        return False
    return (first.clock is None) == (second.clock is None) or second.clock is not None


def _drop_loose_tails(moments: list[_Moment], parts: list[Part], text: str) -> list[_Moment]:
    """A bare number counts as an hour only as the end of a range."""
    weak = {part.start for part in parts if part.weak}
    kept: list[_Moment] = []
    for moment in moments:
        if moment.start not in weak or (
            kept and kept[-1].clock and _ranges(kept[-1], moment, text)
        ):
            kept.append(moment)
    return kept


def _period(begin: datetime, finish: datetime) -> dict[str, str]:
    return {"from": begin.isoformat(), "to": finish.isoformat()}
