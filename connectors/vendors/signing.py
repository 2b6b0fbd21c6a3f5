"""Standard Webhooks signatures: `v1` (HMAC-SHA256) and `v1a` (ed25519).

A key is a string whose prefix says its kind: `whsec_` a shared secret, `whsk_` a private signing
key, `whpk_` the public key that verifies it; the rest is base64.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SHARED = "whsec_"
PRIVATE = "whsk_"
PUBLIC = "whpk_"
TOLERANCE = timedelta(minutes=5)
"""How far a timestamp may be from now, in either direction."""

_TIMESTAMP = re.compile(r"[0-9]{1,11}", re.ASCII)


def headers(keys: Iterable[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a webhook sent `at` this moment, signed with each of `keys`."""
    timestamp = str(int(at.timestamp()))
    signatures = [sign(key, message_id, timestamp, body) for key in keys]
    if not signatures:
        raise ValueError("a webhook needs a key to be signed with")
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def sign(key: str, message_id: str, timestamp: str, body: bytes) -> str:
    """One signature, as `v1,…` or `v1a,…`. Raises ValueError for an empty or malformed key."""
    content = _content(message_id, timestamp, body)
    if key.startswith(PRIVATE):
        private = Ed25519PrivateKey.from_private_bytes(_decode(key.removeprefix(PRIVATE))[:32])
        return f"v1a,{base64.b64encode(private.sign(content)).decode()}"
    return f"v1,{base64.b64encode(_mac(_decode(key.removeprefix(SHARED)), content)).decode()}"


def is_shared(key: str) -> bool:
    """Whether it is a shared secret that something can be signed with."""
    try:
        return key.startswith(SHARED) and bool(_decode(key.removeprefix(SHARED)))
    except ValueError:
        return False


def verify(
    keys: Iterable[str],
    received: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    tolerance: timedelta = TOLERANCE,
) -> bool:
    """Whether one of `keys` signed this body lately.

    Whatever is malformed (a header, a key, nothing at all) is simply not verified: this never
    raises, and an empty key verifies nothing.
    """
    found = {name.lower(): value for name, value in received.items()}
    message_id = found.get("webhook-id", "")
    timestamp = found.get("webhook-timestamp", "")
    if not message_id or not _is_fresh(timestamp, now, tolerance):
        return False
    try:
        content = _content(message_id, timestamp, body)
    except UnicodeError:
        return False
    offered = _parse(found.get("webhook-signature", ""))
    # Every pair is compared, so the time taken does not tell which of them matched.
    matches = [_matches(key, offer, content) for key in keys for offer in offered]
    return any(matches)


def _content(message_id: str, timestamp: str, body: bytes) -> bytes:
    return f"{message_id}.{timestamp}.".encode() + body


def _is_fresh(timestamp: str, now: datetime, tolerance: timedelta) -> bool:
    if not _TIMESTAMP.fullmatch(timestamp):
        return False
    return abs(now.astimezone(UTC).timestamp() - int(timestamp)) <= tolerance.total_seconds()


def _parse(header: str) -> list[tuple[str, bytes]]:
    """The signatures of a header as (version, bytes), without those that are none."""
    found = []
    for part in header.split(" "):
        version, comma, encoded = part.partition(",")
        try:
            if comma:
                found.append((version, _decode(encoded)))
        except ValueError:
            continue
    return found


def _matches(key: str, offered: tuple[str, bytes], content: bytes) -> bool:
    version, signature = offered
    try:
        if key.startswith(PUBLIC):
            public = Ed25519PublicKey.from_public_bytes(_decode(key.removeprefix(PUBLIC)))
            public.verify(signature, content)
            return version == "v1a"
        expected = _mac(_decode(key.removeprefix(SHARED)), content)
    except (ValueError, InvalidSignature):
        return False
    return version == "v1" and hmac.compare_digest(expected, signature)


def _mac(secret: bytes, content: bytes) -> bytes:
    return hmac.digest(secret, content, hashlib.sha256)


def _decode(encoded: str) -> bytes:
    """Base64, padded or not. Raises ValueError when it is not, or empty."""
    try:
        decoded = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    if not decoded:
        raise ValueError("empty")
    return decoded
