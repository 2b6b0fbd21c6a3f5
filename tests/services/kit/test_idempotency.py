"""One key, one effect: also for two requests at the same moment."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from models.park import Park
from parkline.stores.database import Sessions
from services.kit import idempotency
from services.kit.errors import IdempotencyMismatch, Invalid
from services.kit.idempotency import Answered
from tests.given import factories
from tests.kit.waiting import PATIENCE

KEY = "5f0c"


async def make_park(sessions: Sessions) -> Park:
    async with sessions.begin() as session:
        return await factories.make_park(session)


async def ask(
    sessions: Sessions, park: Park, request: bytes, *, scope: str = "vendor:1", key: str = KEY
) -> Answered | None:
    """A whole request that answers 200 {"n": 1} when it is the first."""
    async with sessions.begin() as session:
        seen = await idempotency.begin(session, park.id, scope=scope, key=key, request=request)
        if seen is None:
            await idempotency.finish(
                session, park.id, scope=scope, key=key, status=200, answer={"n": 1}
            )
        return seen


async def test_the_same_request_again_gets_the_stored_answer(sessions: Sessions) -> None:
    park = await make_park(sessions)

    assert await ask(sessions, park, b"accept") is None
    assert await ask(sessions, park, b"accept") == Answered(200, {"n": 1})


async def test_the_same_key_for_another_request_is_a_mismatch(sessions: Sessions) -> None:
    park = await make_park(sessions)
    await ask(sessions, park, b"accept")

    with pytest.raises(IdempotencyMismatch):
        await ask(sessions, park, b"reject")


async def test_keys_of_other_scopes_and_parks_are_other_keys(sessions: Sessions) -> None:
    park, other = await make_park(sessions), await make_park(sessions)
    await ask(sessions, park, b"accept")

    assert await ask(sessions, park, b"accept", scope="vendor:2") is None
    assert await ask(sessions, other, b"accept") is None


async def test_a_request_that_failed_leaves_no_answer(sessions: Sessions) -> None:
    park = await make_park(sessions)
    async with sessions() as session:
        await idempotency.begin(session, park.id, scope="vendor:1", key=KEY, request=b"accept")
        await session.rollback()

    assert await ask(sessions, park, b"accept") is None


async def waiting_for_a_lock(sessions: Sessions) -> None:
    """Returns when some other transaction waits."""
    query = text("select count(*) from pg_locks where not granted")
    async with asyncio.timeout(PATIENCE), sessions() as session:
        while not await session.scalar(query):  # noqa: ASYNC110 - PostgreSQL tells nobody who waits
            await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    ("first_commits", "expected"), [(True, Answered(200, {"n": 1})), (False, None)]
)
async def test_of_two_at_once_the_second_waits_for_what_becomes_of_the_first(
    sessions: Sessions, first_commits: bool, expected: Answered | None
) -> None:
    park = await make_park(sessions)
    async with sessions() as session:
        await idempotency.begin(session, park.id, scope="vendor:1", key=KEY, request=b"accept")
        second = asyncio.create_task(ask(sessions, park, b"accept"))
        await waiting_for_a_lock(sessions)
        if first_commits:
            await idempotency.finish(
                session, park.id, scope="vendor:1", key=KEY, status=200, answer={"n": 1}
            )
            await session.commit()
        else:
            await session.rollback()
        assert await second == expected


@pytest.mark.parametrize("key", ["", "k" * 256, "a\0b"])
async def test_keys_that_are_none(sessions: Sessions, key: str) -> None:
    park = await make_park(sessions)
    with pytest.raises(Invalid):
        await ask(sessions, park, b"accept", key=key)


async def test_old_keys_are_forgotten(sessions: Sessions) -> None:
    park = await make_park(sessions)
    await ask(sessions, park, b"accept")
    now = datetime.now(UTC)
    async with sessions.begin() as session:
        await idempotency.purge(session, before=now - timedelta(hours=1))
    assert await ask(sessions, park, b"accept") is not None

    async with sessions.begin() as session:
        await idempotency.purge(session, before=now + timedelta(hours=1))
    assert await ask(sessions, park, b"accept") is None
