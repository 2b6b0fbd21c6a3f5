"""What the database's errors say, which are logged; connections that are gone are replaced."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from parkline.stores import database
from parkline.stores.database import Sessions

SAID = "13800138000"


async def test_an_error_does_not_tell_what_was_to_be_stored(sessions: Sessions) -> None:
    async with sessions() as session:
        with pytest.raises(DBAPIError) as raised:
            await session.execute(
                text("select cast(:said as varchar) from nowhere"), {"said": SAID}
            )
    assert SAID not in repr(raised.value)
    assert SAID not in str(raised.value)


async def test_a_connection_that_the_server_has_closed_is_replaced(sessions: Sessions) -> None:
    async with sessions() as other:
        await other.execute(text("select 1"))  # It has a connection of its own.
        async with sessions() as session:
            pid = await session.scalar(text("select pg_backend_pid()"))
        await other.execute(text("select pg_terminate_backend(:pid, 10000)"), {"pid": pid})
        async with sessions() as session:
            assert await session.scalar(text("select pg_backend_pid()")) != pid


async def test_a_connection_that_was_idle_for_long_is_asked_and_used_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    async with sessions() as session:
        pid = await session.scalar(text("select pg_backend_pid()"))
    async with sessions() as session:
        assert await session.scalar(text("select pg_backend_pid()")) == pid
