"""Statements that every message sends, handed to the driver as they are.

SQLAlchemy takes several times the driver's time for a statement: a session and a connection, the
key by which it finds what it has compiled, books of the result. A `Direct` statement is compiled
once, and where a session sends each statement as a transaction of its own (edge.sessions), it goes
through none of that. Connections are the pool's, with all that is done when one is taken.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import asyncpg
from sqlalchemy import Engine, Executable, PoolProxiedConnection
from sqlalchemy.engine import Compiled, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.types import NULLTYPE
from sqlalchemy.util import greenlet_spawn

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
        if engine is None or session.bind is not engine or session.in_transaction():
            return (await session.execute(self._build(), values)).all()
        if self._compiled is None:
            self._compiled = _Compiled.of(self._build(), engine.dialect, values)
        return await self._compiled.rows(engine.sync_engine, values)

    async def first(self, session: AsyncSession, values: Mapping[str, Any]) -> Any:
        """The first of its rows; None where there is none."""
        return next(iter(await self.rows(session, values)), None)


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
        compiled = statement.compile(dialect=dialect)
        whole = compiled.construct_expanded_state(values, escape_names=False)  # With each IN.
        given = [(name, whole.processors.get(name)) for name in whole.positiontup]
        always = {name: value for name, value in whole.parameters.items() if name not in values}
        return cls(whole.statement, given, always, compiled)

    async def rows(self, engine: Engine, values: Mapping[str, Any]) -> Sequence[Any]:
        named = {**self.always, **values}
        sent = [named[name] if to is None else to(named[name]) for name, to in self.given]
        connection = await greenlet_spawn(engine.pool.connect)
        try:
            found = await self._sent(engine, connection, sent)
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            _fail(engine, connection, self.sql, problem)
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
    engine: Engine, connection: PoolProxiedConnection, sql: str, problem: Exception
) -> NoReturn:
    """Raises what SQLAlchemy makes of it; a connection that is lost does not come again."""
    adapted: Any = connection.dbapi_connection
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
