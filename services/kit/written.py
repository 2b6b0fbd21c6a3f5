"""Whether a transaction has written anything yet, by the statements that it sent."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

_WRITES = re.compile(r"\b(?:insert|update|delete|merge|copy)\b|\bprocrastinate_", re.IGNORECASE)
"""A row that is locked for an update counts, too, and so does a job, which a function writes."""
_HAS_WRITTEN = "kit.has_written"
_INFO = "kit.connection_info"


async def has_written(session: AsyncSession) -> bool:
    """What is changed and not sent yet is sent."""
    await session.flush()
    return bool(session.info.get(_INFO, {}).get(_HAS_WRITTEN))


@lru_cache(4096)
def _writes(statement: str) -> bool:
    return _WRITES.search(statement) is not None


@event.listens_for(Session, "after_begin")
def _begins(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    connection.info[_HAS_WRITTEN] = False
    session.info[_INFO] = connection.info


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    if _writes(statement):
        connection.info[_HAS_WRITTEN] = True
