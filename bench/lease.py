"""What a conversation's lease costs: a row of PostgreSQL against a key of Valkey, both embedded.

A lease and its release, one after another and with eight conversations at a time.
docs/decisions/0004 cites the figures.
"""

import asyncio
import secrets
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bench.figures import Figure, Run
from bench.seeding import seed
from bench.stores import stores
from connectors.bot.answering import LEASE
from edge.sessions import statement_by_statement
from models.park import Park
from parkline.stores.database import Sessions, database
from services.conversations import conversations, receiving, turns

AT_A_TIME = 8
WARM_UP = 50
PAIRS, QUICK_PAIRS = 800, 160
"""Leases in each row."""

# Deleting only one's own key is what a fencing token needs; DEL alone would free another's lease.
RELEASE = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""

Pair = Callable[[int], Awaitable[None]]
"""Leases the conversation of that id, and releases it."""


def measure(run: Run) -> list[Figure]:
    """Milliseconds of a lease and its release."""
    return asyncio.run(_bench(run, QUICK_PAIRS if run.quick else PAIRS))


async def _bench(run: Run, pairs: int) -> list[Figure]:
    with stores(run.folder) as backing:
        url = backing.database("lease")
        await seed(url)
        redis = Redis.from_url(backing.redis_url)
        async with (
            database(url, pool_size=AT_A_TIME) as sessions,
            database(_unhurried(url), pool_size=AT_A_TIME) as unhurried,
        ):
            park_id, ids = await _conversations(sessions)
            ways = {
                "PostgreSQL": _in_postgres(sessions, park_id),
                "PostgreSQL, not waiting for disk": _in_postgres(unhurried, park_id),
                "Valkey": _in_valkey(redis),
            }
            figures = await _compare(run, ways, ids, pairs)
        await redis.aclose()
        return figures


def _unhurried(url: str) -> str:
    """Commits return before the log is on disk."""
    asynchronous = {"options": "-c synchronous_commit=off"}
    return make_url(url).update_query_dict(asynchronous).render_as_string(hide_password=False)


async def _conversations(sessions: Sessions) -> tuple[int, list[int]]:
    async with sessions.begin() as session:
        park_id = (await session.scalars(select(Park.id))).one()
        opened = [
            await conversations.open_conversation(
                session, park_id, channel="bench", external_id=str(i), now=datetime.now(UTC)
            )
            for i in range(AT_A_TIME)
        ]
        for one in opened:
            await receiving.receive(
                session, one, external_id=f"bench-{one.id}", text="在吗", now=datetime.now(UTC)
            )
        return park_id, [one.id for one in opened]


def _in_postgres(sessions: Sessions, park_id: int) -> Pair:
    """As connectors.bot.answering: two statements, each committed; the message comes with it."""

    async def pair(conversation_id: int) -> None:
        token, now = secrets.token_hex(8), datetime.now(UTC)
        async with statement_by_statement(sessions) as session:
            taken = await turns.take(
                session, park_id, conversation_id, token=token, now=now, until=now + LEASE
            )
        assert taken
        async with statement_by_statement(sessions) as session:
            await turns.release(session, park_id, conversation_id, token=token)

    return pair


def _in_valkey(redis: Redis) -> Pair:
    release = redis.register_script(RELEASE)
    milliseconds = int(LEASE.total_seconds() * 1000)

    async def pair(conversation_id: int) -> None:
        key, token = f"lease:{conversation_id}", secrets.token_hex(8)
        assert await redis.set(key, token, nx=True, px=milliseconds)
        await release(keys=[key], args=[token])

    return pair


async def _compare(
    run: Run, ways: Mapping[str, Pair], ids: Sequence[int], pairs: int
) -> list[Figure]:
    figures = []
    for name, pair in ways.items():
        run.say(name)
        await _run(pair, ids[:1], WARM_UP)
        for used in (ids[:1], ids):
            taken, seconds = await _run(pair, used, pairs // len(used))
            p95 = statistics.quantiles(taken, n=20)[-1]
            how = f"p95 {p95:.1f} ms, {len(taken) / seconds:.0f} pairs/s"
            label = f"{name}, {len(used)} at a time: median"
            figures.append(Figure(label, statistics.median(taken), "ms", how, len(taken)))
    return figures


async def _run(pair: Pair, ids: Sequence[int], each: int) -> tuple[list[float], float]:
    """Milliseconds of every pair, and the seconds of all together."""
    taken: list[float] = []

    async def one(conversation_id: int) -> None:
        for _ in range(each):
            started = time.perf_counter()
            await pair(conversation_id)
            taken.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(one(conversation_id) for conversation_id in ids))
    return taken, time.perf_counter() - started
