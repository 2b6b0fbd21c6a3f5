"""A transaction begins with the first statement that may write or lock."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from parkline.stores.database import Sessions
from parkline.stores.late_begin import only_reads
from tests.given.demo_park import DemoPark


async def _in_transaction(session: AsyncSession, sessions: Sessions) -> bool:
    """By what another connection sees."""
    pid = await session.scalar(text("select pg_backend_pid()"))
    async with sessions() as other:
        state = await other.scalar(
            text("select state from pg_stat_activity where pid = :pid"), {"pid": pid}
        )
    return str(state) == "idle in transaction"


async def test_what_only_reads_begins_none(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await session.scalars(select(Park))
        assert not await _in_transaction(session, demo.sessions)


@pytest.mark.parametrize(
    "first",
    [
        "select id from park for update",
        "select id from park for no key update",
        "select id from park for key share",
        "select pg_advisory_xact_lock(1)",
        "select pg_try_advisory_xact_lock(1)",
        "select set_config('parkline.park', '1', true)",
        "set local lock_timeout = '1s'",
        "with one as (update park set name_en = 'x' where id = 0 returning id) select * from one",
        "savepoint a",
    ],
)
async def test_what_may_write_or_lock_begins_one(demo: DemoPark, first: str) -> None:
    async with demo.sessions.begin() as session:
        await session.execute(text(first))
        assert await _in_transaction(session, demo.sessions)


async def test_what_was_read_before_is_no_part_of_it_and_what_was_written_is_undone(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        name = await session.scalar(select(Park.name_en).where(Park.id == demo.id))
        await session.execute(update(Park).where(Park.id == demo.id).values(name_en="Elsewhere"))
        assert await session.scalar(select(Park.name_en).where(Park.id == demo.id)) == "Elsewhere"
        await session.rollback()
        assert await session.scalar(select(Park.name_en).where(Park.id == demo.id)) == name


async def test_a_level_at_which_reads_belong_together_begins_at_once(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        await session.scalars(select(Park))
        assert await _in_transaction(session, demo.sessions)


async def test_rows_that_are_streamed_come_in_one(demo: DemoPark) -> None:
    async with demo.sessions() as session, demo.sessions() as other:
        pid = await session.scalar(text("select pg_backend_pid()"))
        await session.stream_scalars(select(Park))
        state = text("select state from pg_stat_activity where pid = :pid")
        assert await other.scalar(state, {"pid": pid}) == "idle in transaction"


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        ("SELECT park.id, park.updated_at FROM park", True),
        ("\n  with a as (select 1) select * from a", True),
        ("select * from park for update", False),
        ("select * from park for share", False),
        ("select procrastinate_defer_job(1)", False),
        ("select pg_notify('a', 'b')", False),
        ("select now()", False),
        ("update park set id = 1", False),
        ("values (1)", False),
    ],
)
def test_only_what_is_known_to_read_is_taken_for_it(statement: str, reads: bool) -> None:
    assert only_reads(statement) is reads
