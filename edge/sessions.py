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
        if session.in_transaction():  # Not where all went to the driver (services.kit.direct).
            await session.__aexit__(None, None, None)
