"""Whether something grows: by its slope, and by its end against its beginning."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` is per hour, by least squares; `times` is the last fifth's mean by the first's."""

    slope: float
    times: float


def trend(seconds: Sequence[float], values: Sequence[float]) -> Trend:
    """Raises ValueError with fewer than five points: there are no fifths."""
    fifth = len(values) // 5
    if not fifth or len(seconds) != len(values):
        raise ValueError("five points or more, each with its moment")
    slope = statistics.linear_regression(seconds, values).slope * 3600
    first, last = statistics.fmean(values[:fifth]), statistics.fmean(values[-fifth:])
    return Trend(slope, last / first if first else float(last == 0) or float("inf"))


def thinned(values: Sequence[float], most: int) -> list[float]:
    """At most so many points: means of neighbours, for a chart."""
    size = -(-len(values) // most)
    return [statistics.fmean(values[at : at + size]) for at in range(0, len(values), size or 1)]
