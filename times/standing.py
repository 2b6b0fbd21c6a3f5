"""What a message means beside what stands: a time that is settled already, or the half of one.

A day here and an hour there are put together, in one message or in two. Where one half is missing
it is missing: the nearest day is never taken for it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .said import Said

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known already of when, on the clock of the park."""

    day: date | None = None
    clock: time | None = None

    @classmethod
    def of(cls, moment: datetime) -> Standing:
        return cls(moment.date(), moment.time())

    def stored(self) -> dict[str, str | None]:
        return {
            "day": self.day.isoformat() if self.day else None,
            "clock": self.clock.isoformat("minutes") if self.clock else None,
        }

    @classmethod
    def read(cls, stored: dict[str, str | None]) -> Standing:
        day, clock = stored.get("day"), stored.get("clock")
        return cls(
            date.fromisoformat(day) if day else None,
            time.fromisoformat(clock) if clock else None,
        )


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant now.

    `said` is the time on its day; where the day is lacking, on the next with such an hour, to be
    offered and not taken. `lacks` is "day", "clock" or None; `past`, whether it is over already.
    `half` is what to keep until the rest is said.
    """

    said: Said
    lacks: str | None = None
    past: bool = False

    @property
    def half(self) -> Standing | None:
        if self.lacks == "clock":
            return Standing(day=self.said.starts.date())
        if self.lacks == "day" and self.said.is_moment:
            return Standing(clock=self.said.starts.time())
        return None


def meant(
    told: Sequence[Said], shifts: Iterable[int], standing: Standing, now: datetime
) -> Meant | None:
    """What a message that says `told`, and to be `shifts` minutes later, means beside `standing`.

    None where it says nothing of when, or only speaks of a day that is over.
    """
    if (moved := _moved(told, shifts, standing, now)) is not None:
        return _placed(moved, now)
    wished = [one for one in told if not _is_history(one, now)]
    if not wished:
        return None
    hours = [one for one in wished if one.clock_named]
    said = next((one for one in hours if one.grain == "minute"), [*hours, *wished][0])
    if said.asap:
        return Meant(said)
    if said.clock_named:
        return _hour(said, standing, now)
    return _day(said, standing, now)


def _moved(
    told: Sequence[Said], shifts: Iterable[int], standing: Standing, now: datetime
) -> Said | None:
    minutes = [*shifts, *(one.shift for one in told if one.shift is not None)]
    if not minutes or standing.day is None or standing.clock is None:
        return None
    stands = datetime.combine(standing.day, standing.clock, now.tzinfo)
    at = later(stands, minutes[0])
    return Said(0, 0, at, at, day_named=True, clock_named=True)


def later(moment: datetime, minutes: int) -> datetime:
    """Days are counted on the calendar, the rest in minutes: summer time shifts no day."""
    days, rest = divmod(abs(minutes), _DAY_MINUTES)
    sign = 1 if minutes >= 0 else -1
    moment += timedelta(days=sign * days)
    return datetime.fromtimestamp(moment.timestamp() + sign * rest * 60, moment.tzinfo)


def _is_history(said: Said, now: datetime) -> bool:
    return (
        said.day_named
        and said.starts < now
        and said.starts.date() < now.date()
        and said.ends <= now
    )


def _hour(said: Said, standing: Standing, now: datetime) -> Meant:
    if said.day_open:
        return Meant(said, lacks="day")
    if said.day_named:
        return _placed(said, now)
    day = day_of(said, standing.day, now)
    if day is None:
        return Meant(said, lacks="day", past=True)
    return _placed(on_day(said, day), now)


def _day(said: Said, standing: Standing, now: datetime) -> Meant:
    if said.grain != "day" or said.ends - said.starts > timedelta(days=1):
        return Meant(said, lacks=None if said.bound == "before" else "day")
    if standing.clock is None or said.bound != "at":
        return Meant(said, lacks="clock")
    at = datetime.combine(said.starts.date(), standing.clock, now.tzinfo)
    return _placed(replace(said, starts=at, ends=at, grain="minute", clock_named=True), now)


def _placed(said: Said, now: datetime) -> Meant:
    over = said.starts < now if said.is_moment else said.ends <= now
    return Meant(said, past=over)


def day_of(said: Said, standing: date | None, now: datetime) -> date | None:
    """The day of an hour: the one named, else the one that stands, else today if it is to come."""
    if said.day_open:
        return None
    if said.day_named:
        return said.starts.date()
    if standing is not None:
        return standing
    return said.starts.date() if said.starts.date() == now.date() and said.ends >= now else None


def on_day(said: Said, day: date) -> Said:
    """The same hours on another day."""
    ahead = timedelta(days=(day - said.starts.date()).days)
    return replace(said, starts=said.starts + ahead, ends=said.ends + ahead, day_named=True)
