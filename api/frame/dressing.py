"""What every answer of the API has besides itself: quotas, leave for other origins, compression.

A route that will go away says so on each of its answers: `Deprecation` (RFC 9745), `Sunset`
(RFC 8594), and a `Link` to what takes its place.
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from aiohttp import hdrs, web

from api.frame.call import Call
from api.frame.deps import Deps
from api.frame.routing import Deprecated, Handler, Route
from edge import cross_origin, quotas
from edge.parks import ByPark

CALL: web.RequestKey[Call] = web.RequestKey("api_call", Call)
ROUTE: web.RequestKey[Route] = web.RequestKey("api_route", Route)
WORTH = 1024
"""Bytes from which compression saves more than it costs."""
COMPRESSED = frozenset({"application/json", "application/problem+json", "text/html", "text/css"})


def dress(app: web.Application, by_park: ByPark[Deps], prefix: str) -> None:
    """Have all answers of `app` dressed; streams, too. `prefix` is where it is mounted."""
    app.middlewares.append(_middleware(by_park))

    async def prepared(request: web.Request, response: web.StreamResponse) -> None:
        if (deps := by_park.find(request)) is None:
            return
        cross_origin.let_in(request, response, deps.origins)
        if (call := request.get(CALL)) is not None and call.signed_in is not None:
            quotas.tell(response, "person", deps.limits.people, str(call.me.id))
        route = request.get(ROUTE)
        if route is not None and route.deprecated is not None:
            _deprecate(response, route.deprecated, prefix)

    app.on_response_prepare.append(prepared)


def _middleware(by_park: ByPark[Deps]) -> Any:
    @web.middleware
    async def dressed(request: web.Request, handler: Handler) -> web.StreamResponse:
        deps = by_park.of(request)
        if deps.origins and cross_origin.is_preflight(request):
            return cross_origin.preflight(request, deps.origins)
        response: web.StreamResponse = await handler(request)
        _compress(request, response)
        return response

    return dressed


def _compress(request: web.Request, response: web.StreamResponse) -> None:
    """Only what is read: an answer that holds a secret of its own, such as a token, is no GET.

    Otherwise the length of what is compressed with it would tell of it to whoever can have parts of
    the answer chosen (BREACH).
    """
    if request.method != hdrs.METH_GET or not isinstance(response, web.Response):
        return
    if response.prepared or response.content_type not in COMPRESSED:
        return
    if not isinstance(response.body, bytes) or len(response.body) < WORTH:
        return
    cross_origin.add_vary(response, hdrs.ACCEPT_ENCODING)
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower():
        response.enable_compression(web.ContentCoding.gzip)


def _deprecate(response: web.StreamResponse, deprecated: Deprecated, prefix: str) -> None:
    response.headers["Deprecation"] = f"@{int(deprecated.since.timestamp())}"
    response.headers["Sunset"] = http_date(deprecated.sunset)
    if deprecated.instead is not None:
        link = f'<{prefix}{deprecated.instead}>; rel="successor-version"'
        response.headers[hdrs.LINK] = link


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
