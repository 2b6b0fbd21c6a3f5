"""The cookies of the vendors' desk: the session, and a random value for who has not signed in."""

import secrets

from aiohttp import web

from desk.frame.guard import random_value
from vendor_desk.call import PREFIX
from vendor_desk.deps import Deps

COOKIE = "parkline_vendor"
GUEST_COOKIE = "parkline_vendor_guest"


def session_token(request: web.Request) -> str:
    return random_value(request.cookies.get(COOKIE, ""))


def guest_secret(request: web.Request) -> str:
    return random_value(request.cookies.get(GUEST_COOKIE, ""))


def set_session(response: web.StreamResponse, token: str, deps: Deps) -> None:
    _set(response, COOKIE, token, deps)
    response.del_cookie(GUEST_COOKIE, path=PREFIX)


def forget_session(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path=PREFIX)


def set_guest(response: web.StreamResponse, secret: str, deps: Deps) -> None:
    _set(response, GUEST_COOKIE, secret, deps)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def _set(response: web.StreamResponse, name: str, value: str, deps: Deps) -> None:
    response.set_cookie(
        name, value, path=PREFIX, httponly=True, samesite="Strict", secure=deps.secure
    )
