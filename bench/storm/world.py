"""What all parts of a storm share: its clock, its history, where the park is, when to stop."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

from bench.storm.history import History


@dataclass(slots=True)
class World:
    seed: int
    url: str = ""
    """Of the gateway."""
    history: History = field(init=False)
    started: float = field(default_factory=time.monotonic)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Time is up: who still waits gives up."""
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.history = History(self.seed)

    def now(self) -> float:
        return round(time.monotonic() - self.started, 3)

    def random(self, part: str) -> Random:
        """Each part has dice of its own, so that one that asks more often moves no other's."""
        return Random(f"{self.seed}:{part}")  # noqa: S311 - dice, no secret

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
