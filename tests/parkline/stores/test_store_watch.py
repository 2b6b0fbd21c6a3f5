"""A store that is killed stands again at the same address, with what was committed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from parkline.stores import store_watch
from parkline.stores.embedded import Postgres, Store, Valkey
from tests.kit.waiting import PATIENCE, until

NewStore = Callable[[Path], Store]


@asynccontextmanager
async def kept_up(*stores: Store) -> AsyncIterator[None]:
    watching = asyncio.create_task(store_watch.keep_up(stores))
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


@pytest.fixture
def folder(scratch: Path, request: pytest.FixtureRequest) -> Path:
    return scratch / request.node.name


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_watch, "LOOK_SECONDS", 0.05)


async def test_postgresql_that_is_killed_recovers_what_was_committed(folder: Path) -> None:
    store = Postgres(folder)
    try:
        with psycopg.connect(store.url, autocommit=True) as connection:
            connection.execute("create table kept (n int)")
            connection.execute("insert into kept values (7)")
        async with kept_up(store):
            store._server.get_postmaster_info().process.kill()  # type: ignore[union-attr]
            assert await until_answers(lambda: _select(store.url)) == 7
            async with asyncio.timeout(PATIENCE):  # Its parent may not have looked yet.
                while not store.is_up():  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
    finally:
        store.stop()

    async def gone() -> bool:  # It may have been told, and not have ended yet.
        return not store.is_up()

    await until(gone)


def _select(url: str) -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute("select n from kept").fetchone()
        return row and row[0]


async def until_answers(ask: Callable[[], Any]) -> Any:
    """What it says once it can. It must have been silent before."""
    answer: Any = None
    silent = 0

    async def answers() -> bool:
        nonlocal answer, silent
        try:
            answer = await asyncio.to_thread(ask)
        except psycopg.OperationalError:
            silent += 1
        return silent > 0 and answer is not None

    await until(answers)
    return answer


async def test_valkey_that_is_killed_stands_again(folder: Path) -> None:
    store = Valkey(folder)
    try:
        async with kept_up(store), Redis.from_url(store.url) as redis:
            await redis.set("mark", "before")
            store._server._process.kill()

            async def forgot() -> bool:
                with suppress(RedisError):
                    return bool(await redis.get("mark") is None)
                return False

            await until(forgot)
    finally:
        store.stop()


class Stubborn:
    """Does not start at once, as PostgreSQL does not while a process of the fallen one lives."""

    name = "stubborn"
    url = ""

    def __init__(self) -> None:
        self.tries = 0
        self.looks = 0

    def is_up(self) -> bool:
        self.looks += 1
        return self.tries == 3 or self.looks < store_watch.LOOKS

    def start_again(self) -> None:
        self.tries += 1
        if self.tries < 3:
            raise OSError("still in use")

    def stop(self) -> None: ...


async def test_a_store_that_does_not_start_is_asked_again_and_then_left_alone() -> None:
    store = Stubborn()

    async def calm() -> bool:
        return store.tries == 3 and store.looks > 20

    async with kept_up(store):
        await until(calm)
    assert store.tries == 3


async def test_one_slow_answer_is_no_fall() -> None:
    class Slow(Stubborn):
        def is_up(self) -> bool:
            self.looks += 1
            return self.looks % store_watch.LOOKS != 0

    store = Slow()

    async def looked() -> bool:
        return store.looks > 10

    async with kept_up(store):
        await until(looked)
    assert store.tries == 0
