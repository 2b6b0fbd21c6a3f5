"""POST /chat/login-code: a code that lets the mini-app go on with this conversation."""

import time
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from yarl import URL

from connectors.channels.base import Door
from connectors.channels.webchat import frames
from connectors.channels.webchat.cookies import Cookies
from connectors.channels.webchat.limits import CODE_SECONDS, CODES
from edge.rates import Rate
from services.conversations.conversations import SignedOut

RETRY_SECONDS = 3

log = structlog.get_logger(__name__)


class Codes:
    """Answers {"code", "expires_at", "holds"} to the guest of the cookie, or an error as the
    socket's. `holds` is in seconds, for a page whose clock is wrong. Where the mini-app is served,
    `url` opens it with the code and `qr` is that as SVG; the code stands in the fragment, which
    browsers send to nobody.
    """

    def __init__(self, channel: str, door: Door, cookies: Cookies, app: str | None = None) -> None:
        self._channel = channel
        self._door = door
        self._cookies = cookies
        self._app = app
        self._rate = Rate(time.monotonic, CODES, CODE_SECONDS)

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/chat/login-code", self.give)]

    async def give(self, request: web.Request) -> web.Response:
        if not self._cookies.from_our_page(request):
            raise web.HTTPForbidden(text="origin")
        if (guest := self._cookies.guest(request)) is None:
            return web.json_response(frames.error("unknown_visitor"), status=401)
        if wait := self._rate.take(guest.id):
            refusal = frames.error("rate_limited", retry_after=round(wait, 1))
            headers = {"Retry-After": str(int(wait) + 1)}
            return web.json_response(refusal, status=429, headers=headers)
        try:
            code, until = await self._door.login_code(self._channel, guest.id)
        except SignedOut:
            return web.json_response(frames.error("unknown_visitor"), status=401)
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            refusal = frames.error("unavailable", retry_after=RETRY_SECONDS)
            return web.json_response(refusal, status=503)
        answer = self._answer(request, code, until)
        return web.json_response(answer, headers={"Cache-Control": "no-store"})

    def _answer(self, request: web.Request, code: str, until: datetime) -> dict[str, Any]:
        holds = (until - self._door.clock()).total_seconds()
        answer = {"code": code, "expires_at": until.isoformat(), "holds": round(holds)}
        if self._app is None:
            return answer
        # The page's own origin, which was checked already: it may be behind a proxy.
        origin = URL(request.headers["Origin"]).origin()
        url = f"{origin}{self._app}#/pages/me/code?code={code}"
        drawn = BytesIO()
        made = segno.make(url, error="m", micro=False)
        made.save(drawn, kind="svg", xmldecl=False, nl=False, border=3, scale=4, light="#fff")
        return answer | {"url": url, "qr": drawn.getvalue().decode()}
