"""How many messages a second an installation answers: more and more tenants, until that helps no
more."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bench.figures import Run
from bench.installation import Installation, installation
from bench.scripts import scripts
from bench.tenants import Dial, Refused, Tally, talk, web_chat

STEPS = (8, 16, 32, 64)
"""Tenants at a time, each waiting for its answer."""
SECONDS, QUICK_SECONDS = 20.0, 6.0
WARM_UP_SECONDS = 5.0
GAIN = 1.03
QUESTION = "wifi密码是多少"
IN_A_ROW = 3
PAUSE_SECONDS = 0.5


@asynccontextmanager
async def gauged(run: Run) -> AsyncIterator[tuple[Installation, Dial, float]]:
    """An installation, up until the block ends; how to reach its chat; how much it can answer."""
    async with (
        installation() as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        dial = web_chat(client, made.url)
        yield made, dial, await capacity(run, dial)


async def capacity(run: Run, dial: Dial) -> float:
    """Messages a second. What a process does at first loads things, and does not count."""
    seconds = QUICK_SECONDS if run.quick else SECONDS
    best = 0.0
    await _rate(dial, STEPS[0], WARM_UP_SECONDS)
    for tenants in STEPS:
        rate = await _rate(dial, tenants, seconds)
        run.say(f"{tenants} tenants: {rate:.1f} messages a second")
        enough = rate < best * GAIN
        best = max(best, rate)
        if enough:
            break
    return best


async def _rate(dial: Dial, tenants: int, seconds: float) -> float:
    tally, until, wanted = Tally(), time.monotonic() + seconds, scripts(seed=3)
    await asyncio.gather(*(talk(dial, wanted, tally, until) for _ in range(tenants)))
    return len(tally.seconds) / seconds


async def at_rest(dial: Dial, messages: int = 12) -> float:
    """Seconds from a message to its answer when nobody else is there: the median."""
    taken = []
    async with dial() as line:
        for number in range(messages):
            started = time.monotonic()
            heard = await line.say(QUESTION)
            if number >= messages // 3:
                taken.append(heard.at - started)
    return statistics.median(taken)


async def seconds_until_normal(dial: Dial, normal: float, *, patience: float) -> float:
    """From now until three answers in a row come as soon as at rest, twice as long allowed."""
    began, good = time.monotonic(), list[float]()
    while len(good) < IN_A_ROW and time.monotonic() - began < patience:
        asked = time.monotonic()
        took = await _asked(dial)
        good = [*good, asked - began] if took is not None and took <= 2 * normal else []
        await asyncio.sleep(PAUSE_SECONDS)
    return good[0] if len(good) == IN_A_ROW else patience


async def _asked(dial: Dial) -> float | None:
    """Seconds to the answer that a newcomer gets; None if it is refused."""
    try:
        async with dial() as line:
            started = time.monotonic()
            heard = await line.say(QUESTION)
            return heard.at - started
    except (Refused, aiohttp.ClientError):
        return None
