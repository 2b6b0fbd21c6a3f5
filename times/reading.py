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
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .clocks import DAY_PARTS, Clock, asaps, clocks, day_parts, hour_of, meals
from .days import Days, days
from .lengths import lengths
from .parts import Part, longest
from .said import Length, Repeats, Said, Shift, Value

_BEFORE = r"(?:by|before|no later than|not later than|latest by|until|till)"
_GLUE = re.compile(
    r"[\s,的@(]*(?:(?:at|on|in|in the|the|around|about|from|of|any ?time|between|大概|大约|差不多|左右|从|那天|之|or so|,? ?sometime|"
    rf"{_BEFORE}|after|最晚|最迟|不晚于)\s?)*\s*",
    re.ASCII,
)
_BETWEEN = re.compile(r"\s?(?:到|至|-|~|—|–|to|till|until|through|thru|and)\s?(?:the )?", re.ASCII)
_FROM = re.compile(r"(?:between|从)\s?$", re.ASCII)
_EARLIER = re.compile(
    rf"\b(?:{_BEFORE.replace('|until|till', '')})\s(?:the |around |about )?$|(?:最晚|最迟|不晚于)\s?$",
    re.ASCII,
)
_STRICTLY = re.compile(r"\bbefore\s(?:the )?$", re.ASCII)
_LATER = re.compile(r"\bafter\s(?:the )?$", re.ASCII)
_EARLIER_SUFFIX = re.compile(r"\s?(?:之?前(?![天日台])|以前|为止)", re.ASCII)
_LATER_SUFFIX = re.compile(
    r"\s?(?:之后|以后|过后|后(?![天日年面门]))|\s?(?:or later|onwards|or after)\b", re.ASCII
)
_UNTIL = re.compile(r"(?:到|至|[-–—~～]|\b(?:to|until|till))\s*$")
_MOVES = re.compile(
    r"改|推|调|挪|换|移|提前|延|变|\b(?:chang|mov|push|shift|mak|resched|postpon)\w*", re.ASCII
)
"""Before which 到四点 is when it begins, not when it ends."""
_NOT = re.compile(
    r"(?:(?<!是)不是|不要|并非|别|不在|\b(?:not|isn't|instead of|rather than|except)(?: on| at| for)?)\s?$"
)
_NO_GOOD = re.compile(
    r"\s?,?(?:不行|不方便|不合适|没空|没时间|来不了|不可以|就?算了|\b(?:doesn'?t|does not|won'?t|isn'?t|is not|is no) )",
    re.ASCII,
)
_EVERY = re.compile(
    r"每隔?(?P<zh>个?(?:工作日|周末|周|星期|礼拜|月|天|日))(?:[一二三四五六日天](?:[、,和到至]?(?:周|星期)?[一二三四五六日天])*(?!点))?|天天|平时"
    r"|每个?(?:早上|晚上|中午|下午|上午)"
    r"|\b(?:every|each|per) (?:other |single )?(?P<en>day|weekday|week|weekend|month|morning|afternoon|evening|night|mon|tue|wed|thu|fri|sat|sun)(?:s?day)?[a-z]{0,6}\b"
    r"|\b(?P<adverb>daily|weekly|monthly)\b|\b(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)(?P<plural>days)\b",
    re.ASCII,
)
_OTHER_SUBJECT = re.compile(
    r"另外|还有|顺便|此外|\b(?:also|besides|another|separate\w*|by the way|btw)\b", re.ASCII
)
_SENTENCE_ENDS = re.compile(r"[。;!?\n]")
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def read(text: str, now: datetime) -> list[Value]:
    """All times of `text`, in its order. `text`: lower case, simplified characters, half-width signs.

    Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be timezone-aware")
    return sorted(_Message(text, now.replace(microsecond=0)).values(), key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class _Moment:
    """What one chain of parts says, not yet placed in time."""

    start: int
    end: int
    days: Days | None = None
    part: str | None = None
    clock: Clock | None = None
    bound: str = "at"
    weak: bool = False
    hours_at: int = 0
    """Where its hours begin, behind a day that is said first."""
    day_open: bool = False
    """A week was named, and no day of it."""


class _Message:
    def __init__(self, text: str, now: datetime) -> None:
        self._text, self._now = text, now
        named = meals(text)
        self._meal = named[0].value if named else None
        self._moves = _MOVES.search(text) is not None

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
        moments = [self._moment(chain) for chain in self._chains(placed)]
        yield from self._pair(self._joined(self._without_tails(moments)))

    # Parts to chains

    def _split(self, parts: list[Part]) -> tuple[list[Part], list[list[Part]]]:
        """What happens once, and what comes again: a word for that with the hours beside it."""
        repeated: list[list[Part]] = []
        taken: set[int] = set()
        for place, part in enumerate(parts):
            if part.kind == "every":
                beside = self._hours_beside(parts, place, -1) or self._hours_beside(parts, place, 1)
                taken |= {place, *beside}
                repeated.append([parts[one] for one in sorted({place, *beside})])
        return [part for place, part in enumerate(parts) if place not in taken], repeated

    def _hours_beside(self, parts: list[Part], place: int, step: int) -> list[int]:
        found, at = [], place + step
        while 0 <= at < len(parts) and parts[at].kind in ("clock", "part"):
            first, second = sorted((parts[at - step], parts[at]), key=lambda one: one.start)
            between = self._text[first.end : second.start]
            if not (_GLUE.fullmatch(between) or _BETWEEN.fullmatch(between)):
                break
            found.append(at)
            at += step
        return found

    def _chains(self, parts: list[Part]) -> list[list[Part]]:
        """Neighbours that only glue stands between; a chain holds each kind once."""
        grouped: list[list[Part]] = []
        for part in parts:
            last = grouped[-1] if grouped else []
            joins = last and not part.weak and part.kind not in {one.kind for one in last}
            if joins and _GLUE.fullmatch(self._text, last[-1].end, part.start):
                last.append(part)
            else:
                grouped.append([part])
        return grouped

    def _moment(self, chain: list[Part]) -> _Moment:
        values = {part.kind: part.value for part in chain}
        start, end = chain[0].start, chain[-1].end
        bound = self._bound(chain)
        if bound in ("before", "after") and (tail := self._suffix(bound, end)):
            end = tail
        hours_at = next((part.start for part in chain if part.kind != "day"), start)
        return _Moment(
            start, end, values.get("day"), values.get("part"), values.get("clock"), bound,
            weak=chain[0].weak, hours_at=hours_at,
        )  # fmt: skip

    def _bound(self, chain: list[Part]) -> str:
        start, end = chain[0].start, chain[-1].end
        before = self._text[max(0, start - 24) : start]
        within = [self._text[a.end : b.start] for a, b in zip(chain, chain[1:], strict=False)]
        said = [before, *within]
        if _EARLIER_SUFFIX.match(self._text, end) or any(_EARLIER.search(words) for words in said):
            return "before"
        if _LATER_SUFFIX.match(self._text, end) or any(_LATER.search(words) for words in said):
            return "after"
        if _UNTIL.search(before) and not _MOVES.search(self._text, 0, start):
            return "until"
        return "at"

    def _suffix(self, bound: str, end: int) -> int | None:
        found = (_EARLIER_SUFFIX if bound == "before" else _LATER_SUFFIX).match(self._text, end)
        return found.end() if found else None

    def _without_tails(self, moments: list[_Moment]) -> list[_Moment]:
        """A bare number counts as an hour only as the end of a range."""
        kept: list[_Moment] = []
        for moment in moments:
            if not moment.weak or (kept and kept[-1].clock and self._is_range(kept[-1], moment)):
                kept.append(moment)
        return kept

    # Chains that stand apart

    def _joined(self, moments: list[_Moment]) -> list[_Moment]:
        wished = self._without_replaced([one for one in moments if not self._is_denied(one)])
        return self._with_following_day(self._with_day_before(wished))

    def _is_denied(self, moment: _Moment) -> bool:
        """Not Monday; Monday does not suit."""
        before = self._text[max(0, moment.start - 16) : moment.start]
        return bool(_NOT.search(before) or _NO_GOOD.match(self._text, moment.end))

    def _without_replaced(self, moments: list[_Moment]) -> list[_Moment]:
        """ "Friday at 3, move it to Saturday": the first day is over, its hour stays."""
        kept: list[_Moment] = []
        for moment in moments:
            old = kept[-1] if kept else None
            if (
                old
                and old.days
                and moment.days
                and _MOVES.search(self._text, old.end, moment.start)
            ):
                kept.pop()
                if moment.clock is None and moment.part is None:
                    moment = replace(moment, clock=old.clock, part=old.part)  # noqa: PLW2901
            kept.append(moment)
        return kept

    def _with_day_before(self, moments: list[_Moment]) -> list[_Moment]:
        """A day, or a part of one, holds for the hours after it."""
        kept: list[_Moment] = []
        day, part, since, in_some_week = None, None, 0, False
        for moment in moments:
            if _OTHER_SUBJECT.search(self._text, since, moment.start):
                day, part, in_some_week = None, None, False
            since = moment.end
            if moment.days is not None:
                ahead = moment.days.after > self._now.date()
                in_some_week = ahead and moment.days.grain != "day"
                day = moment.days if ahead and not in_some_week else None
                part = None if moment.clock else moment.part
                kept.append(moment)
                continue
            if moment.clock is None:
                part = moment.part
            held = part if moment.clock and not moment.part and not moment.clock.fixed else None
            part_of_day = moment.part or _fitting(held, moment.clock)
            kept.append(replace(moment, days=day, part=part_of_day, day_open=in_some_week))
        return kept

    def _with_following_day(self, moments: list[_Moment]) -> list[_Moment]:
        """ "At 3, two lattes, tomorrow": the only day holds for the only hour before it."""
        hours = [one for one in moments if one.clock or one.part]
        days_alone = [one for one in moments if one.days and not one.clock and not one.part]
        if len(days_alone) != 1 or not hours or any(one.days for one in hours):
            return moments
        day, last = days_alone[0], hours[-1]
        between = self._text[last.end : day.start]
        ranged = len(hours) == 2 and self._is_range(hours[0], hours[1])
        if day.start < last.end or not (len(hours) == 1 or ranged) or day.days is None:
            return moments
        if day.days.grain != "day" or day.days.first < self._now.date():
            return moments
        if _OTHER_SUBJECT.search(between) or _SENTENCE_ENDS.search(between):
            return moments
        return [one if one is day else replace(one, days=day.days) for one in moments]

    # Ranges

    def _pair(self, moments: list[_Moment]) -> Iterator[Said]:
        index = 0
        while index < len(moments):
            first = moments[index]
            second = moments[index + 1] if index + 1 < len(moments) else None
            if second and self._is_range(first, second):
                yield self._range(first, second)
                index += 2
            else:
                yield self._single(first)
                index += 1

    def _is_range(self, first: _Moment, second: _Moment) -> bool:
        between = _BETWEEN.fullmatch(self._text, first.end, second.start)
        if between is None:
            return False
        if "and" in between.group() and not _FROM.search(self._text, 0, first.hours_at):
            return False
        return (first.clock is None) == (second.clock is None) or second.clock is not None

    def _single(self, moment: _Moment) -> Said:
        starts, ends = self._resolve(moment)
        if moment.bound == "before" and starts < ends and self._now < ends:
            # By Friday is Friday included; before Friday is not.
            strict = _STRICTLY.search(self._text, 0, moment.start) is not None
            starts, ends = self._now, (starts if strict and starts > self._now else ends)
        return self._said(moment, starts, ends, moment.end, moment.bound)

    def _said(
        self, moment: _Moment, starts: datetime, ends: datetime, end: int, bound: str
    ) -> Said:
        hours = moment.clock is not None or moment.part is not None
        whole = moment.days.grain if moment.days else "part"
        return Said(
            moment.start, end, starts, ends,
            grain="minute" if moment.clock else "part" if moment.part else whole,
            bound=bound, day_named=moment.days is not None, clock_named=hours, day_open=moment.day_open or (hours and whole in ("week", "weekend", "month")),
        )  # fmt: skip

    def _range(self, first: _Moment, second: _Moment) -> Said:
        if first.clock and second.clock and not first.part and not first.clock.fixed:
            first = _like_its_end(first, second)
        if first.days is None and second.days is not None:
            first = replace(first, days=second.days)
        starts, until = self._resolve(first)
        if second.clock is not None and starts == until:
            ends = self._end_after(starts, first, second)
        else:
            ends = self._resolve(replace(second, days=second.days or first.days))[1]
            if ends <= starts and second.days and second.days.first <= starts.date():
                ends += _WEEK
        return self._said(first, starts, ends, second.end, "at")

    def _end_after(self, starts: datetime, first: _Moment, second: _Moment) -> datetime:
        assert second.clock
        own = second.days if second.days != first.days else None
        day, clock = (own.first if own else starts.date()), second.clock
        if second.part or own:
            ends = self._at(day, self._hour(clock, second.part or first.part), clock.minute)
            return ends if ends > starts or own else ends + _DAY
        hours = [clock.hour] if clock.fixed else [clock.hour % 12 + more for more in (0, 12, 24)]
        all_ends = [self._at(day, hour, clock.minute) for hour in hours]
        return next((end for end in all_ends if end > starts), all_ends[0] + _DAY)

    # Moments in time

    def _resolve(self, moment: _Moment) -> tuple[datetime, datetime]:
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
        shift = part.value if part.kind == "later" and self._moves else None
        return Said(part.start, part.end, then, then, clock_named=True, day_named=True, shift=shift)

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
        moments = [_Moment(one.start, one.end, None, part, one.value) for one in told[:2]]
        if len(moments) == 2:
            both = self._range(moments[0], moments[1])
            return f"{both.starts:%H:%M}", f"{both.ends:%H:%M}"
        if not moments:
            return None, None
        at = f"{self._resolve(moments[0])[0]:%H:%M}"
        return (None, at) if _UNTIL.search(self._text, 0, moments[0].start) else (at, None)


def _each(every: re.Match[str]) -> str:
    told = next((one for one in every.groupdict().values() if one), "day")
    if "月" in told or "month" in told:
        return "month"
    weekly = ("周", "星期", "礼拜", "week", "days", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return "week" if any(word in told for word in weekly) and told != "weekday" else "day"


def _fitting(part: str | None, clock: Clock | None) -> str | None:
    """A part of the day that stands apart decides for an hour that can be in it: 晚上加班，8点送."""
    if part is None or clock is None:
        return None
    begins, ends = DAY_PARTS[part]
    hour = hour_of(clock, part, None)
    return part if begins - 1 <= hour <= ends + 1 else None


def _like_its_end(first: _Moment, second: _Moment) -> _Moment:
    """In "2–4pm" and "5 to 7 in the evening" the first hour is of the same half of the day, unless that would put it
    after the end."""
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
