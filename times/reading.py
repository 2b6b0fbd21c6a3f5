"""Reads the times of a message: joins their parts, and places them beside the moment of writing.

How ambiguity is settled:
- An hour without its half of the day is taken in working life (`clocks.hour_of`). A part of the day that the message
  names elsewhere, or a meal, decides first: lunch at 1 is 13:00, 晚上加班，8点送 is 20:00. 7 alone is whichever of 7:00
  and 19:00 comes next.
- A day and an hour that stand apart in one message belong together: 明天的客人，三点到. A day holds for all hours after
  it, and one that comes after the only hour holds for that. What begins another subject (另外, also) ends that.
- An hour without a day gets the next day on which it comes, with `day_named` False: a guess.
- A weekday whose hour has passed today is next week's. Any other past time stays in the past, to be asked about.
- A part of a day, a day or a week without an hour is a period (下午 is 13:00–18:00); noon and midnight are moments.
- An end of a range that names no half of the day is the first such hour after its beginning.
- What comes every day or week is no single time (`Repeats`).
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from .bounds import within
from .clocks import Clock, asaps, clocks, day_parts, meals
from .correcting import moves
from .days import days
from .lengths import lengths
from .moments import Moment, Moments, beside
from .naming import is_name
from .parts import Part, longest
from .placing import Placing
from .repeating import every, repeats, split
from .said import Length, Said, Shift, Value
from .spelling import spelled

#: Beside another time they say how things are: 现在要三点才能到.
_AT_PRESENT = ("现在", "now")
#: The hour of writing, on another day.
_THIS_TIME = re.compile(
    r"\b(?:at )?(?:about |around )?this time\b|这个?时候|这会儿?|此时|此刻|这个点儿?|这个时间",
    re.ASCII,
)


def read(text: str, now: datetime) -> list[Value]:
    """All times of `text`, in its order. `text`: lower case, simplified characters, half-width signs.

    Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be timezone-aware")
    known, places = spelled(text)
    told = _Message(known, now.replace(microsecond=0)).values()
    here = (replace(one, start=places[one.start], end=places[one.end]) for one in told)
    return sorted(here, key=lambda one: one.start)


class _Message:
    def __init__(self, text: str, now: datetime) -> None:
        self._text, self._now = text, now
        named = meals(text)
        self._placing = Placing(now, named[0].value if named else None)
        self._moments = Moments(text, now.date())

    def values(self) -> Iterator[Value]:
        text = self._text
        found = [
            *every(text),
            *lengths(text),
            *days(text, self._now.date()),
            *clocks(text),
            *day_parts(text),
            *asaps(text),
        ]
        parts = longest(one for one in self._with_this_time(found) if not is_name(one, text))
        placed = []
        timed = any(part.kind in ("day", "clock") for part in parts)
        for part in parts:
            if timed and part.kind == "asap" and text[part.start : part.end] in _AT_PRESENT:
                continue
            if part.kind in ("day", "part", "clock", "every"):
                placed.append(part)
            else:
                yield self._counted(part)
        placed, repeated = split(text, placed)
        for one in repeated:
            yield from repeats(text, self._placing, one)
        yield from self._pair(self._moments.of(placed))

    def _with_this_time(self, parts: list[Part]) -> list[Part]:
        """This time tomorrow: said without a day it is no hour."""
        named = [one for one in parts if one.kind == "day"]
        clock = Clock(self._now.hour, self._now.minute, fixed=True)
        own = []
        for m in _THIS_TIME.finditer(self._text):
            near = any(
                beside(self._text, one.end, m.start()) or beside(self._text, m.end(), one.start)
                for one in named
                if one.end <= m.start() or one.start >= m.end()
            )
            own += [Part(m.start(), m.end(), "clock", clock)] if near else []
        return [*parts, *own]

    def _pair(self, moments: list[Moment]) -> Iterator[Said]:
        index = 0
        while index < len(moments):
            first = moments[index]
            second = moments[index + 1] if index + 1 < len(moments) else None
            if second and self._moments.is_range(first, second):
                first, starts, ends = self._placing.range(first, second)
                yield self._said(first, starts, ends, second.end, "at")
                index += 2
            else:
                yield self._single(first)
                index += 1

    def _single(self, moment: Moment) -> Said:
        starts, ends = self._placing.one(moment)
        bound = moment.bound
        if moment.clock is None and moment.part is None:
            starts, ends, bound = self._limited(moment, starts, ends)
        elif bound == "before" and starts < ends and self._now < ends:
            starts, ends = self._before_part(moment, starts, ends)
        return self._said(moment, starts, ends, moment.end, bound)

    def _before_part(
        self, moment: Moment, starts: datetime, ends: datetime
    ) -> tuple[datetime, datetime]:
        """Before the middle of the day is before twelve; before the evening, before it begins."""
        if moment.part == "midday":
            noon = starts.replace(hour=12)
            return noon, noon
        if moment.strict and moment.part in ("afternoon", "dusk", "evening"):
            return starts, starts
        return self._now, ends

    def _limited(
        self, moment: Moment, starts: datetime, ends: datetime
    ) -> tuple[datetime, datetime, str]:
        """Of whole days: "by Friday" has Friday in it, and "before Friday" and "after Friday" have not."""
        assert moment.days
        strict = moment.strict and not moment.days.closes
        if moment.bound == "after" and strict:
            return ends, ends + (ends - starts), "after"
        if moment.bound != "before" or self._now >= ends:
            return starts, ends, moment.bound
        if (
            within(self._text, moment.start, moment.end)
            and starts > self._now
            and moment.days.grain != "day"
        ):
            return starts, ends, "at"
        return self._now, (starts if strict and starts > self._now else ends), "before"

    def _said(self, moment: Moment, starts: datetime, ends: datetime, end: int, bound: str) -> Said:
        hours = moment.clock is not None or moment.part is not None
        whole = moment.days.grain if moment.days else "part"
        return Said(
            moment.start, end, starts, ends,
            grain="minute" if moment.clock else "part" if moment.part else whole,
            bound=bound, day_named=moment.days is not None, clock_named=hours,
            day_open=moment.day_open or (hours and whole in ("week", "weekend", "month")),
        )  # fmt: skip

    # What is counted, and what comes again and again

    def _counted(self, part: Part) -> Value:
        if part.kind == "asap":
            return Said(part.start, part.end, self._now, self._now, clock_named=True, asap=True)
        if part.kind == "stay":
            return Length(part.start, part.end, part.value)
        if part.kind == "shift":
            return Shift(part.start, part.end, part.value)
        # Through the timestamp: wall-clock arithmetic would be an hour off across a change of summer time.
        then = datetime.fromtimestamp(self._now.timestamp() + part.value * 60, self._now.tzinfo)
        if part.kind == "days":
            last = datetime.combine(then.date() + timedelta(days=1), time(), self._now.tzinfo)
            return Said(
                part.start, part.end, self._now, last, grain="day", bound="before", day_named=True
            )
        if part.kind == "within":
            return Said(part.start, part.end, self._now, then, clock_named=True)
        shift = part.value if part.kind == "later" and moves(self._text) else None
        return Said(part.start, part.end, then, then, clock_named=True, day_named=True, shift=shift)
