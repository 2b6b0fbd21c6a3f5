"""The worker's part of retention: steps of bounded size, which give way to people's work."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.park import Park
from models.privacy import RetentionPass
from parkline.process.clock import Clock
from parkline.stores.database import Sessions
from services.kit import fence
from services.privacy import retention, retention_sweep
from services.privacy.retention_rules import RULES

TURN_SECONDS = 5.0
"""Of work in one turn; a step that runs then is finished."""
REST = 1.0
"""After each step, as many times as long as it took: at most half of a connection."""

log = structlog.get_logger(__name__)


class RetentionMetrics:
    """What operators watch."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.oldest = Gauge(
            "parkline_retention_oldest_seconds",
            "Age of the oldest row of a kind when its table was last gone through.",
            ["park", "kind"],
            registry=registry,
        )
        self.lag = Gauge(
            "parkline_retention_lag_seconds",
            "Since the rule of a park that is furthest behind last came to its end.",
            ["park"],
            registry=registry,
        )
        self.removed = Counter(
            "parkline_retention_removed",
            "Rows that this worker removed or anonymised.",
            ["kind"],
            registry=registry,
        )

    def show(self, park: Park, passes: Mapping[str, RetentionPass], now: datetime) -> None:
        """As the database has it, whichever worker did the work."""
        oldest: dict[str, float] = {rule.kind: 0.0 for rule in RULES.values()}
        for name, row in passes.items():
            if name in RULES and row.oldest_at is not None:
                kind = RULES[name].kind
                oldest[kind] = max(oldest[kind], (now - row.oldest_at).total_seconds())
        for kind, age in oldest.items():
            self.oldest.labels(park.slug, kind).set(age)
        behind = [row.finished_at or row.began_at for row in passes.values()]
        self.lag.labels(park.slug).set((now - min(behind)).total_seconds() if behind else 0)


class Retention:
    """Goes through the parks' tables, a turn at a time."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        metrics: RetentionMetrics,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        turn_seconds: float = TURN_SECONDS,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._metrics = metrics
        self._monotonic = monotonic
        self._turn_seconds = turn_seconds

    async def turn(self) -> int:
        """Work until nothing is due, people's work waits, or the turn is over; rows removed.

        What it did is committed step by step: the next turn, of any worker, goes on from there.
        """
        ends, removed = self._monotonic() + self._turn_seconds, 0
        async with self._sessions() as session:
            parks = list(
                await session.scalars(select(Park).where(Park.state == "active").order_by(Park.id))
            )
        for park in parks:
            with fence.within(park.id):
                removed += await self._park(park, ends)
                await self._show(park)
        return removed

    async def _park(self, park: Park, ends: float) -> int:
        """A step of each rule after the other, so that a long one keeps none from its turn."""
        async with self._sessions() as session:
            names = await retention_sweep.due_for_a_pass(session, park.id, now=self._clock())
        removed = 0
        while names:
            for name in list(names):
                if self._monotonic() >= ends or await self._must_wait():
                    return removed
                step = await self._step(park.id, name)
                if step is None or step.ended:
                    names.remove(name)
                removed += step.removed if step else 0
        return removed

    async def _must_wait(self) -> bool:
        with fence.everywhere():
            async with self._sessions() as session:
                return await retention_sweep.under_load(session, now=self._clock())

    async def _step(self, park_id: int, name: str) -> retention_sweep.Step | None:
        """None if another worker is at the rule, or PostgreSQL gave the step up."""
        began, now, kind = self._monotonic(), self._clock(), RULES[name].kind
        try:
            async with self._sessions.begin() as session:
                days = (await retention.periods(session, park_id))[kind]
                before = retention.limit(days, now)
                step = await retention_sweep.step(session, park_id, name, before, now=now)
        except DBAPIError as problem:
            log.warning("retention.step_failed", rule=name, problem=type(problem.orig).__name__)
            return None
        if step is not None and step.removed:
            self._metrics.removed.labels(kind).inc(step.removed)
            log.info("retention.removed", park_id=park_id, rule=name, rows=step.removed)
        await asyncio.sleep(REST * (self._monotonic() - began))
        return step

    async def _show(self, park: Park) -> None:
        async with self._sessions() as session:
            passes = await retention_sweep.passes(session, park.id)
        self._metrics.show(park, passes, self._clock())
