"""Keys of peers, in the forms of webhooks: `whsk_` signs, `whpk_` verifies."""

import base64
import re
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.kit.errors import Invalid
from services.vendors.endpoints import new_secret

PRIVATE, PUBLIC = "whsk_", "whpk_"
_PUBLIC = re.compile(r"whpk_[A-Za-z0-9+/]{43}=", re.ASCII)
_INVITATION = re.compile(r"([0-9a-f-]{36}):(whpk_[A-Za-z0-9+/]{43}=)", re.ASCII)


def new() -> str:
    """A private key."""
    return new_secret("v1a").kept


def public(private: str) -> str:
    raw = base64.b64decode(private.removeprefix(PRIVATE))[:32]
    key = Ed25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw()
    return PUBLIC + base64.b64encode(key).decode()


def is_public(said: object) -> bool:
    return isinstance(said, str) and _PUBLIC.fullmatch(said) is not None


def invitation(uid: UUID, private: str) -> str:
    return f"{uid}:{public(private)}"


def invited(said: str) -> tuple[UUID, str]:
    """Of which park, and by which key. Raises Invalid."""
    found = _INVITATION.fullmatch(said.strip())
    try:
        return UUID(found[1] if found else ""), found[2] if found else ""
    except ValueError:
        raise Invalid(
            "an invitation is a park's uid, a colon and its whpk_ key", field="key"
        ) from None
