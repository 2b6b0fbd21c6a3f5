"""A gateway of fifty parks in which nobody does anything: what they cost in memory, and how much it
asks the database, once somebody has looked at each."""

import asyncio
import time

import aiohttp
import psycopg

from bench.figures import Figure, Run
from bench.flood import Here
from bench.installation import Installation, cost, installation
from parkline.stores.database import libpq_url

PARKS = 50
REST_SECONDS, QUICK_REST_SECONDS = 60.0, 15.0
MEGABYTES = 60.0
PATHS = ("/", "/desk/sign-in", "/api/v1/park", "/vendor/sign-in")
"""Whose first visitor has a park's parts made."""
MORE = """
insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
    acceptance_minutes)
select 'quiet' || n, '静园', 'Quiet', timezone, currency, emergency_phone, desk_phone,
    acceptance_minutes from park, generate_series(1, %s) n where slug = 'daybreak'
"""
HOSTS = """
insert into park_host (park_id, host, kind, main)
select id, slug || '.localhost', 'site', true from park where slug like 'quiet%%'
"""
TRANSACTIONS = """
select xact_commit + xact_rollback from pg_stat_database where datname = current_database()
"""
KNOWN_SECONDS = 65.0
MIB = 1024 * 1024


def measure(run: Run) -> list[Figure]:
    return asyncio.run(_measured(run))


async def _measured(run: Run) -> list[Figure]:
    rest = QUICK_REST_SECONDS if run.quick else REST_SECONDS
    connector = aiohttp.TCPConnector(limit=0, resolver=Here())
    async with (
        installation(parks=2) as made,
        aiohttp.ClientSession(connector=connector) as client,
    ):
        for _ in range(3):
            await _visit(client, made, "daybreak")
        alone = await _resting(made, rest)
        run.say(f"two parks: {alone[0]:.0f} MB, {alone[1]:.1f} transactions a second")
        with psycopg.connect(libpq_url(made.database_url), autocommit=True) as connection:
            connection.execute(MORE, [PARKS])
            connection.execute(HOSTS)
        await asyncio.sleep(KNOWN_SECONDS)
        for number in range(1, PARKS + 1):
            await _visit(client, made, f"quiet{number}")
        many = await _resting(made, rest)
        run.say(f"{PARKS} more: {many[0]:.0f} MB, {many[1]:.1f} transactions a second")
    how = f"{PARKS} parks more, each visited once: {', '.join(PATHS)}; at rest for {rest:.0f} s"
    return [
        Figure("quiet parks: memory of a gateway", many[0] - alone[0], "MB", how, 1, MEGABYTES),
        Figure("quiet parks: transactions", many[1] - alone[1], "/s",
               f"of all processes; {alone[1]:.1f} a second with two parks", 1),
    ]  # fmt: skip


async def _visit(client: aiohttp.ClientSession, made: Installation, slug: str) -> None:
    url = made.url.replace("127.0.0.1", f"{slug}.localhost")
    for path in PATHS:
        async with client.get(url + path) as answer:
            await answer.read()


async def _resting(made: Installation, seconds: float) -> tuple[float, float]:
    """Megabytes of the gateway, and transactions a second of all processes."""
    await asyncio.sleep(seconds / 3)
    before, began = int(str(made.sql(TRANSACTIONS)[0][0])), time.monotonic()
    await asyncio.sleep(seconds)
    after = int(str(made.sql(TRANSACTIONS)[0][0]))
    [gateway] = made.pids("gateway")
    return cost(gateway).rss / MIB, (after - before) / (time.monotonic() - began)
