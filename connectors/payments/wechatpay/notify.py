"""Where WeChat Pay tells us what became of money: verified, booked, then acknowledged."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import structlog
from aiohttp import web

from connectors.payments.base import Callback, Repaid, Settled, Unverified
from edge import bodies
from edge.problems import TooLarge
from services.kit.errors import NotFound

LONGEST = 64 * 1024
log = structlog.get_logger(__name__)


class Confirms(Protocol):
    """The part of a PaymentMethod that reads callbacks."""

    @property
    def code(self) -> str: ...

    def confirm(self, callback: Callback) -> Settled | Repaid: ...


Book = Callable[[Settled | Repaid], Awaitable[None]]
"""In one transaction. Raises NotFound for what we never asked for."""


def notify_route(
    path: str, method: Confirms, clock: Callable[[], datetime], book: Book
) -> web.RouteDef:
    return web.post(path, notify_handler(method, clock, book))


def notify_handler(
    method: Confirms, clock: Callable[[], datetime], book: Book
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """What is not answered by 204 comes again, for 24 hours."""

    async def handle(request: web.Request) -> web.Response:
        try:
            callback = Callback(_single(request), await _body(request), clock())
            said = method.confirm(callback)
        except Unverified:
            log.warning("payment.callback_refused", method=method.code)
            return _failed(401, "not verified")
        try:
            await book(said)
        except NotFound:
            log.error("payment.callback_unknown", reference=said.reference)
            return _failed(404, "no such payment")
        return web.Response(status=204)

    return handle


def _single(request: web.Request) -> dict[str, str]:
    """Headers that came once: of two that differ nobody knows which was signed."""
    return {
        name: value
        for name, value in request.headers.items()
        if len(request.headers.getall(name)) == 1
    }


async def _body(request: web.Request) -> bytes:
    try:
        return await bodies.raw(request, limit=LONGEST)
    except TooLarge as large:
        raise Unverified from large


def _failed(status: int, message: str) -> web.Response:
    return web.json_response({"code": "FAIL", "message": message}, status=status)
