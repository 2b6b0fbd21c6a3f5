"""The pass of a visit: a token that a gate can verify with the park's public key alone.

    PL1.<payload>.<signature>

Both parts are base64url without padding. The payload is compact JSON with the keys of `Claims`
shortened, and `k`, by which the key that signed is found among several; the signature is ed25519
over the ASCII bytes of `PL1.<payload>`. Verification is pure, takes `now`, and refuses for one of
the reasons of `PassRefused`.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.visits import Visit, VisitPass
from services.kit.errors import Refused

PREFIX = "PL1"
LONGEST = 1_000
"""Characters of a token; ours have about 250."""
KEY_ID_LENGTH = 8
"""So many characters of a key's thumbprint name it in a pass, to keep its QR code small."""


class PassRefused(Refused):
    """`details["reason"]`: malformed, wrong_park, bad_signature, too_early, expired, revoked,
    used_up, used_up_today; not_expected for a plate that nobody announced."""

    code = "pass_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claims:
    """`park` is the slug that the park had when it got its key: a pass is good under whichever it
    has by then. Times are whole seconds."""

    park: str
    serial: str
    visit_no: str
    valid_from: datetime
    valid_until: datetime
    max_entries: int


def issue(claims: Claims, key: Ed25519PrivateKey) -> str:
    """The token of a pass."""
    payload = {
        "p": claims.park,
        "s": claims.serial,
        "v": claims.visit_no,
        "f": int(claims.valid_from.timestamp()),
        "u": int(claims.valid_until.timestamp()),
        "n": claims.max_entries,
        "k": thumbprint(key.public_key())[:KEY_ID_LENGTH],
    }
    signed = f"{PREFIX}.{_encode(json.dumps(payload, separators=(',', ':')).encode())}"
    return f"{signed}.{_encode(key.sign(signed.encode()))}"


def claims_of(park: str, visit: Visit, held: VisitPass) -> Claims:
    """What the token of a visit's pass says. `park` is what passes call it."""
    return Claims(
        park=park,
        serial=held.serial,
        visit_no=visit.visit_no,
        valid_from=held.valid_from.replace(microsecond=0),
        valid_until=held.valid_until.replace(microsecond=0),
        max_entries=held.max_entries,
    )


def thumbprint(key: Ed25519PublicKey) -> str:
    """Of its JWK, by RFC 7638: base64url, 43 characters."""
    raw = key.public_bytes_raw()
    essence = {"crv": "Ed25519", "kty": "OKP", "x": _encode(raw)}
    written = json.dumps(essence, separators=(",", ":"), sort_keys=True)
    return _encode(hashlib.sha256(written.encode()).digest())


def verify(token: str, keys: Sequence[Ed25519PublicKey], *, park: str, now: datetime) -> Claims:
    """What a genuine token of `park` says, if it holds at `now`. Raises PassRefused.

    Whether it was revoked or used up is not in the token: see services.visits.gates.
    """
    claims = genuine(token, keys, park=park)
    if now < claims.valid_from:
        raise PassRefused("too_early")
    if now >= claims.valid_until:
        raise PassRefused("expired")
    return claims


def genuine(token: str, keys: Sequence[Ed25519PublicKey], *, park: str) -> Claims:
    """What a token says, at any time, if one of `keys` signed it: those of the park whose slug is
    `park`, and nobody else's. What the token calls that park is not compared, for a slug may change
    while passes are out. Raises PassRefused.

    All are tried: passes from before keys had ids do not say which it was.
    """
    signed, claims = _read(token)
    if not any(_signed_by(key, token, signed) for key in keys):
        raise PassRefused("bad_signature" if claims.park == park else "wrong_park")
    return claims


def _signed_by(key: Ed25519PublicKey, token: str, signed: str) -> bool:
    try:
        key.verify(_decode(token.rpartition(".")[2]), signed.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(token: str) -> tuple[str, Claims]:
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3 or parts[0] != PREFIX:  # noqa: PLR2004
        raise PassRefused("malformed")
    try:
        said: dict[str, Any] = json.loads(_decode(parts[1]))
        return f"{parts[0]}.{parts[1]}", Claims(
            park=str(said["p"]),
            serial=str(said["s"]),
            visit_no=str(said["v"]),
            valid_from=datetime.fromtimestamp(int(said["f"]), UTC),
            valid_until=datetime.fromtimestamp(int(said["u"]), UTC),
            max_entries=int(said["n"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        raise PassRefused("malformed") from None


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """Of what has one spelling only: nobody makes a second token of a pass. Raises ValueError."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as wrong:
        raise ValueError(str(wrong)) from None
    if _encode(raw) != text:
        raise ValueError("not as base64url is written")
    return raw
