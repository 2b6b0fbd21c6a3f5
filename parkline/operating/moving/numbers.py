"""Numbers of lanes, which no two parks of an installation share, where a park arrives."""

from collections.abc import Iterator, Sequence

from psycopg import sql

from models.base import table_of
from models.claims import Lane
from parkline.operating.moving.databases import Connection
from parkline.operating.moving.tables import NUMBERED, Copied

_NEXT = sql.SQL(
    "select nextval(pg_get_serial_sequence({}, {})) from generate_series(1, %s)"
).format(sql.Literal(Lane.__tablename__), sql.Literal(NUMBERED[table_of(Lane)]))


class Numbers:
    """Each lane of the export gets the next number here. Its claims, which are copied after it, get
    the same: a room stays claimed, and no room of another park with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._here: dict[bytes, bytes] = {}

    def anew(self, one: Copied, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The rows of a table that has such numbers, with those that are right here."""
        assert one.numbered is not None, "it has none"
        place = one.columns.index(one.numbered)
        if one.table is table_of(Lane):
            # All at once, for the connection answers nothing else while it copies.
            held = list(chunks)
            lanes = [line for chunk in held for line in chunk.splitlines()]
            self._give([line.split(b"\t")[place] for line in lanes])
            chunks = iter(held)
        for chunk in chunks:
            lines = list[bytes]()
            for line in chunk.splitlines():
                cells = line.split(b"\t")
                cells[place] = self._here[cells[place]]
                lines.append(b"\t".join(cells) + b"\n")
            yield b"".join(lines)

    def _give(self, numbers: Sequence[bytes]) -> None:
        here = self._connection.execute(_NEXT, [len(numbers)]).fetchall()
        self._here = {there: str(row[0]).encode() for there, row in zip(numbers, here, strict=True)}
