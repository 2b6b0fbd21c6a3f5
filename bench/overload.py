"""Three times as much as can be answered: what is answered, what is refused and how, what is lost,
what it costs in memory, and how soon all is well again.

The capacity is found first, with tenants who wait for their answers. Then messages come at three
times that rate, whether or not those before them have been answered.
"""

import asyncio
import os
import time
from dataclasses import dataclass

from bench.capacity import at_rest, gauged, seconds_until_normal
from bench.crowd import Offered, crowd
from bench.figures import Figure, Run
from bench.installation import Installation
from bench.scripts import scripts
from bench.watching import Sample, growth, memory_chart, watched

TIMES = 3
SECONDS, QUICK_SECONDS = 600.0, 60.0
EVERY, QUICK_EVERY = 5.0, 1.0
WARM_UP = 0.3
"""Of the time, before memory is judged: queues, pools and caches fill up."""
P99_SECONDS, RECOVERED_SECONDS = 5.0, 10.0
"""WeChat gives up after five."""
GOODPUT = 0.8
"""Of what can be answered, so much is when more is asked: refusing costs something, too."""
DRAIN_SECONDS = 120.0
WAITING = "select count(*) from message where status = 'received'"
EXCUSED = "select count(distinct data->>'bot_down') from message where data ? 'bot_down'"
HANDED_OVER = "select count(*) from conversation where owner <> 'bot'"


@dataclass(frozen=True, slots=True)
class Found:
    capacity: float
    normal: float
    """Seconds to an answer at rest."""
    seconds: float
    offered: Offered
    samples: list[Sample]
    recovered: float
    left: int
    """Messages without an answer when all is over."""
    excused: int
    """Messages whose tenant heard first that it takes longer."""
    handed_over: int
    load: float


def measure(run: Run) -> list[Figure]:
    found = asyncio.run(_overloaded(run))
    judged = found.samples[int(len(found.samples) * WARM_UP) :]
    run.draw("overload", memory_chart("Memory at three times the capacity", judged))
    offered, waited = found.offered, sorted(seconds for _, seconds in found.offered.answered)
    lost = offered.lost.total() + found.left
    how = (
        f"{found.seconds:.0f} s at {TIMES} times {found.capacity:.1f} messages a second,"
        f" load {found.load:.1f}"
    )
    total = offered.messages
    told = ", ".join(f"{code}: {count}" for code, count in offered.shed.most_common())
    missing = ", ".join(f"{what}: {count}" for what, count in offered.lost.most_common(3))
    refusal = sorted(offered.shed_seconds) or [0.0]
    return [
        Figure("capacity", found.capacity, "/s", "tenants who wait for their answer", total),
        Figure("answered while overloaded", len(waited) / found.seconds, "/s", how, total),
        Figure("of the capacity", len(waited) / found.seconds / found.capacity, "×", how, total,
               GOODPUT, "higher"),
        Figure("shed with a clear answer", offered.shed.total() / total, "of all", told, total),
        Figure("lost", lost, "", missing or how, total, 0.0),
        Figure("p50 of what was accepted", waited[len(waited) // 2], "s", how, len(waited)),
        Figure("p99 of what was accepted", waited[int(len(waited) * 0.99)], "s", how,
               len(waited), P99_SECONDS),
        Figure("p99 of a refusal", refusal[int(len(refusal) * 0.99)], "s", how, len(refusal)),
        Figure("told that it takes longer", found.excused, "", how, total),
        Figure("handed over", found.handed_over, "", how, total),
        Figure("until answers come as at rest", found.recovered, "s",
               f"{found.normal * 1000:.0f} ms at rest, twice that allowed", 3, RECOVERED_SECONDS),
        *growth(judged, how),
    ]  # fmt: skip


async def _overloaded(run: Run) -> Found:
    seconds = QUICK_SECONDS if run.quick else SECONDS
    async with gauged(run) as (made, dial, can):
        normal = await at_rest(dial)
        run.say(f"at rest {normal * 1000:.0f} ms; now {TIMES * can:.1f} a second, {seconds:.0f} s")
        async with (
            watched(made, QUICK_EVERY if run.quick else EVERY) as samples,
            crowd(dial, scripts(seed=5)) as people,
        ):
            await people.come(TIMES * can, seconds)
            looked, load = list(samples), os.getloadavg()[0]
            recovered = await seconds_until_normal(dial, normal, patience=DRAIN_SECONDS)
        run.say(f"lost: {dict(people.offered.lost)}")
        left = await _left(made)
        return Found(
            can, normal, seconds, people.offered, looked, recovered, left,
            excused=_count(made, EXCUSED), handed_over=_count(made, HANDED_OVER), load=load,
        )  # fmt: skip


async def _left(made: Installation) -> int:
    """Messages that wait for an answer; none does after a while, if none was forgotten."""
    until = time.monotonic() + DRAIN_SECONDS
    while (left := _count(made, WAITING)) and time.monotonic() < until:  # noqa: ASYNC110 - other processes answer them
        await asyncio.sleep(1)
    return left


def _count(made: Installation, statement: str) -> int:
    return int(str(made.sql(statement)[0][0]))
