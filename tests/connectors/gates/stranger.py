"""A gate somebody else built: written from docs/domains/visitors.md, with openssl and nothing of
ours."""

import base64
import json
import re
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path


def refusal(token: str, pem: str, *, park: str, at: float, revoked: Collection[str]) -> str | None:
    """Why a gate without a network does not open at `at` (seconds since 1970); None if it does."""
    parts = token.split(".")
    if len(parts) != 3 or parts[0] != "PL1":
        return "malformed"
    try:
        claims, signature = json.loads(decoded(parts[1])), decoded(parts[2])
        serial, opens, closes = claims["s"], claims["f"], claims["u"]
    except (ValueError, KeyError, TypeError):
        return "malformed"
    genuine = signed_by(pem, f"PL1.{parts[1]}", signature)
    if claims["p"] != park or not genuine:
        return "bad_signature" if claims["p"] == park else "wrong_park"
    if serial in revoked:
        return "revoked"
    return "too_early" if at < opens else "expired" if at >= closes else None


def decoded(text: str) -> bytes:
    """base64url without padding, in its one canonical spelling. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError("not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise ValueError("another spelling")
    return raw


def signed_by(pem: str, signed: str, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "key.pem").write_text(pem)
        (folder / "signed").write_text(signed)
        (folder / "signature").write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin"]
        command += ["-in", "signed", "-sigfile", "signature"]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        return done.returncode == 0
