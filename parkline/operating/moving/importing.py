"""Taking a park in from an export's folder, in one transaction: all of it, or nothing.

The park gets another number where its own is taken; all other ids stay, for events name them
(order:42), buttons say them, and vendors hold cursors over them. Two parks may have equal ids,
since every key begins with the park. What is unique beyond parks are hashes of random secrets.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
from psycopg import sql
from pydantic import TypeAdapter, ValidationError

from parkline.operating.moving import sums
from parkline.operating.moving.databases import (
    At,
    Connection,
    MovedPark,
    by_uid,
    connected,
    copying,
    revision_of,
    set_state,
)
from parkline.operating.moving.errors import MoveBroken, MoveRefused
from parkline.operating.moving.exporting import SUFFIX
from parkline.operating.moving.manifest import Export, Manifest
from parkline.operating.moving.numbers import Numbers
from parkline.operating.moving.resting import locking
from parkline.operating.moving.sealed_files import ExportKey
from parkline.operating.moving.sums import Vaults
from parkline.operating.moving.sweeping import purge
from parkline.operating.moving.tables import Copied, copied
from parkline.process.clock import Clock
from services.kit.park_file import Code

Changed = Callable[[Iterator[bytes]], Iterator[bytes]]

STATEMENT_BYTES = 256 * 1024 * 1024
"""Of rows in one COPY: PostgreSQL keeps a note in memory of each row whose foreign keys it has to
check at the end of the statement."""


def take_in(
    url: str,
    folder: Path,
    *,
    passphrase: bytes,
    vaults: Vaults,
    clock: Clock,
    at: At,
    slug: str | None = None,
) -> MovedPark:
    """The park, at rest until `switch`. Cut off at any point nothing is there, and it begins anew;
    one that is there already stays.

    `slug`: its short name here, if not its own. Raises MoveRefused, MoveBroken.
    """
    export = Export.read(folder, passphrase)
    manifest = export.manifest
    if slug is not None:
        _refuse_unless_a_name(slug)
    with connected(url) as connection:
        _refuse_another_schema(connection, manifest)
        at("look")
        with copying(connection):
            there = by_uid(connection, manifest.uid, lock=True)
            if there is None or not _is_there(there, manifest):
                named, numbers = slug or manifest.slug, Numbers(connection)
                park_id = _place(connection, there, manifest, named, at)
                for one in copied():
                    at(f"import:{one.name}")
                    rows = _rows(one, export, vaults, numbers, slug=named)
                    _read(connection, one, export, park_id, rows)
                at("arriving")
                _arrive(connection, manifest, clock)
            at("arrived")
        arrived = by_uid(connection, manifest.uid)
        assert arrived is not None, "it was committed"
        lift(connection, arrived.id, manifest, at=at)
    at("imported")
    return arrived


def _arrive(connection: Connection, manifest: Manifest, clock: Clock) -> None:
    found = by_uid(connection, manifest.uid)
    assert found is not None, "its row was just copied"
    set_state(connection, found, "moving", now=clock(), role="arriving", move=manifest.move)


def lift(connection: Connection, park_id: int, manifest: Manifest, *, at: At) -> None:
    """Have the sequences count on above every id that the other installation has given out: what is
    new sorts behind each cursor that a vendor holds. Safe to repeat."""
    for one in copied():
        if (column := one.counted) is not None:
            at(f"lifted:{one.name}")
            _lift(connection, one, column, manifest.counters.get(one.name, park_id))


def _lift(connection: Connection, one: Copied, column: str, least: int) -> None:
    """Nobody inserts meanwhile, so that the sequence never goes back."""
    lock = sql.SQL("lock table {} in share row exclusive mode").format(sql.Identifier(one.name))
    setting = sql.SQL(
        "select setval(s.name::regclass, {least}) from"
        " (select pg_get_serial_sequence({name}, {column}) as name) s"
        " where {least} > coalesce(pg_sequence_last_value(s.name::regclass), 0)"
    ).format(
        name=sql.Literal(sql.Identifier(one.name).as_string()),
        column=sql.Literal(column),
        least=sql.Literal(least),
    )
    locking(connection, [lock, setting])


def _refuse_unless_a_name(slug: str) -> None:
    try:
        TypeAdapter(Code).validate_python(slug)
    except ValidationError as problem:
        raise MoveRefused(f"--slug: {problem.errors()[0]['msg']}") from None


def _refuse_another_schema(connection: Connection, manifest: Manifest) -> None:
    here = revision_of(connection)
    if manifest.revision != here:
        raise MoveRefused(
            f"the export is of schema {manifest.revision} (version {manifest.version}), this"
            f" installation has {here}: bring both to one version, and export again"
        )
    missing = {one.name for one in copied()} ^ manifest.tables.keys()
    if missing:
        raise MoveRefused(f"the export and this version differ in {', '.join(sorted(missing))}")


def _is_there(park: MovedPark, manifest: Manifest) -> bool:
    """Whether this very export was taken in. Raises MoveRefused for a park that is at work here."""
    if park.state == "gone":
        if park.move == manifest.move:
            raise MoveRefused(f"{park.slug} is gone from here by this export: export it anew")
        return False
    if park.role == "arriving":
        return park.move == manifest.move
    if park.move == manifest.move and park.state == "active":
        raise MoveRefused(f"{park.slug} came by this export, and is at work here")
    raise MoveRefused(
        f"{park.slug} is here, {park.state}: an export comes back only to where it is gone"
    )


def _place(
    connection: Connection, there: MovedPark | None, manifest: Manifest, slug: str, at: At
) -> int:
    """The park's number here, without a row of it. Raises MoveRefused where the name is taken."""
    taken = connection.execute(
        "select name_en from park where slug = %s and uid <> %s", [slug, manifest.uid]
    ).fetchone()
    if taken is not None:
        raise MoveRefused(
            f"another park is called {slug!r} here ({taken[0]}): choose a name by --slug;"
            " passes of visitors hang on it, and have to be given out again"
        )
    if there is not None:
        at("purge")
        purge(connection, there.id)
        return there.id
    own = connection.execute("select 1 from park where id = %s", [manifest.park_id]).fetchone()
    return manifest.park_id if own is None else _next_number(connection)


def _next_number(connection: Connection) -> int:
    """The sequence may stand below parks that came with their own numbers."""
    while True:
        row = connection.execute(
            "select n, exists (select from park where id = n) from"
            " (select nextval(pg_get_serial_sequence('park', 'id')) as n)"
        ).fetchone()
        assert row is not None
        if not row[1]:
            return int(row[0])


def _read(connection: Connection, one: Copied, export: Export, park_id: int, rows: Changed) -> None:
    """Raises MoveBroken, MoveRefused."""
    name = export.folder / f"{one.name}{SUFFIX}"
    try:
        with name.open("rb") as file:
            _copy(connection, one, park_id, rows(export.key.opened(one.name, file)))
    except FileNotFoundError:
        raise MoveBroken(f"there is no {name}: the folder is not whole") from None
    except psycopg.errors.UniqueViolation as taken:
        # Ids cannot be: they stand behind the park's number.
        raise MoveRefused(
            f"{one.name}: {taken.diag.constraint_name} holds for all parks, and somebody here has"
            " the same; nothing was taken in"
        ) from None


def _rows(one: Copied, export: Export, vaults: Vaults, numbers: Numbers, *, slug: str) -> Changed:
    """What becomes of a table's rows on their way into this installation."""

    def changed(chunks: Iterator[bytes]) -> Iterator[bytes]:
        if one.sealed:
            chunks = _resealed(one, chunks, export.key, vaults)
        if one.numbered is not None:
            chunks = numbers.anew(one, chunks)
        if one.park == "id":
            chunks = _named(one, chunks, slug)
        return chunks

    return changed


def _copy(connection: Connection, one: Copied, park_id: int, chunks: Iterator[bytes]) -> None:
    """In statements of a bounded size; a table whose rows refer to later ones in a single one."""
    prefix = f"{park_id}\t".encode()
    waiting = next(chunks, None)
    while waiting is not None:
        size = 0
        with connection.cursor().copy(one.taking()) as copy:
            while waiting is not None:
                copy.write(prefix + waiting[:-1].replace(b"\n", b"\n" + prefix) + b"\n")
                size += len(waiting)
                waiting = next(chunks, None)
                if size >= STATEMENT_BYTES and not one.refers_to_itself:
                    break


def _named(one: Copied, chunks: Iterator[bytes], slug: str) -> Iterator[bytes]:
    """The park's own row, by the name that it has here. A short name needs no escaping."""
    for chunk in chunks:
        cells = chunk[:-1].split(b"\t")
        cells[one.columns.index("slug")] = slug.encode()
        yield b"\t".join(cells) + b"\n"


def _resealed(
    one: Copied, chunks: Iterator[bytes], key: ExportKey, vaults: Vaults
) -> Iterator[bytes]:
    """Under this installation's own key."""
    theirs = key.vault()
    places: Sequence[tuple[int, str]] = [
        (one.columns.index(column), purpose) for column, purpose in one.sealed.items()
    ]
    for chunk in chunks:
        lines = list[bytes]()
        for line in chunk.splitlines():
            cells = line.split(b"\t")
            for place, purpose in places:
                cell = cells[place]
                cells[place] = sums.sealed(vaults[purpose], sums.opened(theirs, cell, one), cell)
            lines.append(b"\t".join(cells) + b"\n")
        yield b"".join(lines)
