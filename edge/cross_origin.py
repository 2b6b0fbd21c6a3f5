"""Which pages of other origins may ask an API (CORS), by setting.

Callers show a token, and no cookie is taken of another origin: credentials are never allowed.
"""

from collections.abc import Collection

from aiohttp import hdrs, web

ANY = "*"
METHODS = "GET, POST, PUT, PATCH, DELETE"
REQUEST_HEADERS = (
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID"
)
ANSWER_HEADERS = (
    "Content-Language, Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, "
    "X-Request-Id"
)
HOLDS_SECONDS = 7200
"""How long a browser remembers what it may; none of them does for longer."""


def is_preflight(request: web.Request) -> bool:
    return (
        request.method == hdrs.METH_OPTIONS
        and hdrs.ORIGIN in request.headers
        and hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
    )


def allowed(request: web.Request, origins: Collection[str]) -> bool:
    """Whether a page of the request's origin is let in."""
    return ANY in origins or request.headers.get(hdrs.ORIGIN, "") in origins


def preflight(request: web.Request, origins: Collection[str]) -> web.Response:
    """The answer to what a browser asks before it sends a request: 204, with leave or without."""
    response = web.Response(status=204)
    if allowed(request, origins):
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS] = METHODS
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = REQUEST_HEADERS
        response.headers[hdrs.ACCESS_CONTROL_MAX_AGE] = str(HOLDS_SECONDS)
    return response


def let_in(request: web.Request, response: web.StreamResponse, origins: Collection[str]) -> None:
    """Say on an answer that the page may read it, if it may."""
    if not origins:
        return
    add_vary(response, hdrs.ORIGIN)
    if hdrs.ORIGIN in request.headers and allowed(request, origins):
        said = ANY if ANY in origins else request.headers[hdrs.ORIGIN]
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = said
        response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = ANSWER_HEADERS


def add_vary(response: web.StreamResponse, name: str) -> None:
    known = response.headers.get(hdrs.VARY, "")
    if name.lower() not in known.lower().split(", "):
        response.headers[hdrs.VARY] = f"{known}, {name}" if known else name
