"""The park's public key in the forms that gates read."""

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.visits import pass_tokens


def pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def jwk(key: Ed25519PublicKey) -> dict[str, Any]:
    """RFC 8037; `kid` is its thumbprint (RFC 7638)."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    essence = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
    return essence | {"alg": "EdDSA", "use": "sig", "kid": pass_tokens.thumbprint(key)}


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
