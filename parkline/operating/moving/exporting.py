"""Writing a park that rests into a folder: a sealed file for each table, the manifest last."""

import base64
import secrets as random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from psycopg import sql

from parkline.operating.moving import sums
from parkline.operating.moving.databases import (
    At,
    Connection,
    connected,
    revision_of,
)
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.manifest import FORMAT, MANIFEST, Manifest, TableSum
from parkline.operating.moving.resting import take_to_rest
from parkline.operating.moving.sealed_files import SALT_BYTES, ExportKey
from parkline.operating.moving.sums import Counting, Vaults
from parkline.operating.moving.tables import Copied, copied
from parkline.process.clock import Clock

SUFFIX = ".rows"


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how long what was begun may take, and until every gateway knows."""

    ends: float = 30.0
    settles: float = 2.0


def export(
    url: str,
    slug: str,
    folder: Path,
    *,
    passphrase: bytes,
    vaults: Vaults,
    clock: Clock,
    at: At,
    patience: Patience = Patience(),
) -> Manifest:
    """Take the park to rest and write it. Cut off at any point it begins anew, with the same rows.

    Raises MoveRefused.
    """
    _prepare(folder)
    with connected(url) as connection:
        park = take_to_rest(
            connection, slug, clock=clock, at=at, patience=patience.ends, settle=patience.settles
        )
        at("folder")
        _forget(folder)
        salt = random.token_bytes(SALT_BYTES)
        key = ExportKey(passphrase, salt)
        tables = dict[str, TableSum]()
        # Nothing changes; one snapshot says so to whoever doubts the fence.
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            for one in copied():
                at(f"file:{one.name}")
                tables[one.name] = _write(
                    connection, one, park.id, folder / f"{one.name}{SUFFIX}", key=key, vaults=vaults
                )
        assert park.move is not None, "a park that moves has a move"
        manifest = Manifest(
            move=park.move,
            format=FORMAT,
            version=version("parkline"),
            revision=revision_of(connection),
            salt=base64.b64encode(salt).decode(),
            uid=park.uid,
            slug=park.slug,
            park_id=park.id,
            made_at=clock().isoformat(),
            tables=tables,
            counters=_counters(connection),
        )
        at("manifest")
        manifest.write(folder, MANIFEST, key)
    at("exported")
    return manifest


def _counters(connection: Connection) -> dict[str, int]:
    """Of the installation: once the park rests nobody is given a cursor any more."""
    query = "select coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)"
    found = dict[str, int]()
    for one in copied():
        if one.counted is not None and one.park != "id":
            quoted = sql.Identifier(one.name).as_string()
            row = connection.execute(query, [quoted, one.counted]).fetchone()
            found[one.name] = int(row[0]) if row else 0
    return found


def _prepare(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    strangers = [one.name for one in folder.iterdir() if not _is_ours(one)]
    if strangers:
        raise MoveRefused(f"{folder} holds something else ({strangers[0]}): name an empty folder")


def _is_ours(file: Path) -> bool:
    return file.suffix in {SUFFIX, ".json"} or file.name.endswith(".part")


def _forget(folder: Path) -> None:
    """The manifest first: without it the rest is nothing."""
    (folder / MANIFEST).unlink(missing_ok=True)
    for file in folder.iterdir():
        if _is_ours(file):
            file.unlink()


def _write(
    connection: Connection,
    one: Copied,
    park_id: int,
    file: Path,
    *,
    key: ExportKey,
    vaults: Vaults,
) -> TableSum:
    counting = Counting()
    rows = sums.chunks(connection, one.rows(park_id, one.columns))
    if one.columns == one.compared:
        rows = counting.over(rows)
    elif one.sealed:
        rows = _resealed(one, rows, vaults, key)
    with file.open("wb") as out:
        file.chmod(0o600)
        key.seal(one.name, out, rows)
    if one.columns == one.compared:
        return counting.sum()
    return sums.counted(connection, one, park_id, key, vaults)


def _resealed(
    one: Copied, rows: Iterator[bytes], vaults: Vaults, key: ExportKey
) -> Iterator[bytes]:
    """Under the export's key: no key of this installation leaves it."""
    ours = key.vault()
    places = [(one.columns.index(column), purpose) for column, purpose in one.sealed.items()]
    for chunk in rows:
        lines = list[bytes]()
        for line in chunk.splitlines():
            cells = line.split(b"\t")
            for place, purpose in places:
                cell = cells[place]
                cells[place] = sums.sealed(ours, sums.opened(vaults[purpose], cell, one), cell)
            lines.append(b"\t".join(cells) + b"\n")
        yield b"".join(lines)
