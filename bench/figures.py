"""What a measure gives back, and what it is given."""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bench.charts import Chart

Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured.

    `how` says by what, in one sentence; `samples` is how many single measurements stand behind it.
    """

    name: str
    value: float
    unit: str
    how: str
    samples: int
    target: float | None = None
    better: Better = "lower"

    @property
    def passed(self) -> bool | None:
        """None where there is no target."""
        if self.target is None:
            return None
        if self.better == "lower":
            return self.value <= self.target
        return self.value >= self.target


@dataclass(slots=True)
class Run:
    """What a measure runs with. `folder` is its own, empty, and gone afterwards."""

    quick: bool
    """Whether to be rough, in a fraction of the time."""
    folder: Path
    name: str = ""
    charts: dict[str, Chart] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def say(self, text: str) -> None:
        """Tell whoever waits how far it is."""
        print(f"[{time.monotonic() - self.started:5.0f} s] {self.name}: {text}", file=sys.stderr)

    def draw(self, name: str, chart: Chart) -> None:
        """Have a chart written as performance-`name`.svg."""
        self.charts[name] = chart


Measure = Callable[[Run], Iterable[Figure]]
