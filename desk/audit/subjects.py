"""What audit entries are about, by name: item:17 is 牛肉面."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import desk
from desk.frame.areas import Subject
from services.kit.plugins import found


async def names(
    session: AsyncSession, park_id: int, subjects: Iterable[str], language: str
) -> dict[str, str]:
    """Of those subjects that are there still and have a name; by subject."""
    wanted: dict[str, set[int]] = {}
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind in _known() and key.isascii() and key.isdecimal():
            wanted.setdefault(kind, set()).add(int(key))
    named: dict[str, str] = {}
    for kind, ids in wanted.items():
        table, name = _known()[kind]
        rows = await session.scalars(
            select(table).where(table.park_id == park_id, table.id.in_(ids))
        )
        named |= {f"{kind}:{row.id}": name(row, language) for row in rows}
    return named


@cache
def _known() -> Mapping[str, tuple[Any, Callable[[Any, str], str]]]:
    return {kind: how for subject in found(desk, Subject) for kind, how in subject.names.items()}
