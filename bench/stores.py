"""PostgreSQL and Valkey for a measure: embedded, and with commits that wait for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from parkline.stores.database import create_database, drop_database, libpq_url, migrate
from parkline.stores.embedded import postgres, valkey

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@dataclass(frozen=True, slots=True)
class Stores:
    """`server_url` is PostgreSQL's maintenance database, `postgres` its folder."""

    server_url: str
    redis_url: str
    postgres: Path

    @property
    def log(self) -> Path:
        """What PostgreSQL says."""
        return self.postgres / "log"

    @property
    def postmaster(self) -> int:
        """The process that all others of PostgreSQL are children of."""
        return int((self.postgres / "postmaster.pid").read_text().split()[0])

    def database(self, name: str) -> str:
        """A migrated database of that name; its URL."""
        url = create_database(self.server_url, name)
        migrate(url)
        return url

    @contextmanager
    def copy(self, name: str) -> Iterator[str]:
        """A copy, until the block ends, of a database that nobody is connected to; its URL."""
        copied = f"{name}_copy"
        with psycopg.connect(libpq_url(self.server_url), autocommit=True) as connection:
            statement = sql.SQL("create database {} template {}")
            connection.execute(statement.format(sql.Identifier(copied), sql.Identifier(name)))
        try:
            yield create_database(self.server_url, copied)
        finally:
            drop_database(self.server_url, copied)


@contextmanager
def stores(folder: Path) -> Iterator[Stores]:
    """Both in `folder`, until the block ends. Refuses a server that would lose commits."""
    folder.chmod(0o755)  # PostgreSQL's own user may enter.
    with postgres(folder / "postgres") as server, valkey(folder / "valkey") as redis_url:
        _check(server)
        yield Stores(server, redis_url, folder / "postgres")


def _check(server_url: str) -> None:
    with psycopg.connect(libpq_url(server_url)) as connection:
        for setting in DURABLE:
            row = connection.execute("select current_setting(%s)", (setting,)).fetchone()
            if row is None or row[0] != "on":
                raise RuntimeError(f"{setting} is not on: what is measured would not be durable")
