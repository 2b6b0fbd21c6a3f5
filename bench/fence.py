"""What row-level security costs: the same work on two databases of one server, behind the fence and
without it, in bursts by turns. The figures are ratios, which other work on the machine leaves as
they are. docs/decisions/0054 cites them.
"""

import asyncio
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack

import psycopg
from sqlalchemy import text

from bench.figures import Figure, Run
from bench.seeding import seed
from bench.stores import stores
from edge.sessions import statement_by_statement
from parkline.stores import database_roles
from parkline.stores import fence as stores_fence
from parkline.stores.database import Sessions, database, libpq_url
from services.kit import fence

BURSTS, QUICK_BURSTS = 40, 6
PIECES = 100
"""In a burst."""
CONVERSATIONS, PARKS = 20_000, 20

PARKS_MORE = """
insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
    acceptance_minutes)
select 'p' || n, 'p', 'p', 'Asia/Shanghai', 'CNY', '1', '1', 10 from generate_series(2, %s) n
"""
PEOPLE = """
insert into person (park_id, name, language, created_at)
select p.id, 'li', 'zh', now() from park p, generate_series(1, %s) n
"""
KEYS = "select min(id) from person group by park_id order by park_id"
BY_KEY = text("select id, name, language from person where park_id = :park and id = :id")
LIST = text(
    "select id, name, language from person where park_id = :park and id > :id order by id limit 50"
)
CHANGE = text("update person set name = 'wang' where park_id = :park and id = :id")

Piece = Callable[[Sessions, int, int], Awaitable[None]]


async def _by_key(sessions: Sessions, park: int, key: int) -> None:
    async with statement_by_statement(sessions) as session:
        (await session.execute(BY_KEY, {"park": park, "id": key})).all()


async def _list(sessions: Sessions, park: int, key: int) -> None:
    async with statement_by_statement(sessions) as session:
        (await session.execute(LIST, {"park": park, "id": key})).all()


async def _page(sessions: Sessions, park: int, key: int) -> None:
    async with sessions.begin() as session:
        for number in range(9):
            (await session.execute(BY_KEY, {"park": park, "id": key + number})).all()
        await session.execute(CHANGE, {"park": park, "id": key})


PIECES_OF: dict[str, tuple[Piece, bool]] = {
    "a row by its key": (_by_key, False),
    "fifty rows": (_list, False),
    "a transaction of ten statements": (_page, False),
    "a row by its key, another park each time": (_by_key, True),
    "a transaction of ten statements, another park each time": (_page, True),
}
"""And whether each is of another park than the one before."""


def measure(run: Run) -> list[Figure]:
    """Ratios: behind the fence to without it."""
    with stores(run.folder) as backing:
        url = backing.database("open")
        asyncio.run(seed(url))
        with psycopg.connect(libpq_url(url), autocommit=True) as connection:
            connection.execute(PARKS_MORE, [PARKS])
            connection.execute(PEOPLE, [CONVERSATIONS])
            connection.execute("vacuum analyze")
            ids = [row[0] for row in connection.execute("select id from park order by id")]
            keys = connection.execute(
                "select min(id) from person group by park_id order by park_id"
            )
            first = dict(zip(ids, (row[0] for row in keys), strict=True))
        database_roles.apply(url, database_roles.embedded())
        with backing.copy("open") as behind:
            database_roles.apply(behind, database_roles.embedded())
            stores_fence.apply(behind, on=True)
            return asyncio.run(_measured(run, url, behind, first))


async def _measured(run: Run, plain: str, behind: str, first: dict[int, int]) -> list[Figure]:
    figures = []
    async with AsyncExitStack() as stack:
        both = [
            await stack.enter_async_context(
                database(database_roles.as_role(url, "gateway"), pool_size=1, fenced=fenced)
            )
            for url, fenced in ((plain, False), (behind, True))
        ]
        for name, (piece, moves) in PIECES_OF.items():
            ratios, pairs = await _ratios(run, both, piece, first, moves=moves)
            milliseconds = " and ".join(f"{statistics.median(one) * 1000:.3f}" for one in pairs)
            how = f"behind the fence by without it; {milliseconds} ms, the other first"
            figures.append(
                Figure(f"fence: {name}", statistics.median(ratios), "ratio", how, len(ratios))
            )
            run.say(f"{name}: {statistics.median(ratios):.3f}")
    return figures


async def _ratios(
    run: Run, both: Sequence[Sessions], piece: Piece, first: dict[int, int], *, moves: bool
) -> tuple[list[float], tuple[list[float], list[float]]]:
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range((QUICK_BURSTS if run.quick else BURSTS) + 1):
        for sessions, those in zip(both, took, strict=True):
            those.append(await _burst(sessions, piece, _where(first, moves=moves)))
    plain, fenced = (those[1:] for those in took)
    return [b / a for a, b in zip(plain, fenced, strict=True)], (plain, fenced)


def _where(first: dict[int, int], *, moves: bool) -> Iterator[tuple[int, int]]:
    parks = list(first.items()) if moves else list(first.items())[:1]
    for number, (park, key) in zip(range(PIECES), itertools.cycle(parks), strict=False):
        yield park, key + number * 7


async def _burst(sessions: Sessions, piece: Piece, where: Iterator[tuple[int, int]]) -> float:
    """Seconds of one piece."""
    began = time.perf_counter()
    for park, key in where:
        with fence.within(park):
            await piece(sessions, park, key)
    return (time.perf_counter() - began) / PIECES
