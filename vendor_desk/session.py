"""Signing in and out, and an invitation, by which somebody chooses their password."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import devices, guard
from desk.frame.forms import InvalidForm
from desk.frame.problems import TooMany
from edge.addresses import address_of
from models.vendors import VendorMember
from services.kit.errors import Invalid
from services.staff import passwords, sign_in_tries
from services.staff.sign_in_tries import AddressTooSoon, Place, TooSoon
from services.vendors import member_sessions, members
from vendor_desk import cookies
from vendor_desk.call import LANGUAGE_COOKIE, PREFIX, Call
from vendor_desk.routing import PUBLIC, SIGNED_IN, Room

_HASHING = ThreadPoolExecutor(1, "vendor-passwords")
"""argon2id takes 64 MiB and a core for each: no more than one at once, and staff do not wait."""
_HASHING_KNOWN = ThreadPoolExecutor(1, "known-vendor-passwords")
LANGUAGE_KEPT_SECONDS = 365 * 86_400
JOIN = "/join/{token}"

room = Room()


class SignIn(BaseModel):
    login: str = Field(max_length=100)
    password: str = Field(max_length=500)


class NewPassword(BaseModel):
    new: str = Field("", max_length=500)
    again: str = Field("", max_length=500)


class Language(BaseModel):
    language: Literal["zh", "en"]


class Wanted(BaseModel):
    language: Literal["zh", "en"] | None = None


class PasswordsDiffer(Invalid):
    code = "passwords_differ"


@room.get("/", allows=SIGNED_IN)
async def home(call: Call) -> web.Response:
    return call.redirect("/orders")


@room.get("/sign-in", allows=PUBLIC)
async def sign_in_page(call: Call) -> web.Response:
    if call.held is not None:
        return call.redirect("/orders")
    return _in_language(call, lambda: _guests(call, "sign_in.html", failed=False, login=""))


@room.post("/sign-in", allows=PUBLIC)
async def sign_in(call: Call) -> web.Response:
    """A wrong password, an unknown login and a delayed one look the same, and last as long."""
    try:
        entered = await call.form(SignIn)
    except InvalidForm:
        return _guests(call, "sign_in.html", status=401, failed=True, login="")
    member = await members.by_login(call.session, call.park.id, entered.login)
    try:
        token = await _try(call, entered, member)
    except AddressTooSoon as error:
        raise TooMany(seconds=int((error.until - call.now).total_seconds()) + 1) from error
    if token is None or member is None:
        return _guests(call, "sign_in.html", status=401, failed=True, login=entered.login)
    return await _signed_in(call, member, token)


@room.post("/sign-out", allows=SIGNED_IN)
async def sign_out(call: Call) -> web.Response:
    assert call.held is not None
    await member_sessions.end(call.session, call.held.session)
    response = call.redirect("/sign-in")
    cookies.forget_session(response)
    return response


@room.post("/language", allows=SIGNED_IN)
async def language(call: Call) -> web.Response:
    call.member.language = (await call.form(Language)).language
    return call.redirect("/orders")


@room.get(JOIN, allows=PUBLIC)
async def invitation(call: Call) -> web.Response:
    member = await _invited(call)
    return _in_language(call, lambda: _guests(call, "join.html", member=member, wrong=""))


@room.post(JOIN, allows=PUBLIC)
async def join(call: Call) -> web.Response:
    entered = await call.form(NewPassword)
    member, token = await _invited(call), call.request.match_info["token"]
    shortest, longest = passwords.SHORTEST, passwords.LONGEST
    wrong = ""
    if not shortest <= len(entered.new) <= longest:
        wrong = call.text("vendor-password-unfit", shortest=shortest, longest=longest)
    elif entered.new != entered.again:
        wrong = call.text("vendor-passwords-differ")
    if wrong:
        return _guests(call, "join.html", status=422, member=member, wrong=wrong)
    await call.commit()
    hashed = await _in_thread(_HASHING, passwords.hashed, entered.new)
    member = await members.accept(call.session, call.park.id, token, hashed, now=call.now)
    held = await member_sessions.begin(call.session, member, now=call.now)
    if held is None:
        raise members.Uninvited("deactivated meanwhile")
    return await _signed_in(call, member, held)


async def _invited(call: Call) -> VendorMember:
    """Raises Uninvited."""
    token = call.request.match_info["token"]
    return await members.invited(call.session, call.park.id, token, now=call.now)


async def _signed_in(call: Call, member: VendorMember, token: str) -> web.Response:
    """The session that this browser had is over; it may be somebody else's."""
    if call.held is not None:
        await member_sessions.end(call.session, call.held.session)
    response = call.redirect("/orders")
    cookies.set_session(response, token, call.deps)
    devices.remember(response, call.deps, member, now=call.now, path=PREFIX)
    return response


async def _try(call: Call, entered: SignIn, member: VendorMember | None) -> str | None:
    """The token of a new session; None if that was wrong, whatever it was. Raises AddressTooSoon.

    What comes too soon is not hashed, so that a flood of it costs nothing. Nothing is held while
    one is.
    """
    address = address_of(call.request, call.deps.trusted_proxies)
    device = devices.device_of(call.request, call.deps, entered.login, member, now=call.now)
    place, tried = Place(address, device), members.tried_as(entered.login)
    await sign_in_tries.check_address(call.session, call.park.id, place, now=call.now)
    try:
        await sign_in_tries.begin(call.session, call.park.id, tried, place, now=call.now)
    except TooSoon:
        await call.commit()
        return None
    await call.commit()
    pool = _HASHING if device is None else _HASHING_KNOWN
    password_hash = member.password_hash if member else None
    if not await _in_thread(pool, passwords.matches, password_hash, entered.password):
        return None
    assert member is not None
    await sign_in_tries.succeeded(call.session, call.park.id, tried, place)
    return await member_sessions.begin(call.session, member, now=call.now)


async def _in_thread[*P, T](pool: ThreadPoolExecutor, work: Callable[[*P], T], *given: *P) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, work, *given)


def _guests(call: Call, name: str, *, status: int = 200, **context: object) -> web.Response:
    """A page for who has not signed in, with the token of a guest: a new one, unless there is one.

    Somebody who has signed in may open an invitation; it is theirs who has the link.
    """
    secret = cookies.session_token(call.request) if call.held else ""
    if not secret:
        secret = cookies.guest_secret(call.request) or cookies.new_secret()
    call.csrf = guard.csrf_token(call.deps.key, secret)
    page = call.render(name, status=status, **context)
    if call.held is None:
        cookies.set_guest(page, secret, call.deps)
    page.headers["Referrer-Policy"] = "same-origin"
    return page


def _in_language(call: Call, page: Callable[[], web.Response]) -> web.Response:
    """The page in the language that `?language=` chooses, which this browser remembers."""
    chosen = call.query(Wanted).language
    if chosen is None:
        return page()
    call.language = chosen
    response = page()
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        path=PREFIX,
        max_age=LANGUAGE_KEPT_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=call.deps.secure,
    )
    return response
