"""Signing in by the operator's identity provider: there by a redirect, and back with a code.

A cookie holds one random value, which only the way back is sent; state, nonce and PKCE's verifier
are made of it, each by a key of ours. So a code counts only in the browser that asked for it.
"""

import base64
import hashlib
import hmac

import structlog
from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import guard
from desk.frame.addresses import inside
from desk.frame.call import Call
from desk.frame.deps import IdentityProvider
from desk.frame.problems import TooMany
from desk.frame.routing import PUBLIC, Area
from desk.frame.session import show_sign_in
from edge.addresses import address_of
from edge.problems import Unavailable
from services.kit.errors import NotFound
from services.people.logins import LoginRefused
from services.staff import provider_sign_in, sessions
from services.staff.provider_sign_in import NoAccount

HERE = "/sign-in/provider"
COOKIE = "parkline_desk_provider"
SECONDS = 600
"""That somebody may take at the provider's."""
REFUSED, UNKNOWN, AWAY = "shell-provider-refused", "shell-provider-unknown", "shell-provider-away"

area = Area()
log = structlog.get_logger(__name__)


class Wanted(BaseModel):
    next: str = Field("/", max_length=500)


class Back(BaseModel):
    """What the provider sends the browser back with."""

    state: str = Field("", max_length=500)
    code: str = Field("", max_length=2_000)
    error: str = Field("", max_length=200)


@area.get(HERE, allows=PUBLIC)
async def leave(call: Call) -> web.Response:
    wanted = inside(call.query(Wanted).next)
    provider, secret = _provider(call), guard.new_secret()
    await call.commit()
    try:
        url = await provider.begin(
            state=_made(call, secret, "state"),
            nonce=_made(call, secret, "nonce"),
            verifier=_made(call, secret, "verifier"),
        )
    except Unavailable:
        return show_sign_in(call, wanted, problem=AWAY, status=503)
    response = web.Response(status=303, headers={"Location": url, "Cache-Control": "no-store"})
    response.set_cookie(
        COOKIE,
        f"{secret}.{_packed(wanted)}",
        path=f"/desk{HERE}",
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",  # It is another site that sends the browser back.
        secure=call.deps.secure,
    )
    return response


@area.get(HERE + "/back", allows=PUBLIC)
async def come_back(call: Call) -> web.Response:
    response = await _come_back(call)
    response.del_cookie(COOKIE, path=f"/desk{HERE}")
    return response


async def _come_back(call: Call) -> web.Response:
    provider, back = _provider(call), call.query(Back)
    secret, _, packed = call.request.cookies.get(COOKIE, "").partition(".")
    target = inside(_unpacked(packed))
    secret = guard.random_value(secret)
    expected, shown = _made(call, secret, "state"), back.state.encode(errors="replace")
    if not secret or not hmac.compare_digest(expected.encode(), shown) or not back.code:
        log.warning("desk.provider_refused", error=back.error or "state")
        return show_sign_in(call, target, problem=REFUSED)
    await call.commit()
    try:
        vouched = await provider.finish(
            back.code,
            nonce=_made(call, secret, "nonce"),
            verifier=_made(call, secret, "verifier"),
        )
        member = await provider_sign_in.sign_in(
            call.session, call.park.id, vouched, roles=call.deps.group_roles, now=call.now
        )
    except LoginRefused:
        return show_sign_in(call, target, problem=REFUSED)
    except Unavailable:
        return show_sign_in(call, target, problem=AWAY, status=503)
    except NoAccount as refused:
        log.warning("desk.provider_no_account", reason=str(refused))
        return show_sign_in(call, target, problem=UNKNOWN)
    token = await sessions.begin(call.session, member, now=call.now)
    if token is None:
        return show_sign_in(call, target, problem=UNKNOWN)
    if call.signed_in is not None:
        await sessions.end(call.session, call.signed_in.session)
    page = call.render("session/onward.html", target=target)
    guard.set_session(page, token, call.deps)
    return page


def _provider(call: Call) -> IdentityProvider:
    """Raises NotFound, TooMany."""
    if call.deps.provider is None:
        raise NotFound("no identity provider")
    address = address_of(call.request, call.deps.trusted_proxies)
    if wait := call.deps.provider_tries.take(address):
        raise TooMany(seconds=int(wait) + 1)
    return call.deps.provider


def _made(call: Call, secret: str, purpose: str) -> str:
    """43 letters, digits, - and _: what RFC 7636 asks of a verifier."""
    said = f"provider:{purpose}:{secret}".encode()
    return _base64(hmac.new(call.deps.key, said, hashlib.sha256).digest())


def _packed(path: str) -> str:
    return _base64(path.encode())


def _unpacked(packed: str) -> str:
    try:
        return base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        return "/"


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
