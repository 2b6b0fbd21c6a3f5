"""Who is writing: a random guest id in a signed cookie."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

COOKIE = "parkline_visitor"
LIFETIME = timedelta(days=400)
"""The longest that browsers keep a cookie."""
RENEW_AFTER = timedelta(days=30)

_SHAPE = re.compile(
    r"v1\.(?P<id>[A-Za-z0-9_-]{22})\.(?P<at>[0-9]{1,12})\.(?P<mac>[A-Za-z0-9_-]{43})"
)


@dataclass(frozen=True, slots=True)
class Guest:
    id: str
    since: datetime
    """When the cookie was written."""
    by_former_key: bool = False
    """Whether the key that signed it no longer signs."""

    def stale(self, now: datetime) -> bool:
        """Whether the next page should write the cookie anew."""
        return self.by_former_key or now - self.since > RENEW_AFTER


def new_guest(now: datetime) -> Guest:
    return Guest(secrets.token_urlsafe(16), now)


def sign(guest: Guest, key: bytes) -> str:
    """The cookie's value. Raises ValueError on an empty key."""
    body = f"v1.{guest.id}.{int(guest.since.timestamp())}"
    return f"{body}.{_mac(body, key)}"


def verify(cookie: str | None, *keys: bytes, now: datetime) -> Guest | None:
    """The guest, or None for a cookie that is missing, forged, expired, or from the future.

    The first of `keys` signs; a cookie that another of them signed is stale.
    """
    match = _SHAPE.fullmatch(cookie or "")
    if match is None:
        return None
    body = f"v1.{match['id']}.{match['at']}"
    good = [bool(key) and hmac.compare_digest(_mac(body, key), match["mac"]) for key in keys]
    if not any(good):
        return None
    since = datetime.fromtimestamp(int(match["at"]), UTC)
    if not timedelta(seconds=-60) <= now - since <= LIFETIME:
        return None
    return Guest(match["id"], since, by_former_key=not good[0])


def _mac(body: str, key: bytes) -> str:
    if not key:
        raise ValueError("web chat needs a key to sign guests with")
    digest = hmac.new(key, f"webchat/{body}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
