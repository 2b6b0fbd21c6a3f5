"""How long the ticket board, the lists and the inbox take with ten thousand open rows in each.

Asked of a gateway over HTTP, as a signed-in dispatcher and an agent ask: the whole page, with what
the browser fetches anew when something changes. The pages are asked for by turns, so that whatever
else the machine does slows all of them alike, and each is compared with one that has no rows. Of
each it says as well how much CPU gateway and PostgreSQL spend on it, which others do not slow.
"""

import asyncio
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from aiohttp import ClientSession
from psycopg import sql
from sqlalchemy import select

from bench.figures import Figure, Run
from bench.role import Role, cpu, gateway
from bench.seeding import seed
from bench.stores import Stores, stores
from desk.frame.guard import COOKIE
from models.staff import Staff
from parkline.stores.database import database, libpq_url
from services.staff import sessions as staff_sessions

ROWS = 10_000
ROUNDS, QUICK_ROUNDS, WARM_UP = 30, 10, 3
P95_MS = 300.0
BARE = "a page without rows"
ASKED = {
    BARE: ("agent", "/account"),
    "ticket board": ("dispatcher", "/tickets?view=board"),
    "ticket list": ("dispatcher", "/tickets?view=list"),
    "ticket list, by assignee": ("dispatcher", "/tickets?view=list&sort=assignee"),
    "ticket list, words": ("dispatcher", "/tickets?view=list&q=7777"),
    "inbox: queue": ("agent", "/inbox?tab=queue"),
    "inbox: open": ("agent", "/inbox?tab=open"),
    "inbox: mine": ("agent", "/inbox?tab=mine"),
    "command palette": ("agent", "/find?q=7777"),
}
_SCRIPT = Path(__file__).with_suffix(".sql")


@dataclass(slots=True)
class Taken:
    """Of one page: milliseconds of each round, and seconds of CPU in all of them. A process counts
    its CPU in hundredths of a second, which evens out over the rounds."""

    waits: list[float] = field(default_factory=list)
    gateway: float = 0.0
    postgres: float = 0.0

    def each(self, seconds: float) -> float:
        """Milliseconds of CPU for one page."""
        return seconds * 1000 / len(self.waits)


def measure(run: Run) -> list[Figure]:
    """The 95th percentile of each, in milliseconds."""
    return asyncio.run(_measure(run, QUICK_ROUNDS if run.quick else ROUNDS))


async def _measure(run: Run, rounds: int) -> list[Figure]:
    with stores(run.folder) as backing:
        url = backing.database("open_rows")
        await seed(url, staff=True)
        await asyncio.to_thread(_fill, url)
        run.say(f"{ROWS} open tickets, {ROWS} open conversations")
        tokens = await _tokens(url)
        async with gateway(backing, url, run.folder) as serving, ClientSession() as client:
            taken = await _by_turns(client, backing, serving, tokens, rounds)
        bare = statistics.median(taken[BARE].waits)
        return [_figure(run, name, one, bare) for name, one in taken.items()]


def _fill(url: str) -> None:
    values = {"rows": sql.Literal(ROWS), "now": sql.Literal(datetime.now(UTC))}
    script = sql.SQL(_SCRIPT.read_text()).format(**values)
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute(script)


async def _tokens(url: str) -> dict[str, str]:
    """A session of each who asks."""
    wanted = {login for login, _ in ASKED.values()}
    found = {}
    async with database(url) as sessions, sessions.begin() as session:
        for member in await session.scalars(select(Staff).where(Staff.login.in_(wanted))):
            token = await staff_sessions.begin(session, member, now=datetime.now(UTC))
            assert token is not None
            found[member.login] = token
    return found


async def _by_turns(
    client: ClientSession, backing: Stores, serving: Role, tokens: Mapping[str, str], rounds: int
) -> dict[str, Taken]:
    """By what was asked."""
    taken = {name: Taken() for name in ASKED}
    for turn in range(rounds + WARM_UP):
        for name, (login, path) in ASKED.items():
            before = cpu(serving.pid), cpu(backing.postmaster)
            waited = await _asked(client, f"{serving.url}/desk{path}", tokens[login])
            if turn < WARM_UP:
                continue
            one = taken[name]
            one.waits.append(waited)
            one.gateway += cpu(serving.pid) - before[0]
            one.postgres += cpu(backing.postmaster) - before[1]
    return taken


async def _asked(client: ClientSession, url: str, token: str) -> float:
    started = time.perf_counter()
    async with client.get(url, headers={"Cookie": f"{COOKIE}={token}"}) as answer:
        await answer.read()
        answer.raise_for_status()
    return (time.perf_counter() - started) * 1000


def _figure(run: Run, name: str, taken: Taken, bare: float) -> Figure:
    waits = sorted(taken.waits)
    p95, p50 = waits[int(len(waits) * 0.95)], statistics.median(waits)
    spent = f"{taken.each(taken.gateway):.0f} + {taken.each(taken.postgres):.0f}"
    how = (
        f"p50 {p50:.0f}, {p50 / bare:.1f} times {BARE}; CPU of gateway + PostgreSQL {spent} ms;"
        f" {ROWS} open rows"
    )
    run.say(f"{name}: p95 {p95:.0f} ms, {how}")
    return Figure(name, p95, "ms, p95", how, len(waits), P95_MS)
