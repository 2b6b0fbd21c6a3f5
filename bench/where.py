"""`python -m bench.where [--seconds N] [--tenants N]`: where the CPU time of a message goes.

Gateway, bot and worker are sampled under the mixed script, by the time that they were on a
processor (bench/sampling). What Python's own library spends counts for whoever called it.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import aiohttp

from bench.bursts import CONVERSATIONS, talk
from bench.installation import Installation, installation
from bench.scripts import scripts
from bench.tenants import web_chat
from parkline.settings.settings import ROOT

ROLES = ("gateway", "bot", "worker")
SHOWN = 24
WRITTEN_SECONDS = 2.0
"""Until a process has written what it has met."""
SAMPLING = Path(__file__).with_name("sampling")

Stack = Sequence[Sequence[str]]
"""Files and functions, the innermost first."""
Spent = tuple[float, Counter[str]]
"""Milliseconds for a message, and samples by part."""


def part_of(stack: Stack) -> str:
    """Whose code it was: the innermost package, or folder of ours, that is no helper of others."""
    for file, function in stack:
        if (package := re.search(r"site-packages/(\w+)(?:/(\w+))?", file)) is not None:
            name, inner = package.groups()
            if name in _HELPERS:
                continue
            return f"{name}.{inner}" if name in _LARGE else name
        if (ours := _ours(file)) is not None:
            return ours
        if "/json/" in file or "/logging/" in file or function == "_run_once":
            return {"_run_once": "asyncio's loop"}.get(function, Path(file).parent.name)
    return "other"


_HELPERS = {"yarl", "multidict", "greenlet", "numpy", "scipy"}
_LARGE = {"sqlalchemy", "aiohttp", "rasa"}


def _ours(file: str) -> str | None:
    """The folder, or the file where that lies beside folders."""
    if not file.startswith(f"{ROOT}/") or "/.venv/" in file:
        return None
    parts = Path(file).relative_to(ROOT).parts
    return "/".join(parts[: 3 if parts[0] == "bot" else 2])


async def sampled(seconds: float, tenants: int, folder: Path) -> Mapping[str, Spent]:
    """By role."""
    wanted = scripts(seed=1)
    async with (
        installation() as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        dial = web_chat(client, made.url)

        async def some() -> int:
            waiting = islice(wanted, CONVERSATIONS * 2)
            return sum(await asyncio.gather(*(talk(dial, waiting) for _ in range(tenants))))

        await some()  # Statements are prepared, caches filled.
        _turn(made)
        before, until, messages = made.costs(), time.monotonic() + seconds, 0
        while time.monotonic() < until:
            messages += await some()
        after = made.costs()
        _turn(made)
        await asyncio.sleep(WRITTEN_SECONDS)
        return {
            role: ((after[role].cpu - before[role].cpu) * 1000 / messages, _met(made, role, folder))
            for role in ROLES
        }


def _turn(made: Installation) -> None:
    for role in ROLES:
        for pid in made.pids(role):
            os.kill(pid, signal.SIGUSR2)


def _met(made: Installation, role: str, folder: Path) -> Counter[str]:
    met: Counter[str] = Counter()
    for pid in made.pids(role):
        for line in (folder / str(pid)).read_text().splitlines():
            count, stack = json.loads(line)
            met[part_of(stack)] += count
    return met


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.where", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--tenants", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parkline-samples-") as folder:
        os.environ |= {"SAMPLES": folder, "PYTHONPATH": f"{SAMPLING}{os.pathsep}{Path.cwd()}"}
        found = asyncio.run(sampled(asked.seconds, asked.tenants, Path(folder)))
    for role, (milliseconds, met) in found.items():
        print(f"\n{role}: {milliseconds:.2f} ms of CPU for a message, {met.total()} samples")
        for part, count in met.most_common(SHOWN):
            share = count / met.total()
            print(f"{share * 100:5.1f} %  {share * milliseconds:5.2f} ms  {part}")


if __name__ == "__main__":
    main()
