"""Sessions for what is one statement, or only reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.kit.direct import ALONE


@asynccontextmanager
async def statement_by_statement(
    sessions: async_sessionmaker[AsyncSession],
) -> AsyncIterator[AsyncSession]:
    """A session in which each statement is a transaction of its own.

    Saves the round trips of BEGIN and of COMMIT or ROLLBACK. Reading loses nothing by it: within a
    transaction, too, each statement sees what was committed before it began. What several
    statements write must not be half written, and goes into a transaction.
    """
    session = sessions(bind=sessions.kw["info"][ALONE])
    try:
        yield session
    finally:
        await _closed(session)


@asynccontextmanager
async def begun(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A transaction, as `sessions.begin()`; its rows are not to be used behind it with the session
    that read them."""
    session = sessions()
    try:
        async with session.begin():
            yield session
    finally:
        await _closed(session)


async def _closed(session: AsyncSession) -> None:
    """SQLAlchemy closes in a task of its own, which has nothing to do where the connection was
    given back, or never taken (services.kit.direct)."""
    if session.in_transaction():
        await session.__aexit__(None, None, None)
