"""What a message says of the times of something that is booked, read against the times that it has:
later, another day, another beginning, another end, longer, so long in all."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from services.booking import dates, reading
from times import plain_hours
from times.lengths import lasting
from times.reading import read
from times.said import Length, Said, Shift, Value

MINUTE = timedelta(minutes=1)
_HALF_DAY = timedelta(hours=12)
_EVENING, _BARE = 17, 11
"""From which hour on a booking is in the evening; up to which an hour may be of either half."""
_ENDS_BEFORE = re.compile(
    r"(?<![改换挪推移调前后期来])(?<!push)(?<!move)(?<!bump)(?<!shift)(?<!swap)(?<!switch)(?<!change)(?<!push )(?<!move )(?<!bump )(?<!shift )(?<!swap )(?<!switch )(?<!change )[到至]\s?$|(?:用|开|聊|待|坐|谈|做|延)到\s?$|\b(?:until|till?|up to|still to|only to|just to|through to|extend(?:ed)?(?: it| the booking)? to|(?:finish|end|done|wrap up|stop|out|leave|be over)(?:ing|ed|s)?(?: it| up)? (?:at|by|before|around))\s?(?:about |around )?$",
    re.ASCII,
)
_ENDS_BEHIND = re.compile(
    r"(?:钟|整|左右)?(?:之?前)?(?:就|得|要|必须|一定|准时|该|可以|能){0,4}(?:散|结束|完事|撤|走人?|收工|收摊|聊完|开完|用完|打完|讲完|搞定|为止|截止|腾)|\s?(?:is|as) (?:the|our) end\b",
    re.ASCII,
)
_BARE_HOUR = re.compile(
    r"\b(?:to|at|till?|until|make (?:it|that)) (1[0-2]|[1-9])\b(?! ?(?:[:.]\d|[ap]\.?m|people|persons?|pax|of us|seats?|places|chairs|hours?|min|days?|weeks?|th\b|st\b|nd\b|rd\b))",
    re.ASCII,
)
_BEGINS_BEHIND = re.compile(
    r"(?:钟|整|左右)?(?:就|再|才)?开始|\s?(?:start|sharp start|onwards)\b", re.ASCII
)
_ANOTHER = re.compile(
    r"\banother (?=(?:half|quarter|\d|an? |one|two|three|ten|fifteen|twenty|thirty))", re.ASCII
)
""" "Another half hour" is no half hour from now."""
_FROM = re.compile(r"\bfrom\b|从", re.ASCII)
_BEHIND_TO = re.compile(r"\s*to\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to. What is None stays; without a new end it lasts as long as it did."""

    shift: int | None = None
    """Minutes by which all of it is later; earlier below zero."""
    day: date | None = None
    clock: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
    """The hour at which it ends; one up to twelve may be of either half of the day."""
    minutes: int | None = None
    """How long it lasts in all."""
    longer: int | None = None
    """Minutes by which its end is later, and its beginning is not; shorter below zero."""
    thing: str | None = None

    @property
    def is_said(self) -> bool:
        return self != Goal()

    @property
    def tells_time(self) -> bool:
        return replace(self, thing=None).is_said

    @property
    def moves_its_end_alone(self) -> bool:
        told = (self.shift, self.day, self.clock, self.thing)
        return self.is_said and all(one is None for one in told)

    def stored(self) -> dict[str, Any]:
        numbers = {"shift": self.shift, "minutes": self.minutes, "longer": self.longer}
        held = {**numbers, "thing": self.thing}
        held["day"] = self.day.isoformat() if self.day else None
        for name, clock in (("clock", self.clock), ("until", self.until)):
            held[name] = f"{clock[0]:02}:{clock[1]:02}" if clock else None
        return {name: value for name, value in held.items() if value is not None}

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Goal":
        """Raises ValueError, TypeError for what none of our buttons holds."""
        numbers = {
            name: int(held[name])
            for name in ("shift", "minutes", "longer")
            if held.get(name) is not None
        }
        clocks = {name: _clock(held[name]) for name in ("clock", "until") if held.get(name)}
        day = date.fromisoformat(str(held["day"])) if held.get("day") else None
        thing = str(held["thing"]) if held.get("thing") else None
        return cls(day=day, thing=thing, **numbers, **clocks)  # type: ignore[arg-type]

    def at(self, thing: str) -> "Goal":
        return replace(self, thing=thing)

    def moves(self) -> dates.Moves:
        if self.shift is not None:
            return dates.by_minutes(self.shift)
        if self.day is not None:
            return dates.to_day(self.day, self.clock)
        if self.clock is not None:
            return dates.at_clock(*self.clock)
        return lambda begins: begins

    def span(self, begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
        """From when until when, of what has been from `begins` until `ends` by the park's clock."""
        starts = self.moves()(begins)
        lasts = ends - begins
        if self.until is not None:
            lasts = _until(starts, self.until) or lasts
        elif self.minutes is not None:
            lasts = self.minutes * MINUTE
        elif self.longer is not None:
            lasts = max(lasts + self.longer * MINUTE, timedelta())
        return starts, starts + lasts

    def over(self, before: "Goal") -> "Goal":
        """What was wanted before, with what this says of it otherwise."""
        goal = before
        if self.shift is not None or self.day is not None or self.clock is not None:
            goal = replace(
                goal,
                shift=self.shift,
                day=self.day or goal.day,
                clock=self.clock or (None if self.shift is not None else goal.clock),
            )
        if self.until is not None or self.minutes is not None or self.longer is not None:
            goal = replace(goal, until=self.until, minutes=self.minutes, longer=self.longer)
        return replace(goal, thing=self.thing or goal.thing)


def goal_in(
    words: str,
    now: datetime,
    old: tuple[datetime, datetime] | None,
    *,
    whole: str,
    ends: bool = False,
) -> Goal:
    """`words`: those that say where to, as parsers of times want them; `whole`: the message. `old`:
    from when until when it is, by the park's clock. `ends`: an hour is one until which they stay."""
    words = _ANOTHER.sub("        ", words)
    said = [one for one in read(words, now) if not (isinstance(one, Said) and one.asap)]
    said = [one for one in said if not _tells_which(words, one)]
    moved = reading.is_moved(whole)
    hours = _hours(words, said, now, old, ends=ends, moved=moved)
    goal = replace(hours, day=_day(said))
    shift = next((one for one in said if isinstance(one, Shift)), None)
    if shift is not None:
        later = replace(goal, shift=shift.minutes, day=None, clock=None)
        rest = lasting(f"{words[: shift.start]} {words[shift.end :]}")
        if old is not None and reading.keeps_its_end(whole):
            return replace(later, minutes=_minutes(old[1] - old[0]) - shift.minutes)
        return replace(later, minutes=rest) if rest and reading.is_total(whole) else later
    if reading.keeps_its_length(whole):
        return goal if old is None else _not_past(_beside(goal, old, words, whole), old, now)
    length = next((one.minutes for one in said if isinstance(one, Length)), None)
    length = length or (lasting(reading.behind_growing(words)) if ends else None) or lasting(words)
    if length is not None and goal.until is None and goal.minutes is None:
        goal = _with_length(goal, length, whole, ends=ends)
    if old is None:
        return goal
    return _not_past(_beside(goal, old, words, whole), old, now)


def _not_past(goal: Goal, old: tuple[datetime, datetime], now: datetime) -> Goal:
    """Of what has begun no earlier hour can be meant: "for 9 till 3:30" counts people. What is said
    of its end holds."""
    begins, ends = old
    if goal.clock is None or goal.day is not None or not begins <= now < ends:
        return goal
    starts = begins.replace(hour=goal.clock[0], minute=goal.clock[1])
    if starts >= begins:
        return goal
    until = None if goal.minutes is None else _at(starts + goal.minutes * MINUTE)
    return replace(goal, clock=None, minutes=None, until=until or goal.until)


def _with_length(goal: Goal, length: int, whole: str, *, ends: bool) -> Goal:
    """What a bare length counts: by how much it moves, by how much it grows, or all of it."""
    if goal.clock is not None or (goal.day is not None and not ends):
        return replace(goal, minutes=length)
    grows = -1 if ends and reading.is_less(whole) else reading.grows(whole)
    shifts = reading.moves_by(whole)
    if reading.is_total(whole) and not shifts:
        return replace(goal, minutes=length)
    if grows or (ends and not reading.is_enough(whole)):
        return replace(goal, longer=(grows or 1) * length)
    return replace(goal, shift=shifts * length) if shifts else replace(goal, minutes=length)


def _hours(
    words: str,
    said: Sequence[Value],
    now: datetime,
    old: tuple[datetime, datetime] | None,
    *,
    ends: bool,
    moved: bool,
) -> Goal:
    """Beginning and end, by the hours that are named. `moved`: one behind "to" begins it."""
    moments = [one for one in said if isinstance(one, Said) and one.grain == "minute"]
    spans = [one for one in moments if one.ends > one.starts]
    if spans and moved and old is not None and _is_from_to(words, spans[-1].starts, old[0]):
        return _bare_to(spans[-1].ends, old[0])
    if spans:
        return Goal(
            clock=_at(spans[-1].starts), minutes=_minutes(spans[-1].ends - spans[-1].starts)
        )
    day = old[0] if old is not None else now
    plain = plain_hours.span_in(words, day, day.tzinfo) if day.tzinfo is not None else None
    if plain is not None and moved and old is not None and _is_from_to(words, plain[0], old[0]):
        return _bare_to(plain[1], old[0])
    if plain is not None and not ends:
        return Goal(clock=_at(plain[0]), minutes=_minutes(plain[1] - plain[0]))
    goal = Goal() if moments else _bare(words, old, ends=ends)
    for one in moments:
        if (ends and not _BEGINS_BEHIND.match(words[one.end :])) or (
            _is_end(words, one) and not (moved and _BEHIND_TO.match(words))
        ):
            goal = replace(goal, until=_at(one.starts))
        elif goal.clock is None:
            goal = replace(goal, clock=_at(one.starts))
    return goal


def _is_from_to(words: str, first: datetime, old: datetime) -> bool:
    """ "Move it from 2 to 4", of what begins at two: where it is and where to, and no span."""
    begins = (first.hour % 12, first.minute) == (old.hour % 12, old.minute)
    return begins and _FROM.search(words) is not None


def _bare_to(ends: datetime, old: datetime) -> Goal:
    """The hour to which it goes, in the half of the day nearest to what it was."""
    halves = (ends.hour % 12, ends.hour % 12 + 12)
    hour = min(halves, key=lambda one: abs(one * 60 - old.hour * 60 - old.minute))
    return Goal(clock=(hour, ends.minute))


def _bare(words: str, old: tuple[datetime, datetime] | None, *, ends: bool) -> Goal:
    """An hour that only "to" or "at" tells, in the half of the day nearest to what it was."""
    found = _BARE_HOUR.search(words)
    if found is None or old is None:
        return Goal()
    was = old[1] if ends else old[0]
    halves = (int(found[1]), int(found[1]) + 12)
    hour = min(halves, key=lambda one: abs(one * 60 - was.hour * 60 - was.minute))
    return Goal(until=(hour, 0)) if ends else Goal(clock=(hour, 0))


def _is_end(words: str, said: Said) -> bool:
    """ "四点就得散", "till 4", "done by half 10": the hour at which it ends."""
    before, behind = words[: said.start], words[said.end :]
    limit = said.bound in {"until", "before"}
    return bool(limit or _ENDS_BEFORE.search(before) or _ENDS_BEHIND.match(behind))


def _beside(goal: Goal, old: tuple[datetime, datetime], words: str, whole: str) -> Goal:
    """A bare hour of what is in the evening is one of the evening. Who wants in earlier keeps the
    end, and who names an hour at which it begins already and none for the end keeps the length."""
    begins, ends = old
    if goal.clock is None:
        return goal
    hour, minute = goal.clock
    half = reading.names_half(words)
    if hour <= _BARE and begins.hour >= _EVENING and not half:
        return replace(goal, clock=(hour + 12, minute))
    told = (goal.day, goal.minutes, goal.until)
    if all(one is None for one in told) and reading.keeps_its_end(whole):
        longer = (ends.hour - hour) * 60 + ends.minute - minute
        return replace(goal, minutes=longer) if longer > 0 else goal
    return goal


def _until(starts: datetime, clock: tuple[int, int]) -> timedelta | None:
    """The first such hour behind the beginning, of that day."""
    ends = starts.replace(hour=clock[0], minute=clock[1])
    if ends <= starts and clock[0] <= 12:  # noqa: PLR2004
        ends += _HALF_DAY
    elif ends - starts > _HALF_DAY and clock[0] > 12:  # noqa: PLR2004
        ends -= _HALF_DAY
    return ends - starts if ends > starts else None


def _tells_which(words: str, said: Value) -> bool:
    exact = isinstance(said, Said) and said.grain == "minute"
    return exact and reading.tells_which(words[said.end :])


def _day(said: Sequence[Value]) -> date | None:
    named = [one for one in said if isinstance(one, Said) and one.day_named]
    return named[0].starts.date() if named else None


def _at(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute


def _minutes(lasts: timedelta) -> int:
    return int(lasts / MINUTE)


def _clock(held: object) -> tuple[int, int]:
    hour, minute = (int(one) for one in str(held).split(":"))
    return hour, minute
