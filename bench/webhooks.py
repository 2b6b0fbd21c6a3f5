"""How soon a vendor hears of an order, and how many it can be told of in a second.

Events of orders are committed at fixed rates; `parkline worker` delivers them to a server that is a
process of its own. A backlog is drained as fast as it goes, and so it is by a bare aiohttp client
with as many connections, which signs nothing and keeps no books.
"""

import asyncio
import json
import logging
import os
import statistics
import sys
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import structlog

from bench import history, ordering
from bench.charts import Lines
from bench.figures import Figure, Run
from bench.installation import answers
from bench.ordering import Vendors
from bench.receiver import HANG
from bench.role import cpu
from bench.stores import Stores, stores
from connectors.channels.feed import Feed
from connectors.vendors import signing
from connectors.vendors.runner import AT_A_TIME
from parkline.clock import system_clock
from parkline.database import database
from parkline.handling import EventRunner
from parkline.ports import free_ports
from parkline.settings import ROOT, Settings
from parkline.setup import seed_if_missing
from services.deliveries import Told, envelope

SECRET = "what-the-bench-seals-the-secrets-with"  # noqa: S105
RATES = (50, 100, 200)
SECONDS, QUICK_SECONDS = 30.0, 6.0
"""At each rate."""
WARM_UP = 1.0
"""Seconds at the beginning of a rate that are not counted."""
BACKLOG, QUICK_BACKLOG = 8_000, 1_500
P95_MS, SHARE = 100.0, 0.5
PATIENCE_SECONDS = 120.0
BARE_KEY = "whsec_" + "A" * 44


def measure(run: Run) -> list[Figure]:
    # Of the events that are handled in this process.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return asyncio.run(_measure(run))


@dataclass(slots=True)
class Site:
    run: Run
    backing: Stores
    variables: dict[str, str]
    url: str
    """Of the receiver."""
    port: int
    """Of the worker's own page."""
    http: aiohttp.ClientSession
    vendors: Vendors

    async def came(self) -> list[tuple[str, float]]:
        async with self.http.get(self.url) as response:
            return [(id_, moment) for id_, moment in await response.json()]

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[int]:
        """`parkline worker`; its process id."""
        async with _process(
            self.run.folder / "worker.log", self.variables, "parkline", "worker"
        ) as process:
            await answers(f"http://127.0.0.1:{self.port}/readyz", process)
            yield process.pid

    def postgres(self) -> float:
        """CPU seconds of the server so far."""
        file = self.run.folder / "postgres" / "postmaster.pid"
        return cpu(int(file.read_text().split()[0]))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the events of one rate."""

    milliseconds: list[float]
    """From commit to received, of those after the warm-up."""
    late: float
    twice: int
    worker: float
    postgres: float
    """CPU milliseconds for a delivery."""

    def percentile(self, n: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[n - 1]

    def __str__(self) -> str:
        p50, p95, p99 = (self.percentile(n) for n in (50, 95, 99))
        return (
            f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms; {self.twice} came twice; commits"
            f" began up to {self.late * 1000:.0f} ms late; CPU: worker {self.worker:.2f} ms and"
            f" PostgreSQL {self.postgres:.2f} ms each"
        )


async def _measure(run: Run) -> list[Figure]:
    seconds = QUICK_SECONDS if run.quick else SECONDS
    backlog = QUICK_BACKLOG if run.quick else BACKLOG
    async with AsyncExitStack() as stack:
        site = await _site(run, stack, round(seconds * (sum(RATES) + RATES[-1])) + 3 * backlog)
        figures = await _rates(site, seconds)
        figures += await _backlogs(site, backlog)
        return figures


async def _site(run: Run, stack: AsyncExitStack, orders: int) -> Site:
    backing = stack.enter_context(stores(run.folder))
    database_url = backing.database("webhooks")
    await seed_if_missing(database_url, staff=True)
    run.say(f"a past of {orders} orders")
    await asyncio.to_thread(history.write, database_url, orders + 200, now=datetime.now(UTC))
    receiver_port, worker_port = free_ports(2)
    url = f"http://127.0.0.1:{receiver_port}"
    receiver = await stack.enter_async_context(
        _process(run.folder / "receiver.log", {}, "bench.receiver", str(receiver_port))
    )
    await answers(url, receiver)
    settings = Settings(secret_key=SECRET)  # type: ignore[arg-type]
    sessions = await stack.enter_async_context(database(database_url))
    made = await ordering.vendors(sessions, settings, url)
    variables = {
        "PARKLINE_DATABASE_URL": database_url,
        "PARKLINE_REDIS_URL": backing.redis_url,
        "PARKLINE_SECRET_KEY": SECRET,
        "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]',
        "PARKLINE_WORKER_METRICS_PORT": str(worker_port),
    }
    http = await stack.enter_async_context(aiohttp.ClientSession())
    return Site(run, backing, variables, url, worker_port, http, made)


@asynccontextmanager
async def _process(
    log: Path, variables: dict[str, str], *module: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PARKLINE_")}
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *module),
            cwd=ROOT, env=ours | variables, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _rates(site: Site, seconds: float) -> list[Figure]:
    figures, lines = [], []
    async with site.worker() as worker:
        for rate in RATES:
            taken = await _at_rate(site, worker, rate, seconds)
            lines.append([taken.percentile(n) for n in (50, 95, 99)])
            figures.append(_latency(f"commit to received, {rate} orders/s: p95", taken, rate))
        figures += _cpu(taken)
        await site.vendors.send_to(0, site.url + HANG)
        beside = await _at_rate(site, worker, RATES[-1], seconds, hanging=True)
        await site.vendors.send_to(0, site.url)
        figures.append(_latency("the same, one vendor of four hanging: p95", beside, RATES[-1]))
    series = [(f"p{n}", [line[at] for line in lines]) for at, n in enumerate((50, 95, 99))]
    steps = [str(rate) for rate in RATES]
    site.run.draw(
        "webhooks",
        Lines("From commit to the vendor", "ms", steps, series, P95_MS, foot="orders a second"),
    )
    return figures


def _cpu(taken: Taken) -> list[Figure]:
    spent = {"the worker": taken.worker, "PostgreSQL, the order's commit included": taken.postgres}
    return [
        Figure(f"CPU for a delivery, {who}", each, "ms", "at that rate", len(taken.milliseconds))
        for who, each in spent.items()
    ]


def _latency(name: str, taken: Taken, rate: int) -> Figure:
    how = f"{taken}; load {os.getloadavg()[0]:.1f}"
    target = P95_MS if rate == RATES[-1] else None
    return Figure(name, taken.percentile(95), "ms", how, len(taken.milliseconds), target)


async def _at_rate(
    site: Site, worker: int, rate: int, seconds: float, *, hanging: bool = False
) -> Taken:
    """With `hanging`, of all vendors but the first."""
    used, spent = cpu(worker), site.postgres()
    said = await ordering.at_rate(site.vendors, rate, seconds)
    wanted = set(said.at)
    if hanging:
        wanted -= {id_ for id_, vendor in said.vendor.items() if vendor == 0}
    came = await _all_of(site, wanted)
    count = len(wanted)
    since = min(said.at.values()) + WARM_UP
    first = _first(came)
    found = [(first[id_] - said.at[id_]) * 1000 for id_ in wanted if said.at[id_] >= since]
    taken = Taken(
        found,
        said.late,
        sum(id_ in wanted for id_, _ in came) - count,
        (cpu(worker) - used) * 1000 / count,
        (site.postgres() - spent) * 1000 / count,
    )
    site.run.say(f"{rate}/s{' beside a hanging one' if hanging else ''}: {taken}")
    return taken


def _first(came: Sequence[tuple[str, float]]) -> dict[str, float]:
    return dict(reversed(came))


async def _all_of(site: Site, wanted: set[str]) -> list[tuple[str, float]]:
    """All that came, once each of `wanted` is among it."""
    came: list[tuple[str, float]] = []
    missing = set(wanted)
    until = time.monotonic() + PATIENCE_SECONDS
    while missing:
        if time.monotonic() > until:
            raise RuntimeError(f"{len(missing)} of {len(wanted)} webhooks did not come")
        await asyncio.sleep(0.5)
        came += await site.came()
        missing -= {id_ for id_, _ in came}
    return came


async def _backlogs(site: Site, count: int) -> list[Figure]:
    connections = len(site.vendors.endpoints) * AT_A_TIME
    bare = await _bare(site, count, connections)
    whole = await _drained(site, count, handled=False)
    owed = await _drained(site, count, handled=True)
    how = f"{count} events, {connections} connections; load {os.getloadavg()[0]:.1f}"
    return [
        Figure("a bare aiohttp client", bare, "a second", how, count, better="higher"),
        Figure("a backlog of events", whole, "a second", how, count, better="higher"),
        Figure("a backlog of deliveries", owed, "a second", how, count, better="higher"),
        Figure(
            "deliveries, of what the bare client posts",
            owed / bare,
            "",
            how,
            count,
            SHARE,
            "higher",
        ),
    ]


async def _bare(site: Site, count: int, connections: int) -> float:
    """The same bodies and headers posted as fast as a client does it; a second."""
    bodies = []
    for _ in range(min(count, 500)):
        _, event = site.vendors.next()
        told = Told(event.type, uuid.uuid4(), 1, event.model_dump(mode="json"), system_clock())
        body = json.dumps(envelope(told, "daybreak"), ensure_ascii=False).encode()
        bodies.append((signing.headers([BARE_KEY], told.message_id, told.occurred_at, body), body))
    posts = iter([bodies[n % len(bodies)] for n in range(count)])
    connector, used = aiohttp.TCPConnector(limit=connections), time.process_time()
    async with aiohttp.ClientSession(connector=connector) as client:

        async def some() -> None:
            for headers, body in posts:
                sent = headers | {"content-type": "application/json"}
                async with client.post(f"{site.url}/hooks/0", data=body, headers=sent) as response:
                    await response.read()

        await asyncio.gather(*(some() for _ in range(connections)))
    each = (time.process_time() - used) * 1000 / count
    rate = _rate(await site.came())
    site.run.say(f"a bare client: {rate:.0f} a second; CPU {each:.2f} ms each")
    return rate


async def _drained(site: Site, count: int, *, handled: bool) -> float:
    """Committed, and `handled`, while no worker runs; then delivered; how many a second."""
    said = await ordering.at_once(site.vendors, count)
    if handled:
        async with Feed(None) as feed:
            events = EventRunner(site.vendors.sessions, feed, system_clock)
            while await events.handle_waiting():
                pass
    async with site.worker() as worker:
        used, spent = cpu(worker), site.postgres()
        came = await _all_of(site, set(said.at))
        each = (cpu(worker) - used) * 1000 / count
        postgres = (site.postgres() - spent) * 1000 / count
    rate = _rate(came)
    what = "deliveries" if handled else "events"
    site.run.say(
        f"a backlog of {what}: {rate:.0f} a second;"
        f" CPU: worker {each:.2f} ms, PostgreSQL {postgres:.2f} ms each"
    )
    return rate


def _rate(came: Sequence[tuple[str, float]]) -> float:
    """A second, between a tenth and nine tenths of all."""
    moments = sorted(moment for _, moment in came)
    tenth = len(moments) // 10
    return (len(moments) - 2 * tenth) / (moments[-tenth - 1] - moments[tenth])
