"""Where something that is booked is to be moved to, by the words that say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeGuard

from actions.booking import now as of_now
from actions.booking import view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import dates, naming, reading
from services.kit.folding import legible
from times.lengths import lasting
from times.reading import read
from times.said import Length, Said, Shift

_EVENING, _BARE = 17, 11
"""From which hour on a booking is in the evening; up to which an hour may be of either half."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to: minutes later, a day, an hour, how long, another thing. What is None stays."""

    shift: int | None = None
    day: date | None = None
    clock: tuple[int, int] | None = None
    minutes: int | None = None
    thing: str | None = None

    @property
    def is_said(self) -> bool:
        return self != Goal()

    def stored(self) -> dict[str, Any]:
        held = {"shift": self.shift, "minutes": self.minutes, "thing": self.thing}
        held["day"] = self.day.isoformat() if self.day else None
        held["clock"] = f"{self.clock[0]:02}:{self.clock[1]:02}" if self.clock else None
        return {name: value for name, value in held.items() if value is not None}

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Goal":
        """Raises ValueError, TypeError for what none of our buttons holds."""
        clock = held.get("clock")
        hour, minute = (int(one) for one in str(clock).split(":")) if clock else (0, 0)
        return cls(
            shift=int(held["shift"]) if held.get("shift") is not None else None,
            day=date.fromisoformat(str(held["day"])) if held.get("day") else None,
            clock=(hour, minute) if clock else None,
            minutes=int(held["minutes"]) if held.get("minutes") is not None else None,
            thing=str(held["thing"]) if held.get("thing") else None,
        )

    def moves(self) -> dates.Moves:
        if self.shift is not None:
            return dates.by_minutes(self.shift)
        if self.day is not None:
            return dates.to_day(self.day, self.clock)
        if self.clock is not None:
            return dates.at_clock(*self.clock)
        return lambda begins: begins


async def goal_of(turn: Turn, booking: Booking | None, words: str) -> Goal:
    """By the words behind the one for moving. A day alone keeps the hour, an hour the day; a bare
    hour of what is in the evening is one of the evening. Who wants in earlier keeps the end."""
    goal = await _goal(turn, words)
    if booking is not None and goal.shift is not None:
        return _until(turn, booking, goal, words)
    if booking is None or goal.clock is None:
        return goal
    hour, minute = goal.clock
    if _stays_until(turn, booking, goal.clock):
        return replace(goal, clock=None)
    begins, ends = (one.astimezone(turn.zone) for one in (booking.starts_at, booking.ends_at))
    if hour <= _BARE and begins.hour >= _EVENING and not reading.says_morning(words):
        goal = replace(goal, clock=(hour + 12, minute))
    elif goal.day is None and goal.minutes is None and reading.keeps_its_end(turn.said.text):
        longer = (ends.hour - hour) * 60 + ends.minute - minute
        goal = replace(goal, minutes=longer) if longer > 0 else goal
    return goal


def _stays_until(turn: Turn, booking: Booking, clock: tuple[int, int]) -> bool:
    """Whether the hour is that at which it ends anyway, of what goes to another room."""
    ends = booking.ends_at.astimezone(turn.zone)
    return of_now.does(turn) == "other_room" and (ends.hour, ends.minute) == clock


def _until(turn: Turn, booking: Booking, goal: Goal, words: str) -> Goal:
    """Later, and until an hour that is named: "晚半小时开始,开到五点"."""
    ends = next((one.ends for one in read(legible(words), turn.local_now) if _is_end(one)), None)
    if ends is None:
        return goal
    begins = goal.moves()(booking.starts_at.astimezone(turn.zone))
    lasts = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    if lasts <= 0 and ends.hour <= _BARE:
        lasts += 12 * 60
    return replace(goal, minutes=lasts) if lasts > 0 else goal


def _is_goal(said: object, *, ends: bool) -> TypeGuard[Said]:
    """A moment at which something may begin; "before eleven" is none, nor is "until half past"
    where it only goes to another room (not `ends`)."""
    none = {"before"} if ends else {"before", "until"}
    return isinstance(said, Said) and not said.asap and said.bound not in none


def _is_end(said: object) -> TypeGuard[Said]:
    return isinstance(said, Said) and said.bound == "until" and said.clock_named


async def _goal(turn: Turn, words: str) -> Goal:
    """As the words say it, whatever is booked."""
    goal = Goal(thing=await _other_thing(turn, words))
    said = read(legible(words), turn.local_now)
    goes_elsewhere = of_now.does(turn) == "other_room"
    moment = next((one for one in said if _is_goal(one, ends=not goes_elsewhere)), None)
    shift = next((one.minutes for one in said if isinstance(one, Shift)), None)
    entity = turn.said.value("shift")
    if shift is None and isinstance(entity, int):
        shift = entity
    whole = turn.said.text if reading.is_a_span(turn.said.text) else words
    if shift is None and (span := reading.hours_in(legible(whole), turn.local_now)):
        return _between(span, moment, goal)
    length = next((one.minutes for one in said if isinstance(one, Length)), None)
    length = length or lasting(legible(words))
    if shift is None and moment is None and length is not None:
        shift = -length if reading.is_earlier(turn.said.text) else length
    if shift is not None:
        return Goal(shift=shift, thing=goal.thing)
    if moment is None:
        return goal
    clock = (moment.starts.hour, moment.starts.minute) if moment.grain == "minute" else None
    lasts = moment.ends - moment.starts if clock and moment.ends > moment.starts else None
    return Goal(
        day=moment.starts.date() if moment.day_named else None,
        clock=clock,
        minutes=int(lasts / timedelta(minutes=1)) if lasts else None,
        thing=goal.thing,
    )


def _between(span: tuple[datetime, datetime], moment: Said | None, goal: Goal) -> Goal:
    """From one bare hour until another: "15.30 to 16.30", "12 till 1"."""
    named = moment is not None and moment.day_named
    return Goal(
        day=moment.starts.date() if moment is not None and named else None,
        clock=(span[0].hour, span[0].minute),
        minutes=int((span[1] - span[0]) / timedelta(minutes=1)),
        thing=goal.thing,
    )


async def _other_thing(turn: Turn, words: str) -> str | None:
    things = await view.all_things(turn)
    named = naming.named_in(words, things).things
    return next((one.resource.code for one in things if one.id in named), None)
