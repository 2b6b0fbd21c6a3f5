"""What a table has of a park, as both sides of a move count it."""

import hashlib
from collections.abc import Iterator, Mapping

from cryptography.fernet import InvalidToken
from psycopg import sql

from parkline.operating.moving.databases import Connection
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.manifest import TableSum
from parkline.operating.moving.sealed_files import ExportKey
from parkline.operating.moving.tables import Copied
from services.kit.sealing import Vault

CHUNK = 1024 * 1024
"""Bytes of rows that are held at one moment, and one row more."""

Vaults = Mapping[str, Vault]
"""What opens the installation's secrets, by their purpose (parkline.settings.secrets)."""


class Counting:
    """Rows that go by."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def over(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.rows += chunk.count(b"\n")
            self._hash.update(chunk)
            yield chunk

    def sum(self, secrets: str = "") -> TableSum:
        return TableSum(rows=self.rows, sha256=self._hash.hexdigest(), secrets=secrets)


def chunks(connection: Connection, statement: sql.Composed) -> Iterator[bytes]:
    """What COPY says, in pieces of whole rows."""
    held, size = list[bytes](), 0
    with connection.cursor().copy(statement) as copy:
        for row in copy:
            held.append(bytes(row))
            size += len(held[-1])
            if size >= CHUNK:
                yield b"".join(held)
                held, size = [], 0
    if held:
        yield b"".join(held)


def counted(
    connection: Connection, one: Copied, park_id: int, key: ExportKey, vaults: Vaults
) -> TableSum:
    """Goes over the rows. Raises MoveRefused for a secret that no key of the settings opens."""
    counting = Counting()
    for _ in counting.over(chunks(connection, one.rows(park_id, one.compared))):
        pass
    return counting.sum(secrets_of(connection, one, park_id, key, vaults))


def secrets_of(
    connection: Connection, one: Copied, park_id: int, key: ExportKey, vaults: Vaults
) -> str:
    """A sum of what is sealed, which only who has the export's key can make. Empty without any."""
    found = list[bytes]()
    for column, purpose in one.sealed.items():
        for line in b"".join(chunks(connection, one.rows(park_id, [column]))).splitlines():
            plain = opened(vaults[purpose], line, one)
            found.append(b"-" if plain is None else len(plain).to_bytes(4) + plain)
    return key.vouched(one.name, b"".join(found)) if found else ""


def opened(vault: Vault, cell: bytes, one: Copied) -> bytes | None:
    """What a cell of COPY keeps sealed; None for an empty one. Raises MoveRefused."""
    if cell == rb"\N":
        return None
    try:
        return vault.decrypt(_value(cell))
    except InvalidToken:
        raise MoveRefused(
            f"a secret of {one.name} is opened by no key of the settings: add the key that it was"
            " sealed with to PARKLINE_SECRET_KEYS_ACCEPTED (`parkline secrets status`)"
        ) from None


def sealed(vault: Vault, plain: bytes | None, like: bytes) -> bytes:
    """A cell of COPY, written as the cell `like`. Fernet's tokens need no escaping."""
    if plain is None:
        return rb"\N"
    token = vault.encrypt(plain)
    return rb"\\x" + token.hex().encode() if _is_bytea(like) else token


def _value(cell: bytes) -> bytes:
    return bytes.fromhex(cell[3:].decode()) if _is_bytea(cell) else cell


def _is_bytea(cell: bytes) -> bool:
    return cell.startswith(rb"\\x")
