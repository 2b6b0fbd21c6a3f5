"""A backup of the database, its way back, and the drill that proves both."""

import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy.engine import make_url

from parkline.failing import Failed
from parkline.stores import postgres_programs as programs
from parkline.stores.database import alembic_config, create_database, libpq_url, migrate
from parkline.stores.postgres_programs import Programs, Version

SCHEMAS = ("public", "rasa")

Say = Callable[[str], None]


class BackupFailed(Failed):
    """A program of PostgreSQL failed; the message is what it said last."""


class RestoreRefused(Failed):
    """The file or the database is not fit for it. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, seen in one transaction."""

    revision: str
    rows: dict[str, int]
    """By table."""
    foreign_keys: int
    """That hold for every row."""
    last_event: tuple[Any, ...] | None
    jobs: dict[str, int]
    """By status."""


def backup(database_url: str, file: Path, *, contents: bool = False) -> Contents | None:
    """Write the whole database into `file`, readable by its owner alone; it appears when complete.

    With `contents`, what the file holds: seen in the very snapshot that is written. Raises
    BackupFailed; a file that is there already stays until then.
    """
    part = file.with_name(f".{file.name}.part")
    part.touch(mode=0o600)
    part.chmod(0o600)
    try:
        with psycopg.connect(libpq_url(database_url)) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            if not _tables(connection):
                raise BackupFailed("the database lacks tables: `parkline migrate` makes them")
            [snapshot] = connection.execute("select pg_export_snapshot()").fetchone() or [""]
            held = contents_of(connection) if contents else None
            options = ["--format=custom", "--no-owner", "--no-privileges", "--file", str(part)]
            mine = _best(programs.version_of(connection.info.server_version))
            _run(mine, "pg_dump", [*options, "--snapshot", str(snapshot)], database_url)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return held


def restore(database_url: str, file: Path, say: Say) -> None:
    """Bring `file` into the database, which is made if there is none, and to the present schema.

    Raises RestoreRefused if the database is not empty, or the file is none of ours or is of a newer
    version; BackupFailed, with the database as empty as it was.
    """
    known = ScriptDirectory.from_config(alembic_config(database_url))
    revision = revision_of(file)
    if revision not in {script.revision for script in known.walk_revisions()}:
        raise RestoreRefused(f"the backup is of schema {revision}, newer than this version")
    _make(database_url)
    with psycopg.connect(libpq_url(database_url)) as connection:
        if tables := _tables(connection):
            raise RestoreRefused(f"the database is not empty: it has {len(tables)} tables")
        server = programs.version_of(connection.info.server_version)
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(_reader(file, server), "pg_restore", [*options, str(file)], database_url)
    _make_ours(database_url)
    if revision != known.get_current_head():
        say(f"bringing schema {revision} to the present one")
        migrate(database_url)


def revision_of(file: Path) -> str:
    """The schema of a backup. Raises RestoreRefused for a file that is none."""
    only = ["--data-only", "--table=alembic_version", "-f", "-", str(file)]
    try:
        said = _run(_best(None), "pg_restore", only)
    except BackupFailed as problem:
        raise RestoreRefused(f"{file} is no backup: {problem}") from None
    _, found, rest = said.partition("COPY public.alembic_version")
    if not found:
        raise RestoreRefused(f"{file} is a backup of something else")
    return rest.partition("\n")[2].partition("\n")[0].strip()


def _make_ours(database_url: str) -> None:
    """Transactions are counted anew on every server, and readers of events follow that number."""
    with psycopg.connect(libpq_url(database_url)) as connection:
        connection.execute("update event set xid = 0")


def _make(database_url: str) -> None:
    url = make_url(database_url)
    try:
        psycopg.connect(libpq_url(database_url)).close()
    except psycopg.OperationalError:
        server = url.set(database="postgres").render_as_string(hide_password=False)
        create_database(server, str(url.database))


def _tables(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    found = connection.execute(
        "select schemaname, tablename from pg_tables where schemaname = any(%s) order by 1, 2",
        [list(SCHEMAS)],
    )
    return [(schema, name) for schema, name in found]


def contents_of(connection: psycopg.Connection[Any]) -> Contents:
    rows = {}
    for schema, name in _tables(connection):
        count = sql.SQL("select count(*) from {}").format(sql.Identifier(schema, name))
        rows[f"{schema}.{name}"] = _one(connection, count)
    jobs = connection.execute("select status::text, count(*) from procrastinate_jobs group by 1")
    return Contents(
        _one(connection, sql.SQL("select version_num from alembic_version")),
        rows,
        _one(
            connection,
            sql.SQL("select count(*) from pg_constraint where contype = 'f' and convalidated"),
        ),
        connection.execute(
            "select park_id, id, uid, type from event order by id desc, park_id limit 1"
        ).fetchone(),
        dict(jobs.fetchall()),
    )


def _one(connection: psycopg.Connection[Any], query: sql.SQL | sql.Composed) -> Any:
    [value] = connection.execute(query).fetchone() or [None]
    return value


def _best(server: Version | None) -> Programs:
    """Raises BackupFailed."""
    if not (found := programs.in_order(server)):
        raise BackupFailed("pg_dump is missing: install PostgreSQL's client programs")
    return found[0]


def _reader(file: Path, server: Version) -> Programs:
    """The first that can read the backup: an older pg_restore does not know a newer one's form."""
    for one in programs.in_order(server):
        with suppress(BackupFailed):
            _run(one, "pg_restore", ["--list", str(file)])
            return one
    return _best(None)


def _run(
    mine: Programs, program: str, arguments: Sequence[str], database_url: str | None = None
) -> str:
    """Run a program of PostgreSQL's; what it printed. Raises BackupFailed."""
    environment = dict(os.environ)
    command = [str(mine.folder / program), *arguments]
    if database_url is not None:
        url = make_url(libpq_url(database_url))
        environment["PGPASSWORD"] = url.password or ""  # Everybody can read a command line.
        without = libpq_url(url.set(password=None).render_as_string(hide_password=False))
        command += ["--dbname", without]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise BackupFailed(f"{program}: {said[-1]}")
    return done.stdout
