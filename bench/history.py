"""A park's past of any size, written by history.sql."""

from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from parkline.database import libpq_url

_SCRIPT = Path(__file__).with_suffix(".sql")


def write(url: str, orders: int, *, now: datetime) -> None:
    """Fill a seeded park, its staff included, with a year that ends `now`."""
    values = {"orders": sql.Literal(orders), "now": sql.Literal(now)}
    script = sql.SQL(_SCRIPT.read_text()).format(**values)
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute(script)
        for table, column in _identities(connection):
            connection.execute(
                sql.SQL(
                    "select setval(pg_get_serial_sequence({name}, {column}), max({field}))"
                    " from {table} having max({field}) is not null"
                ).format(
                    name=sql.Literal(f'"{table}"'),
                    column=sql.Literal(column),
                    field=sql.Identifier(column),
                    table=sql.Identifier(table),
                )
            )
        connection.execute("vacuum analyze")


def _identities(connection: psycopg.Connection) -> list[tuple[str, str]]:
    found = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'public' and is_identity = 'YES'"
    )
    return [(str(table), str(column)) for table, column in found]
