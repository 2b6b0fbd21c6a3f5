"""Orders through the API, as fast as one gateway takes them, against the same SQL run by pgbench.

Tenants place the carts that they have filled, each with a key of its own, so many at a time. What
the gateway asks of PostgreSQL for an order of each kind is taken from the server's log, and pgbench
runs that with as many clients, on a copy of the database as it was before. No worker runs: what
follows from an order waits in the queue, on both sides.
"""

import asyncio
import itertools
import math
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench import statements
from bench.buyers import Buyer, Crowd, crowd, varying
from bench.charts import Bars
from bench.figures import Figure, Run
from bench.role import Role, cpu, gateway
from bench.seeding import seed
from bench.stores import Stores, stores
from parkline.settings.settings import Settings

AT_ONCE, QUICK_AT_ONCE = (16, 32, 64), (32,)
"""Tenants, and clients of pgbench."""
SECONDS, QUICK_SECONDS = 15.0, 6.0
WARM_UP_SECONDS = 4.0
BUYERS, QUICK_BUYERS = 48_000, 16_000
"""Each orders once, and what is left when time is over does not."""
SHARE = 0.5
CREATED, FULL = 201, 503


@dataclass(frozen=True, slots=True)
class Placed:
    """`seconds` of each order, and how often one was sent again to a gateway that was full. CPU in
    milliseconds for one order."""

    at_once: int
    rate: float
    seconds: list[float]
    again: int
    gateway: float
    postgres: float
    client: float


@dataclass(frozen=True, slots=True)
class SameSql:
    """What pgbench came to. CPU in milliseconds for one order."""

    clients: int
    rate: float
    postgres: float


class NotPlaced(Exception):
    """The API did not place an order."""


@dataclass(slots=True)
class Park:
    """A gateway, its stores, and tenants who have not ordered yet."""

    backing: Stores
    serving: Role
    client: aiohttp.ClientSession
    waiting: Iterator[Buyer]

    async def place(self, buyer: Buyer) -> int:
        """How often a gateway that was full had to be asked again. Raises NotPlaced."""
        headers = {
            "Authorization": f"Bearer {buyer.token}",
            "Idempotency-Key": key_of(buyer.number),
        }
        url = f"{self.serving.url}/api/v1/orders"
        for again in itertools.count():
            async with self.client.post(url, json={"cart": buyer.cart}, headers=headers) as answer:
                said = await answer.text()
            if answer.status == CREATED:
                return again
            if answer.status != FULL:
                raise NotPlaced(f"{answer.status}: {said}")
            await asyncio.sleep(float(answer.headers["Retry-After"]))
        raise AssertionError

    async def rush(self, at_once: int, length: float) -> Placed:
        """So many tenants at a time for so many seconds. Raises NotPlaced, StopIteration."""
        seconds: list[float] = []
        again = 0
        until = time.perf_counter() + length

        async def one_after_another() -> None:
            nonlocal again
            while (began := time.perf_counter()) < until:
                again += await self.place(next(self.waiting))
                seconds.append(time.perf_counter() - began)

        before, started = self._spent(), time.perf_counter()
        await asyncio.gather(*(one_after_another() for _ in range(at_once)))
        took, after = time.perf_counter() - started, self._spent()
        each = [
            (late - early) * 1000 / len(seconds) for early, late in zip(before, after, strict=True)
        ]
        return Placed(at_once, len(seconds) / took, sorted(seconds), again, *each)

    def _spent(self) -> tuple[float, float, float]:
        return cpu(self.serving.pid), cpu(self.backing.postmaster), time.process_time()


def key_of(number: int) -> str:
    return f"tap-{number:06}"


def measure(run: Run) -> list[Figure]:
    """Orders a second, and what share that is of pgbench's."""
    return asyncio.run(_measure(run))


async def _measure(run: Run) -> list[Figure]:
    at_once = QUICK_AT_ONCE if run.quick else AT_ONCE
    with stores(run.folder) as backing:
        url = backing.database("before")
        await seed(url)
        made = await crowd(url, Settings(demo=True), QUICK_BUYERS if run.quick else BUYERS)
        run.say(f"{len(made.buyers)} carts are filled")
        with backing.copy("before") as url:
            captured, placed = await _through_the_api(run, backing, url, made, at_once)
        same = await _by_pgbench(run, backing, made, captured, at_once)
    return _figures(run, placed, same)


async def _through_the_api(
    run: Run, backing: Stores, url: str, made: Crowd, at_once: Sequence[int]
) -> tuple[list[Path], list[Placed]]:
    async with gateway(backing, url, run.folder) as serving, aiohttp.ClientSession() as client:
        park = Park(backing, serving, client, iter(made.buyers))
        await park.rush(at_once[0], WARM_UP_SECONDS)
        captured = await _captured(run, park, made)
        placed = []
        for each in at_once:
            found = await park.rush(each, QUICK_SECONDS if run.quick else SECONDS)
            run.say(f"{each} tenants: {found.rate:.0f} orders/s")
            placed.append(found)
    return captured, placed


async def _captured(run: Run, park: Park, made: Crowd) -> list[Path]:
    """A script for pgbench of each kind of order, of what the gateway asks for one."""
    async with statements.logged(park.backing.server_url, park.backing.log) as log:
        buyers = [next(park.waiting) for _ in range(made.kinds)]
        for buyer in buyers:
            await park.place(buyer)
    paths = []
    for buyer in buyers:
        kind, own = buyer.number % made.kinds, _varying(buyer.number)
        asked = log.transactions(own)
        path = run.folder / f"order-{kind}.sql"
        path.write_text(statements.script(f"kind{kind}", asked, own, n=_number(kind, made.kinds)))
        paths.append(path)
    run.say(f"an order is {sum(map(len, asked))} statements in {len(asked)} transactions")
    return paths


def _number(kind: int, kinds: int) -> str:
    """Another buyer of the kind for each client, and each time that it comes to the kind."""
    return f"((:kind{kind} - 1) * :clients + :client_id) * {kinds} + {kind}"


def _varying(number: int) -> dict[str, str]:
    return varying(number) | {key_of(number): "'tap-' || lpad(($1)::text, 6, '0')"}


async def _by_pgbench(
    run: Run, backing: Stores, made: Crowd, captured: Sequence[Path], at_once: Sequence[int]
) -> list[SameSql]:
    """Nothing where there is no pgbench."""
    program = statements.pgbench()
    if program is None:
        run.say("there is no pgbench here: no comparison")
        return []
    found = []
    for clients in at_once:
        # Which script comes next is chance: half of the buyers leaves enough of every kind.
        each = len(made.buyers) // (2 * clients)
        counters = {f"kind{kind}": 0 for kind in range(made.kinds)}
        with backing.copy("before") as url:
            before = cpu(backing.postmaster)
            rate = await statements.run(
                program, url, captured,
                clients=clients, each=each, variables={"clients": clients, **counters},
            )  # fmt: skip
            spent = (cpu(backing.postmaster) - before) * 1000 / (each * clients)
        run.say(f"pgbench, {clients} clients: {rate:.0f} orders/s")
        found.append(SameSql(clients, rate, spent))
    return found


def _figures(run: Run, placed: Sequence[Placed], same: Sequence[SameSql]) -> list[Figure]:
    best = max(placed, key=lambda one: one.rate)
    how = f"POST /api/v1/orders, {best.at_once} tenants at a time, one gateway, no worker"
    samples = len(best.seconds)
    figures = [
        Figure("orders a second", best.rate, "/s", how, samples, better="higher"),
        Figure("p50", statistics.median(best.seconds) * 1000, "ms", how, samples),
        Figure("p99", best.seconds[math.ceil(samples * 0.99) - 1] * 1000, "ms", how, samples),
        Figure("sent again, the gateway being full", best.again, "", how, samples),
        Figure("CPU of the gateway for an order", best.gateway, "ms", how, samples),
        Figure("CPU of PostgreSQL for an order", best.postgres, "ms", how, samples),
        Figure("CPU of the client for an order", best.client, "ms", how, samples),
    ]
    bars = [(f"{one.at_once} tenants, API", one.rate) for one in placed]
    if same:
        fastest = max(same, key=lambda one: one.rate)
        how = f"the same SQL by pgbench, statements prepared, {fastest.clients} clients"
        samples = fastest.clients
        figures += [
            Figure("pgbench with the same SQL", fastest.rate, "/s", how, 1, better="higher"),
            Figure("CPU of PostgreSQL for the same SQL", fastest.postgres, "ms", how, 1),
            Figure("API against pgbench", best.rate / fastest.rate, "", how, 1, SHARE, "higher"),
        ]
        bars += [(f"{one.clients} clients, pgbench", one.rate) for one in same]
    run.draw("orders", Bars("Orders a second", "/s", bars))
    return figures
