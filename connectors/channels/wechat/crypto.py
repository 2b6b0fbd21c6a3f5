"""Signatures and encryption of WeChat's and WeCom's callbacks.

Pure functions of the platform's published scheme: SHA-1 over the sorted parts, AES-256-CBC over
`16 random bytes ‖ length ‖ message ‖ receive id`, padded by PKCS#7 to blocks of 32.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

FRESH_FOR = timedelta(minutes=5)
"""Older or newer timestamps are refused."""
AES_KEY_LENGTH = 43
"""Characters of an EncodingAESKey: 32 bytes in base64 without its last sign."""

_BLOCK = 32
_AES_BLOCK = 16
_HEADER = 20


class Forged(Exception):
    """Not from the platform, or not for us, or not now. Says no more: nobody may learn from it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What we share with the platform. `receive_id` is the app id, of WeCom the corp id."""

    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    """The EncodingAESKey; empty where nothing is encrypted, and then nothing can be decrypted."""
    receive_id: str = field(repr=False)


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def verify(token: str, given: str, timestamp: str, nonce: str, *signed: str, now: datetime) -> None:
    """Raises Forged unless `given` signs the rest, and does so now. An empty token signs nothing.

    `signed` is the ciphertext of an encrypted message or echo. Repeatable: the same request again
    within FRESH_FOR is verified again.
    """
    expected = signature(token, timestamp, nonce, *signed)
    genuine = hmac.compare_digest(expected.encode(), given.encode(errors="replace"))
    if not (token and genuine and _is_fresh(timestamp, now)):
        raise Forged


def decrypt(keys: Keys, ciphertext: str) -> bytes:
    """The message for `keys.receive_id`. Verify its signature first. Raises Forged."""
    key = _key(keys)
    try:
        sealed = base64.b64decode(ciphertext, validate=True)
    except (binascii.Error, ValueError):
        raise Forged from None
    if not sealed or len(sealed) % _AES_BLOCK:
        raise Forged
    decryptor = Cipher(AES(key), CBC(key[:_AES_BLOCK])).decryptor()
    plain = _unpad(decryptor.update(sealed) + decryptor.finalize())
    end = _HEADER + int.from_bytes(plain[_AES_BLOCK:_HEADER])
    receiver = plain[end:]
    if not receiver or not hmac.compare_digest(receiver, keys.receive_id.encode()):
        raise Forged
    return plain[_HEADER:end]


def encrypt(keys: Keys, message: bytes, *, random: bytes | None = None) -> str:
    """The ciphertext in base64. `random`: 16 bytes, given by tests alone."""
    key, random = _key(keys), random or secrets.token_bytes(_AES_BLOCK)
    plain = random + len(message).to_bytes(4) + message + keys.receive_id.encode()
    missing = _BLOCK - len(plain) % _BLOCK
    encryptor = Cipher(AES(key), CBC(key[:_AES_BLOCK])).encryptor()
    sealed = encryptor.update(plain + bytes([missing]) * missing) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def _key(keys: Keys) -> bytes:
    if len(keys.aes_key) != AES_KEY_LENGTH:
        raise Forged
    try:
        return base64.b64decode(keys.aes_key + "=", validate=True)
    except (binascii.Error, ValueError):
        raise Forged from None


def _unpad(padded: bytes) -> bytes:
    missing = padded[-1]
    if not 1 <= missing <= min(_BLOCK, len(padded)):
        raise Forged
    if padded[-missing:] != bytes([missing]) * missing:
        raise Forged
    return padded[:-missing]


def check_age(timestamp: str, *, now: datetime) -> None:
    """Raises Forged for a moment too far from ours."""
    if not _is_fresh(timestamp, now):
        raise Forged


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 11):  # noqa: PLR2004
        return False
    return abs(now - datetime.fromtimestamp(int(timestamp), UTC)) <= FRESH_FOR
