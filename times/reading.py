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
# ruff: noqa: PLR2004 - hours are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from .clocks import asaps, clocks, day_parts, meals
from .days import days
from .lengths import lengths
from .moments import Moment, Moments, beside, between, moves, until
from .parts import Part, longest
from .placing import Placing
from .said import Length, Repeats, Said, Shift, Value

_STRICTLY = re.compile(r"\bbefore\s(?:the )?$", re.ASCII)
_EVERY = re.compile(
    r"每隔?(?P<zh>个?(?:工作日|周末|周|星期|礼拜|月|天|日))(?:[一二三四五六日天](?:[、,和到至]?(?:周|星期)?[一二三四五六日天])*(?!点))?|天天|平时"
    r"|每个?(?:早上|晚上|中午|下午|上午)"
    r"|\b(?:every|each|per) (?:other |single )?(?P<en>day|weekday|week|weekend|month|morning|afternoon|evening|night|mon|tue|wed|thu|fri|sat|sun)(?:s?day)?[a-z]{0,6}\b"
    r"|\b(?P<adverb>daily|weekly|monthly)\b|\b(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)(?P<plural>days)\b",
    re.ASCII,
)


def read(text: str, now: datetime) -> list[Value]:
    """All times of `text`, in its order. `text`: lower case, simplified characters, half-width signs.

    Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be timezone-aware")
    return sorted(_Message(text, now.replace(microsecond=0)).values(), key=lambda one: one.start)


class _Message:
    def __init__(self, text: str, now: datetime) -> None:
        self._text, self._now = text, now
        named = meals(text)
        self._placing = Placing(now, named[0].value if named else None)
        self._moments = Moments(text, now.date())

    def values(self) -> Iterator[Value]:
        text = self._text
        every = [Part(m.start(), m.end(), "every", m) for m in _EVERY.finditer(text)]
        counted = list(lengths(text))
        parts = longest(
            [
                *every,
                *counted,
                *days(text, self._now.date()),
                *clocks(text),
                *day_parts(text),
                *asaps(text),
            ]
        )
        placed = []
        for part in parts:
            if part.kind in ("day", "part", "clock", "every"):
                placed.append(part)
            else:
                yield self._counted(part)
        placed, repeated = self._split(placed)
        for one in repeated:
            yield from self._repeats(one)
        yield from self._pair(self._moments.of(placed))

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
        if moment.bound == "before" and starts < ends and self._now < ends:
            # By Friday is Friday included; before Friday is not.
            strict = _STRICTLY.search(self._text, 0, moment.start) is not None
            starts, ends = self._now, (starts if strict and starts > self._now else ends)
        return self._said(moment, starts, ends, moment.end, moment.bound)

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
        if part.kind == "within":
            return Said(part.start, part.end, self._now, then, clock_named=True)
        shift = part.value if part.kind == "later" and moves(self._text) else None
        return Said(part.start, part.end, then, then, clock_named=True, day_named=True, shift=shift)

    def _split(self, parts: list[Part]) -> tuple[list[Part], list[list[Part]]]:
        """What happens once, and what comes again: a word for that with the hours beside it."""
        repeated: list[list[Part]] = []
        taken: set[int] = set()
        for place, part in enumerate(parts):
            if part.kind == "every":
                hours = self._hours_beside(parts, place, -1) or self._hours_beside(parts, place, 1)
                taken |= {place, *hours}
                repeated.append([parts[one] for one in sorted({place, *hours})])
        return [part for place, part in enumerate(parts) if place not in taken], repeated

    def _hours_beside(self, parts: list[Part], place: int, step: int) -> list[int]:
        found, at = [], place + step
        while 0 <= at < len(parts) and parts[at].kind in ("clock", "part"):
            first, second = sorted((parts[at - step], parts[at]), key=lambda one: one.start)
            gap = self._text, first.end, second.start
            if not (beside(*gap) or between(*gap)):
                break
            found.append(at)
            at += step
        return found

    def _repeats(self, parts: list[Part]) -> Iterator[Repeats]:
        """A habit without a day or an hour (每天早上) asks for nothing."""
        every = next(part for part in parts if part.kind == "every")
        each = _each(every.value)
        told = [part for part in parts if part.kind == "clock"]
        if not told and (
            each != "week" or every.value.group() in ("每周", "每个星期", "every week")
        ):
            return
        named = next((part.value for part in parts if part.kind == "part"), None)
        yield Repeats(parts[0].start, parts[-1].end, each, *self._hours_of_each(told, named))

    def _hours_of_each(self, told: list[Part], part: str | None) -> tuple[str | None, str | None]:
        moments = [Moment(one.start, one.end, None, part, one.value) for one in told[:2]]
        if len(moments) == 2:
            _, starts, ends = self._placing.range(moments[0], moments[1])
            return f"{starts:%H:%M}", f"{ends:%H:%M}"
        if not moments:
            return None, None
        at = f"{self._placing.one(moments[0])[0]:%H:%M}"
        return (None, at) if until(self._text, moments[0].start) else (at, None)


def _each(every: re.Match[str]) -> str:
    told = next((one for one in every.groupdict().values() if one), "day")
    if "月" in told or "month" in told:
        return "month"
    weekly = ("周", "星期", "礼拜", "week", "days", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return "week" if any(word in told for word in weekly) and told != "weekday" else "day"
