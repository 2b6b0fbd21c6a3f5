"""Parts of times joined to moments: by what stands between them, and across a message."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours are plainer as numbers

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .bounds import AROUND_ZH, BEFORE, bound
from .calendar import Days
from .clocks import DAY_PARTS, Clock, hour_of
from .correcting import (
    changes_subject,
    ends_sentence,
    is_corrected,
    is_denied,
    is_move,
    is_supposed,
    is_told_of,
    moved_before,
    without_replaced,
)
from .parts import Part

_GLUE = re.compile(
    r"[\s,的@(]*(?:(?:at|on|in|in the|the|around|about|from|of|any ?time|between|大概|大约|差不多|左右|从|就|at some point|at the (?:latest|earliest)|onwards?|past|during|那天|当天|之|or so|,? ?sometime|"
    rf"{BEFORE}|after|{AROUND_ZH})\s?)*\s*",
    re.ASCII,
)
_BETWEEN = re.compile(
    r"\s?(?:到|至|-|~|—|–|to|till?|until|through|thru|and|&|和|及|跟|、)\s?(?:the )?", re.ASCII
)
_AND = re.compile(r"and|&|[和及跟、]")
_FROM = re.compile(r"(?:between|从)\s?$", re.ASCII)
_UNTIL = re.compile(r"(?:到|至|[-–—~～]|\b(?:to|until|till?))\s*$")


@dataclass(frozen=True, slots=True)
class Moment:
    """What one chain of parts says, not yet placed in time."""

    start: int
    end: int
    days: Days | None = None
    part: str | None = None
    clock: Clock | None = None
    bound: str = "at"
    strict: bool = False
    """Before or after a day, and not on it."""
    weak: bool = False
    hours_at: int = 0
    """Where its hours begin, behind a day that is said first."""
    day_open: bool = False
    """A week was named, and no day of it."""

    @property
    def is_moment(self) -> bool:
        return self.clock is not None or self.part in ("noon", "midnight")

    @property
    def has_hour(self) -> bool:
        return self.clock is not None or self.part is not None


def _follows(first: Moment, second: Moment) -> bool:
    """Tuesday and Wednesday."""
    if first.has_hour or second.has_hour or first.days is None or second.days is None:
        return False
    return first.days.grain == second.days.grain == "day" and first.days.after == second.days.first


def between(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` joins the two ends of a range."""
    return _BETWEEN.fullmatch(text, start, end) is not None


def beside(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` keeps parts of one time together."""
    return _GLUE.fullmatch(text, start, end) is not None


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
            joins = joins and not self._ends_at_noon(last, part)
            if joins and _GLUE.fullmatch(self._text, last[-1].end, part.start):
                last.append(part)
            else:
                grouped.append([part])
        return grouped

    def _ends_at_noon(self, chain: list[Part], part: Part) -> bool:
        """Nine until noon: noon is no part of the day in which nine is."""
        hours = any(one.kind == "clock" for one in chain)
        return hours and part.value in {"noon", "midnight"} and until(self._text, part.start)

    def _moment(self, chain: list[Part]) -> Moment:
        values = {part.kind: part.value for part in chain}
        start, end = chain[0].start, chain[-1].end
        inside = [self._text[a.end : b.start] for a, b in pairwise(chain)]
        limit = bound(self._text, start, end, inside)
        kind = limit.kind
        if kind == "until" and moved_before(self._text, start):
            kind = "at"
        hours_at = next((part.start for part in chain if part.kind != "day"), start)
        return Moment(
            start, limit.end, values.get("day"), values.get("part"), values.get("clock"), kind,
            strict=limit.strict, weak=chain[0].weak, hours_at=hours_at,
        )  # fmt: skip

    def _without_tails(self, moments: list[Moment]) -> list[Moment]:
        """A bare number is an hour only as the end of a range, as a correction, or behind a day."""
        kept: list[Moment] = []
        for moment in moments:
            if not moment.weak:
                kept.append(moment)
            elif (
                kept
                and kept[-1].clock is None
                and is_supposed(self._text, moment.start, moment.end)
            ):
                kept[-1] = replace(kept[-1], clock=moment.clock, end=moment.end)
            elif kept and kept[-1].is_moment and self._goes_on(moment, kept[-1]):
                kept.append(moment)
        return kept

    def _goes_on(self, moment: Moment, before: Moment) -> bool:
        corrects = is_corrected(self._text, before.end, moment.start)
        return corrects or self.is_range(before, moment)

    def is_range(self, first: Moment, second: Moment) -> bool:
        between = _BETWEEN.fullmatch(self._text, first.end, second.start)
        if between is None or is_move(self._text, first.start, first.end, second.start):
            return False
        if _AND.search(between.group()):
            return _follows(first, second) or self._is_from(first, second)
        same = (first.clock is None) == (second.clock is None)
        return same or second.clock is not None or (second.is_moment and first.clock is not None)

    def _is_from(self, first: Moment, second: Moment) -> bool:
        """Between two and four."""
        if not _FROM.search(self._text, 0, first.hours_at):
            return False
        return (first.clock is None) == (second.clock is None) or second.clock is not None

    # What stands apart

    def _joined(self, moments: list[Moment]) -> list[Moment]:
        wished = without_replaced(self._text, self._wished(moments))
        return self._with_following_day(self._with_day_before(wished))

    def _wished(self, moments: list[Moment]) -> list[Moment]:
        """Without those that are denied, and without those only told of where another day is said."""
        left = [one for one in moments if not is_denied(self._text, one)]
        told_of = [one for one in left if one.days and is_told_of(self._text, one)]
        if any(one.days and one not in told_of for one in left):
            return [one for one in left if one not in told_of]
        return left

    def _with_day_before(self, moments: list[Moment]) -> list[Moment]:
        """A day, or a part of one, holds for the hours after it."""
        kept: list[Moment] = []
        day, part, since, in_some_week = None, None, 0, False
        for moment in moments:
            if changes_subject(self._text, since, moment.start):
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
        between = self._text, last.end, day.start
        ranged = len(hours) == 2 and self.is_range(hours[0], hours[1])
        if day.start < last.end or not (len(hours) == 1 or ranged) or day.days is None:
            return moments
        if day.days.grain != "day" or day.days.first < self._today:
            return moments
        if changes_subject(*between) or ends_sentence(*between):
            return moments
        return [one if one is day else replace(one, days=day.days) for one in moments]


def _fitting(part: str | None, clock: Clock | None) -> str | None:
    """A part of the day that stands apart decides for an hour that can be in it: 晚上加班，8点送."""
    if part is None or clock is None:
        return None
    begins, ends = DAY_PARTS[part]
    hour = hour_of(clock, part, None)
    return part if begins - 1 <= hour <= ends + 1 else None
