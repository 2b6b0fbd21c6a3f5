"""Rows that hardly ever change, kept by the process as long as the park's version stands.

Triggers of the database raise the version with each change (models/knowledge.py). A session that
was told which version it works with is given what was read under that version, whoever read it;
any other reads.
"""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncSession

MOST = 1_000
"""Values that are kept of a park: windows are, by outlet and day."""
_VERSION = "kit.version"


@dataclass(slots=True)
class _Park:
    version: int
    values: dict[Hashable, Any] = field(default_factory=dict)


_parks: WeakKeyDictionary[Any, dict[int, _Park]] = WeakKeyDictionary()
"""By database, and by park."""


def works_with(session: AsyncSession, park_id: int, version: int) -> None:
    """Say what the park's version was when the session, or what it goes on with, had been read."""
    session.info[_VERSION] = park_id, version


def knows_version(session: AsyncSession, park_id: int) -> bool:
    """Whether `kept` keeps anything for it."""
    of, _ = session.info.get(_VERSION, (None, 0))
    return bool(of == park_id)


def forget(engine: Engine) -> None:
    """Keep nothing of a database: the engine is about to be connected to another one."""
    _parks.pop(engine, None)


async def kept[V](
    session: AsyncSession, park_id: int, key: Hashable, read: Callable[[], Awaitable[V]]
) -> V:
    """What `read` gives: a value that nobody changes, and rows of no session. It looks no further
    than at what raises the version."""
    of, version = session.info.get(_VERSION, (None, 0))
    if of != park_id:
        return await read()
    parks = _parks.setdefault(session.get_bind(), {})
    park = parks.get(park_id)
    if park is None or park.version < version or len(park.values) >= MOST:
        park = parks[park_id] = _Park(version)
    if park.version > version:
        return await read()
    if key not in park.values:
        park.values[key] = await read()
    value: V = park.values[key]
    return value
