"""Whether a transaction has written anything yet, and to what, by the statements that it sent."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

_WRITES = re.compile(r"\b(?:insert|update|delete|merge|copy)\b|\bprocrastinate_", re.IGNORECASE)
"""A row that is locked for an update counts, too, and so does a job, which a function writes."""
_TABLE = re.compile(
    r'\b(?:insert\s+into|update|delete\s+from|merge\s+into)\s+"?(\w+)', re.IGNORECASE
)
_TABLES = "kit.written"
_INFO = "kit.connection_info"


async def has_written(session: AsyncSession) -> bool:
    """What is changed and not sent yet is sent."""
    await session.flush()
    return session.info.get(_INFO, {}).get(_TABLES) is not None


def tables_of(session: AsyncSession) -> frozenset[str]:
    """Which, as far as they have been sent; words of SQL may be among them."""
    found: set[str] | None = session.info.get(_INFO, {}).get(_TABLES)
    return frozenset(found or ())


@lru_cache(4096)
def _written(statement: str) -> frozenset[str] | None:
    """None of one that writes nothing."""
    if _WRITES.search(statement) is None:
        return None
    return frozenset(name.lower() for name in _TABLE.findall(statement))


@event.listens_for(Session, "after_begin")
def _begins(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    connection.info[_TABLES] = None
    session.info[_INFO] = connection.info


def note(info: dict[Any, Any], statement: str) -> None:
    """To be called with each statement that a connection with this `info` is sent
    (parkline.stores.database)."""
    if (tables := _written(statement)) is not None:
        info[_TABLES] = {*(info.get(_TABLES) or ()), *tables}
