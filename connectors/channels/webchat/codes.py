"""POST /chat/login-code: a code that lets the mini-app go on with this conversation."""

import time

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import Gateway
from connectors.channels.webchat import frames
from connectors.channels.webchat.door import Door
from connectors.channels.webchat.limits import CODE_SECONDS, CODES
from edge.rates import Rate

RETRY_SECONDS = 3

log = structlog.get_logger(__name__)


class Codes:
    """Answers {"code", "expires_at"} to the visitor of the cookie, or an error as the socket's."""

    def __init__(self, channel: str, gateway: Gateway, door: Door) -> None:
        self._channel = channel
        self._gateway = gateway
        self._door = door
        self._rate = Rate(time.monotonic, CODES, CODE_SECONDS)

    def install(self, app: web.Application) -> None:
        app.router.add_post("/chat/login-code", self.give)

    async def give(self, request: web.Request) -> web.Response:
        if not self._door.from_our_page(request):
            raise web.HTTPForbidden(text="origin")
        if (visitor := self._door.visitor(request)) is None:
            return web.json_response(frames.error("unknown_visitor"), status=401)
        if wait := self._rate.take(visitor.id):
            refusal = frames.error("rate_limited", retry_after=round(wait, 1))
            headers = {"Retry-After": str(int(wait) + 1)}
            return web.json_response(refusal, status=429, headers=headers)
        try:
            code, until = await self._gateway.login_code(self._channel, visitor.id)
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            refusal = frames.error("unavailable", retry_after=RETRY_SECONDS)
            return web.json_response(refusal, status=503)
        answer = {"code": code, "expires_at": until.isoformat()}
        return web.json_response(answer, headers={"Cache-Control": "no-store"})
