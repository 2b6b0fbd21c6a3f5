"""What a session would write, handed to the driver as it is.

SQLAlchemy's unit of work sorts out what depends on what among any number of rows, and takes five
times the driver's time for one. A turn writes one row or two at a time. Rows stay mapped objects:
they are changed as ever, and `flush` stands where `session.flush` would.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Column, Connection, bindparam, insert, inspect, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstanceState, LoaderCallableStatus, Mapper
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import table_of
from services.kit.direct import Direct, connection_of, is_to_be_flushed

MOST = 4
"""Rows at once. SQLAlchemy sends many of a table in one statement, which is better then."""
Names = tuple[str, ...]


async def flush(session: AsyncSession) -> None:
    """What `session.flush` does, and by it where it has to sort out more than a few new rows and
    changed columns. Raises what it does."""
    if not is_to_be_flushed(session):
        return
    sync = session.sync_session
    states = [instance_state(row) for row in (*sync.new, *sync.dirty)]
    connection = None
    if len(states) <= MOST and not sync.deleted and all(map(_is_plain, states)):
        connection = await connection_of(session)
    if connection is None:
        await session.flush()
        return
    for state in sorted(states, key=_place):
        await _write(connection, state)
    sync.dispatch.after_flush(sync, None)
    sync._register_persistent(set(states))


@dataclass(frozen=True, slots=True)
class _Kind:
    """A mapped class."""

    columns: Mapping[str, Column[Any]]
    """By name; an attribute is called as its column is."""
    key: Names
    made: frozenset[str]
    """Columns that the server fills in where no value is given."""
    defaults: Mapping[str, Any]
    with_null: frozenset[str]
    """Columns to which None is a value of their own."""
    lists: Mapping[str, Sequence[tuple[str, str]]]
    """Attributes that hold rows of another table: what these have of the key."""
    place: int
    """Among all tables, so that a row comes behind those that it refers to."""


@cache
def _kind(mapper: Mapper[Any]) -> _Kind | None:
    """None of one that has more to it than this module knows of."""
    table = table_of(mapper.class_)
    columns = {column.name: column for column in table.columns}
    defaults = {name: one.default for name, one in columns.items() if one.default is not None}
    scalars = {n: d.arg for n, d in defaults.items() if isinstance(d, ScalarElementColumnDefault)}
    own = [one for one in mapper.relationships if not one.viewonly]
    known = (
        len(mapper.tables) == 1
        and set(mapper.column_attrs.keys()) == set(columns)
        and len(scalars) == len(defaults)
        and not any(one.onupdate is not None for one in columns.values())
        and all(one.uselist and one.secondary is None for one in own)
    )
    if not known:
        return None
    return _Kind(
        columns=columns,
        key=tuple(column.name for column in mapper.primary_key),
        made=frozenset(
            name
            for name, one in columns.items()
            if one.server_default is not None or one.identity is not None
        ),
        defaults=scalars,
        with_null=frozenset(n for n, one in columns.items() if one.type.should_evaluate_none),
        lists={
            one.key: [(ours.name, theirs.name) for ours, theirs in one.local_remote_pairs]
            for one in own
        },
        place=list(table.metadata.sorted_tables).index(table),
    )


def _is_plain(state: InstanceState[Any]) -> bool:
    """Whether it is a new row, or columns of one that stands. Nothing was taken out of a list, and
    no value is an expression of SQL."""
    kind = _kind(state.mapper)
    if kind is None or any(isinstance(one, ClauseElement) for one in state.dict.values()):
        return False
    changed = state.committed_state
    if state.key is not None and not changed.keys().isdisjoint(kind.key):
        return False
    if not changed.keys() <= {*kind.columns, *kind.lists}:
        return False
    return all(
        name not in changed or set(_each(changed[name])) <= set(state.dict[name])
        for name in kind.lists
    )


def _each(value: Any) -> Collection[Any]:
    return () if isinstance(value, LoaderCallableStatus) else value or ()


def _place(state: InstanceState[Any]) -> tuple[int, bool, tuple[Any, ...]]:
    kind = _kind(state.mapper)
    assert kind is not None
    if state.key is None:
        return kind.place, False, ()
    return kind.place, True, tuple(state.key[1])


async def _write(connection: Connection, state: InstanceState[Any]) -> None:
    kind = _kind(state.mapper)
    assert kind is not None
    if state.key is not None:
        await _change(connection, kind, state)
    else:
        await _make(connection, kind, state)
    for name, pairs in kind.lists.items():
        for row in state.dict.get(name) or ():
            if inspect(row).key is None:
                row.__dict__.update({theirs: state.dict[ours] for ours, theirs in pairs})


async def _make(connection: Connection, kind: _Kind, state: InstanceState[Any]) -> None:
    said = {**kind.defaults, **{name: one for name, one in state.dict.items() if one is not None}}
    said |= {name: None for name in kind.with_null if state.dict.get(name, ...) is None}
    given = {name: said[name] for name in kind.columns if name in said}
    back = tuple(name for name in kind.columns if name in kind.made and name not in given)
    statement = _insert(state.mapper, tuple(given), back)
    [row] = await statement.within(connection, {f"to_{name}": v for name, v in given.items()})
    nothing = dict.fromkeys(kind.columns)
    state.dict.update({**nothing, **given, **dict(zip(back, row, strict=False))})


async def _change(connection: Connection, kind: _Kind, state: InstanceState[Any]) -> None:
    before, now = state.committed_state, state.dict
    changed = tuple(
        name for name in kind.columns
        if name in before and name in now and _differ(before[name], now[name])
    )  # fmt: skip
    if not changed:
        return
    assert state.key is not None
    which = {f"of_{name}": one for name, one in zip(kind.key, state.key[1], strict=True)}
    to = {f"to_{name}": now[name] for name in changed}
    if not await _update(state.mapper, changed).within(connection, {**which, **to}):
        raise StaleDataError(f"a row of {state.mapper.local_table} is gone")


def _differ(before: Any, now: Any) -> bool:
    return isinstance(before, LoaderCallableStatus) or bool(before != now)


@lru_cache(1024)
def _insert(mapper: Mapper[Any], given: Names, back: Names) -> Direct:
    kind, table = _kind(mapper), mapper.local_table
    assert kind is not None
    values = {name: bindparam(f"to_{name}", type_=kind.columns[name].type) for name in given}
    returned = [kind.columns[name] for name in back or kind.key]
    statement = insert(table).values(values).returning(*returned)  # type: ignore[arg-type]
    return Direct(lambda: statement)


@lru_cache(1024)
def _update(mapper: Mapper[Any], changed: Names) -> Direct:
    kind, table = _kind(mapper), mapper.local_table
    assert kind is not None
    values = {name: bindparam(f"to_{name}", type_=kind.columns[name].type) for name in changed}
    key = [kind.columns[name] for name in kind.key]
    which = [one == bindparam(f"of_{one.name}", type_=one.type) for one in key]
    statement = update(table).where(*which).values(values)  # type: ignore[arg-type]
    return Direct(lambda: statement.returning(*key))
