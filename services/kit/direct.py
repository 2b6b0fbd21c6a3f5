"""Statements that every message sends, handed to the driver as they are.

SQLAlchemy takes several times the driver's time for a statement: a session and a connection, the
key by which it finds what it has compiled, books of the result. A `Direct` statement is compiled
once and goes through none of that: on a connection of its own where a session sends each statement
as a transaction of its own (edge.sessions), else on that of the transaction. Connections are the
pool's, with all that is done when one is taken.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import asyncpg
from sqlalchemy import Connection, Engine, Executable, PoolProxiedConnection, event
from sqlalchemy.engine import Compiled, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.types import NULLTYPE
from sqlalchemy.util import greenlet_spawn

from services.kit import written

ALONE: Final = "alone"
"""In `Session.info`: the engine whose connections commit each statement, where there is one."""

Process = Callable[[Any], Any]
_Made = tuple[Any, Sequence[tuple[int, Process]]]
"""What rows are made of: a named tuple, and which columns the driver gives otherwise than they
are."""


class Direct:
    """`build` gives the statement, always the same. `rows` are named tuples where it went to the
    driver, else SQLAlchemy's rows: either has its columns by position, and by name where that is no
    other's."""

    def __init__(self, build: Callable[[], Executable]) -> None:
        self._build = build
        self._compiled: _Compiled | None = None

    async def rows(self, session: AsyncSession, values: Mapping[str, Any]) -> Sequence[Any]:
        """Raises what `session.execute` does."""
        engine: AsyncEngine | None = session.info.get(ALONE)
        if engine is not None and session.bind is engine and not session.in_transaction():
            return await self._for(engine.dialect, values).rows(engine.sync_engine, values)
        connection = await connection_of(session) if not is_to_be_flushed(session) else None
        if connection is None:
            return (await session.execute(self._build(), values)).all()
        return await self.within(connection, values)

    async def within(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """The same on the connection of a transaction that has begun."""
        return await self._for(connection.dialect, values).within(connection, values)

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> "_Compiled":
        if self._compiled is None:
            self._compiled = _Compiled.of(self._build(), dialect, values)
        return self._compiled

    async def first(self, session: AsyncSession, values: Mapping[str, Any]) -> Any:
        """The first of its rows; None where there is none."""
        return next(iter(await self.rows(session, values)), None)


def is_to_be_flushed(session: AsyncSession) -> bool:
    """Whether something has been added, changed or deleted that is not written yet."""
    sync = session.sync_session
    return bool(sync.new or sync.dirty or sync.deleted)


async def connection_of(session: AsyncSession) -> Connection | None:
    """Of the transaction that the session is in; None where it is in none, or was not made by
    parkline.stores.database."""
    if ALONE not in session.info or not session.in_transaction():
        return None
    sync = session.sync_session
    here = sync.get_nested_transaction() or sync.get_transaction()
    if here not in session.info.get(_BEGUN, ()):
        await session.connection()  # A savepoint is made with the first statement behind it.
    connection: Connection = session.info[_BEGUN][here]
    return connection


@event.listens_for(Session, "after_begin")
def _begins(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    outer = session.info[_BEGUN] if transaction.nested else {}
    session.info[_BEGUN] = {**outer, transaction: connection}


_BEGUN = "kit.begun"


@dataclass(slots=True)
class _Compiled:
    sql: str
    given: Sequence[tuple[str, Process | None]]
    """Parameters by position: their name, and what the driver takes them as."""
    always: Mapping[str, Any]
    """Values of those that the statement brings itself."""
    compiled: Compiled
    made: _Made | None = None
    """Known once it was sent."""

    @classmethod
    def of(cls, statement: Any, dialect: Dialect, values: Mapping[str, Any]) -> "_Compiled":
        """`values` are of one time that it is sent."""
        compiled: Any = statement.compile(dialect=dialect)
        whole = compiled.construct_expanded_state(values, escape_names=False)  # With each IN.
        processors = {**compiled._bind_processors, **whole.processors}
        given = [(name, processors.get(name)) for name in whole.positiontup]
        always = {name: value for name, value in whole.parameters.items() if name not in values}
        return cls(whole.statement, given, always, compiled)

    def _sends(self, values: Mapping[str, Any]) -> list[Any]:
        named = {**self.always, **values}
        return [named[name] if to is None else to(named[name]) for name, to in self.given]

    async def within(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        pooled: Any = connection.connection
        adapted = pooled.dbapi_connection
        if adapted._transaction is None:  # BEGIN is sent with the first statement.
            await adapted._start_transaction()
        written.note(connection.info, self.sql)
        try:
            found = await self._sent(connection.engine, pooled, self._sends(values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            _fail(connection.engine, connection, adapted, self.sql, problem)
        return [self._row(record) for record in found]

    async def rows(self, engine: Engine, values: Mapping[str, Any]) -> Sequence[Any]:
        sent = self._sends(values)
        connection = await greenlet_spawn(engine.pool.connect)
        try:
            found = await self._sent(engine, connection, sent)
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            _fail(engine, connection, connection.dbapi_connection, self.sql, problem)
        finally:
            connection.close()  # Nothing was begun on it: there is nothing to wait for.
        return [self._row(record) for record in found]

    async def _sent(
        self, engine: Engine, connection: PoolProxiedConnection, values: Sequence[Any]
    ) -> Sequence[Any]:
        """Who listens to the engine's statements hears of this one as of any other."""
        driver: Any = connection.driver_connection
        about = None, self.sql, tuple(values), None, False
        if self.made is None:
            self.made = _made_of(self.compiled, (await driver.prepare(self.sql)).get_attributes())
        for before in engine.dispatch.before_cursor_execute:
            before(_Speaking(connection), *about)
        found: Sequence[Any] = await driver.fetch(self.sql, *values)
        for after in engine.dispatch.after_cursor_execute:
            after(_Speaking(connection), *about)
        return found

    def _row(self, record: Any) -> Any:
        assert self.made is not None
        row, processed = self.made
        values = list(record)
        for place, process in processed:
            values[place] = process(values[place])
        return row._make(values)


@dataclass(frozen=True, slots=True)
class _Speaking:
    """What a listener takes for SQLAlchemy's connection."""

    connection: PoolProxiedConnection

    @property
    def info(self) -> dict[Any, Any]:
        return self.connection.info

    def get_execution_options(self) -> Mapping[str, Any]:
        return {"isolation_level": "AUTOCOMMIT"}


def _made_of(compiled: Any, attributes: Sequence[Any]) -> _Made:
    """`attributes`: as the driver tells what columns there are."""
    names, told = [one.name for one in attributes], compiled._result_columns
    by_name = {one.keyname: one.type for one in told}
    types = [by_name.get(name) for name in names]
    if compiled._ordered_columns:
        types[: len(told)] = [one.type for one in told]
    processed = []
    for place, (known, attribute) in enumerate(zip(types, attributes, strict=True)):
        type_ = known or NULLTYPE  # SQL by itself tells no types.
        process = type_._cached_result_processor(compiled.dialect, attribute.type.oid)
        if process is not None:
            processed.append((place, process))
    return namedtuple("Row", names, rename=True), processed


def _fail(
    engine: Engine,
    connection: Connection | PoolProxiedConnection,
    adapted: Any,
    sql: str,
    problem: Exception,
) -> NoReturn:
    """Raises what SQLAlchemy makes of it; a connection that is lost does not come again."""
    dialect: Any = engine.dialect
    try:
        adapted._handle_exception(problem)
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, adapted, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql,
            {},
            error,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=dialect,
        ) from problem
    raise problem
