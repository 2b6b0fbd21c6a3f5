"""Who is writing: a random visitor id in a signed cookie."""

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
class Visitor:
    id: str
    since: datetime
    """When the cookie was written."""

    def stale(self, now: datetime) -> bool:
        """Whether the next page should write the cookie anew."""
        return now - self.since > RENEW_AFTER


def new_visitor(now: datetime) -> Visitor:
    return Visitor(secrets.token_urlsafe(16), now)


def sign(visitor: Visitor, key: bytes) -> str:
    """The cookie's value. Raises ValueError on an empty key."""
    body = f"v1.{visitor.id}.{int(visitor.since.timestamp())}"
    return f"{body}.{_mac(body, key)}"


def verify(cookie: str | None, key: bytes, *, now: datetime) -> Visitor | None:
    """The visitor, or None for a cookie that is missing, forged, expired, or from the future."""
    match = _SHAPE.fullmatch(cookie or "")
    if match is None or not key:
        return None
    body = f"v1.{match['id']}.{match['at']}"
    if not hmac.compare_digest(_mac(body, key), match["mac"]):
        return None
    since = datetime.fromtimestamp(int(match["at"]), UTC)
    if not timedelta(seconds=-60) <= now - since <= LIFETIME:
        return None
    return Visitor(match["id"], since)


def _mac(body: str, key: bytes) -> str:
    if not key:
        raise ValueError("web chat needs a key to sign visitors with")
    digest = hmac.new(key, f"webchat/{body}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
