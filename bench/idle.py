"""The first message after a start, and after an hour in which nobody wrote.

Of an installation whose data are there already, so that a start makes no database. A message is
timed from when it is sent to its first answer; of who comes anew, from when they open the page.
"""

import asyncio
import statistics
import time

import aiohttp

from bench.figures import Figure, Run
from bench.installation import installation
from bench.tenants import Dial, Line, web_chat

IDLE_SECONDS, QUICK_IDLE_SECONDS = 3600.0, 60.0
SAID = (
    "wifi密码是多少",
    "两份牛肉面",
    "A座3楼301的空调不制冷了",
    "登记一个访客",
    "what's the wifi password",
)
"""In conversations of their own, some of which have a form begin."""
ROUNDS = 4
"""Of SAID, until all is warm."""


def measure(run: Run) -> list[Figure]:
    return asyncio.run(_measured(run))


async def _measured(run: Run) -> list[Figure]:
    idle = QUICK_IDLE_SECONDS if run.quick else IDLE_SECONDS
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as client:
        async with installation(data=run.folder):
            run.say("there are data")
        began = time.monotonic()
        async with installation(data=run.folder) as made:
            dial = web_chat(client, made.url)
            first = await _newcomer(dial, SAID[0])
            started = time.monotonic() - began
            run.say(f"up and answered after {started:.1f} s; nobody writes for {idle:.0f} s")
            warm = [await _newcomer(dial, text) for _ in range(ROUNDS) for text in SAID]
            async with dial() as line:
                kept = [await _timed(line, SAID[0]) for _ in range(ROUNDS)]
                await asyncio.sleep(idle)
                page = await _timed(line, SAID[0])
            again = [await _newcomer(dial, text) for text in SAID]
    usual, of_page = statistics.median(warm[-len(SAID) :]), statistics.median(kept)
    after = f"after {idle:.0f} s in which nobody wrote"
    return [
        Figure("from `parkline up` to the first answer", started, "s", "data are there", 1),
        Figure("a newcomer's first message after a start", first, "s", "page and answer", 1),
        Figure("a newcomer's first message, usually", usual, "s", "page and answer", len(SAID)),
        Figure(f"on an open page, {after}", page, "s", "sent to answer", 1),
        Figure("on an open page, usually", of_page, "s", "sent to answer", ROUNDS),
        Figure(f"newcomers' first messages, {after}", max(again), "s",
               "page and answer; the slowest of the first five", len(again)),
    ]  # fmt: skip


async def _newcomer(dial: Dial, text: str) -> float:
    """Seconds from opening the page to the first answer."""
    began = time.monotonic()
    async with dial() as line:
        return (await line.say(text)).at - began


async def _timed(line: Line, text: str) -> float:
    began = time.monotonic()
    return (await line.say(text)).at - began
