"""Deleting the rows of a park that has gone; its own row stays and says where to."""

from datetime import timedelta

from psycopg import sql

from parkline.operating.moving import resting
from parkline.operating.moving.databases import At, Connection, by_slug, connected, copying
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.tables import copied
from parkline.process.clock import Clock

KEPT = timedelta(days=7)
"""How long a move can be taken back."""
BATCH = 5000
"""Rows that go in one transaction."""


def sweep(url: str, slug: str, *, clock: Clock, at: At) -> int:
    """Delete the rows of a park that is gone for longer than KEPT; how many. Safe to repeat.

    Raises MoveRefused for one that is not, or not for so long.
    """
    with connected(url) as connection:
        park = by_slug(connection, slug)
        if park.state != "gone":
            raise MoveRefused(f"{slug} is not gone: it is {park.state}")
        if (until := park.state_since + KEPT) > clock():
            raise MoveRefused(f"{slug} can be taken back until {until:%Y-%m-%d %H:%M} UTC")
        gone = 0
        for one in reversed(copied()):
            done = BATCH if one.park != "id" else 0
            while done == BATCH:
                at(f"sweep:{one.name}")
                with copying(connection):
                    done = _purge_some(connection, one.name, park.id)
                gone += done
        at("unfenced")
        resting.unfence(connection, park.id)
        return gone


def purge(connection: Connection, park_id: int) -> None:
    """All rows of the park and its own, in the transaction of the caller, who has said that it
    copies."""
    for one in reversed(copied()):
        _forget_itself(connection, one.name, park_id)
        connection.execute(
            sql.SQL("delete from {} where {} = %s").format(
                sql.Identifier(one.name), sql.Identifier(one.park)
            ),
            [park_id],
        )


def _purge_some(connection: Connection, table: str, park_id: int) -> int:
    """At most BATCH rows."""
    _forget_itself(connection, table, park_id)
    found = connection.execute(
        sql.SQL(
            "delete from {0} where ctid = any(array(select ctid from {0}"
            " where park_id = %s limit %s))"
        ).format(sql.Identifier(table)),
        [park_id, BATCH],
    )
    return found.rowcount


def _forget_itself(connection: Connection, table: str, park_id: int) -> None:
    """Rows that refer to others of their table would keep them."""
    if table in _TO_ITSELF:
        connection.execute(
            sql.SQL(
                "update {} set merged_into_id = null"
                " where park_id = %s and merged_into_id is not null"
            ).format(sql.Identifier(table)),
            [park_id],
        )


_TO_ITSELF = frozenset({"person", "ticket"})
"""By their column `merged_into_id`."""
