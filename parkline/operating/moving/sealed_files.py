"""Files of a move: sealed under a passphrase, in frames that are read one at a time.

A frame is a number of bytes (4, big endian) and so many bytes of AES-256-GCM. Each file has a key
of its own, and a frame's nonce is its number; the last frame is empty and says that it is the last,
so that a file that was cut off, put together otherwise or given another name does not open.
"""

import base64
import hashlib
import hmac
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from parkline.operating.moving.errors import MoveBroken, MoveRefused

SHORTEST_PASSPHRASE = 20
"""Characters. Whoever has the files may try as many as they like."""
SALT_BYTES = 16
LONGEST_FRAME = 256 * 1024 * 1024
"""Bytes. A row is one at most, and a photo has a few MiB."""
_MORE, _LAST = b"more", b"last"


def passphrase(file: Path) -> bytes:
    """The first line of the file. Raises MoveRefused where it is too short to keep anything."""
    line = file.read_bytes().split(b"\n", 1)[0].strip()
    if len(line) < SHORTEST_PASSPHRASE:
        raise MoveRefused(
            f"the passphrase in {file} has fewer than {SHORTEST_PASSPHRASE} characters:"
            " `openssl rand -base64 32` makes one"
        )
    return line


class ExportKey:
    """What the passphrase and the salt of an export open."""

    def __init__(self, passphrase: bytes, salt: bytes) -> None:
        # 32 MiB and a tenth of a second: once a command.
        self._key = Scrypt(salt, 32, n=2**15, r=8, p=1).derive(passphrase)

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._key)

    def vault(self) -> Fernet:
        """What seals secrets on their way."""
        return Fernet(base64.urlsafe_b64encode(self._derived("secrets")))

    def vouched(self, what: str, data: bytes) -> str:
        """Shows that whoever wrote `data` had the passphrase, and what it is."""
        return hmac.new(self._derived(f"vouched:{what}"), data, hashlib.sha256).hexdigest()

    def seal(self, name: str, file: BinaryIO, chunks: Iterable[bytes]) -> None:
        cipher, number = AESGCM(self._derived(f"file:{name}")), 0
        for chunk in chunks:
            _put(file, cipher.encrypt(_nonce(number), zlib.compress(chunk, 1), _MORE))
            number += 1
        _put(file, cipher.encrypt(_nonce(number), b"", _LAST))

    def opened(self, name: str, file: BinaryIO) -> Iterator[bytes]:
        """Raises MoveBroken."""
        cipher, number = AESGCM(self._derived(f"file:{name}")), 0
        while (frame := _taken(file, name)) is not None:
            try:
                yield zlib.decompress(cipher.decrypt(_nonce(number), frame, _MORE))
            except InvalidTag:
                break
            number += 1
        try:
            cipher.decrypt(_nonce(number), frame or b"", _LAST)
        except InvalidTag:
            raise MoveBroken(
                f"{name} does not open: the passphrase is another, or the file is not whole"
            ) from None


def _nonce(number: int) -> bytes:
    return number.to_bytes(12)


def _put(file: BinaryIO, frame: bytes) -> None:
    file.write(len(frame).to_bytes(4))
    file.write(frame)


def _taken(file: BinaryIO, name: str) -> bytes | None:
    size = int.from_bytes(file.read(4))
    if not size:
        return None
    if size > LONGEST_FRAME:
        raise MoveBroken(f"{name} is none of an export's files")
    return file.read(size)
