"""Rows of the demo park, found by key and brought to what its files say."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.park import Park
from parkline.demo.entries import Entry

type Row = dict[str, Any]


async def upsert[T: Base](
    session: AsyncSession,
    park: Park,
    table: type[T],
    key: tuple[str, ...],
    rows: Iterable[Row],
    *,
    once: tuple[str, ...] = (),
) -> dict[tuple[Any, ...], T]:
    """Insert or change the park's rows by `key`; columns in `once` are only set on new rows."""
    found = await session.scalars(select(table).filter_by(park_id=park.id))
    present = {tuple(getattr(row, column) for column in key): row for row in found}
    for row in rows:
        identity = tuple(row[column] for column in key)
        if identity in present:
            fill(present[identity], {name: row[name] for name in row.keys() - set(once)})
        else:
            present[identity] = table(park_id=park.id, **row)
            session.add(present[identity])
    await session.flush()
    return present


def fill(row: Base, values: Row) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def plain(entry: Entry) -> Row:
    return entry.model_dump()
