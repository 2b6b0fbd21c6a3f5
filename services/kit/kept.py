"""Rows that hardly ever change, kept by the process as long as the park's version stands.

Triggers of the database raise the version with each change (models/knowledge.py). A session that
was told which version it works with is given what was read under that version, whoever read it;
any other reads.
"""

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
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
    values = _values(session, park_id)
    if values is None:
        return await read()
    if key not in values:
        values[key] = await read()
    value: V = values[key]
    return value


async def kept_each[K: Hashable, V](
    session: AsyncSession,
    park_id: int,
    key: str,
    wanted: Collection[K],
    read: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]],
) -> dict[K, V]:
    """The same of several: `read` is asked for those that are not kept yet."""
    ids = list(dict.fromkeys(wanted))
    values = _values(session, park_id)
    if values is None:
        return dict(await read(ids))
    unknown = [one for one in ids if (key, one) not in values]
    if unknown:
        values.update({(key, one): value for one, value in (await read(unknown)).items()})
    return {one: values[key, one] for one in ids if (key, one) in values}


def _values(session: AsyncSession, park_id: int) -> dict[Hashable, Any] | None:
    """What is kept under the version that the session works with; None where it was told none, or
    a newer one is kept already."""
    of, version = session.info.get(_VERSION, (None, 0))
    if of != park_id:
        return None
    parks = _parks.setdefault(session.get_bind(), {})
    park = parks.get(park_id)
    if park is None or park.version < version or len(park.values) >= MOST:
        park = parks[park_id] = _Park(version)
    return None if park.version > version else park.values
