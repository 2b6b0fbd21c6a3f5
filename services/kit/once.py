"""Rows that a turn asks for many times and hardly ever writes: read once in a transaction."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

_KNOWN = "kit.once"


async def once[V](
    session: AsyncSession, row: type, key: Hashable, read: Callable[[], Awaitable[V]]
) -> V:
    """What `read` gives, read again in another transaction, and after a `row` was flushed."""
    known = _known(session, row, key)
    if "" not in known:
        known[""] = await read()
    value: V = known[""]
    return value


async def once_each[K: Hashable, V](
    session: AsyncSession,
    row: type,
    key: Hashable,
    wanted: Collection[K],
    read: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]],
) -> dict[K, V]:
    """The same by id: `read` is asked for those that were not found before."""
    known = _known(session, row, key)
    unknown = [one for one in dict.fromkeys(wanted) if one not in known]
    if unknown:
        known.update(await read(unknown))
    return {one: known[one] for one in dict.fromkeys(wanted) if one in known}


def known_each(session: AsyncSession, row: type, key: Hashable, values: Mapping[Any, Any]) -> None:
    """Have `once_each` find these, which were read otherwise."""
    _known(session, row, key).update(values)


def known_one(session: AsyncSession, row: type, key: Hashable, one: Any) -> Any:
    """What `once_each` would find without reading; None where that is nothing."""
    return _known(session, row, key).get(one)


def _known(session: AsyncSession, row: type, key: Hashable) -> dict[Any, Any]:
    here = session.sync_session.get_transaction()
    all_known: dict[Any, tuple[Any, dict[Any, Any]]] = session.info.setdefault(_KNOWN, {})
    transaction, known = all_known.get((row, key), (None, {}))
    if here is None or transaction is not here:
        known = {}
        all_known[row, key] = here, known
    return known


@event.listens_for(Session, "after_flush")
def _forget(session: Session, _context: object) -> None:
    all_known = session.info.get(_KNOWN)
    if all_known:
        written = {type(one) for one in (*session.new, *session.dirty, *session.deleted)}
        for row, key in [one for one in all_known if one[0] in written]:
            del all_known[row, key]


@event.listens_for(Session, "after_soft_rollback")
def _forget_all(session: Session, _transaction: object) -> None:
    session.info.pop(_KNOWN, None)
