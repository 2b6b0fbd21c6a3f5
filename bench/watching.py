"""What an installation holds, looked at every few seconds while it is under load."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.charts import Lines
from bench.figures import Figure
from bench.installation import Installation
from bench.trend import Trend, thinned, trend

ROLES = ("bot", "gateway", "worker", "postgres", "valkey")
FLAT, STEADY = 1.05, 1.2
"""Times that memory, and what is counted, may be at the end of what it was at the beginning. Who
comes when is chance, and sockets with them."""
POINTS = 24
"""Of a chart's line."""


@dataclass(frozen=True, slots=True)
class Sample:
    """At one moment; `memory` (bytes of its own, nothing shared), `files` and `tasks` by role."""

    at: float
    """`time.monotonic()`."""
    memory: Mapping[str, int]
    files: Mapping[str, int]
    tasks: Mapping[str, int]
    connections: int
    """Of PostgreSQL's clients."""


@asynccontextmanager
async def watched(made: Installation, every: float) -> AsyncIterator[list[Sample]]:
    """A list that is added to every so many seconds, until the block ends."""
    samples: list[Sample] = []
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=every)) as client:
        watching = asyncio.create_task(_watch(made, client, every, samples))
        try:
            yield samples
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


async def _watch(
    made: Installation, client: aiohttp.ClientSession, every: float, samples: list[Sample]
) -> None:
    while True:
        tasks = {role: await _tasks(client, url) for role, url in _metrics(made).items()}
        samples.append(await asyncio.to_thread(_look, made, tasks))
        await asyncio.sleep(every)


def _look(made: Installation, tasks: Mapping[str, int]) -> Sample:
    pids = {role: made.pids(role) for role in ROLES}
    return Sample(
        time.monotonic(),
        {role: sum(map(own_memory, found)) for role, found in pids.items()},
        {role: sum(map(open_files, found)) for role, found in pids.items()},
        tasks,
        int(str(made.sql("select numbackends from pg_stat_database where datname ="
                         " current_database()")[0][0])) - 1,
    )  # fmt: skip


def own_memory(pid: int) -> int:
    """Resident bytes that are no file's and no shared memory's; 0 of one that has ended.

    What PostgreSQL's processes share is counted by each of them, and they take it up bit by bit.
    """
    with suppress(OSError, AttributeError):
        status = Path(f"/proc/{pid}/status").read_text()
        found = re.search(r"RssAnon:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0
    return 0


def open_files(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return 0


def _metrics(made: Installation) -> dict[str, str]:
    return {
        "gateway": f"{made.url}/metrics",
        "worker": f"http://127.0.0.1:{made.port('WORKER_METRICS_PORT')}/metrics",
    }


async def _tasks(client: aiohttp.ClientSession, url: str) -> int:
    """0 where nobody answers in time."""
    with suppress(aiohttp.ClientError, TimeoutError):
        async with client.get(url) as response:
            found = re.search(r"^parkline_tasks (\S+)", await response.text(), re.MULTILINE)
            return int(float(found[1])) if found else 0
    return 0


Held = Callable[[Sample], float]


def held(samples: Sequence[Sample]) -> dict[str, tuple[str, Held]]:
    """What is judged, by name: its unit, and how a sample says it."""
    judged: dict[str, tuple[str, Held]] = {}
    for role in ROLES:
        judged[f"memory of {role}"] = ("MB", lambda one, role=role: one.memory[role] / 1e6)  # type: ignore[misc]
    for role in ("bot", "gateway", "worker"):
        judged[f"open files of {role}"] = ("", lambda one, role=role: one.files[role])  # type: ignore[misc]
    for role in ("gateway", "worker"):
        if any(one.tasks[role] for one in samples):
            judged[f"tasks of {role}"] = ("", lambda one, role=role: one.tasks[role])  # type: ignore[misc]
    judged["connections to PostgreSQL"] = ("", lambda one: one.connections)
    return judged


def growth(samples: Sequence[Sample], how: str) -> list[Figure]:
    """For each thing that is held: its last fifth against its first, its slope said beside it."""
    if len(samples) < 5:  # noqa: PLR2004 - fifths
        raise RuntimeError(f"looked {len(samples)} times only")
    figures = []
    for name, (unit, of) in held(samples).items():
        found = _trend(samples, of)
        last = of(samples[-1])
        told = f"{how}; at last {last:.0f} {unit}, {found.slope:+.1f} {unit} an hour"
        target = FLAT if unit == "MB" else STEADY
        figures.append(Figure(f"{name}, last fifth by first", found.times, "×", told,
                              len(samples), target))  # fmt: skip
    return figures


def _trend(samples: Iterable[Sample], of: Held) -> Trend:
    kept = list(samples)
    return trend([one.at for one in kept], [of(one) for one in kept])


def memory_chart(title: str, samples: Sequence[Sample]) -> Lines:
    series = [
        (role, thinned([one.memory[role] / 1e6 for one in samples], POINTS)) for role in ROLES
    ]
    spent = thinned([(one.at - samples[0].at) / 60 for one in samples], POINTS)
    steps = [f"{at:.0f}" if number % 4 == 0 else "" for number, at in enumerate(spent)]
    return Lines(title, "MB", steps, series, foot="minutes")
