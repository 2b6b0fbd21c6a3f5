"""The web chat's routes: the page, its files, its socket, its photos, its codes."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

import structlog
from aiohttp import WSCloseCode, web

from connectors.channels.base import Crowded, Door
from connectors.channels.webchat.codes import Codes
from connectors.channels.webchat.cookies import Cookies
from connectors.channels.webchat.files import Files
from connectors.channels.webchat.frames import FRAME_LIMIT
from connectors.channels.webchat.limits import (
    MESSAGES,
    OPENING,
    OPENING_SECONDS,
    SECONDS,
    SOCKETS,
)
from connectors.channels.webchat.page import Face, Page, static_file
from connectors.channels.webchat.photos import Photos
from connectors.channels.webchat.socket import CLOSE_UNKNOWN_GUEST, Socket
from edge.bulkhead import Bulkhead
from edge.rates import Rate, Seats

CLOSE_TOO_MANY = 4429
HEARTBEAT_SECONDS = 20

log = structlog.get_logger(__name__)


NetworkOf = Callable[[web.Request], str | None]


def _unknown(_request: web.Request) -> None:
    return None


class WebChat:
    """A park's. Install once on an application, or its routes among those of several parks.

    `key` signs guests' cookies, `accepted_keys` verify them, too. `public_url` is where people
    reach the page: sockets are accepted from its origin besides the request's own, and https there
    makes cookies Secure. `network` tells from which a request comes, as a keyed hash
    (edge.addresses).
    `app` is the path at which the mini-app's web build is served, such as /app/. `pictures` is the
    path under which dishes have their pictures, `{item}/{digest}/small`.
    """

    name: ClassVar[str] = "webchat"

    def __init__(
        self,
        door: Door,
        face: Face,
        *,
        key: bytes,
        accepted_keys: Sequence[bytes] = (),
        public_url: str | None = None,
        app: str | None = None,
        pictures: str | None = None,
        network: NetworkOf = _unknown,
    ) -> None:
        self._door = door
        self._network = network
        self._page = Page(face, app, pictures)
        self._cookies = Cookies(key, public_url, door.clock, accepted_keys)
        self._files = Files(self.name, door, self._cookies, network)
        self._photos = Photos(self.name, door, self._cookies, network)
        self._codes = Codes(self.name, door, self._cookies, app)
        self._rate = Rate(time.monotonic, MESSAGES, SECONDS)
        self._seats = Seats(SOCKETS)
        self._opening = Bulkhead(OPENING, OPENING_SECONDS)
        self._open: set[web.WebSocketResponse] = set()

    def install(self, app: web.Application) -> None:
        app.router.add_routes(self.routes())

        async def leave(_app: web.Application) -> None:
            await self.close()

        app.on_shutdown.append(leave)

    def routes(self) -> list[web.RouteDef]:
        """The same of every park, in the same order (edge.parks.routes_by_park)."""
        return [
            web.get("/", self.page),
            web.get("/chat/ws", self.socket),
            web.get("/chat/static/{name}", static_file),
            *self._photos.routes(),
            *self._files.routes(),
            *self._codes.routes(),
        ]

    async def page(self, request: web.Request) -> web.Response:
        response = self._page.response(request.headers.get("Accept-Language", ""))
        _, mark = await self._cookies.welcome(request, self._signed_out)
        mark(response)
        return response

    async def _signed_out(self, guest: str) -> bool:
        """Asked within the share of those who open pages: turns keep their connections.

        Raises Crowded.
        """
        async with self._opening.enter() as room:
            if not room:
                raise Crowded("no room to look who it is")
            return await self._door.signed_out(guest)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        if not self._cookies.from_our_page(request):
            raise web.HTTPForbidden(text="origin")
        ws = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=FRAME_LIMIT)
        await ws.prepare(request)
        guest = self._cookies.guest(request)
        if guest is None:
            await ws.close(code=CLOSE_UNKNOWN_GUEST)
            return ws
        with self._seats.take(guest.id) as seated:
            if not seated:
                await ws.close(code=CLOSE_TOO_MANY)
                return ws
            await self._serve(ws, guest.id, self._network(request))
        return ws

    async def _serve(self, ws: web.WebSocketResponse, guest: str, network: str | None) -> None:
        self._open.add(ws)
        try:
            socket = Socket(
                ws,
                guest,
                self.name,
                self._door,
                rate=self._rate,
                opening=self._opening,
                network=network,
            )
            await socket.run()
        except ConnectionError:
            log.debug("webchat.gone", guest=guest)
        finally:
            self._open.discard(ws)

    async def close(self) -> None:
        """Let every open page go; it comes back to another process, or to this one's successor."""
        closing = [
            ws.close(code=WSCloseCode.GOING_AWAY, message=b"restarting") for ws in self._open
        ]
        await asyncio.gather(*closing, return_exceptions=True)
