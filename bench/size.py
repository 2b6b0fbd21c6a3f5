"""What hot operations cost in a park with little past and in one with much.

The same operations, one at a time, on databases that differ in the number of orders and messages
alone (history.sql). Rounds go through the databases by turns, so that a busy moment hits each.
Commits do not wait for the disk here: that takes as long at every size, and would hide what grows.
"""

import asyncio
import itertools
import statistics
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime

from sqlalchemy.engine import make_url

from bench import history
from bench.charts import Lines
from bench.figures import Figure, Run
from bench.operations import OPERATIONS
from bench.seeding import seed
from bench.site import Operation, Site, site
from bench.stores import Stores, stores
from parkline.stores.database import database

SIZES, QUICK_SIZES = (1_000, 100_000, 1_000_000), (1_000, 100_000)
SECONDS, QUICK_SECONDS = 6.0, 2.0
"""For each operation, in all databases together."""
WARM_UP, FEWEST = 5, 15
"""Rounds; more than the fewest while there is time."""
FLAT = 1.3
CHARTED = (
    "receive a message",
    "place an order",
    "claim and record a delivery",
    "inbox: open",
    "vendor's orders, news",
    "housekeeping",
)
Medians = dict[int, float]
"""Milliseconds by size."""


def measure(run: Run) -> list[Figure]:
    """How many times as long an operation takes at the largest size as at the smallest."""
    sizes, seconds = (QUICK_SIZES, QUICK_SECONDS) if run.quick else (SIZES, SECONDS)
    return asyncio.run(_measure(run, sizes, seconds))


async def _measure(run: Run, sizes: tuple[int, ...], seconds: float) -> list[Figure]:
    with stores(run.folder) as backing:
        async with AsyncExitStack() as stack:
            sites = {}
            for size in sizes:
                run.say(f"a past of {size} orders and messages")
                url = _unhurried(await _filled(backing, size))
                sites[size] = await site(await stack.enter_async_context(database(url)))
            found = {
                name: await _compared(run, name, operation, sites, seconds)
                for name, operation in OPERATIONS.items()
            }
    run.draw("size", _chart({name: medians for name, (medians, _) in found.items()}))
    return [_figure(name, medians, rounds) for name, (medians, rounds) in found.items()]


async def _filled(backing: Stores, size: int) -> str:
    url = backing.database(f"size_{size}")
    await seed(url, staff=True)
    await asyncio.to_thread(history.write, url, size, now=datetime.now(UTC))
    return url


def _unhurried(url: str) -> str:
    asynchronous = {"options": "-c synchronous_commit=off"}
    return make_url(url).update_query_dict(asynchronous).render_as_string(hide_password=False)


async def _compared(
    run: Run, name: str, operation: Operation, sites: dict[int, Site], seconds: float
) -> tuple[Medians, int]:
    """The medians, and of how many rounds."""
    taken: dict[int, list[float]] = {size: [] for size in sites}
    until = time.perf_counter() + seconds
    for done in itertools.count():
        if done >= WARM_UP + FEWEST and time.perf_counter() >= until:
            break
        for size, at in sites.items():
            started = time.perf_counter()
            await operation(at)
            taken[size].append((time.perf_counter() - started) * 1000)
    medians = {size: statistics.median(each[WARM_UP:]) for size, each in taken.items()}
    run.say(f"{name}: {_told(medians)}")
    return medians, done - WARM_UP


def _figure(name: str, medians: Medians, rounds: int) -> Figure:
    ratio = medians[max(medians)] / medians[min(medians)]
    return Figure(name, ratio, "times", f"medians at {_told(medians)}", rounds, FLAT)


def _told(medians: Medians) -> str:
    return ", ".join(f"{size}: {median:.1f} ms" for size, median in medians.items())


def _chart(found: dict[str, Medians]) -> Lines:
    steps = [f"{size:,}" for size in next(iter(found.values()))]
    series = [(name, list(found[name].values())) for name in CHARTED]
    return Lines("Cost against size", "ms", steps, series, foot="orders, and messages")
