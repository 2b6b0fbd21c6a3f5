"""Access tokens: short-lived, signed, and good only while their session is.

    pl1.<park>.<session>.<expires>.<mac>

Numbers are decimal, `expires` in seconds since 1970. A token says nothing about its person.
An access token of a person's own program is `pat_…` instead: random, known to the database alone.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(minutes=15)
_PERSONAL = re.compile(r"pat_[A-Za-z0-9_-]{43}", re.ASCII)

_SHAPE = re.compile(
    r"(?P<body>pl1\.(?P<park>[0-9]{1,18})\.(?P<session>[0-9]{1,18})\.(?P<until>[0-9]{1,11}))"
    r"\.(?P<mac>[A-Za-z0-9_-]{43})",
    re.ASCII,
)


def issue(park_id: int, session_id: int, key: bytes, *, now: datetime) -> tuple[str, datetime]:
    """A token, and until when it holds."""
    until = (now + LIFETIME).replace(microsecond=0)
    body = f"pl1.{park_id}.{session_id}.{int(until.timestamp())}"
    return f"{body}.{_mac(body, key)}", until


def is_personal(token: str) -> bool:
    """Whether it is of the form of an access token of a person's own program."""
    return _PERSONAL.fullmatch(token) is not None


def verify(token: str, park_id: int, *keys: bytes, now: datetime) -> tuple[int, datetime] | None:
    """(session, until when) of a token that we issued for this park, by any of `keys`, and that
    still holds."""
    match = _SHAPE.fullmatch(token)
    if match is None:
        return None
    if not any(hmac.compare_digest(_mac(match["body"], key), match["mac"]) for key in keys):
        return None
    until = datetime.fromtimestamp(int(match["until"]), UTC)
    if int(match["park"]) != park_id or now >= until:
        return None
    return int(match["session"]), until


def _mac(body: str, key: bytes) -> str:
    digest = hmac.new(key, f"api/{body}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
