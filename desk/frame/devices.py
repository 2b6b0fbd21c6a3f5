"""The cookie of a browser in which somebody has signed in: guesses elsewhere do not slow it down.

    d1.<random>.<seconds since 1970>.<mac>

It opens nothing. It belongs to one account and one password: a new password ends it.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Protocol

from aiohttp import web

LIFETIME = timedelta(days=180)
_SHAPE = re.compile(
    r"(?P<body>d1\.(?P<id>[A-Za-z0-9_-]{22})\.(?P<at>[0-9]{1,12}))\.(?P<mac>[A-Za-z0-9_-]{43})"
)


class Account(Protocol):
    """Somebody who signs in: of the staff, or of a vendor."""

    @property
    def park_id(self) -> int: ...
    @property
    def id(self) -> int: ...
    @property
    def login(self) -> str: ...
    @property
    def password_hash(self) -> str | None: ...


class Desk(Protocol):
    """What the desk brings that they sign in to."""

    @property
    def key(self) -> bytes: ...
    @property
    def secure(self) -> bool: ...


def device_of(
    request: web.Request, deps: Desk, login: str, staff: Account | None, *, now: datetime
) -> str | None:
    """The device's random id, if this login has signed in on it before. A login that nobody has
    costs what any other does."""
    given = request.cookies.get(_name(deps, login), "")
    match = _SHAPE.fullmatch(given)
    mac = _mac(deps, match["body"] if match else "", staff)
    if match is None or staff is None or not hmac.compare_digest(mac, match["mac"]):
        return None
    since = datetime.fromtimestamp(int(match["at"]), UTC)
    return match["id"] if timedelta() <= now - since + timedelta(minutes=1) <= LIFETIME else None


def remember(
    response: web.StreamResponse,
    deps: Desk,
    staff: Account,
    *,
    now: datetime,
    path: str = "/desk",
) -> None:
    """Let the browser show next time that `staff` has signed in here."""
    body = f"d1.{secrets.token_urlsafe(16)}.{int(now.timestamp())}"
    response.set_cookie(
        _name(deps, staff.login),
        f"{body}.{_mac(deps, body, staff)}",
        path=path,
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=deps.secure,
    )


def _name(deps: Desk, login: str) -> str:
    """One for each login, for a machine that several people share."""
    plain = login.strip().lower().encode(errors="replace")
    tag = hmac.new(deps.key, b"desk-device-name:" + plain, hashlib.sha256).hexdigest()[:12]
    return f"parkline_desk_device_{tag}"


def _mac(deps: Desk, body: str, staff: Account | None) -> str:
    whose = f"{staff.park_id}.{staff.id}.{staff.password_hash}" if staff else "0.0."
    digest = hmac.new(deps.key, f"desk-device:{body}:{whose}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
