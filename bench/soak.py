"""Half of what can be answered, for half an hour, with all that goes on in a park beside its chat:
whether anything that processes hold grows."""

import asyncio
import os
from dataclasses import dataclass

from bench.beside import Beside, life
from bench.capacity import gauged
from bench.crowd import Offered, crowd
from bench.figures import Figure, Run
from bench.scripts import scripts
from bench.watching import Sample, growth, memory_chart, watched

SHARE = 0.5
SECONDS, QUICK_SECONDS = 1800.0, 180.0
EVERY = 5.0
WARM_UP = 0.25
"""Of the time, before anything is judged: caches, pools and PostgreSQL's plans fill up."""
DELIVERED = "select count(*) from delivery where status = 'delivered'"


@dataclass(frozen=True, slots=True)
class Found:
    capacity: float
    seconds: float
    offered: Offered
    beside: Beside
    samples: list[Sample]
    delivered: int
    load: float


def measure(run: Run) -> list[Figure]:
    found = asyncio.run(_soaked(run))
    judged = found.samples[int(len(found.samples) * WARM_UP) :]
    run.draw("soak", memory_chart("Memory at half of the capacity", found.samples))
    how = (
        f"{found.seconds / 60:.0f} min at {SHARE} of {found.capacity:.1f} messages a second, with"
        f" {_told(found.beside)}, load {found.load:.1f}"
    )
    offered, waited = found.offered, sorted(seconds for _, seconds in found.offered.answered)
    failed = found.beside.failed
    return [
        Figure("answered", len(waited) / found.seconds, "/s", how, len(waited)),
        Figure("p50", waited[len(waited) // 2], "s", how, len(waited)),
        Figure("p99", waited[int(len(waited) * 0.99)], "s", how, len(waited)),
        Figure("shed", offered.shed.total(), "", _most(offered.shed) or how, offered.messages),
        Figure("lost", offered.lost.total(), "", _most(offered.lost) or how, offered.messages, 0.0),
        Figure("webhooks delivered", found.delivered, "", how, found.delivered),
        Figure("failed beside the chat", failed.total(), "", _most(failed) or how,
               found.beside.done.total(), 0.0),
        *growth(judged, how),
    ]  # fmt: skip


def _told(beside: Beside) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(beside.done.items()))


def _most(counted: "dict[str, int]") -> str:
    ordered = sorted(counted.items(), key=lambda one: -one[1])
    return ", ".join(f"{what}: {count}" for what, count in ordered[:3])


async def _soaked(run: Run) -> Found:
    seconds = QUICK_SECONDS if run.quick else SECONDS
    async with gauged(run) as (made, dial, can):
        run.say(f"{SHARE * can:.1f} messages a second for {seconds / 60:.0f} minutes")
        async with life(made) as beside, watched(made, EVERY) as samples:
            async with crowd(dial, scripts(seed=6)) as people:
                telling = asyncio.create_task(_tell(run, samples))
                await people.come(SHARE * can, seconds)
                telling.cancel()
                looked, load = list(samples), os.getloadavg()[0]
            delivered = int(str(made.sql(DELIVERED)[0][0]))
        return Found(can, seconds, people.offered, beside, looked, delivered, load)


async def _tell(run: Run, samples: list[Sample]) -> None:
    """How it goes, now and then."""
    while True:
        await asyncio.sleep(60)
        last = samples[-1]
        memory = ", ".join(f"{role} {size / 1e6:.0f}" for role, size in last.memory.items())
        run.say(f"MB: {memory}; tasks {dict(last.tasks)}; connections {last.connections}")
