"""The second fence: a connection is shown the rows of the park that it said, by the database."""

from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from parkline.settings.settings import Settings
from parkline.stores import database_roles
from parkline.stores import fence as stores_fence
from parkline.stores.database import Sessions, database, libpq_url
from parkline.stores.database_roles import Process, as_role
from parkline.stores.fence import FenceRefused
from services.kit import fence
from services.kit.errors import NotFound
from tests.kit.databases import ROLE, Copies

pytestmark = pytest.mark.skipif(ROLE is not None, reason="needs the owner of the database")
CODES = text("select code from building order by code")
TWIN = """
    insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
        acceptance_minutes)
    select 'twin', name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
        acceptance_minutes from park returning id
"""
BUILDING = """
    insert into building (park_id, code, name_zh, name_en, aliases, floors, basements)
    values (%s, 'Z', 'Z', 'Z', '{}', 3, 0)
"""
PERSON = text(
    "insert into person (park_id, name, language, created_at) values (:park, 'li', 'zh', now())"
)


@dataclass(frozen=True, slots=True)
class Two:
    """Parks behind the fence; the twin has one building, Z."""

    url: str
    ours: int
    twin: int


@pytest.fixture
def two(demo_copies: Copies) -> Iterator[Two]:
    with demo_copies.one() as url:
        with psycopg.connect(libpq_url(url)) as connection:
            [ours] = connection.execute("select id from park").fetchone() or [0]
            [twin] = connection.execute(TWIN).fetchone() or [0]
            connection.execute(BUILDING, [twin])
        yield Two(url, ours, twin)


@pytest.fixture
async def sessions(two: Two) -> AsyncIterator[Sessions]:
    """On one connection, as the gateway, so that what it said before matters."""
    url = as_role(two.url, "gateway")
    async with database(url, pool_size=1, overflow=0, fenced=True) as sessions:
        yield sessions


async def codes(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return list(await session.scalars(CODES))


async def test_a_connection_shows_the_rows_of_the_park_that_it_said(
    two: Two, sessions: Sessions
) -> None:
    for _ in range(2):
        with fence.within(two.twin):
            assert await codes(sessions) == ["Z"]
        with fence.within(two.ours):
            assert "Z" not in await codes(sessions)
        with fence.everywhere():
            assert {"A", "Z"} <= set(await codes(sessions))


@pytest.fixture
def nobody_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process: a test is of all parks otherwise."""
    monkeypatch.setattr(fence, "_said", ContextVar("fence", default=None))


@pytest.mark.usefixtures("nobody_said")
async def test_who_says_no_park_is_shown_nothing_and_hears_of_it(
    two: Two, sessions: Sessions
) -> None:
    with pytest.raises(DBAPIError):
        await codes(sessions)
    with fence.within(two.twin):
        assert await codes(sessions) == ["Z"]
    with pytest.raises(DBAPIError):
        await codes(sessions)


async def test_nobody_writes_a_row_of_another_park(two: Two, sessions: Sessions) -> None:
    with fence.within(two.twin), pytest.raises(DBAPIError, match="row-level security"):
        async with sessions.begin() as session:
            await session.execute(PERSON, {"park": two.ours})
    for park_id in (two.ours, two.twin):
        with fence.within(park_id):
            async with sessions.begin() as session:
                await session.execute(PERSON, {"park": park_id})
    with fence.within(two.twin):
        async with sessions.begin() as session:
            await session.execute(text("update person set name = 'gone'"))
    with psycopg.connect(libpq_url(two.url)) as connection:
        changed = connection.execute("select park_id from person where name = 'gone'")
        assert changed.fetchall() == [(two.twin,)]


async def test_a_transaction_enters_a_park_once_it_knows_whose_it_is(
    two: Two, sessions: Sessions
) -> None:
    with fence.everywhere():
        async with sessions.begin() as session:
            assert len(list(await session.scalars(CODES))) > 1
            await fence.enter(session, two.twin)
            assert list(await session.scalars(CODES)) == ["Z"]
            await fence.leave(session)
            assert len(list(await session.scalars(CODES))) > 1
            await fence.enter(session, two.twin)
        assert len(await codes(sessions)) > 1, "what it entered ended with the transaction"


async def refused(session: AsyncSession, park_id: int) -> None:
    async with fence.abroad(session, park_id):
        assert list(await session.scalars(CODES)) == ["Z"]
        raise NotFound("nobody")


async def test_who_has_looked_across_is_back_at_home_after_a_refusal_too(
    two: Two, sessions: Sessions
) -> None:
    with fence.within(two.ours):
        async with sessions.begin() as session:
            async with fence.across(session):
                assert "Z" in await session.scalars(CODES)
            assert "Z" not in list(await session.scalars(CODES))
            with pytest.raises(NotFound):
                await refused(session, two.twin)
            assert "Z" not in list(await session.scalars(CODES))


async def test_who_entered_a_park_is_back_in_it_after_a_look_across(
    two: Two, sessions: Sessions
) -> None:
    """So do handlers of events, and whoever shows a vendor's key."""
    with fence.everywhere():
        async with sessions.begin() as session:
            await fence.enter(session, two.twin)
            async with fence.across(session):
                assert len(list(await session.scalars(CODES))) > 1
            assert list(await session.scalars(CODES)) == ["Z"]
            async with fence.abroad(session, two.ours), fence.across(session):
                assert "Z" in await session.scalars(CODES)
            assert list(await session.scalars(CODES)) == ["Z"]
        async with sessions.begin() as session:
            async with fence.abroad(session, two.ours):
                assert "Z" not in list(await session.scalars(CODES))
            assert len(list(await session.scalars(CODES))) > 1, "the next one entered none"


async def test_what_fails_within_a_park_leaves_nothing_of_it_to_the_next(
    two: Two, sessions: Sessions
) -> None:
    with fence.within(two.twin), pytest.raises(DBAPIError):
        async with sessions.begin() as session:
            await session.execute(text("select 1 / 0"))
    with fence.within(two.ours):
        assert "Z" not in await codes(sessions)


def test_every_table_of_parks_is_behind_the_fence(two: Two) -> None:
    with psycopg.connect(libpq_url(two.url)) as connection:
        named = {t.name for t in Base.metadata.tables.values() if "park_id" in t.columns}
        standing = stores_fence.standing(connection)
        assert (standing.fenced, standing.open) == (named, frozenset())
        rules = connection.execute("select distinct qual, with_check from pg_policies").fetchall()
    [(seen, written)] = rules
    assert seen == written
    assert " OR " not in seen
    assert stores_fence.apply(two.url, on=True) == 0, "nothing is left to do"


def test_it_goes_as_it_came(two: Two) -> None:
    stores_fence.apply(two.url, on=False)
    with psycopg.connect(libpq_url(two.url)) as connection:
        assert stores_fence.standing(connection).fenced == frozenset()
        left = connection.execute("select count(*) from pg_policies").fetchone()
        assert left == (0,)


def test_the_index_is_used_and_the_park_read_once(two: Two) -> None:
    with psycopg.connect(libpq_url(as_role(two.url, "gateway"))) as connection:
        connection.execute("set enable_seqscan = off")
        connection.execute(f"select set_config('parkline.park', '{two.ours}', false)")
        rows = connection.execute(
            'explain select * from "order" where park_id = %s and id = 1', [two.ours]
        )
        plan = "\n".join(line for (line,) in rows)
    assert "Index Cond" in plan
    assert plan.count("InitPlan") >= 1


def test_an_owner_whom_it_would_hold_is_refused(two: Two) -> None:
    """Or else its backups were empty."""
    with psycopg.connect(libpq_url(two.url), autocommit=True) as connection:
        connection.execute("drop role if exists plain_owner")
        connection.execute("create role plain_owner login")
        try:
            with pytest.raises(FenceRefused, match="bypassrls"):
                stores_fence.apply(_as(two.url, "plain_owner"), on=True)
        finally:
            connection.execute("drop role plain_owner")


def _as(url: str, role: str) -> str:
    return as_role(url, "gateway").replace("parkline_gateway", role)


def test_a_process_beyond_the_fence_may_do_no_more_than_within_it(two: Two) -> None:
    granted = (
        "select table_name, privilege_type from information_schema.role_table_grants"
        " where grantee = %s union select table_name || '.' || column_name, privilege_type"
        " from information_schema.role_column_grants where grantee = %s"
    )
    with psycopg.connect(libpq_url(two.url)) as connection:
        for name in ("parkline_gateway", "parkline_worker"):
            rights = [
                set(connection.execute(granted, [role, role]).fetchall())
                for role in (name, database_roles.across(name))
            ]
            assert rights[0] == rights[1]
            assert not stores_fence.bypasses(connection, name)
            assert stores_fence.bypasses(connection, database_roles.across(name))
    others: tuple[Process, ...] = ("gateway", "reports")
    for process in others:
        with (
            psycopg.connect(libpq_url(as_role(two.url, process))) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("set role parkline_worker_across")


def test_without_the_setting_no_role_passes_the_fence() -> None:
    settings = Settings(_env_file=None, demo=True)  # type: ignore[call-arg]
    assert not any(role.is_fenced for role in database_roles.roles_of(settings))
    assert all(
        role.is_fenced
        for role in database_roles.roles_of(settings.model_copy(update={"rls": True}))
    )
