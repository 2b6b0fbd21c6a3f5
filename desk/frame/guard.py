"""The session's cookie, and the proof that a request comes from a page of ours."""

import hashlib
import hmac
import re
import secrets
from typing import Protocol

from aiohttp import web

from desk.frame.deps import Deps
from desk.frame.forms import CSRF_FIELD, posted
from desk.frame.problems import BadToken
from edge.origins import is_ours

COOKIE = "parkline_desk"
GUEST_COOKIE = "parkline_desk_guest"
"""A random value for those who have not signed in, so that the sign-in form has its token, too."""
CSRF_HEADER = "X-CSRF-Token"
_RANDOM = re.compile(r"[A-Za-z0-9_-]{1,100}")
"""What `secrets.token_urlsafe` gives."""
SAFE_METHODS = frozenset({"GET", "HEAD"})


class Origin(Protocol):
    """What a request is checked against: keys, and where people reach us."""

    @property
    def key(self) -> bytes: ...
    @property
    def accepted_keys(self) -> tuple[bytes, ...]: ...
    @property
    def public_url(self) -> str | None: ...


def csrf_token(key: bytes, secret: str) -> str:
    """Belongs to one session (or guest) alone; says nothing about its token."""
    return hmac.new(key, f"csrf:{secret}".encode(), hashlib.sha256).hexdigest()


def session_token(request: web.Request) -> str:
    return random_value(request.cookies.get(COOKIE, ""))


def guest_secret(request: web.Request) -> str:
    return random_value(request.cookies.get(GUEST_COOKIE, ""))


def random_value(value: str) -> str:
    """A value that we may have made; empty for any other, which may be no UTF-8."""
    return value if _RANDOM.fullmatch(value) else ""


async def check(request: web.Request, deps: Origin, secret: str) -> None:
    """Raises BadToken unless one of our pages sent this."""
    if request.method in SAFE_METHODS:
        return
    if not _from_our_origin(request, deps.public_url):
        raise BadToken("foreign origin")
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.content_type != "application/json":
        given = str((await posted(request)).get(CSRF_FIELD, ""))
    shown, keys = (given or "").encode(errors="replace"), (deps.key, *deps.accepted_keys)
    good = [hmac.compare_digest(csrf_token(key, secret).encode(), shown) for key in keys]
    if not secret or not any(good):
        raise BadToken("missing or wrong token")


def _from_our_origin(request: web.Request, public_url: str | None) -> bool:
    """Browsers name the origin of every request that changes something."""
    said = request.headers.get("Origin")
    if said is None:
        return request.headers.get("Sec-Fetch-Site") in {None, "same-origin", "none"}
    return is_ours(said, request, public_url)


def set_session(response: web.StreamResponse, token: str, deps: Deps) -> None:
    _set(response, COOKIE, token, deps)
    response.del_cookie(GUEST_COOKIE, path="/desk")


def forget_session(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path="/desk")


def new_guest(response: web.StreamResponse, deps: Deps, secret: str) -> None:
    _set(response, GUEST_COOKIE, secret, deps)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def _set(response: web.StreamResponse, name: str, value: str, deps: Deps) -> None:
    response.set_cookie(
        name, value, path="/desk", httponly=True, samesite="Strict", secure=deps.secure
    )
