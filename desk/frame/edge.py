"""From a request to a call and back: who asks, whether they may, the transaction, errors."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame import guard, problems
from desk.frame.call import Call, SignInNeeded
from desk.frame.deps import Deps
from desk.frame.problems import Forbidden
from desk.frame.routing import PUBLIC, SIGNED_IN, Route
from edge.parks import ByPark
from models.park import Park
from services.events import log as event_log
from services.staff import sessions

log = structlog.get_logger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with it, browsers send no origin along with a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(self)",
}

AiohttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def bound(route: Route, by_park: ByPark[Deps]) -> AiohttpHandler:
    """The route as aiohttp calls it, in the park whose host is asked."""

    async def handle(request: web.Request) -> web.StreamResponse:
        deps = by_park.of(request)
        request = request.clone(client_max_size=route.body_limit)
        language: str | None = None
        try:
            async with deps.sessions() as session:
                call = await _enter(request, session, deps)
                language = call.language
                await _admit(call, route)
                return await _answer(call, route)
        except Exception as error:
            return problems.told(request, error, area=route.area, language=language)

    return handle


async def _enter(request: web.Request, session: AsyncSession, deps: Deps) -> Call:
    """Look up who asks, in a transaction of its own: a body is read with none open."""
    now = deps.clock()
    token = guard.session_token(request)
    position = await event_log.now_at(session) if _is_page(request) else ""
    signed_in = None
    if token:
        signed_in = await sessions.of_token(session, deps.park_id, token, now=now)
    park = signed_in.park if signed_in else await session.get_one(Park, deps.park_id)
    secret = token if signed_in else guard.guest_secret(request)
    if request.method not in guard.SAFE_METHODS:
        await session.commit()
    return Call(
        request,
        session,
        deps,
        park,
        now=now,
        signed_in=signed_in,
        csrf=guard.csrf_token(deps.key, secret),
        position=str(position),
    )


def _is_page(request: web.Request) -> bool:
    return request.method == "GET" and "HX-Request" not in request.headers


async def _admit(call: Call, route: Route) -> None:
    """Raises SignInNeeded, Forbidden, BadToken."""
    if route.allows != PUBLIC and call.signed_in is None:
        raise SignInNeeded
    if route.allows not in {PUBLIC, SIGNED_IN} and not call.may(route.allows):
        raise Forbidden(f"needs {route.allows}")
    signed_in = call.signed_in is not None
    secret = (guard.session_token if signed_in else guard.guest_secret)(call.request)
    await guard.check(call.request, call.deps, secret)


async def _answer(call: Call, route: Route) -> web.StreamResponse:
    response = await route.handler(call)
    if response.status >= 400:  # noqa: PLR2004 - HTTP
        await call.session.rollback()
        call.show_toasts(response)
        return response
    if not response.prepared:
        call.show_toasts(response)
    await call.commit()
    if call.request.method not in guard.SAFE_METHODS:
        await call.deps.announce(call.park.id)
    return response


@web.middleware
async def unrouted(request: web.Request, handler: AiohttpHandler) -> web.StreamResponse:
    """No such page, or not by this method."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return problems.told(request, error)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
