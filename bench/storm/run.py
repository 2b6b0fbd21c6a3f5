"""One storm: bring up, let loose, calm down, drain, look."""

import asyncio
import contextlib
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from aiohttp import web
from sqlalchemy import text

from bench.storm import api, faults, prepare, snapshot, talkers
from bench.storm.installation import Installation, until_stands
from bench.storm.talkers import Errand
from bench.storm.vendor import Account, Vendors
from bench.storm.world import World
from parkline.process.clock import system_clock
from parkline.settings.ports import free_ports
from parkline.stores.database import database
from services.vendors import deliveries, endpoints

STANDS_SECONDS = 120.0
FAR_SECONDS = 20
"""Deliveries that wait longer than this for their next attempt are sent on by the operator."""
CHAT_ERRANDS = 8
"""Of one visitor of the web chat; then another one comes."""


@dataclass(frozen=True, slots=True)
class Options:
    seed: int
    orders: int
    tickets: int
    minutes: float
    clients: int
    gap: float
    drain: float
    keep: Path | None
    of_each: int = 1
    """Gateways, bots and workers."""
    update: str | None = None
    """In place of faults: a command that puts another version in place, while all are at it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    world: World
    seconds: dict[str, float]


def storm(options: Options, say: Any) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="parkline-storm-", dir="/tmp") as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL's own user may enter.
        return asyncio.run(_storm(options, folder, say))


async def _storm(options: Options, folder: Path, say: Any) -> Outcome:
    world, [port] = World(options.seed), free_ports(1)
    say("preparing a park")
    installation, accounts, items = await prepare.prepare(
        world, folder, port, options.orders, options.of_each
    )
    vendors = Vendors(world, accounts)
    runner = web.AppRunner(vendors.app(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        await asyncio.to_thread(installation.start)
        try:
            return await _run(options, world, installation, vendors, items, say)
        finally:
            say("stopping")
            await asyncio.to_thread(installation.stop)
    finally:
        await runner.cleanup()


async def _run(  # noqa: PLR0917 - each is one thing of the storm
    options: Options,
    world: World,
    installation: Installation,
    vendors: Vendors,
    items: list[dict[str, Any]],
    say: Any,
) -> Outcome:
    seconds = {}
    people = [await api.sign_in(world, f"app-{n}") for n in range(options.clients // 2)]
    await _join_companies(installation)
    say(f"the storm begins: {options.orders} orders, {options.tickets} tickets")
    world.started = time.monotonic()
    striking = asyncio.create_task(_trouble(options, world, installation))
    try:
        await _errands(options, world, people, items, say)
        if striking.done():
            striking.result()
        seconds["storm"] = world.now()
        say(f"peace after {len(world.history.faults)} faults")
    finally:
        striking.cancel()
        for http, _ in people:
            await http.close()
    calm = world.now()
    if not await until_stands(installation, STANDS_SECONDS):
        world.history.stuck.append(f"not everything stood again after {STANDS_SECONDS:g} s")
    await vendors.idle()
    seconds["back on its feet"] = world.now() - calm
    await _drain(options, world, installation, vendors, say)
    seconds["drained"] = world.now() - calm
    await vendors.catch_up()
    world.history.rows = await snapshot.rows(installation)
    return Outcome(world, {name: round(value, 1) for name, value in seconds.items()})


async def _trouble(options: Options, world: World, installation: Installation) -> None:
    if options.update is None:
        await faults.strike(world, installation, options.gap)
    else:
        errands = options.orders + options.tickets
        await faults.update(world, installation, errands, options.update)


async def _join_companies(installation: Installation) -> None:
    """Who has signed in so far works for one of the two companies with an account."""
    await installation.sql(
        "update person set company_id = (select company_id from company_account"
        " order by id limit 1 offset person.id % 2)"
    )


async def _errands(
    options: Options,
    world: World,
    people: list[tuple[Any, api.App]],
    items: list[dict[str, Any]],
    say: Any,
) -> None:
    """All of them, or as many as the time allows."""
    dice = world.random("errands")
    wanted = [Errand("order", n) for n in range(options.orders)]
    wanted += [Errand("ticket", n) for n in range(options.tickets)]
    dice.shuffle(wanted)
    queue: asyncio.Queue[Errand] = asyncio.Queue()
    for errand in wanted:
        queue.put_nowait(errand)
    half = options.clients - len(people)
    going = [talkers.talk(world, f"talker-{n}", queue, CHAT_ERRANDS) for n in range(half)]
    going += [api.order(world, f"orderer-{n}", app, items, queue)
              for n, (_, app) in enumerate(people)]  # fmt: skip
    tasks = [asyncio.create_task(one) for one in going]
    end = world.now() + options.minutes * 60
    last = 0.0
    while any(not task.done() for task in tasks) and world.now() < end:
        await asyncio.wait(tasks, timeout=1)
        if world.now() - last > 15:  # noqa: PLR2004 - seconds
            last = world.now()
            say(f"{world.counts.get('errands done', 0)} of {len(wanted)} done, "
                f"{len(world.history.faults)} faults")  # fmt: skip
    world.over.set()
    for failed in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(failed, BaseException):
            world.count("clients that failed")
            world.history.stuck.append(f"a client failed: {failed!r}")
    world.counts["errands left"] = queue.qsize() + world.counts.get("errands given up", 0)


async def _drain(
    options: Options, world: World, installation: Installation, vendors: Vendors, say: Any
) -> None:
    """What is on its way arrives; what waits for a far attempt, and what was cancelled while its
    endpoint was gone, the operator sends on."""
    say("draining")
    gone = [account for account in vendors.accounts.values() if account.gone]
    world.history.gone = [account.endpoint for account in gone]
    left = await _until_empty(installation, options.drain)
    sent_on = 0 if left else await _send_on(installation, gone)
    world.counts["deliveries sent on by the operator"] = sent_on
    if sent_on:
        left = await _until_empty(installation, options.drain)
    world.history.stuck += left


async def _until_empty(installation: Installation, seconds: float) -> list[str]:
    """What still waits after so long; looked at twice, since a look may fall between two steps."""
    end = time.monotonic() + seconds
    empty = 0
    left = ["never looked"]
    while time.monotonic() < end:
        with contextlib.suppress(psycopg.Error):
            left = await snapshot.waiting(installation)
            empty = 0 if left else empty + 1
            if empty > 1:
                return []
        await asyncio.sleep(1)
    return left


async def _send_on(installation: Installation, gone: list[Account]) -> int:
    """As `parkline vendor replay` does, one transaction an endpoint, in the order of events."""
    sent = 0
    async with database(installation.database_url, pool_size=1) as sessions:
        async with sessions.begin() as session:
            found = await session.execute(text("select park_id, id from endpoint order by id"))
            known = [(park_id, id_) for park_id, id_ in found]
        for park_id, id_ in known:
            async with sessions.begin() as session:
                waits = await session.scalars(_FAR, {"endpoint": id_, "far": FAR_SECONDS})
                ids = list(waits)
                if ids or id_ in [account.endpoint for account in gone]:
                    await endpoints.enable_endpoint(session, park_id, id_, now=system_clock())
                for delivery in ids:
                    await deliveries.replay(session, park_id, id_, deliveries.One(delivery))
                sent += len(ids)
    return sent


_FAR = text(
    "select d.id from delivery d where d.endpoint_id = :endpoint and (d.status in"
    " ('failed', 'cancelled') or d.status = 'pending' and exists (select from delivery f"
    " join event fe on fe.id = f.event_id join event de on de.id = d.event_id"
    " where f.endpoint_id = d.endpoint_id and fe.subject = de.subject"
    " and f.status <> 'delivered'"
    " and (f.status <> 'pending' or f.next_attempt_at > now() + make_interval(secs => :far))))"
    " order by d.event_id"
)
"""With a far one goes whatever waits behind it of the same order: replays go first."""
