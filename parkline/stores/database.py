"""The engine, and bringing a database to the present schema."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import event
from sqlalchemy.dialects.postgresql.asyncpg import PGExecutionContext_asyncpg
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from parkline.settings.settings import ROOT
from services.kit import fence, written
from services.kit.direct import ALONE

if TYPE_CHECKING:
    from alembic.config import Config

IDLE_SECONDS = 30.0
"""After which a connection is asked whether it still stands."""
WAIT_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MIGRATION_TRIES = 100
"""Of one migration. Each waits for its locks for 0.4 seconds (models/migrations/env.py)."""
PREPARED_STATEMENTS = 400
"""Kept prepared on each connection: a gateway sends some 300 different ones. The usual hundred
would be forgotten before they come again, to be planned anew."""

_KEPT = {"max_cached_statement_lifetime": 0, "max_cacheable_statement_size": 0}
"""What goes to the driver itself stays prepared there, however long it is and for how long."""

_SAID = "fence_said"
"""In what the pool knows of a connection: the park that it was told last."""

Sessions = async_sessionmaker[AsyncSession]


def sqlalchemy_url(url: str) -> str:
    """Any PostgreSQL URL, spelled for SQLAlchemy with psycopg 3, by which migrations run."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def libpq_url(url: str) -> str:
    """Any PostgreSQL URL, spelled for libpq (procrastinate, psycopg) and asyncpg.

    SQLAlchemy leaves blanks in a password, and writes them as + in what follows the question mark:
    libpq refuses the first, with the password in what it says, and takes the second for a +.
    """
    spelled = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    address, mark, options = spelled.partition("?")
    return address.replace(" ", "%20") + mark + options.replace("+", "%20")


def connect(
    url: str,
    *,
    pool_size: int = 10,
    overflow: int | None = None,
    wait: float = WAIT_SECONDS,
    name: str = "",
    fenced: bool = False,
) -> tuple[AsyncEngine, Sessions]:
    """At most `pool_size` and `overflow` (as many again, if it is not said) connections; who has
    waited `wait` seconds for one gets sqlalchemy.exc.TimeoutError. `name` stands in PostgreSQL's
    list of connections. `fenced`: they say of which park the work is (services.kit.fence)."""
    known_as = {"server_settings": {"application_name": name}} if name else {}
    engine = create_async_engine(
        f"postgresql+asyncpg://?prepared_statement_cache_size={PREPARED_STATEMENTS}",
        pool_size=pool_size,
        max_overflow=pool_size if overflow is None else overflow,
        pool_timeout=wait,
        # The connection used last has prepared most.
        pool_use_lifo=True,
        # Read by the driver itself, which knows all that may stand in one.
        connect_args={"dsn": libpq_url(url), "timeout": CONNECT_SECONDS, **known_as, **_KEPT},
        # Its errors are logged, and would name what people wrote and what codes they typed.
        hide_parameters=True,
    )
    engine.dialect.execution_ctx_cls = _Noting
    event.listen(engine.sync_engine, "checkin", _returned)
    event.listen(engine.sync_engine, "checkout", _taken)
    if fenced:
        event.listen(engine.sync_engine, "checkout", _said_of_which_park)
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    info = {fence.FENCED: fenced, ALONE: alone}
    return engine, async_sessionmaker(engine, expire_on_commit=False, info=info)


class _Noting(PGExecutionContext_asyncpg):
    """Notes what is written. An engine that has listeners for it would have each connection keep
    books of them, which cost more."""

    def pre_exec(self) -> None:
        super().pre_exec()  # type: ignore[no-untyped-call]
        if self.compiled is not None:  # The engine's own questions to a new server are not.
            written.note(self.root_connection.info, self.statement or "")


def _returned(_connection: AdaptedConnection, record: ConnectionPoolEntry) -> None:
    record.info["returned"] = time.monotonic()


def _taken(connection: AdaptedConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Have the pool make another connection where this one does not stand anymore.

    The driver knows at once of one that the server, or its end, has closed. One that was idle for
    long is asked, for a network may drop it and tell nobody; that is a round trip.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError
    idle = time.monotonic() - record.info.get("returned", 0.0)
    if idle < IDLE_SECONDS:
        return
    try:
        connection.run_async(lambda driver: driver.fetchrow(";"))
    except Exception as gone:
        raise DisconnectionError from gone


def _said_of_which_park(
    connection: AdaptedConnection, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """A round trip, and only where the connection was of another park before."""
    wanted = fence.said()
    if _SAID in record.info and record.info[_SAID] == wanted:
        return
    record.info.pop(_SAID, None)
    if wanted == fence.EVERYWHERE:
        statement = fence.ALL.format("false")
    else:
        statement = fence.PARK.format("false", "''" if wanted is None else f"'{int(wanted)}'")
    try:
        connection.run_async(lambda driver: driver.execute(statement))
    except Exception as gone:
        raise DisconnectionError from gone  # The pool makes another.
    record.info[_SAID] = wanted


@asynccontextmanager
async def database(
    url: str,
    *,
    pool_size: int = 10,
    overflow: int | None = None,
    wait: float = WAIT_SECONDS,
    name: str = "",
    fenced: bool = False,
) -> AsyncIterator[Sessions]:
    """Sessions on one engine, as `connect` makes it, that is disposed of at the end."""
    engine, sessions = connect(
        url, pool_size=pool_size, overflow=overflow, wait=wait, name=name, fenced=fenced
    )
    try:
        yield sessions
    finally:
        await engine.dispose()


def alembic_config(url: str) -> Config:
    from alembic.config import Config  # Processes that migrate nothing start without it.

    config = Config()
    config.set_main_option("script_location", str(ROOT / "models" / "migrations"))
    config.attributes["url"] = sqlalchemy_url(url)
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema to `revision`. Of several processes that do, one waits for the other.

    While people go on writing: a migration that does not get its locks at once lets go of those
    that it has, so that nobody waits for it, and is tried again. Raises OperationalError where one
    never gets them.
    """
    from alembic import command

    reached, tries = _revision(url), 0
    while True:
        tries += 1
        try:
            return command.upgrade(alembic_config(url), revision)
        except OperationalError as refused:
            if (now := _revision(url)) != reached:
                reached, tries = now, 1
            if not _gave_way(refused) or tries >= MIGRATION_TRIES:
                raise
            time.sleep(random.uniform(0.05, 0.5))  # noqa: S311 - nobody guesses it


def _gave_way(refused: OperationalError) -> bool:
    return isinstance(refused.orig, LockNotAvailable | DeadlockDetected)


def _revision(url: str) -> str | None:
    """The revision that the database stands at; None where it has never been migrated."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        if connection.execute("select to_regclass('alembic_version')").fetchone() == (None,):
            return None
        found = connection.execute("select version_num from alembic_version").fetchone()
        return found[0] if found else None


def create_database(server_url: str, name: str) -> str:
    """Create database `name` unless it exists; return its URL."""
    with psycopg.connect(libpq_url(server_url), autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", (name,))
        if found.fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop_database(server_url: str, name: str) -> None:
    with psycopg.connect(libpq_url(server_url), autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )
