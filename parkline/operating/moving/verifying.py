"""Whether an installation has of a park what the export says: counts and hashes of every table."""

from dataclasses import dataclass
from pathlib import Path

from parkline.operating.moving.databases import At, Connection, MovedPark, by_uid, connected
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.importing import lift
from parkline.operating.moving.manifest import RECEIPT, Export, Receipt, TableSum
from parkline.operating.moving.sealed_files import ExportKey
from parkline.operating.moving.sums import Vaults, counted
from parkline.operating.moving.tables import copied


@dataclass(frozen=True, slots=True)
class Compared:
    """`differences` name tables, in words of an operator."""

    park: MovedPark
    rows: int
    tables: int
    differences: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.differences


def verify(url: str, folder: Path, *, passphrase: bytes, vaults: Vaults, at: At) -> Compared:
    """On either side of the move. Where the park arrives and all is equal, the receipt is written,
    by which the other side lets it go.

    Raises MoveRefused, MoveBroken.
    """
    export = Export.read(folder, passphrase)
    manifest, key = export.manifest, export.key
    with connected(url) as connection:
        park = by_uid(connection, manifest.uid)
        if park is None:
            raise MoveRefused(f"{manifest.slug} is not here: `parkline park import` takes it in")
        if park.move != manifest.move:
            raise MoveRefused(f"{park.slug} is here, {park.state}, and not of this export")
        found = sums(connection, park.id, key, vaults, at)
        differences = tuple(different(manifest.tables, found))
        if park.role == "arriving" and not differences:
            lift(connection, park.id, manifest, at=at)
            at("receipt")
            receipt = Receipt(move=manifest.move, uid=manifest.uid, park_id=park.id, tables=found)
            receipt.write(folder, RECEIPT, key)
    at("verified")
    rows = sum(one.rows for one in found.values())
    return Compared(park, rows, len(found), differences)


def sums(
    connection: Connection, park_id: int, key: ExportKey, vaults: Vaults, at: At
) -> dict[str, TableSum]:
    """In one snapshot."""
    found = dict[str, TableSum]()
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        for one in copied():
            at(f"verify:{one.name}")
            found[one.name] = counted(connection, one, park_id, key, vaults)
    return found


def different(wanted: dict[str, TableSum], found: dict[str, TableSum]) -> list[str]:
    """A line for each table."""
    lines = list[str]()
    for name, sum_ in wanted.items():
        here = found[name]
        if here.rows != sum_.rows:
            lines.append(f"{name}: {sum_.rows} rows were exported, {here.rows} are here")
        elif here.sha256 != sum_.sha256:
            lines.append(f"{name}: {sum_.rows} rows, and some are not as they were exported")
        elif here.secrets != sum_.secrets:
            lines.append(f"{name}: its secrets are not those that were exported")
    return lines
