"""Requests over HTTP: how many, how many failed, how long they took, and a line in the log of each.

Neither the metrics nor the log hold a path, a query or an address: a path may hold a token, a query
a name. A request is told by the template of its route, such as /api/v1/orders/{order_id}.
"""

import re
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext

import structlog
from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, Counter, Histogram
from structlog.contextvars import bound_contextvars

from edge.parks import SITE
from services.kit import tracing

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REQUEST_ID = "X-Request-Id"
"""A proxy may choose it; every answer carries it."""
UNMATCHED = "unmatched"
"""The route of whatever no route was found for."""
UNLOGGED = frozenset({"/livez", "/readyz", "/metrics"})
"""Routes that are asked for every few seconds: counted, and not logged."""
STREAMS = ("/live", "/stream")
"""How routes end that stay open."""
GONE = 499
"""Status of a request that was given up before it was answered, as nginx has it."""
FAILED = 500
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)

_CHOSEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ID: web.RequestKey[str] = web.RequestKey("request_id", str)

log = structlog.get_logger(__name__)


class RequestMetrics:
    """Requests by method, template of the route and status, and seconds by method and route.

    A series for each of some 300 routes at most, however many addresses are asked for.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "parkline_http_requests",
            "Requests that were answered, by method, route and status.",
            ["method", "route", "status"],
            registry=registry,
        )
        self.by_park = Counter(
            "parkline_park_requests",
            "Requests that were answered, by park and class of status.",
            ["park", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "parkline_http_request_seconds",
            "From the head of a request to its answer; without sockets and event streams.",
            ["method", "route"],
            buckets=BUCKETS,
            registry=registry,
        )


def watch_requests(
    app: web.Application,
    metrics: RequestMetrics,
    *,
    log_each: bool,
    trusted: bool = False,
    monotonic: Callable[[], float] = time.monotonic,
) -> None:
    """Count and time every request of `app` outside all its middlewares, as the client is answered;
    log each if `log_each`. Where whoever asks is `trusted`, they say of which trace it is part."""

    @web.middleware
    async def watched(request: web.Request, handler: Handler) -> web.StreamResponse:
        began, status, is_stream = monotonic(), FAILED, False
        request[_ID] = request_id(request)
        with bound_contextvars(request_id=request[_ID]), _span(request, trusted):
            try:
                response = await handler(request)
                status, is_stream = response.status, _is_stream(response)
            except web.HTTPException as answer:
                status = answer.status
                raise
            except BaseException as ended:
                status = FAILED if isinstance(ended, Exception) else GONE
                raise
            finally:
                seconds = monotonic() - began
                method, route = _method(request), route_of(request)
                metrics.requests.labels(method, route, status).inc()
                if (site := request.get(SITE)) is not None:
                    metrics.by_park.labels(site.slug, f"{status // 100}xx").inc()
                tracing.note(status=status)
                if not is_stream:
                    metrics.seconds.labels(method, route).observe(seconds)
                if log_each and route not in UNLOGGED:
                    milliseconds = round(seconds * 1000, 1)
                    log.info(
                        "http.request", method=method, route=route, status=status, ms=milliseconds
                    )
        return response

    app.middlewares.insert(0, watched)
    app.on_response_prepare.append(_say_id)


def _span(request: web.Request, trusted: bool) -> AbstractContextManager[None]:
    """A stream or a socket has none: what comes by it belongs to no one work."""
    route, parent = route_of(request), None
    if route in UNLOGGED or route.endswith(STREAMS) or hdrs.UPGRADE in request.headers:
        return nullcontext()
    if trusted:
        parent = request.headers.get("traceparent")
    method = _method(request)
    return tracing.resumed(f"{method} {route}", parent, "server", method=method, route=route)


def request_id(request: web.Request) -> str:
    """The id that the client or a proxy chose, if it is 8 to 64 letters, digits, _ and -; else a
    new one of 32 hexadecimal digits."""
    chosen = request.headers.get(REQUEST_ID, "")
    return chosen if _CHOSEN.fullmatch(chosen) else uuid.uuid4().hex


def route_of(request: web.Request) -> str:
    """The template of the route that answers the request, with the prefix of its application."""
    resource = request.match_info.route.resource
    return UNMATCHED if resource is None else resource.canonical


def _method(request: web.Request) -> str:
    """Anybody may invent one."""
    return request.method if request.method in hdrs.METH_ALL else "other"


def _is_stream(response: web.StreamResponse) -> bool:
    """Whether it stays open until somebody leaves, so that its duration says nothing."""
    is_socket = isinstance(response, web.WebSocketResponse)
    return is_socket or response.content_type == "text/event-stream"


async def _say_id(request: web.Request, response: web.StreamResponse) -> None:
    if (chosen := request.get(_ID)) is not None:  # None: refused before any middleware.
        response.headers[REQUEST_ID] = chosen
