"""Parts of times joined to moments: by what stands between them, and across a message."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours are plainer as numbers

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .calendar import Days
from .clocks import DAY_PARTS, Clock, hour_of
from .parts import Part

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
_OTHER_SUBJECT = re.compile(
    r"另外|还有|顺便|此外|\b(?:also|besides|another|separate\w*|by the way|btw)\b", re.ASCII
)
_SENTENCE_ENDS = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, slots=True)
class Moment:
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


def between(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` joins the two ends of a range."""
    return _BETWEEN.fullmatch(text, start, end) is not None


def beside(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` keeps parts of one time together."""
    return _GLUE.fullmatch(text, start, end) is not None


def moves(text: str) -> bool:
    """Whether a message changes what stands."""
    return _MOVES.search(text) is not None


def until(text: str, end: int) -> bool:
    """Whether what begins at `end` is where something ends."""
    return _UNTIL.search(text, 0, end) is not None


class Moments:
    """Of a message that is written on `today`."""

    def __init__(self, text: str, today: date) -> None:
        self._text, self._today = text, today

    def of(self, parts: list[Part]) -> list[Moment]:
        moments = [self._moment(chain) for chain in self._chains(parts)]
        return self._joined(self._without_tails(moments))

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

    def _moment(self, chain: list[Part]) -> Moment:
        values = {part.kind: part.value for part in chain}
        start, end = chain[0].start, chain[-1].end
        bound = self._bound(chain)
        if bound in ("before", "after") and (tail := self._suffix(bound, end)):
            end = tail
        hours_at = next((part.start for part in chain if part.kind != "day"), start)
        return Moment(
            start, end, values.get("day"), values.get("part"), values.get("clock"), bound,
            weak=chain[0].weak, hours_at=hours_at,
        )  # fmt: skip

    def _bound(self, chain: list[Part]) -> str:
        start, end = chain[0].start, chain[-1].end
        before = self._text[max(0, start - 24) : start]
        within = [self._text[a.end : b.start] for a, b in pairwise(chain)]
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

    def _without_tails(self, moments: list[Moment]) -> list[Moment]:
        """A bare number counts as an hour only as the end of a range."""
        kept: list[Moment] = []
        for moment in moments:
            if not moment.weak or (kept and kept[-1].clock and self.is_range(kept[-1], moment)):
                kept.append(moment)
        return kept

    def is_range(self, first: Moment, second: Moment) -> bool:
        between = _BETWEEN.fullmatch(self._text, first.end, second.start)
        if between is None:
            return False
        if "and" in between.group() and not _FROM.search(self._text, 0, first.hours_at):
            return False
        return (first.clock is None) == (second.clock is None) or second.clock is not None

    # What stands apart

    def _joined(self, moments: list[Moment]) -> list[Moment]:
        wished = self._without_replaced([one for one in moments if not self._is_denied(one)])
        return self._with_following_day(self._with_day_before(wished))

    def _is_denied(self, moment: Moment) -> bool:
        """Not Monday; Monday does not suit."""
        before = self._text[max(0, moment.start - 16) : moment.start]
        return bool(_NOT.search(before) or _NO_GOOD.match(self._text, moment.end))

    def _without_replaced(self, moments: list[Moment]) -> list[Moment]:
        """ "Friday at 3, move it to Saturday": the first day is over, its hour stays."""
        kept: list[Moment] = []
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

    def _with_day_before(self, moments: list[Moment]) -> list[Moment]:
        """A day, or a part of one, holds for the hours after it."""
        kept: list[Moment] = []
        day, part, since, in_some_week = None, None, 0, False
        for moment in moments:
            if _OTHER_SUBJECT.search(self._text, since, moment.start):
                day, part, in_some_week = None, None, False
            since = moment.end
            if moment.days is not None:
                ahead = moment.days.after > self._today
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

    def _with_following_day(self, moments: list[Moment]) -> list[Moment]:
        """ "At 3, two lattes, tomorrow": the only day holds for the only hour before it."""
        hours = [one for one in moments if one.clock or one.part]
        days_alone = [one for one in moments if one.days and not one.clock and not one.part]
        if len(days_alone) != 1 or not hours or any(one.days for one in hours):
            return moments
        day, last = days_alone[0], hours[-1]
        between = self._text[last.end : day.start]
        ranged = len(hours) == 2 and self.is_range(hours[0], hours[1])
        if day.start < last.end or not (len(hours) == 1 or ranged) or day.days is None:
            return moments
        if day.days.grain != "day" or day.days.first < self._today:
            return moments
        if _OTHER_SUBJECT.search(between) or _SENTENCE_ENDS.search(between):
            return moments
        return [one if one is day else replace(one, days=day.days) for one in moments]


def _fitting(part: str | None, clock: Clock | None) -> str | None:
    """A part of the day that stands apart decides for an hour that can be in it: 晚上加班，8点送."""
    if part is None or clock is None:
        return None
    begins, ends = DAY_PARTS[part]
    hour = hour_of(clock, part, None)
    return part if begins - 1 <= hour <= ends + 1 else None
