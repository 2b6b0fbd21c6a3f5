"""When something was lost or found: in the past, though people name a day or an hour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.kit.said import Said

DAY, WEEK = timedelta(days=1), timedelta(days=7)
AROUND = timedelta(minutes=30)
"""How exactly a clock time is remembered."""
LATELY = timedelta(hours=2)
"""What "just now" reaches back."""
LONG_AGO = timedelta(days=7)
"""Back to when it may have been where nobody knows."""


@dataclass(frozen=True, slots=True)
class When:
    """From and until, aware."""

    first: datetime
    last: datetime

    def stored(self) -> list[str]:
        return [self.first.isoformat(), self.last.isoformat()]

    @classmethod
    def of(cls, stored: list[str]) -> "When":
        first, last = (datetime.fromisoformat(one) for one in stored)
        return cls(first, last)


def heard(said: Said, now: datetime) -> When | None:
    """What a message says of it; None if nothing. Raises ValueError for what has not come yet."""
    if (time := said.first("time")) is not None:
        if time.get("asap"):
            return lately(now)
        moment = datetime.fromisoformat(time["value"])
        return _past(When(moment - AROUND, moment + AROUND), time, now)
    if (period := said.first("period")) is not None:
        value = period["value"]
        span = When(datetime.fromisoformat(value["from"]), datetime.fromisoformat(value["to"]))
        return _past(span, period, now)
    return None


def lately(now: datetime) -> When:
    return When(now - LATELY, now)


def unknown(now: datetime) -> When:
    return When(now - LONG_AGO, now)


def _past(span: When, entity: Mapping[str, Any], now: datetime) -> When:
    """An hour that is not over today was yesterday's; a weekday that is to come was last week's."""
    back = WEEK if entity.get("day_named") else DAY
    if span.first > now:
        span = When(span.first - back, span.last - back)
    if span.first > now:
        raise ValueError("that has not come yet")
    return When(span.first, min(span.last, now))
