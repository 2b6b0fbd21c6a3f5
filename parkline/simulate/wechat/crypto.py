"""The platform's signatures and AES, as its documentation describes them."""

import base64
import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
"""PKCS#7 pads to 32 bytes here, twice the block of AES."""
RANDOM = 16
KEY_LENGTH = 43


class BadCipher(Exception):
    """What came cannot be decrypted; the message says at which step."""


def sign(*parts: str) -> str:
    """SHA-1 over the parts in order of their bytes."""
    joined = b"".join(sorted(part.encode() for part in parts))
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def signed(signature: str, *parts: str) -> bool:
    return hmac.compare_digest(signature.encode(), sign(*parts).encode())


class Box:
    """Encrypts for one receiver and decrypts what is meant for it."""

    def __init__(self, encoding_aes_key: str, receive_id: str) -> None:
        if len(encoding_aes_key) != KEY_LENGTH:
            raise ValueError("an EncodingAESKey has 43 characters")
        self.key = base64.b64decode(encoding_aes_key + "=")
        self.receive_id = receive_id

    def encrypt(self, message: str, *, receive_id: str | None = None, random: bytes = b"") -> str:
        """`random` (16 bytes) is for published vectors; so is another receiver for scripts."""
        body = message.encode()
        to = (self.receive_id if receive_id is None else receive_id).encode()
        clear = (random or os.urandom(RANDOM)) + struct.pack(">I", len(body)) + body + to
        fill = BLOCK - len(clear) % BLOCK
        cipher = self._cipher().encryptor()
        sealed = cipher.update(clear + bytes([fill]) * fill) + cipher.finalize()
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted: str) -> str:
        """Raises BadCipher."""
        clear = _unpadded(self._opened(encrypted))
        if len(clear) < RANDOM + 4:
            raise BadCipher("too short")
        (length,) = struct.unpack(">I", clear[RANDOM : RANDOM + 4])
        body, to = clear[RANDOM + 4 : RANDOM + 4 + length], clear[RANDOM + 4 + length :]
        if len(body) != length:
            raise BadCipher("the length does not fit")
        if to != self.receive_id.encode():
            raise BadCipher(f"meant for {to.decode(errors='replace')!r}, not {self.receive_id!r}")
        try:
            return body.decode()
        except UnicodeDecodeError as problem:
            raise BadCipher("not UTF-8") from problem

    def _opened(self, encrypted: str) -> bytes:
        try:
            sealed = base64.b64decode(encrypted, validate=True)
            cipher = self._cipher().decryptor()
            return cipher.update(sealed) + cipher.finalize()
        except ValueError as problem:
            raise BadCipher("neither Base64 nor whole blocks") from problem

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16]))


def _unpadded(clear: bytes) -> bytes:
    fill = clear[-1] if clear else 0
    if not 1 <= fill <= BLOCK or clear[-fill:] != bytes([fill]) * fill:
        raise BadCipher("the padding is wrong")
    return clear[:-fill]
