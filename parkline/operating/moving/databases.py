"""A connection for a move, and the park as its row says."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from parkline.operating.moving.errors import MoveRefused
from parkline.stores import schema
from parkline.stores.database import libpq_url

Connection = psycopg.Connection[Any]
At = Callable[[str], None]
"""Told each step of a move by its name, before it is done: progress, and where a test has the
process die."""

SETTINGS = {
    "datestyle": "ISO, YMD",
    "timezone": "UTC",
    "intervalstyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
    # A role or a database may have limits that are meant for requests.
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
"""By which rows are written alike on every server."""


@dataclass(frozen=True, slots=True)
class MovedPark:
    """What the move has to know of a park's row."""

    id: int
    uid: uuid.UUID
    slug: str
    state: str
    state_since: datetime
    role: str | None
    move: uuid.UUID | None
    moved_to: str


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """As the tables' owner. Raises MoveRefused unless the schema is this program's."""
    with psycopg.connect(libpq_url(url), application_name="parkline-park", autocommit=True) as made:
        for name, value in SETTINGS.items():
            made.execute("select set_config(%s, %s, false)", [name, value])
        revision_of(made)
        yield made


def revision_of(connection: Connection) -> str:
    """The schema of the database, which is this program's. Raises MoveRefused."""
    found = connection.execute("select to_regclass('alembic_version') is not null").fetchone()
    rows = connection.execute("select version_num from alembic_version") if found == (True,) else ()
    present = schema.compared(frozenset(str(row[0]) for row in rows))
    if not present.fits:
        raise MoveRefused(f"{present.what}: {present.mend}; both sides of a move need the same")
    return present.head


_PARK = (
    "select id, uid, slug, state, state_since, move_role, move_id, moved_to from park where {} = %s"
)


def by_slug(connection: Connection, slug: str, *, lock: bool = False) -> MovedPark:
    """Raises MoveRefused where there is none."""
    found = _found(connection, "slug", slug, lock=lock)
    if found is None:
        raise MoveRefused(f"there is no park {slug!r} here: PARKLINE_PARK names the one meant")
    return found


def by_uid(connection: Connection, uid: uuid.UUID, *, lock: bool = False) -> MovedPark | None:
    return _found(connection, "uid", uid, lock=lock)


def _found(connection: Connection, column: str, value: Any, *, lock: bool) -> MovedPark | None:
    # Not FOR UPDATE: every row of the park that is written refers to its key.
    query = _PARK.format(column) + (" for no key update" if lock else "")
    row = connection.execute(query.encode(), [value]).fetchone()
    return MovedPark(*row) if row else None


def set_state(
    connection: Connection,
    park: MovedPark,
    state: str,
    *,
    now: datetime,
    role: str | None,
    move: uuid.UUID | None,
    moved_to: str = "",
) -> None:
    """In a transaction that has said that it copies, where the park is at rest already."""
    connection.execute(
        "update park set state = %s, state_since = %s, move_role = %s, move_id = %s, moved_to = %s"
        " where id = %s",
        [state, now, role, move, moved_to, park.id],
    )


@contextmanager
def copying(connection: Connection) -> Iterator[None]:
    """A transaction whose writes a park at rest takes, and by which no trigger does anything else
    (migration 0076)."""
    with connection.transaction():
        connection.execute("select set_config('parkline.copying', 'on', true)")
        yield
