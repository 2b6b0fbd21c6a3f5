"""How long the ticket board, the lists and the inbox take with ten thousand open rows in each.

Asked of a gateway over HTTP, as a signed-in dispatcher and an agent ask: the whole page, with what
the browser fetches anew when something changes. The pages are asked for by turns, so that whatever
else the machine does slows all of them alike, and each is compared with one that has no rows.
"""

import asyncio
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from aiohttp import ClientSession
from psycopg import sql
from sqlalchemy import select

from bench.figures import Figure, Run
from bench.role import gateway
from bench.stores import stores
from desk.frame.guard import COOKIE
from models.staff import Staff
from parkline.demo.setup import seed_if_missing
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


def measure(run: Run) -> list[Figure]:
    """The 95th percentile of each, in milliseconds."""
    return asyncio.run(_measure(run, QUICK_ROUNDS if run.quick else ROUNDS))


async def _measure(run: Run, rounds: int) -> list[Figure]:
    with stores(run.folder) as backing:
        url = backing.database("open_rows")
        await seed_if_missing(url, staff=True)
        await asyncio.to_thread(_fill, url)
        run.say(f"{ROWS} open tickets, {ROWS} open conversations")
        tokens = await _tokens(url)
        async with gateway(backing, url, run.folder) as serving, ClientSession() as client:
            taken = await _by_turns(client, serving.url, tokens, rounds)
        bare = statistics.median(taken[BARE])
        return [_figure(run, name, sorted(times), bare) for name, times in taken.items()]


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
    client: ClientSession, url: str, tokens: dict[str, str], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each round, by what was asked."""
    taken: dict[str, list[float]] = {name: [] for name in ASKED}
    for _ in range(rounds + WARM_UP):
        for name, (login, path) in ASKED.items():
            taken[name].append(await _asked(client, f"{url}/desk{path}", tokens[login]))
    return {name: times[WARM_UP:] for name, times in taken.items()}


async def _asked(client: ClientSession, url: str, token: str) -> float:
    started = time.perf_counter()
    async with client.get(url, headers={"Cookie": f"{COOKIE}={token}"}) as answer:
        await answer.read()
        answer.raise_for_status()
    return (time.perf_counter() - started) * 1000


def _figure(run: Run, name: str, taken: list[float], bare: float) -> Figure:
    p95, median = taken[int(len(taken) * 0.95)], statistics.median(taken)
    how = f"median {median:.0f}, {median / bare:.1f} times {BARE}; {ROWS} open rows"
    run.say(f"{name}: {p95:.0f} ms, {how}")
    return Figure(name, p95, "ms, p95", how, len(taken), P95_MS)
