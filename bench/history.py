"""A park's past of any size, written by history.sql."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from parkline.stores.database import libpq_url

_SCRIPT = Path(__file__).with_suffix(".sql")
_PARTS = "-- --------\n"


def write(url: str, orders: int, *, now: datetime) -> None:
    """Fill a seeded park, its staff included, with a year that ends `now`."""
    values = {"orders": sql.Literal(orders), "now": sql.Literal(now)}
    script = _SCRIPT.read_text()
    head, first, *others = (sql.SQL(part).format(**values) for part in script.split(_PARTS))

    def run(part: sql.Composed) -> None:
        with psycopg.connect(libpq_url(url), autocommit=True) as connection:
            connection.execute(head)
            connection.execute(part)

    run(first)
    with ThreadPoolExecutor() as threads:
        list(threads.map(run, others))
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        _count_on(connection)
        connection.execute("vacuum analyze")


def _count_on(connection: psycopg.Connection) -> None:
    """Let identities go on after what was written."""
    found = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'public' and is_identity = 'YES'"
    )
    setval = sql.SQL(
        "select setval(pg_get_serial_sequence({name}, {column}), max({field}))"
        " from {table} having max({field}) is not null"
    )
    for table, column in found.fetchall():
        named = {"name": sql.Literal(f'"{table}"'), "table": sql.Identifier(table)}
        asked = {"column": sql.Literal(column), "field": sql.Identifier(column)}
        connection.execute(setval.format(**named, **asked))
