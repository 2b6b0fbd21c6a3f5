"""A time as somebody said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

GRAINS = ("minute", "part", "day", "weekend", "week", "month")
BOUNDS = ("at", "before", "after", "from", "until")


@dataclass(frozen=True, slots=True)
class Said:
    """[starts, ends) of what was said, both aware, in the zone of `now`; equal for a moment.

    Where `day_named` is False the day is only the next on which such an hour comes: a guess, that
    nobody may take for what was meant without saying so.
    """

    start: int
    end: int
    """Where it stands in the text that was read."""
    starts: datetime
    ends: datetime
    grain: str = "minute"
    """How exact it is, of GRAINS: "part" is a part of a day, "month" some days of one."""
    bound: str = "at"
    """Of BOUNDS. "until": an end of something, if its beginning is known. "after": not earlier than
    `starts`; "from": it begins with `starts` and goes on."""
    day_named: bool = False
    day_open: bool = False
    """An hour of a day that is not known, though something of it was said: 下周…九点."""
    clock_named: bool = False
    asap: bool = False
    shift: int | None = None
    """Minutes that it is later (or earlier) than what stands, where something does."""

    @property
    def is_moment(self) -> bool:
        return self.starts == self.ends

    def facts(self) -> dict[str, Any]:
        """What a reader on the other side of a wire needs besides the moments."""
        told: dict[str, Any] = {"day_named": self.day_named, "clock_named": self.clock_named}
        told |= {"grain": self.grain, "bound": self.bound}
        if self.day_open:
            told["day_open"] = True
        if self.asap:
            told["asap"] = True
        if self.shift is not None:
            told["shift"] = self.shift
        return told

    @classmethod
    def of(cls, entity: Mapping[str, Any]) -> Said:
        """Of an entity `time` (an ISO moment) or `period` ({"from", "to"}) with its facts.

        A button's command carries the value alone: it names the moment in full.
        """
        value = entity["value"]
        begin, finish = (value, value) if isinstance(value, str) else (value["from"], value["to"])
        starts, ends = datetime.fromisoformat(begin), datetime.fromisoformat(finish)
        whole = starts.time() == ends.time() and starts != ends
        return cls(
            start=int(entity.get("start") or 0),
            end=int(entity.get("end") or 0),
            starts=starts,
            ends=ends,
            grain=str(entity.get("grain") or ("day" if whole else "minute")),
            bound=str(entity.get("bound") or "at"),
            day_named=bool(entity.get("day_named", True)),
            day_open=bool(entity.get("day_open", False)),
            clock_named=bool(entity.get("clock_named", not whole)),
            asap=bool(entity.get("asap", False)),
            shift=entity.get("shift"),
        )


@dataclass(frozen=True, slots=True)
class Repeats:
    """Said of every day or week: no single time."""

    start: int
    end: int
    each: str
    """day, week, month."""
    begins: str | None = None
    ends: str | None = None
    """As "HH:MM", of each of them."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes: "for two hours"."""

    start: int
    end: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Later (or earlier) than what stands: 晚半小时."""

    start: int
    end: int
    minutes: int


Value = Said | Repeats | Length | Shift
