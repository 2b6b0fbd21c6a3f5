"""What is done to the installation, and when."""

import asyncio
import signal
from random import Random

import psutil

from bench.storm.history import Fault
from bench.storm.installation import Installation
from bench.storm.world import World
from parkline.settings.settings import ROOT

BEFORE = 0.15
"""Share of the errands that the version before has to itself."""
KINDS = ("gateway", "worker", "bot", "postgres", "valkey", "backend", "flush")


async def strike(world: World, installation: Installation, gap: float) -> None:
    """One fault after another, `gap` seconds apart on average, until cancelled.

    They are drawn from a bag that is filled again when it is empty: none is left out for long.
    """
    random = world.random("faults")
    bag: list[str] = []
    while True:
        await asyncio.sleep(_gap(random, gap))
        if not bag:
            bag = list(KINDS)
            random.shuffle(bag)
        kind = bag.pop()
        if not await installation.serves(kind):
            bag.insert(0, kind)  # It is still down: it can only fall once it stands.
            continue
        try:
            detail = await installation.fault(kind, random)
        except (psutil.Error, OSError, IndexError) as problem:
            detail = f"could not: {problem!r}"
        world.history.faults.append(Fault(kind, detail, world.now()))


async def update(world: World, installation: Installation, errands: int, command: str) -> None:
    """The only fault: after some errands `command` puts another version's files in place, and
    `parkline up` restarts its processes one after another, the old beside the new."""
    while world.counts.get("errands done", 0) < errands * BEFORE:  # noqa: ASYNC110 - they ring nothing
        await asyncio.sleep(0.5)
    process = await asyncio.create_subprocess_shell(command, cwd=ROOT)
    if await process.wait() != 0:
        raise RuntimeError(f"{command!r} ended with {process.returncode}")
    world.history.faults.append(Fault("update", command, world.now()))
    installation.process.send_signal(signal.SIGHUP)


def _gap(random: Random, mean: float) -> float:
    return min(random.expovariate(1 / mean), 3 * mean)
