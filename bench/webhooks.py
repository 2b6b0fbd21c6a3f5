"""How soon a vendor hears of an order, and how many it can be told of in a second.

Events of orders are committed at fixed rates; `parkline worker` delivers them to a server that is a
process of its own. A backlog is drained as fast as it goes, and so it is by a bare aiohttp client
with as many connections, which signs nothing and keeps no books.
"""

import asyncio
import logging
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bench import backlogs, ordering
from bench.charts import Lines
from bench.figures import Figure, Run
from bench.hooked import Hooked, hooked
from bench.receiver import HANG
from bench.role import cpu

RATES = (50, 100, 200)
SECONDS, QUICK_SECONDS = 30.0, 6.0
"""At each rate."""
WARM_UP = 1.0
"""Seconds at the beginning of a rate that are not counted."""
BACKLOG, QUICK_BACKLOG = 8_000, 1_500
P95_MS = 100.0


def measure(run: Run) -> list[Figure]:
    # Of the events that are handled in this process.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return asyncio.run(_measure(run))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the events of one rate."""

    milliseconds: list[float]
    """From commit to received, of those after the warm-up."""
    late: float
    twice: int
    worker: float
    postgres: float
    """CPU milliseconds for a delivery."""

    def percentile(self, n: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[n - 1]

    def __str__(self) -> str:
        p50, p95, p99 = (self.percentile(n) for n in (50, 95, 99))
        return (
            f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms; {self.twice} came twice; commits"
            f" began up to {self.late * 1000:.0f} ms late; CPU: worker {self.worker:.2f} ms and"
            f" PostgreSQL {self.postgres:.2f} ms each"
        )


async def _measure(run: Run) -> list[Figure]:
    seconds = QUICK_SECONDS if run.quick else SECONDS
    backlog = QUICK_BACKLOG if run.quick else BACKLOG
    orders = round(seconds * (sum(RATES) + RATES[-1])) + 3 * backlog
    async with hooked(run, orders) as site:
        return [*await _rates(site, seconds), *await backlogs.measured(site, backlog)]


async def _rates(site: Hooked, seconds: float) -> list[Figure]:
    figures, lines = [], []
    async with site.worker() as worker:
        for rate in RATES:
            taken = await _at_rate(site, worker, rate, seconds)
            lines.append([taken.percentile(n) for n in (50, 95, 99)])
            figures.append(_latency(f"commit to received, {rate} orders/s: p95", taken, rate))
        figures += _cpu(taken)
        await site.vendors.send_to(0, site.url + HANG)
        beside = await _at_rate(site, worker, RATES[-1], seconds, hanging=True)
        await site.vendors.send_to(0, site.url)
        figures.append(_latency("the same, one vendor of four hanging: p95", beside, RATES[-1]))
    series = [(f"p{n}", [line[at] for line in lines]) for at, n in enumerate((50, 95, 99))]
    steps = [str(rate) for rate in RATES]
    site.run.draw(
        "webhooks",
        Lines("From commit to the vendor", "ms", steps, series, P95_MS, foot="orders a second"),
    )
    return figures


def _cpu(taken: Taken) -> list[Figure]:
    spent = {"the worker": taken.worker, "PostgreSQL, the order's commit included": taken.postgres}
    return [
        Figure(f"CPU for a delivery, {who}", each, "ms", "at that rate", len(taken.milliseconds))
        for who, each in spent.items()
    ]


def _latency(name: str, taken: Taken, rate: int) -> Figure:
    how = f"{taken}; load {os.getloadavg()[0]:.1f}"
    target = P95_MS if rate == RATES[-1] else None
    return Figure(name, taken.percentile(95), "ms", how, len(taken.milliseconds), target)


async def _at_rate(
    site: Hooked, worker: int, rate: int, seconds: float, *, hanging: bool = False
) -> Taken:
    """With `hanging`, of all vendors but the first."""
    used, spent = cpu(worker), site.postgres()
    said = await ordering.at_rate(site.vendors, rate, seconds)
    wanted = set(said.at)
    if hanging:
        wanted -= {id_ for id_, vendor in said.vendor.items() if vendor == 0}
    came = await site.all_of(wanted)
    count = len(wanted)
    since = min(said.at.values()) + WARM_UP
    first = _first(came)
    found = [(first[id_] - said.at[id_]) * 1000 for id_ in wanted if said.at[id_] >= since]
    taken = Taken(
        found,
        said.late,
        sum(id_ in wanted for id_, _ in came) - count,
        (cpu(worker) - used) * 1000 / count,
        (site.postgres() - spent) * 1000 / count,
    )
    site.run.say(f"{rate}/s{' beside a hanging one' if hanging else ''}: {taken}")
    return taken


def _first(came: Sequence[tuple[str, float]]) -> dict[str, float]:
    return dict(reversed(came))
