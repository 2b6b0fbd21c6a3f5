"""How many requests are answered at one moment; beyond that there is no queue but an answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Refuse = Callable[[web.Request], web.StreamResponse]

ALWAYS = frozenset({"/livez", "/readyz", "/metrics"})
"""Operators see a process that is full, too."""
_SEAT: web.RequestKey[bool] = web.RequestKey("room_seat", bool)


class Room:
    """Put `room.middleware` first, and `install` it on the same application.

    Sockets and event streams give their seat back once they are open: they wait, and cost little.
    """

    def __init__(self, most: int, refuse: Refuse) -> None:
        self.most = most
        self.taken = 0
        self.refused = 0
        self._refuse = refuse

    def install(self, app: web.Application) -> None:
        app.on_response_prepare.append(self._opened)

    @property
    def middleware(self) -> Any:
        @web.middleware
        async def seated(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.path in ALWAYS:
                return await handler(request)
            if self.taken >= self.most:
                self.refused += 1
                return self._refuse(request)
            self.taken += 1
            request[_SEAT] = True
            try:
                return await handler(request)
            finally:
                self._leave(request)

        return seated

    async def _opened(self, request: web.Request, response: web.StreamResponse) -> None:
        stream = response.content_type == "text/event-stream"
        if stream or isinstance(response, web.WebSocketResponse):
            self._leave(request)

    def _leave(self, request: web.Request) -> None:
        if request.get(_SEAT):
            request[_SEAT] = False
            self.taken -= 1
