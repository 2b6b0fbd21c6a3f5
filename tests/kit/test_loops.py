"""Connections outlive a test with its loop, and nothing else does."""

import asyncio
import gc
import warnings
from asyncio import Runner
from collections.abc import Awaitable, Callable
from socket import socketpair

from sqlalchemy import text

from tests.kit import loops
from tests.kit.databases import Copies
from tests.kit.engines import sessions_on
from tests.kit.loops import KeptLoop

POOL = 3
"""A size that no other test asks for: its engines are those of this file."""
HOUR = 3600


def in_a_test(test: Callable[[], Awaitable[int]]) -> tuple[KeptLoop, int]:
    """What pytest-asyncio does: the loop, and what the test answered."""
    with Runner(loop_factory=loops.loop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, KeptLoop)
        return loop, runner.run(_coroutine(test))


async def _coroutine(test: Callable[[], Awaitable[int]]) -> int:
    return await test()


async def backend(url: str, statement: str = "select 1") -> int:
    """Number of the process that serves the connection."""
    async with sessions_on(url, pool_size=POOL) as sessions, sessions.begin() as session:
        await session.execute(text(statement))
        return int(await session.scalar(text("select pg_backend_pid()")) or 0)


async def named(url: str) -> int:
    """Outlets that are called X."""
    async with sessions_on(url, pool_size=POOL) as sessions, sessions() as session:
        statement = "select count(*) from outlet where name_en = 'X'"
        return int(await session.scalar(text(statement)) or 0)


def test_the_next_test_has_the_connection_of_the_one_before(database_url: str) -> None:
    assert in_a_test(lambda: backend(database_url)) == in_a_test(lambda: backend(database_url))


def test_what_a_kept_connection_wrote_is_put_back_at_once(demo_copies: Copies) -> None:
    with demo_copies.one() as url:
        before = in_a_test(lambda: named(url))
        wrote = in_a_test(lambda: backend(url, "update outlet set name_en = 'X'"))
    with demo_copies.one() as again:
        assert again == url
        assert in_a_test(lambda: named(url)) == before
        assert in_a_test(lambda: backend(url)) == wrote


def test_a_connection_that_holds_a_lock_is_cut_off(copies: Copies) -> None:
    with copies.one() as url:
        in_a_test(lambda: backend(url, "select pg_advisory_lock(7)"))
    with copies.one() as other:
        assert other != url
        in_a_test(lambda: backend(other, "select 1"))


def test_a_loop_with_a_socket_left_open_is_nobodys(database_url: str) -> None:
    loops.end()  # What earlier tests kept is counted, and may have been hung up on.
    mine, other_end = socketpair()

    async def test() -> int:
        asyncio.get_running_loop().add_reader(mine, print)
        return await backend(database_url)

    with mine, other_end:
        loop, served = in_a_test(test)
    assert loop.is_closed()
    another, served_by = in_a_test(lambda: backend(database_url))
    assert another is not loop
    assert served_by != served


def test_nothing_of_a_test_runs_on(database_url: str) -> None:
    async def test() -> int:
        asyncio.get_running_loop().call_later(HOUR, print)
        tasks.append(asyncio.create_task(asyncio.sleep(HOUR)))
        return await asyncio.to_thread(int, 7)

    tasks: list[asyncio.Task[None]] = []
    loop, _ = in_a_test(test)
    assert [task.cancelled() for task in tasks] == [True]
    assert vars(loop)["_scheduled"] == []
    again, _ = in_a_test(lambda: asyncio.sleep(0, 0))
    assert again is loop


def test_a_task_that_is_kept_goes_on_in_the_next_test() -> None:
    turns: list[int] = []
    over = False

    async def goes_on() -> None:
        while not over:
            turns.append(len(turns))
            for _ in range(3):  # It is about to go on whenever a test may end.
                await asyncio.sleep(0)
            await rested.wait()

    async def first() -> int:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, KeptLoop)
        kept.append(asyncio.create_task(goes_on()))
        loop.keep(kept[0])
        await asyncio.sleep(0)
        return 0

    async def second() -> int:
        nonlocal over
        over = True
        rested.set()
        await asyncio.wait_for(kept[0], 10)
        return len(turns)

    kept: list[asyncio.Task[None]] = []
    rested = asyncio.Event()
    loop, _ = in_a_test(first)
    again, went = in_a_test(second)
    assert (again, went) == (loop, 1)


def test_a_socket_that_a_test_left_open_is_nobodys_warning() -> None:
    ours, theirs = socketpair()

    async def leave() -> int:
        transport, _ = await asyncio.get_running_loop().create_connection(
            asyncio.Protocol, sock=ours
        )
        assert not transport.is_closing()
        return 0

    with theirs, warnings.catch_warnings():
        warnings.simplefilter("error")
        loop, _ = in_a_test(leave)
        assert loop.is_closed()
        assert theirs.recv(1) == b""
        gc.collect()
