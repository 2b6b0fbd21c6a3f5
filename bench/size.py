"""What hot operations cost in a park with little past and in one with much.

The same operations, one at a time, on databases that differ in the number of orders and messages
alone (history.sql). Rounds go through the databases by turns, so that a busy moment hits each.
"""

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import product

from bench import history
from bench.figures import Figure, Run
from bench.operations import OPERATIONS, Operation, Site, site
from bench.stores import Stores, stores
from parkline.database import database
from parkline.setup import seed_if_missing

SIZES, QUICK_SIZES = (1_000, 100_000, 1_000_000), (1_000, 100_000)
ROUNDS, QUICK_ROUNDS = 60, 20
WARM_UP = 5
FLAT = 1.3


def measure(run: Run) -> list[Figure]:
    """How many times as long an operation takes at the largest size as at the smallest."""
    sizes, rounds = (QUICK_SIZES, QUICK_ROUNDS) if run.quick else (SIZES, ROUNDS)
    return asyncio.run(_measure(run, sizes, rounds))


async def _measure(run: Run, sizes: tuple[int, ...], rounds: int) -> list[Figure]:
    with stores(run.folder) as backing:
        async with AsyncExitStack() as stack:
            sites = {}
            for size in sizes:
                run.say(f"a past of {size} orders and messages")
                url = await _filled(backing, size)
                sites[size] = await site(await stack.enter_async_context(database(url)))
            return [
                await _compared(run, name, operation, sites, rounds)
                for name, operation in OPERATIONS.items()
            ]


async def _filled(backing: Stores, size: int) -> str:
    url = backing.database(f"size_{size}")
    await seed_if_missing(url, staff=True)
    history.write(url, size, now=datetime.now(UTC))
    return url


async def _compared(
    run: Run, name: str, operation: Operation, sites: dict[int, Site], rounds: int
) -> Figure:
    taken: dict[int, list[float]] = {size: [] for size in sites}
    for turn, size in product(range(WARM_UP + rounds), sites):
        started = time.perf_counter()
        await operation(sites[size])
        if turn >= WARM_UP:
            taken[size].append((time.perf_counter() - started) * 1000)
    medians = {size: statistics.median(each) for size, each in taken.items()}
    told = ", ".join(f"{size}: {median:.1f} ms" for size, median in medians.items())
    run.say(f"{name}: {told}")
    ratio = medians[max(sites)] / medians[min(sites)]
    return Figure(name, ratio, "times", f"medians at {told}", rounds * len(sites), FLAT)
