"""Deleting rows by batches, so that no transaction grows with what is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base, table_of
from services.kit.plugins import function_name
from services.kit.rest import at_work

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Stale:
    """Rows that the work itself needs no more after a while: `tidy(session, now=…)` deletes some.

    It is safe at any moment, from several workers, and tells how many there were.
    """

    tidy: Callable[..., Awaitable[int]]
    at_once: Callable[[], int] = lambda: BATCH
    """How many it deletes at a time; where there were as many there may be more."""

    @property
    def brief(self) -> str:
        return f"stale: {function_name(self.tidy)}"


async def delete_some(
    session: AsyncSession, table: type[Base], *where: ColumnElement[bool], limit: int | None = None
) -> int:
    """Delete such rows, BATCH at most unless `limit` says else; how many.

    Rows that another transaction has locked are left to the next call.
    """
    key = list(table_of(table).primary_key.columns)
    chosen = (
        select(*key)
        .where(*where, at_work(table_of(table).c.park_id))
        .limit(BATCH if limit is None else limit)
        .with_for_update(skip_locked=True)
    )
    gone = (
        delete(table).where(tuple_(*key).in_(chosen)).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", await session.execute(gone)).rowcount
