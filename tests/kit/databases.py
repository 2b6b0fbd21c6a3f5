"""Databases of a test's own: copies of a template that are put back as they were, not made anew.

PostgreSQL's counters tell which tables and sequences a test touched; those alone are put back.
A test that changed the schema leaves a database that nobody gets again.
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from parkline.stores.database import drop_database, libpq_url
from parkline.stores.database_roles import Process, as_role
from tests.kit import fenced
from tests.kit.engines import KEPT

USES = 200
"""Rows that are deleted keep their room, since nothing vacuums here. Then a new copy is cheaper."""

COUNTERS = """
    select oid, relnamespace = 'pg_catalog'::regnamespace as is_schema,
        pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid)
        + pg_stat_get_tuples_deleted(oid) + pg_stat_get_blocks_fetched(oid) * (relkind = 'S')::int
    from pg_class where relkind in ('r', 'S') and not relisshared
"""
OURS = """
    select oid, relnamespace::regnamespace::text, relname, relkind = 'S' from pg_class
    where relkind in ('r', 'S')
    and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
"""
OTHERS = f"""
    select pg_terminate_backend(pid, 10000), application_name from pg_stat_activity a
    where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend' and (
        application_name <> '{KEPT}' or state <> 'idle'
        or exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory')
    )
"""

ROLE = cast("Process | None", os.environ.get("PARKLINE_TEST_ROLE"))
"""gateway or worker: tests connect as that process does, instead of as the database's owner. To
find what a role lacks; tests that write what a process does not write fail then."""

_numbers = itertools.count()


class Spoiled(Exception):
    """The schema changed, so that rows alone do not make this database what it was; or a connection
    that is kept had to be cut off."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """A table or a sequence, as the template has it."""

    undo: str
    """The statement that empties the table, or puts the sequence back where it stood."""
    copy: str = ""
    """The statement that takes `rows`; empty where the template has none."""
    rows: bytes = b""
    """In COPY's binary format."""


Kept = dict[int, _Relation]
"""By oid, which is the same in every copy."""
NO_ROWS = 21
"""Bytes of COPY's binary format without a row."""


def _kept(connection: psycopg.Connection) -> Kept:
    kept: Kept = {}
    for oid, schema, name, is_sequence in connection.execute(OURS).fetchall():
        identifier = sql.Identifier(schema, name)
        kept[oid] = (_sequence if is_sequence else _table)(connection, oid, identifier)
    return kept


def _sequence(connection: psycopg.Connection, oid: int, name: sql.Identifier) -> _Relation:
    state = _row(connection, sql.SQL("select last_value, is_called from {}").format(name))
    setval = sql.SQL("select setval({}::oid::regclass, {}, {})")
    return _Relation(setval.format(oid, *state).as_string(connection))


def _table(connection: psycopg.Connection, _oid: int, name: sql.Identifier) -> _Relation:
    delete = sql.SQL("delete from {}").format(name).as_string(connection)
    statement = sql.SQL("copy {} to stdout (format binary)").format(name)
    with connection.cursor().copy(statement) as copy:
        rows = b"".join(bytes(part) for part in copy)
    if len(rows) == NO_ROWS:
        return _Relation(delete)
    taking = sql.SQL("copy {} from stdin (format binary)").format(name)
    return _Relation(delete, taking.as_string(connection), rows)


def _row(connection: psycopg.Connection, query: sql.Composed) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


@dataclass(slots=True)
class _Database:
    url: str
    connection: psycopg.Connection
    counted: dict[int, int] = field(default_factory=dict)
    uses: int = 0

    def count(self) -> None:
        """From here on, what is touched is to be put back."""
        self.connection.execute("select pg_stat_force_next_flush()")
        self.counted = {oid: count for oid, _, count in self.connection.execute(COUNTERS)}

    def put_back(self, kept: Kept) -> None:
        """Raises Spoiled."""
        if any(name == KEPT for _, name in self.connection.execute(OTHERS)):
            raise Spoiled
        counters = self.connection.execute(COUNTERS).fetchall()
        touched = [
            (oid, is_schema) for oid, is_schema, count in counters if self.counted.get(oid) != count
        ]
        if any(is_schema for _, is_schema in touched):
            raise Spoiled
        with self.connection.transaction():
            self._undo([kept[oid] for oid, _ in touched])
        self.count()

    def _undo(self, touched: list[_Relation]) -> None:
        """Most tables of the template have no rows, so that one message to the server suffices."""
        if touched:
            self.connection.execute("; ".join(one.undo for one in touched).encode())
        for one in touched:
            if one.copy:
                with self.connection.cursor().copy(one.copy.encode()) as copy:
                    copy.write(one.rows)


def copy_database(server_url: str, template_url: str, name: str) -> str:
    """The URL of the copy. Nobody may be connected to the template."""
    statement = sql.SQL("create database {} template {} strategy file_copy").format(
        sql.Identifier(name), sql.Identifier(str(make_url(template_url).database))
    )
    with psycopg.connect(libpq_url(server_url), autocommit=True) as connection:
        connection.execute(statement)
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _as_wanted(url: str) -> str:
    if ROLE:
        return as_role(url, ROLE)
    return fenced.within(url) if fenced.is_on() else url


class Copies:
    """Databases that are as the template is when they are handed out."""

    def __init__(self, server_url: str, template_url: str) -> None:
        self._server_url = server_url
        self._template_url = template_url
        self._template = str(make_url(template_url).database)
        self._used: list[_Database] = []
        self._kept: Kept | None = None

    @contextmanager
    def one(self) -> Iterator[str]:
        """It is put back before it is handed out again and not here: by then all is over that
        the test left running."""
        database = self._cleaned() or self._copied()
        database.uses += 1
        try:
            yield _as_wanted(database.url)
        finally:
            self._used.append(database)

    def close(self) -> None:
        """The databases go with their server."""
        while self._used:
            self._used.pop().connection.close()

    def _cleaned(self) -> _Database | None:
        while self._used:
            database = self._used.pop()
            try:
                if database.uses < USES and self._kept is not None:
                    database.put_back(self._kept)
                    return database
            except (Spoiled, psycopg.Error):
                pass
            self._drop(database)
        return None

    def _copied(self) -> _Database:
        name = f"{self._template.removeprefix('template_')}_{next(_numbers)}"
        return self._opened(copy_database(self._server_url, self._template_url, name))

    def _opened(self, url: str) -> _Database:
        connection = psycopg.connect(
            libpq_url(url),
            autocommit=True,
            # Neither foreign keys nor triggers have a say in it.
            options="-c session_replication_role=replica -c lock_timeout=10s",
        )
        if self._kept is None:
            self._kept = _kept(connection)
        database = _Database(url, connection)
        database.count()
        return database

    def _drop(self, database: _Database) -> None:
        database.connection.close()
        drop_database(self._server_url, str(make_url(database.url).database))
