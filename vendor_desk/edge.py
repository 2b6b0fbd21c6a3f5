"""From a request to a call and back: who asks, whether they may, the transaction, errors."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame import guard
from desk.frame import texts as desk_texts
from desk.frame.call import SignInNeeded
from desk.frame.edge import HEADERS
from desk.frame.forms import InvalidForm
from desk.frame.guard import SAFE_METHODS
from desk.frame.problems import STATUS, UNIQUE_VIOLATION, Forbidden
from edge.outages import sqlstate
from edge.parks import ByPark
from models.park import Park
from services.kit.errors import Conflict, Invalid, ParkError, Refused
from services.vendors import member_sessions
from vendor_desk import cookies, templating, texts
from vendor_desk.call import PREFIX, Call, guest_language
from vendor_desk.deps import Deps
from vendor_desk.routing import PUBLIC, SIGNED_IN, Route

BODY_LIMIT = 256 * 1024
SIGN_IN = f"{PREFIX}/sign-in"

log = structlog.get_logger(__name__)

AiohttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def bound(route: Route, by_park: ByPark[Deps]) -> AiohttpHandler:
    """The route as aiohttp calls it, in the park whose host is asked."""

    async def handle(request: web.Request) -> web.StreamResponse:
        deps = by_park.of(request)
        request = request.clone(client_max_size=BODY_LIMIT)
        language = guest_language(request)
        try:
            async with deps.sessions() as session:
                call = await _enter(request, session, deps)
                language = call.language
                await _admit(call, route)
                return add_headers(await _answer(call, route))
        except Exception as error:
            return add_headers(told(request, error, language))

    return handle


async def _enter(request: web.Request, session: AsyncSession, deps: Deps) -> Call:
    """Look up who asks, in a transaction of its own: a body is read with none open."""
    now, token = deps.clock(), cookies.session_token(request)
    signed_in = None
    if token:
        signed_in = await member_sessions.of_token(session, deps.park_id, token, now=now)
    park = signed_in.park if signed_in else await session.get_one(Park, deps.park_id)
    secret = token if signed_in else cookies.guest_secret(request)
    if request.method not in SAFE_METHODS:
        await session.commit()
    csrf = guard.csrf_token(deps.key, secret)
    return Call(request, session, deps, park, now=now, signed_in=signed_in, csrf=csrf)


async def _admit(call: Call, route: Route) -> None:
    """Raises SignInNeeded, Forbidden, BadToken."""
    if route.allows != PUBLIC and call.held is None:
        raise SignInNeeded
    if route.allows not in {PUBLIC, SIGNED_IN} and not call.may(route.allows):
        raise Forbidden(f"needs {route.allows}")
    read = cookies.session_token if call.held else cookies.guest_secret
    await guard.check(call.request, call.deps, read(call.request))


async def _answer(call: Call, route: Route) -> web.StreamResponse:
    try:
        response = await route.handler(call)
    except (Invalid, Conflict, Refused) as wrong:
        if not call.is_htmx:
            raise
        await call.session.rollback()
        return _refused(call.language, wrong)
    if response.status >= 400:  # noqa: PLR2004 - HTTP
        await call.session.rollback()
        call.show_toasts(response)
        return response
    if not response.prepared:
        call.show_toasts(response)
    await call.commit()
    if call.request.method not in SAFE_METHODS:
        await call.deps.announce(call.deps.park_id)
    return response


def _refused(language: str, wrong: ParkError) -> web.Response:
    """The form stays as it is, and is told what is wrong (operate/forms.js)."""
    words = words_of(language, wrong)
    detail: dict[str, Any] = {"words": words, "fields": {}}
    if isinstance(wrong, InvalidForm):
        detail["fields"] = wrong.fields
    elif field := wrong.details.get("field"):
        detail["fields"] = {field: words}
    response = web.Response(text=words, status=409 if isinstance(wrong, Conflict) else 422)
    response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = json.dumps({"operate:refused": detail})
    return response


def words_of(language: str, wrong: ParkError) -> str:
    """This desk's words for a field or an error, else the park's desk's for such errors."""
    ends = [wrong.code.replace("_", "-")]
    if field := wrong.details.get("field"):
        ends.insert(0, str(field).replace("_", "-"))
    for end in ends:
        if texts.has(key := f"vendor-error-{end}"):
            return texts.say(language, key)
    status = next((STATUS[kind] for kind in type(wrong).__mro__ if kind in STATUS), 422)
    return _shells(language, ends[-1], status)


def _shells(language: str, end: str, status: int) -> str:
    keys = (f"shell-error-{end}", f"shell-error-{status}")
    found = next((key for key in keys if desk_texts.has(key)), "shell-error-other")
    return desk_texts.say(language, found)


def told(request: web.Request, error: Exception, language: str) -> web.StreamResponse:
    """The answer to whatever was raised; what nobody expected is logged, and shows nothing."""
    if isinstance(error, web.HTTPException) and error.status < 400:  # noqa: PLR2004 - HTTP
        raise error
    if isinstance(error, SignInNeeded):
        return _sign_in(request, language)
    if isinstance(error, IntegrityError) and sqlstate(error) == UNIQUE_VIOLATION:
        error = Conflict("somebody entered the same at the same moment")
    match error:
        case ParkError():
            status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
            words = words_of(language, error)
        case web.HTTPException():
            status = error.status
            words = _shells(language, "not-found" if status == 404 else "other", status)  # noqa: PLR2004
        case _:
            log.error(
                "vendor_desk.failed", method=request.method, path=request.path, exc_info=error
            )
            status, words = 500, _shells(language, "internal", 500)
    if request.headers.get("HX-Request") == "true":
        trigger = {"desk:toast": [{"text": words, "tone": "bad"}]}
        headers = {"HX-Trigger": json.dumps(trigger), "HX-Reswap": "none"}
        return web.Response(text=words, status=status, headers=headers)
    home = texts.say(language, "vendor-home")
    page = templating.template("problem.html").render(
        status=status, words=words, language=language, home=home
    )
    return web.Response(
        text=page,
        status=status,
        content_type="text/html",
        headers={"Cache-Control": "no-store"},
    )


def _sign_in(request: web.Request, language: str) -> web.StreamResponse:
    """Pages lead to the sign-in; whatever a script asks is answered with 401."""
    if request.method == "GET" and request.headers.get("HX-Request") != "true":
        return web.Response(status=303, headers={"Location": SIGN_IN})
    words = desk_texts.say(language, "shell-error-sign-in")
    return web.Response(text=words, status=401, headers={"HX-Redirect": SIGN_IN})


def add_headers(response: web.StreamResponse) -> web.StreamResponse:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
