"""Row-level security: the database itself shows a connection the rows of one park alone.

Each table of parks has one policy, and the owner is held by it, too. Connections say their park
when they are taken, if it is another than they said last (parkline.stores.database). Off, there is
no policy at all.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import DeadlockDetected, LockNotAvailable

from models.base import Base
from parkline.failing import Failed
from parkline.stores.database import libpq_url

POLICY = "of_its_park"
EXPRESSION = "park_id = (select current_setting('parkline.park', true)::bigint)"
"""In a subquery, so that it is read once a statement and not once a row; never with an OR, which
no index serves."""
TRIES = 100
"""For each table's lock, which is waited for as a migration waits for its own."""


_STANDING = """
    select c.relname, c.relrowsecurity, c.relforcerowsecurity, p.qual, p.with_check,
        (select count(*) from pg_policies o where o.schemaname = 'public'
            and o.tablename = c.relname)
    from pg_class c
    left join pg_policies p on p.schemaname = 'public' and p.tablename = c.relname
        and p.policyname = %s
    where c.relnamespace = 'public'::regnamespace and c.relname = any(%s)
"""


class FenceRefused(Failed):
    """Row-level security could not be switched; the message says why."""


def tables() -> list[str]:
    """Those whose rows are of parks."""
    return sorted(t.name for t in Base.metadata.tables.values() if "park_id" in t.columns)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a database: tables by whether the fence does all that it should there."""

    fenced: frozenset[str]
    open: frozenset[str]


def standing(connection: psycopg.Connection) -> Standing:
    return _standing(connection.execute(_STANDING, [POLICY, tables()]).fetchall())


async def looked_at(connection: psycopg.AsyncConnection) -> Standing:
    rows = await connection.execute(_STANDING, [POLICY, tables()])
    return _standing(await rows.fetchall())


def _standing(rows: Sequence[tuple[Any, ...]]) -> Standing:
    fenced = {
        name
        for name, on, forced, seen, written, policies in rows
        if on and forced and seen and written and policies == 1
    }
    return Standing(frozenset(fenced), frozenset({row[0] for row in rows} - fenced))


def apply(owner_url: str, *, on: bool) -> int:
    """Put the fence up around every table of parks, or take it down; around how many tables it was
    not so before. A table at a time, while people go on. Raises FenceRefused."""
    with psycopg.connect(libpq_url(owner_url), autocommit=True) as connection:
        if on:
            _require_bypass(connection)
        now = standing(connection)
        changing = now.open if on else now.fenced
        connection.execute("set lock_timeout = '400ms'")
        for table in sorted(changing):
            _change(connection, table, on=on)
        return len(changing)


def _require_bypass(connection: psycopg.Connection) -> None:
    """The owner's commands are of all parks: a backup is."""
    if not bypasses(connection, connection.info.user):
        raise FenceRefused(
            f"row-level security would hold {connection.info.user!r} as well, and backups would be"
            f' empty: as a superuser, `alter role "{connection.info.user}" bypassrls`'
        )


def bypasses(connection: psycopg.Connection, role: str) -> bool:
    """Whether row-level security does not hold a role."""
    found = connection.execute(
        "select rolsuper or rolbypassrls from pg_roles where rolname = %s", [role]
    ).fetchone()
    return bool(found and found[0])


def _change(connection: psycopg.Connection, table: str, *, on: bool) -> None:
    for _ in range(TRIES):
        try:
            with connection.transaction():
                for statement in _statements(table, on=on):
                    connection.execute(statement)
        except (LockNotAvailable, DeadlockDetected):
            time.sleep(random.uniform(0.05, 0.5))  # noqa: S311 - nobody guesses it
        else:
            return
    raise FenceRefused(f"table {table} was never free for a moment: try again")


def _statements(table: str, *, on: bool) -> Iterator[sql.Composed]:
    name, policy = sql.Identifier("public", table), sql.Identifier(POLICY)
    yield sql.SQL("drop policy if exists {} on {}").format(policy, name)
    if on:
        rule = sql.SQL(EXPRESSION)
        yield sql.SQL("create policy {} on {} using ({}) with check ({})").format(
            policy, name, rule, rule
        )
    words = ("enable", "force") if on else ("disable", "no force")
    for word in words:
        yield sql.SQL("alter table {} {} row level security").format(name, sql.SQL(word))
