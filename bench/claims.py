"""Whether taking a time, and looking, cost the same however many times are taken already.

Three databases of the same shape, each with another number of claims: a hundred an hour apart on
each lane. They are asked by turns, so that whatever else the machine does falls on all of them, and
each is compared with the smallest in the same turn.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import select

from bench.figures import Figure, Run
from bench.seeding import seed
from bench.stores import stores
from models.park import Park
from parkline.stores.database import Sessions, database, libpq_url
from services.claims import claims
from services.claims.claims import Span

SIZES, QUICK_SIZES = (1_000, 100_000, 1_000_000), (1_000, 20_000)
TURNS, QUICK_TURNS = 400, 60
EACH = 100
"""Claims of a lane."""
LANES = 10
"""That are looked at together, for a day."""
FIRST_LANE = 1_000_000
START = datetime(2027, 1, 4, tzinfo=UTC)
FLAT = 1.3

_FILL = (
    "insert into lane (park_id, number) overriding system value"
    " select %(park)s, %(first)s + n from generate_series(0, %(lanes)s - 1) n",
    "insert into claim (park_id, lane, kind, subject, status, starts_at, ends_at, created_at)"
    " select %(park)s, %(first)s + n, 'use', 'bench:' || n || '-' || k, 'confirmed',"
    " %(start)s + k * interval '2 hours', %(start)s + k * interval '2 hours' + interval '1 hour',"
    " now() from generate_series(0, %(lanes)s - 1) n, generate_series(0, %(each)s - 1) k",
    "vacuum analyze claim",
)


@dataclass(slots=True)
class Side:
    """A database with so many claims, and milliseconds of each turn by what was done."""

    size: int
    sessions: Sessions
    park_id: int
    taken: dict[str, list[float]] = field(default_factory=dict)

    def lanes(self, turn: int) -> list[int]:
        """Others each turn, and the same share of each database."""
        many = self.size // EACH
        return [FIRST_LANE + (turn * LANES * 7 + n) % many for n in range(LANES)]


def measure(run: Run) -> list[Figure]:
    """Milliseconds by size, and the median of the ratios to the smallest."""
    return asyncio.run(_measure(run))


async def _measure(run: Run) -> list[Figure]:
    sizes = QUICK_SIZES if run.quick else SIZES
    async with AsyncExitStack() as stack:
        backing = stack.enter_context(stores(run.folder))
        sides = []
        for size in sizes:
            url = backing.database(f"claims_{size}")
            await seed(url)
            sessions = await stack.enter_async_context(database(url, pool_size=2))
            async with sessions() as session:
                park_id = (await session.scalars(select(Park.id))).one()
            _fill(url, park_id, size)
            run.say(f"{size:,} claims are there")
            sides.append(Side(size, sessions, park_id))
        for turn in range(QUICK_TURNS if run.quick else TURNS):
            for side in sides if turn % 2 else reversed(sides):
                await _timed(side, "take and give back", turn, _take)
                await _timed(side, "look", turn, _look)
    return [figure for side in sides for figure in _figures(side, sides[0])]


def _fill(url: str, park_id: int, size: int) -> None:
    values = {
        "park": park_id, "first": FIRST_LANE, "lanes": size // EACH, "each": EACH, "start": START,
    }  # fmt: skip
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for statement in _FILL:
            connection.execute(statement, values if "%(" in statement else None)


async def _timed(
    side: Side, what: str, turn: int, work: Callable[[Side, int], Awaitable[None]]
) -> None:
    began = time.perf_counter()
    await work(side, turn)
    side.taken.setdefault(what, []).append((time.perf_counter() - began) * 1000)


async def _take(side: Side, turn: int) -> None:
    lane, hour = side.lanes(turn)[:1], timedelta(hours=1)
    begins = START + hour * (2 * (turn % EACH) + 1)
    subject, now = f"turn:{turn}", datetime.now(UTC)
    async with side.sessions.begin() as session:
        await claims.lock(session, lane)
        await claims.take(
            session, side.park_id, subject, lane, Span(begins, begins + hour), now=now
        )
    async with side.sessions.begin() as session:
        await claims.release(session, side.park_id, subject, now=now)


async def _look(side: Side, turn: int) -> None:
    day, now = timedelta(days=1), datetime.now(UTC)
    async with side.sessions() as session:
        seen = await claims.busy(
            session, side.park_id, side.lanes(turn), START + day, START + 2 * day, now=now
        )
    assert len(seen) == LANES * 12, len(seen)


def _figures(side: Side, smallest: Side) -> list[Figure]:
    found = []
    for what, taken in side.taken.items():
        p95 = statistics.quantiles(taken, n=20)[-1]
        middle = statistics.median(taken)
        label = f"{side.size:,} claims, {what}"
        found.append(Figure(f"{label}: median", middle, "ms", f"p95 {p95:.1f} ms", len(taken)))
        if side is not smallest:
            pairs = zip(taken, smallest.taken[what], strict=True)
            ratio = statistics.median(a / b for a, b in pairs)
            how = f"median of the ratios to {smallest.size:,} in the same turn"
            found.append(Figure(f"{label}: against few", ratio, "times", how, len(taken), FLAT))
    return found
