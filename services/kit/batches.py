"""Deleting rows by batches, so that no transaction grows with what is there."""

from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models import Base
from models.base import table_of

BATCH = 5000


async def delete_some(
    session: AsyncSession, table: type[Base], *where: ColumnElement[bool], limit: int | None = None
) -> int:
    """Delete such rows, BATCH at most unless `limit` says else; how many.

    Rows that another transaction has locked are left to the next call.
    """
    key = list(table_of(table).primary_key.columns)
    chosen = (
        select(*key)
        .where(*where)
        .limit(BATCH if limit is None else limit)
        .with_for_update(skip_locked=True)
    )
    gone = (
        delete(table).where(tuple_(*key).in_(chosen)).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", await session.execute(gone)).rowcount
