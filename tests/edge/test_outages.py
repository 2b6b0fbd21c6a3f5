"""What a database says when it is away or busy, and what it says when we are wrong."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import bindparam, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import Integer

from edge.outages import is_outage, sqlstate
from parkline.settings.ports import free_port
from parkline.stores.database import Sessions, database

Fails = Callable[[Sessions], Awaitable[None]]


async def _ask(sessions: Sessions, statement: str) -> None:
    async with sessions() as session:
        await session.execute(text(statement))


async def killed(sessions: Sessions) -> None:
    await _ask(sessions, "select pg_terminate_backend(pg_backend_pid())")


async def cut_off_before(sessions: Sessions) -> None:
    async with sessions() as session:
        mine = await session.scalar(text("select pg_backend_pid()"))
        async with sessions() as other:
            await other.execute(text(f"select pg_terminate_backend({mine}, 10000)"))
        await session.execute(text("select 1"))


async def cancelled(sessions: Sessions) -> None:
    await _ask(sessions, "select pg_cancel_backend(pg_backend_pid()), pg_sleep(5)")


async def locked(sessions: Sessions) -> None:
    async with sessions() as one, sessions() as two:
        await one.execute(text("lock table park"))
        await two.execute(text("set local lock_timeout = '20ms'"))
        await two.execute(text("select * from park"))


async def deadlocked(sessions: Sessions) -> None:
    await _ask(sessions, "do $$ begin raise exception 'x' using errcode = '40P01'; end $$")


async def too_many(sessions: Sessions) -> None:
    await _ask(sessions, "do $$ begin raise exception 'x' using errcode = '53300'; end $$")


async def nobody_there(_sessions: Sessions) -> None:
    async with database(f"postgresql://postgres@127.0.0.1:{free_port()}/x") as none:
        await _ask(none, "select 1")


@pytest.mark.parametrize(
    "fails", [killed, cut_off_before, cancelled, locked, deadlocked, too_many, nobody_there]
)
async def test_what_passes_by_itself(sessions: Sessions, fails: Fails) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one is what is asked
        await fails(sessions)
    assert is_outage(raised.value), repr(raised.value)


async def by_zero(sessions: Sessions) -> None:
    await _ask(sessions, "select 1 / 0")


async def nonsense(sessions: Sessions) -> None:
    await _ask(sessions, "selekt 1")


async def no_number(sessions: Sessions) -> None:
    async with sessions() as session:
        await session.execute(
            text("select :n").bindparams(bindparam("n", type_=Integer)), {"n": "one"}
        )


@pytest.mark.parametrize("fails", [by_zero, nonsense, no_number])
async def test_what_is_our_mistake(sessions: Sessions, fails: Fails) -> None:
    with pytest.raises(DBAPIError) as raised:
        await fails(sessions)
    assert not is_outage(raised.value)


async def test_what_postgresql_calls_it(sessions: Sessions) -> None:
    with pytest.raises(DBAPIError) as raised:
        await nonsense(sessions)
    assert sqlstate(raised.value) == "42601"
    assert not is_outage(RuntimeError())
