"""Signing in and out, and one's own password."""

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import devices, guard, toasts
from desk.frame.addresses import inside
from desk.frame.call import LANGUAGE_COOKIE, Call
from desk.frame.forms import InvalidForm
from desk.frame.problems import TooMany
from desk.frame.routing import PUBLIC, SIGNED_IN, Area
from edge.addresses import address_of
from models.staff import Staff
from services.kit.errors import Invalid
from services.staff import languages, passwords, sessions, sign_in_tries
from services.staff.sign_in_tries import AddressTooSoon, Place, TooSoon

_HASHING = ThreadPoolExecutor(2, "passwords")
"""argon2id takes 64 MiB and a core for each: no more than two at once."""
_HASHING_KNOWN = ThreadPoolExecutor(1, "known-passwords")
"""For devices that are known and sessions: they do not wait behind a flood of strangers."""
LANGUAGE_KEPT_SECONDS = 365 * 86_400
WRONG = "shell-sign-in-failed"

area = Area()


class SignIn(BaseModel):
    login: str = Field(max_length=100)
    password: str = Field(max_length=500)
    next: str = Field("/", max_length=500)


class Wanted(BaseModel):
    next: str = Field("/", max_length=500)
    language: str | None = None


class NewPassword(BaseModel):
    current: str = Field(max_length=500)
    new: str = Field(max_length=500)
    again: str = Field(max_length=500)


class WrongPassword(Invalid):
    code = "wrong_password"


class PasswordsDiffer(Invalid):
    code = "passwords_differ"


@area.get("/sign-in", allows=PUBLIC)
async def sign_in_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    if call.signed_in is not None:
        return call.redirect(inside(wanted.next))
    if wanted.language in {"zh", "en"}:
        call.language = wanted.language
    page = show_sign_in(call, wanted.next)
    if wanted.language in {"zh", "en"}:
        page.set_cookie(
            LANGUAGE_COOKIE,
            wanted.language,
            path="/desk",
            max_age=LANGUAGE_KEPT_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=call.deps.secure,
        )
    return page


@area.post("/sign-in", allows=PUBLIC)
async def sign_in(call: Call) -> web.Response:
    """A wrong password, an unknown login and a delayed one look the same, and a login lasts as long
    whether anybody has it or not."""
    try:
        entered = await call.form(SignIn)
    except InvalidForm:
        return show_sign_in(call, "/", problem=WRONG)
    staff = await sessions.by_login(call.session, call.park.id, entered.login)
    try:
        token = await _try(call, entered, staff)
    except AddressTooSoon as error:
        raise TooMany(seconds=int((error.until - call.now).total_seconds()) + 1) from error
    if token is None or staff is None:
        return show_sign_in(call, entered.next, problem=WRONG, login=entered.login)
    if call.signed_in is not None:
        await sessions.end(call.session, call.signed_in.session)
    chosen = call.request.cookies.get(LANGUAGE_COOKIE)  # By the link of the page, nothing else.
    if chosen in {"zh", "en"}:
        await languages.arrive(call.session, staff, chosen)
    response = call.redirect(inside(entered.next))
    guard.set_session(response, token, call.deps)
    devices.remember(response, call.deps, staff, now=call.now)
    return response


@area.post("/sign-out", allows=SIGNED_IN)
async def sign_out(call: Call) -> web.Response:
    assert call.signed_in is not None
    await sessions.end(call.session, call.signed_in.session)
    return _signed_out(call)


@area.post("/sign-out/everywhere", allows=SIGNED_IN)
async def sign_out_everywhere(call: Call) -> web.Response:
    await sessions.end_all(call.session, call.staff)
    return _signed_out(call)


@area.get("/account", allows=SIGNED_IN)
async def account(call: Call) -> web.Response:
    return call.render("session/account.html")


@area.post("/account/password", allows=SIGNED_IN)
async def change_password(call: Call) -> web.Response:
    """Ends every other session; this one goes on under a new token."""
    entered = await call.form(NewPassword)
    if entered.new != entered.again:
        raise PasswordsDiffer
    staff = call.staff
    assert call.signed_in is not None
    place = Place("", f"session-{call.signed_in.session.id}")
    if not await _is_right(call, staff.login, staff, place, entered.current):
        raise WrongPassword
    await sign_in_tries.succeeded(call.session, call.park.id, staff.login, place)
    staff.password_hash = await _in_thread(passwords.hashed, entered.new)
    await sessions.end_all(call.session, staff)
    token = await sessions.begin(call.session, staff, now=call.now)
    if token is None:
        raise WrongPassword
    call.toast("shell-password-changed")
    response = call.redirect("/account")
    guard.set_session(response, token, call.deps)
    devices.remember(response, call.deps, staff, now=call.now)
    return response


async def _try(call: Call, entered: SignIn, staff: Staff | None) -> str | None:
    """The token of a new session; None if that was wrong, whatever it was. Raises AddressTooSoon.

    A known device is told of no address: what others behind it do is not its user's fault.
    """
    address = address_of(call.request, call.deps.trusted_proxies)
    device = devices.device_of(call.request, call.deps, entered.login, staff, now=call.now)
    place = Place(address, device)
    await sign_in_tries.check_address(call.session, call.park.id, place, now=call.now)
    if not await _is_right(call, entered.login, staff, place, entered.password):
        return None
    assert staff is not None
    await sign_in_tries.succeeded(call.session, call.park.id, entered.login, place)
    return await sessions.begin(call.session, staff, now=call.now)


async def _is_right(
    call: Call, login: str, staff: Staff | None, place: Place, password: str
) -> bool:
    """Whether somebody's password is right, and might be tried now. Commits: nothing is held while
    it is hashed.

    One that comes too soon is not hashed, so that a flood of them costs nothing. That is quicker,
    and tells nothing: a login that nobody has is delayed alike.
    """
    try:
        await sign_in_tries.begin(call.session, call.park.id, login, place, now=call.now)
    except TooSoon:
        await call.commit()
        return False
    await call.commit()
    matches = await _matches(call, staff, password, known=place.device is not None)
    return matches and staff is not None


async def _matches(call: Call, staff: Staff | None, password: str, *, known: bool) -> bool:
    password_hash = staff.password_hash if staff is not None else None
    pool = _HASHING_KNOWN if known else _HASHING
    is_right = await _in_thread(passwords.matches, password_hash, password, pool=pool)
    demos = (call.deps.demo_password or "").encode()
    is_the_demos = hmac.compare_digest(password.encode(errors="replace"), demos)
    return is_right and (call.deps.demo or not is_the_demos)


async def _in_thread[*P, T](
    work: Callable[[*P], T], *given: *P, pool: ThreadPoolExecutor | None = None
) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool or _HASHING_KNOWN, work, *given)


def show_sign_in(
    call: Call, target: str, *, problem: str | None = None, status: int = 401, login: str = ""
) -> web.Response:
    """The page, with the token of a guest: a new one, unless there is one. `problem` is the key of
    what went wrong, `status` that of the answer then."""
    secret = guard.guest_secret(call.request) or guard.new_secret()
    call.csrf = guard.csrf_token(call.deps.key, secret)
    page = call.render(
        "session/sign_in.html",
        status=status if problem else 200,
        problem=problem,
        said=() if problem else toasts.kept(call.request),
        by_provider=call.deps.provider is not None,
        login=login,
        target=inside(target),
        accounts=call.deps.demo_accounts if call.deps.demo else (),
        demo_password=call.deps.demo_password or "",
    )
    guard.new_guest(page, call.deps, secret)
    return page


def _signed_out(call: Call) -> web.Response:
    call.toast("shell-signed-out")
    response = call.redirect("/sign-in")
    guard.forget_session(response)
    return response
