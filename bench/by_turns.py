"""`python -m bench.by_turns BEFORE NOW [--bursts N]`: what a message costs in two checkouts.

Both are up at once and talk in bursts, one after the other, so that what else the machine does
falls on both. Printed is the CPU of each process for one message, the median over all bursts, and
the median of the ratios of neighbouring bursts. Each checkout has its environment and a trained
bot (`make setup train`), and is measured by its own bench.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

import aiohttp

from bench.installation import Cost, installation
from bench.scripts import Script, scripts
from bench.tenants import Dial, utter, web_chat, words

TENANTS, CONVERSATIONS = 16, 48
"""At a time, and in a burst: each kind of conversation six times."""
BURSTS = 8
SETTLE_SECONDS = 0.5
"""After a burst, for what follows from its last messages."""

Spent = Mapping[str, float]
"""CPU milliseconds for one message, by process."""


def main() -> None:
    asked = _asked()
    if asked.burst:
        asyncio.run(_bursts())
        return
    spent = by_turns(asked.before, asked.now, asked.bursts)
    print(table(*spent))


def by_turns(before: Path, now: Path, bursts: int) -> tuple[list[Spent], list[Spent]]:
    """The bursts of each checkout, in order. A first one of each, which warms up, is left out."""
    with ExitStack() as stack:
        talking = [stack.enter_context(_up(tree)) for tree in (before, now)]
        found = [[_burst(one) for one in talking] for _ in range(bursts + 1)]
    return [a for a, _ in found[1:]], [b for _, b in found[1:]]


def table(before: Sequence[Spent], now: Sequence[Spent]) -> str:
    """A line for each process, and one for all of them."""
    lines = [f"{'ms for a message':<16} {'before':>8} {'now':>8} {'ratio':>7}"]
    for name in [*before[0], "all"]:
        then, here = ([_of(one, name) for one in those] for those in (before, now))
        ratio = statistics.median(b / a if a else 1.0 for a, b in zip(then, here, strict=True))
        medians = f"{statistics.median(then):8.2f} {statistics.median(here):8.2f}"
        lines.append(f"{name:<16} {medians} {ratio:7.3f}")
    return "\n".join(lines)


def _of(spent: Spent, name: str) -> float:
    return sum(spent.values()) if name == "all" else spent[name]


@contextmanager
def _up(tree: Path) -> Iterator["subprocess.Popen[str]"]:
    """This file, run by the checkout's Python on the checkout's bench."""
    tree = tree.resolve()
    with subprocess.Popen(  # noqa: S603 - our own command
        [tree / ".venv" / "bin" / "python", "-P", __file__, "--burst"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def _burst(process: "subprocess.Popen[str]") -> Spent:
    """Raises RuntimeError if it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    said = process.stdout.readline()
    if not said:
        raise RuntimeError(f"{process.args!r} ended")
    spent: Spent = json.loads(said)
    return spent


async def _bursts() -> None:
    """A burst for each line that is read, and a line for each burst."""
    loop, wanted = asyncio.get_running_loop(), scripts(seed=1)
    async with (
        installation() as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        dial = web_chat(client, made.url)
        while await loop.run_in_executor(None, sys.stdin.readline):
            before, waiting = made.costs(), islice(wanted, CONVERSATIONS)
            said = await asyncio.gather(*(_talk(dial, waiting) for _ in range(TENANTS)))
            await asyncio.sleep(SETTLE_SECONDS)
            print(json.dumps(_for_one(before, made.costs(), sum(said))), flush=True)


async def _talk(dial: Dial, waiting: Iterator[Script]) -> int:
    """One conversation after another, until none waits; how many messages that were. Raises
    TimeoutError, Refused."""
    messages = 0
    for script in waiting:
        async with dial() as line:
            saying, heard = words(script), None
            with suppress(StopIteration):
                while True:
                    text = saying.send(heard)  # type: ignore[arg-type]  # None begins.
                    heard = await utter(line, text)
                    messages += 1
    return messages


def _for_one(before: Mapping[str, Cost], after: Mapping[str, Cost], messages: int) -> Spent:
    return {role: (after[role].cpu - before[role].cpu) * 1000 / messages for role in after}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.by_turns", description=__doc__)
    parser.add_argument("before", nargs="?", type=Path, help="a checkout")
    parser.add_argument("now", nargs="?", type=Path, help="another one")
    parser.add_argument("--bursts", type=int, default=BURSTS)
    parser.add_argument("--burst", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.burst and asked.now is None:
        parser.error("two checkouts are compared")
    return asked


if __name__ == "__main__":
    main()
