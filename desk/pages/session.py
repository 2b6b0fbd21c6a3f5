"""Signing in and out, and one's own password."""

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from pydantic import BaseModel, Field

from desk import guard
from desk.forms import InvalidForm
from desk.limits import FAILED
from desk.places import inside
from desk.problems import TooMany
from desk.routing import PUBLIC, SIGNED_IN, Area
from desk.visit import LANGUAGE_COOKIE, Visit
from edge.addresses import address_of
from models import Staff
from services import passwords, sessions
from services.errors import Invalid

_HASHING = ThreadPoolExecutor(2, "passwords")
"""argon2id takes 64 MiB and a core for each: no more than two at once."""
LANGUAGE_KEPT_SECONDS = 365 * 86_400

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
async def sign_in_page(visit: Visit) -> web.Response:
    wanted = visit.query(Wanted)
    if visit.signed_in is not None:
        return visit.redirect(inside(wanted.next))
    if wanted.language in {"zh", "en"}:
        visit.language = wanted.language
    page = _sign_in_page(visit, wanted.next)
    if wanted.language in {"zh", "en"}:
        page.set_cookie(
            LANGUAGE_COOKIE,
            wanted.language,
            path="/desk",
            max_age=LANGUAGE_KEPT_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=visit.deps.secure,
        )
    return page


@area.post("/sign-in", allows=PUBLIC)
async def sign_in(visit: Visit) -> web.Response:
    """A wrong password, an unknown login and a locked one look and last the same."""
    failed = visit.request.app[FAILED]
    address = address_of(visit.request, visit.deps.trusted_proxies)
    if wait := failed.wait(address, now=visit.now):
        raise TooMany(seconds=int(wait.total_seconds()))
    try:
        entered = await visit.form(SignIn)
    except InvalidForm:
        return _sign_in_page(visit, "/", failed=True)
    token = await _try(visit, entered)
    if token is None:
        failed.note(address, now=visit.now)
        return _sign_in_page(visit, entered.next, failed=True, login=entered.login)
    if visit.signed_in is not None:
        await sessions.end(visit.session, visit.signed_in.session)
    response = visit.redirect(inside(entered.next))
    guard.set_session(response, token, visit.deps)
    return response


@area.post("/sign-out", allows=SIGNED_IN)
async def sign_out(visit: Visit) -> web.Response:
    assert visit.signed_in is not None
    await sessions.end(visit.session, visit.signed_in.session)
    return _signed_out(visit)


@area.post("/sign-out/everywhere", allows=SIGNED_IN)
async def sign_out_everywhere(visit: Visit) -> web.Response:
    await sessions.end_all(visit.session, visit.staff)
    return _signed_out(visit)


@area.get("/account", allows=SIGNED_IN)
async def account(visit: Visit) -> web.Response:
    return visit.render("session/account.html")


@area.post("/account/password", allows=SIGNED_IN)
async def change_password(visit: Visit) -> web.Response:
    """Ends every other session; this one goes on under a new token."""
    entered = await visit.form(NewPassword)
    if entered.new != entered.again:
        raise PasswordsDiffer
    staff = visit.staff
    if sessions.locked(staff, now=visit.now) or not await _matches(visit, staff, entered.current):
        await sessions.failed(visit.session, staff, now=visit.now)
        await visit.commit()
        raise WrongPassword
    staff.password_hash = await _in_thread(passwords.hashed, entered.new)
    await sessions.end_all(visit.session, staff)
    token = await sessions.begin(visit.session, staff, now=visit.now)
    if token is None:
        raise WrongPassword
    visit.toast("shell-password-changed")
    response = visit.redirect("/account")
    guard.set_session(response, token, visit.deps)
    return response


async def _try(visit: Visit, entered: SignIn) -> str | None:
    """The token of a new session; None if that was wrong, whatever it was."""
    staff = await sessions.by_login(visit.session, visit.park.id, entered.login)
    if staff is not None and sessions.locked(staff, now=visit.now):
        staff = None
    await visit.commit()  # Nothing is held while the password is hashed.
    if await _matches(visit, staff, entered.password) and staff is not None:
        return await sessions.begin(visit.session, staff, now=visit.now)
    if staff is not None:
        await sessions.failed(visit.session, staff, now=visit.now)
        await visit.commit()
    return None


async def _matches(visit: Visit, staff: Staff | None, password: str) -> bool:
    password_hash = staff.password_hash if staff is not None else None
    is_right = await _in_thread(passwords.matches, password_hash, password)
    known = (visit.deps.demo_password or "").encode()
    is_known = hmac.compare_digest(password.encode(errors="replace"), known)
    return is_right and (visit.deps.demo or not is_known)


async def _in_thread[*P, T](work: Callable[[*P], T], *given: *P) -> T:
    return await asyncio.get_running_loop().run_in_executor(_HASHING, work, *given)


def _sign_in_page(
    visit: Visit, target: str, *, failed: bool = False, login: str = ""
) -> web.Response:
    """With the token of a guest: a new one, unless there is one."""
    secret = guard.guest_secret(visit.request) or guard.new_secret()
    visit.csrf = guard.csrf_token(visit.deps.key, secret)
    page = visit.render(
        "session/sign_in.html",
        status=401 if failed else 200,
        failed=failed,
        login=login,
        target=inside(target),
        accounts=visit.deps.demo_accounts if visit.deps.demo else (),
        demo_password=visit.deps.demo_password or "",
    )
    guard.new_guest(page, visit.deps, secret)
    return page


def _signed_out(visit: Visit) -> web.Response:
    visit.toast("shell-signed-out")
    response = visit.redirect("/sign-in")
    guard.forget_session(response)
    return response
