"""The middle of many values, and the value that most stay below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Spans:
    """Of `count` durations; without any, neither median nor p90."""

    count: int
    median: timedelta | None
    p90: timedelta | None


def spans(values: Iterable[timedelta]) -> Spans:
    ordered = sorted(values)
    if not ordered:
        return Spans(0, None, None)
    return Spans(len(ordered), quantile(ordered, 0.5), quantile(ordered, _MOST))


def quantile(ordered: Sequence[timedelta], share: float) -> timedelta:
    """Between two values it is as far as `share` says, as PostgreSQL's percentile_cont does."""
    at = (len(ordered) - 1) * share
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
