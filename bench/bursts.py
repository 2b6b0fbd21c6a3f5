"""One side of `bench.by_turns`: this file, run by a checkout's Python on the checkout's own bench.

It does a burst of work for each line that it reads, and writes a line of JSON: milliseconds of CPU
for one piece of work, by process. The names that it imports of `bench` are therefore older than it.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import islice
from pathlib import Path

import aiohttp

from bench import orders
from bench.buyers import crowd
from bench.figures import Run
from bench.hooked import hooked
from bench.installation import Cost, installation
from bench.ordering import at_rate
from bench.role import cpu, gateway
from bench.scripts import Script, scripts
from bench.seeding import seed
from bench.stores import stores
from bench.tenants import ANSWER_SECONDS, Dial, Refused, utter, web_chat, words

TENANTS, CONVERSATIONS = 8, 24
"""At a time, and in a burst: each kind of conversation three times."""
READY_SECONDS = 900
SETTLE_SECONDS = 0.5
"""After a burst, for what follows from its last messages."""
BUYERS, BUYERS_AT_ONCE, ORDER_SECONDS = 16_000, 16, 3.0
EVENTS, EVENTS_A_SECOND = 200, 50.0
"""Of orders that vendors are told of in a burst."""
MOST_BURSTS = 40
"""For which there are orders that no vendor was told of."""

Spent = Mapping[str, float]
Burst = Callable[[], Awaitable[Spent]]


@asynccontextmanager
async def turns() -> AsyncIterator[Burst]:
    """Conversations through the web chat. A message that nobody answers ends its conversation."""
    wanted = scripts(seed=1)
    async with (
        installation() as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        dial = web_chat(client, made.url)

        async def burst() -> Spent:
            before, waiting = made.costs(), islice(wanted, CONVERSATIONS)
            said = await asyncio.gather(*(talk(dial, waiting) for _ in range(TENANTS)))
            await asyncio.sleep(SETTLE_SECONDS)
            return _for_one(before, made.costs(), sum(said))

        yield burst


async def talk(dial: Dial, waiting: Iterator[Script]) -> int:
    """One conversation after another, until none waits; how many messages were answered."""
    messages = 0
    for script in waiting:
        saying, heard = words(script), None
        try:
            async with dial() as line:
                while True:
                    text = saying.send(heard)  # type: ignore[arg-type]  # None begins.
                    async with asyncio.timeout(ANSWER_SECONDS):
                        heard = await utter(line, text)
                    messages += 1
        except StopIteration:
            pass
        except (TimeoutError, Refused, aiohttp.ClientError) as problem:
            print(f"{script.name} broke off: {problem!r}", file=sys.stderr)
    return messages


def _for_one(before: Mapping[str, Cost], after: Mapping[str, Cost], messages: int) -> Spent:
    return {role: (after[role].cpu - before[role].cpu) * 1000 / messages for role in after}


@asynccontextmanager
async def placing() -> AsyncIterator[Burst]:
    """Orders through the API."""
    settings = vars(orders)["Settings"](demo=True)  # It stands elsewhere in an older checkout.
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parkline-bench-")))
        backing = stack.enter_context(stores(folder))
        url = backing.database("placing")
        await seed(url)
        made = await crowd(url, settings, BUYERS)
        serving = await stack.enter_async_context(gateway(backing, url, folder))
        client = await stack.enter_async_context(aiohttp.ClientSession())
        park = orders.Park(backing, serving, client, iter(made.buyers))

        async def burst() -> Spent:
            placed = await park.rush(BUYERS_AT_ONCE, ORDER_SECONDS)
            return {"gateway": placed.gateway, "postgres": placed.postgres}

        yield burst


@asynccontextmanager
async def webhooks() -> AsyncIterator[Burst]:
    """Deliveries of an order's events, at a rate that one worker keeps up with."""
    async with AsyncExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="parkline-bench-"))
        run = Run(quick=True, folder=Path(name), name="webhooks")
        site = await stack.enter_async_context(hooked(run, EVENTS * MOST_BURSTS))
        worker = await stack.enter_async_context(site.worker())

        async def burst() -> Spent:
            used, spent = cpu(worker), site.postgres()
            said = await at_rate(site.vendors, EVENTS_A_SECOND, EVENTS / EVENTS_A_SECOND)
            await site.all_of(set(said.at))
            took = {"worker": cpu(worker) - used, "postgres": site.postgres() - spent}
            return {role: seconds * 1000 / len(said.at) for role, seconds in took.items()}

        yield burst


WORK = {"turns": turns, "placing": placing, "webhooks": webhooks}


def _patiently() -> None:
    """Two installations come up at once, maybe beside other work: each waits for its own for
    longer than it does alone."""
    for module in list(sys.modules.values()):
        if module.__name__ in ("bench.installation", "tests.kit.installation"):
            vars(module)["READY_SECONDS"] = READY_SECONDS


async def main(kind: str) -> None:
    loop = asyncio.get_running_loop()
    _patiently()
    async with WORK[kind]() as burst:
        print(json.dumps({}), flush=True)  # It is up.
        while await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(dict(await burst())), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
