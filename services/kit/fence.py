"""Of which park the work is that goes on: what the database's row-level security goes by.

It is the second fence. The first are the statements, each of which names its park. Whoever begins
something of a park says so here, and connections are told when they are taken
(parkline.stores.fence). Where the fence is off, this costs setting a variable.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.errors import ParkError

EVERYWHERE: Final = 0
"""No park's id: of what takes from the queues of all parks, and of housekeeping."""
FENCED: Final = "fenced"
"""In `Session.info`: whether the session's connections are told of parks."""
_ENTERED: Final = "entered"
"""In `Session.info`: the transaction that entered or left a park, and which."""
PARK: Final = "select set_config('role', 'none', {0}), set_config('parkline.park', {1}, {0})"
ALL: Final = (
    "select set_config('role', coalesce((select rolname::text from pg_roles"
    " where rolname = session_user || '_across'), 'none'), {0}),"
    " set_config('parkline.park', '', {0})"
)
"""The role that row-level security does not hold, where there is one (database_roles)."""

_said: ContextVar[int | None] = ContextVar("fence", default=None)


def said() -> int | None:
    """A park's id or EVERYWHERE; None where nobody said anything: then no row is to be had."""
    return _said.get()


@contextmanager
def within(park_id: int) -> Iterator[None]:
    """What is done inside, and in tasks that are begun inside, is of this park."""
    before = _said.get()
    _said.set(park_id)
    try:
        yield
    finally:
        _said.set(before)  # Not by a token, which is good in one task alone.


@contextmanager
def everywhere() -> Iterator[None]:
    """What is done inside is of no park. The few places that say so are a list in
    tests/security."""
    with within(EVERYWHERE):
        yield


async def enter(session: AsyncSession, park_id: int) -> None:
    """The rest of the transaction is of this park: it was begun before one knew whose it is."""
    if session.info.get(FENCED):
        await session.flush()
        await session.execute(text(PARK.format("true", ":park")), {"park": str(park_id)})
        _note(session, park_id)


async def leave(session: AsyncSession) -> None:
    """The rest of the transaction is of all parks again."""
    if session.info.get(FENCED):
        await session.flush()
        await session.execute(text(ALL.format("true")))
        _note(session, EVERYWHERE)


@asynccontextmanager
async def across(session: AsyncSession) -> AsyncIterator[None]:
    """What is done inside, in the middle of a transaction of a park, is of all parks: one human's
    memberships are. The few places that say so are a list in tests/security."""
    async with _coming_back(session):
        await leave(session)
        yield


@asynccontextmanager
async def abroad(session: AsyncSession, park_id: int) -> AsyncIterator[None]:
    """What is done inside, in the middle of a transaction of a park, is of another."""
    async with _coming_back(session):
        await enter(session, park_id)
        yield


@asynccontextmanager
async def _coming_back(session: AsyncSession) -> AsyncIterator[None]:
    """Back to where the transaction was, which may have entered its park after it began. After a
    refusal, too: it may go on. After an error of the database it is rolled back, and where it was
    with it."""
    home = _where(session)
    try:
        yield
    except ParkError:
        await _go(session, home)
        raise
    await _go(session, home)


async def _go(session: AsyncSession, home: int | None) -> None:
    if home:
        await enter(session, home)
    else:
        await leave(session)


def _note(session: AsyncSession, park_id: int) -> None:
    session.info[_ENTERED] = (session.sync_session.get_transaction(), park_id)


def _where(session: AsyncSession) -> int | None:
    """What the transaction entered; else what was said where it began."""
    transaction, park_id = session.info.get(_ENTERED, (None, None))
    same = transaction is not None and transaction is session.sync_session.get_transaction()
    return park_id if same else said()
