"""What goes to the driver as it is comes back, and fails, as it does from a session."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import BigInteger, Text, bindparam, column, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from edge.outages import is_outage, sqlstate
from edge.sessions import statement_by_statement
from models.base import UtcDateTime, table_of
from models.park import Park
from parkline.stores.database import Sessions, database
from services.kit import fence
from services.kit.direct import Direct
from tests.kit.statements import counted

MOMENT = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
MADE = (
    text("select cast(:about as jsonb) as about, :n as n, :now as now, null as id, 2 as id")
    .bindparams(
        bindparam("about", type_=Text),
        bindparam("n", type_=BigInteger),
        bindparam("now", type_=UtcDateTime()),
    )
    .columns(column("about", JSONB), column("n", BigInteger), column("now", UtcDateTime()))
)
VALUES = {"about": '{"a": [1, "牛"]}', "n": 7, "now": MOMENT}


async def rows(sessions: Sessions, asked: Any, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    async with statement_by_statement(sessions) as session:
        return [tuple(row) for row in await Direct(lambda: asked).rows(session, values)]


@asynccontextmanager
async def in_a_transaction(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions.begin() as session:
        yield session


@pytest.mark.parametrize("by", [statement_by_statement, in_a_transaction])
async def test_columns_are_had_by_name_and_by_place(sessions: Sessions, by: Any) -> None:
    direct = Direct(lambda: MADE)
    for _ in range(2):  # It is compiled once.
        async with by(sessions) as session:
            row = await direct.first(session, VALUES)
        assert (row.about, row.n, row.now) == ({"a": [1, "牛"]}, 7, MOMENT)
        assert row[1:3] == (7, MOMENT)


async def test_lists_and_values_of_its_own_are_sent(sessions: Sessions) -> None:
    park = table_of(Park)
    asked = (
        select(literal("x").label("x"), park.c.timezone)
        .where(park.c.id == bindparam("park"), park.c.state.in_(["open", "closed"]))
        .limit(1)
    )
    assert await rows(sessions, asked, {"park": 0}) == []


async def test_it_is_a_transaction_of_its_own(sessions: Sessions) -> None:
    make = text("insert into key_of_tests (id) values (:id)").bindparams(
        bindparam("id", type_=BigInteger)
    )
    async with sessions.begin() as session:
        await session.execute(text("create table key_of_tests (id bigint primary key)"))
    assert await rows(sessions, make, {"id": 1}) == []
    with pytest.raises(IntegrityError) as taken:
        await rows(sessions, make, {"id": 1})
    assert sqlstate(taken.value) == "23505"
    counts = select(text("count(*) from key_of_tests"))
    assert await rows(sessions, counts, {}) == [(1,)]


@pytest.mark.parametrize(
    ("sql", "passes"),
    [
        ("select pg_terminate_backend(pg_backend_pid())", True),
        ("select pg_cancel_backend(pg_backend_pid()), pg_sleep(5)", True),
        ("select 1 / 0", False),
        ("selekt 1", False),
    ],
)
async def test_what_fails_is_told_as_ever_and_the_next_one_works(
    sessions: Sessions, sql: str, passes: bool
) -> None:
    with pytest.raises(DBAPIError) as raised:
        await rows(sessions, text(sql), {})
    assert is_outage(raised.value) is passes
    assert await rows(sessions, select(literal(1)), {}) == [(1,)]


async def test_a_value_that_the_driver_does_not_take_is_no_outage(sessions: Sessions) -> None:
    with pytest.raises(DBAPIError) as raised:
        await rows(sessions, MADE, VALUES | {"n": "seven"})
    assert not is_outage(raised.value)


async def test_who_counts_statements_counts_it(sessions: Sessions) -> None:
    with counted(sessions) as seen:
        await rows(sessions, MADE, VALUES)
    assert len(seen) == 1


async def test_what_it_reads_after_others_is_by_their_connection(sessions: Sessions) -> None:
    asked = Direct(lambda: select(text("pg_backend_pid()")))
    async with statement_by_statement(sessions) as session:
        mine = await session.scalar(text("select pg_backend_pid()"))
        assert (await asked.first(session, {}))[0] == mine


async def test_connections_are_told_of_the_park(database_url: str) -> None:
    said = select(text("current_setting('parkline.park')"))
    async with database(database_url, pool_size=1, overflow=0, fenced=True) as sessions:
        for park in (7, 8):
            with fence.within(park):
                assert await rows(sessions, said, {}) == [(str(park),)]
