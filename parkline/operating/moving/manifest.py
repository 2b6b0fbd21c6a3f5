"""What an export says of itself, and what the two sides of a move say to each other.

Each is a JSON file in the export's folder that is vouched for by the passphrase, and appears when
it is complete.
"""

import base64
import hmac
import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ValidationError

from parkline.operating.moving.errors import MoveBroken, MoveRefused
from parkline.operating.moving.sealed_files import SALT_BYTES, ExportKey

FORMAT: Literal[1] = 1
MANIFEST, RECEIPT, RELEASE, RETURN = (
    "manifest.json",
    "receipt.json",
    "release.json",
    "return.json",
)


class TableSum(BaseModel, frozen=True):
    """What a table has of the park."""

    rows: int
    sha256: str
    """Of the rows as COPY writes them, in the order of their key, without what cannot be equal."""
    secrets: str = ""
    """Of the secrets that the rows keep sealed, under the export's key."""


class Vouched(BaseModel, frozen=True):
    """Has `read` and `write` with the passphrase's key."""

    move: uuid.UUID

    def of(self, move: uuid.UUID) -> None:
        """Raises MoveRefused where it was said of another export."""
        if self.move != move:
            raise MoveRefused("a file in the folder is of another export: empty it, and begin anew")

    def write(self, folder: Path, name: str, key: ExportKey) -> None:
        """Whole, or not at all."""
        said = self.model_dump(mode="json")
        body = {"said": said, "vouched": key.vouched(name, _plain(said))}
        part = folder / f".{name}.part"
        part.write_text(json.dumps(body, indent=2, ensure_ascii=False))
        part.chmod(0o600)
        with part.open() as file:
            os.fsync(file.fileno())
        part.replace(folder / name)

    @classmethod
    def read(cls, folder: Path, name: str, key: ExportKey) -> Self:
        """Raises MoveRefused where there is none, MoveBroken where it is not what was written."""
        said, vouched = _read(folder / name)
        if not hmac.compare_digest(key.vouched(name, _plain(said)), vouched):
            raise MoveBroken(
                f"{folder / name}: the passphrase is another, or somebody changed the file"
            )
        try:
            return cls.model_validate(said)
        except ValidationError as problem:
            raise MoveBroken(f"{folder / name}: {problem}") from None


class Manifest(Vouched, frozen=True):
    """What an export holds."""

    format: Literal[1]
    version: str
    """Of the program that wrote it."""
    revision: str
    """Of the database's schema."""
    salt: str
    uid: uuid.UUID
    slug: str
    park_id: int
    """In the installation that it left."""
    made_at: str
    tables: dict[str, TableSum]
    """In the order in which they are to be read."""
    counters: dict[str, int]
    """The last id of each table that the installation has given out, to whichever park. Vendors
    hold cursors up to there (services.vendors.vendor_orders)."""

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())


class Receipt(Vouched, frozen=True):
    """Of the installation that took the park in: all of it is there."""

    uid: uuid.UUID
    park_id: int
    """In the installation that it arrived in."""
    tables: dict[str, TableSum]


class Release(Vouched, frozen=True):
    """Of the installation that gives the park up: it serves it no more."""

    uid: uuid.UUID
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is complete, and what opens it."""

    folder: Path
    key: ExportKey
    manifest: Manifest

    @classmethod
    def read(cls, folder: Path, passphrase: bytes) -> Self:
        """Raises MoveRefused, MoveBroken."""
        said, _ = _read(folder / MANIFEST)
        try:
            salt = base64.b64decode(str(said.get("salt", "")), validate=True)
        except ValueError:
            salt = b""
        if len(salt) != SALT_BYTES:
            raise MoveBroken(f"{folder / MANIFEST} is no manifest of an export")
        key = ExportKey(passphrase, salt)
        return cls(folder, key, Manifest.read(folder, MANIFEST, key))

    def receipt(self) -> Receipt:
        """Raises MoveRefused, MoveBroken."""
        found = Receipt.read(self.folder, RECEIPT, self.key)
        found.of(self.manifest.move)
        return found

    def released(self, name: str) -> None:
        """Whether the other side has said so. Raises MoveRefused, MoveBroken."""
        Release.read(self.folder, name, self.key).of(self.manifest.move)


def _read(file: Path) -> tuple[dict[str, Any], str]:
    try:
        body = json.loads(file.read_text("utf-8"))
        return dict(body["said"]), str(body["vouched"])
    except FileNotFoundError:
        raise MoveRefused(f"there is no {file}: {_COMES_FROM.get(file.name, '')}") from None
    except (ValueError, KeyError, TypeError):
        raise MoveBroken(f"{file} is none of an export's files") from None


_COMES_FROM = {
    MANIFEST: "`parkline park export` has not come to its end, or the folder is another",
    RECEIPT: "`parkline park verify` writes it where the park arrives",
    RELEASE: "`parkline park switch` writes it where the park leaves",
    RETURN: "`parkline park switch --back` writes it where the park had arrived",
}


def _plain(said: dict[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
