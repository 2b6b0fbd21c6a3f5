"""How many requests are answered at one moment; beyond that there is no queue but an answer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Refuse = Callable[[web.Request], web.StreamResponse]

ALWAYS = frozenset({"/livez", "/readyz", "/metrics"})
"""Operators see a process that is full, too."""
ARRIVING = 4
"""A fourth of the seats is for requests whose bodies have not come: those who send headers and no
body keep out others who are as slow, and nobody whose request is there."""
BRIEFLY_SECONDS = 0.25
"""A body that is only some packets behind its headers is waited for so long without a seat."""
_SEAT: web.RequestKey[bool] = web.RequestKey("room_seat", bool)


class Room:
    """Put `room.middleware` first, and `install` it on the same application.

    Sockets and event streams give their seat back once they are open: they wait, and cost little.
    """

    def __init__(self, most: int, refuse: Refuse) -> None:
        self.most = most
        self.most_arriving = max(1, most // ARRIVING)
        self.taken = 0
        self.arriving = 0
        """Of `taken`, those whose bodies are on their way."""
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
            if not self._has_come(request) and self.arriving >= self.most_arriving:
                await _wait_briefly(request)
            arriving = not self._has_come(request)
            if self.taken >= self.most or (arriving and self.arriving >= self.most_arriving):
                self.refused += 1
                return self._refuse(request)
            self.taken += 1
            request[_SEAT] = True
            try:
                if arriving:
                    with self._awaited(request):
                        return await handler(request)
                return await handler(request)
            finally:
                self._leave(request)

        return seated

    @contextmanager
    def _awaited(self, request: web.Request) -> Iterator[None]:
        """Counted until the body is there, or nobody waits for it any more."""
        self.arriving += 1
        waiting = True

        def come() -> None:
            nonlocal waiting
            self.arriving -= waiting
            waiting = False

        request.content.on_eof(come)
        try:
            yield
        finally:
            come()

    @staticmethod
    def _has_come(request: web.Request) -> bool:
        return not request.can_read_body or request.content.is_eof()

    async def _opened(self, request: web.Request, response: web.StreamResponse) -> None:
        stream = response.content_type == "text/event-stream"
        if stream or isinstance(response, web.WebSocketResponse):
            self._leave(request)

    def _leave(self, request: web.Request) -> None:
        if request.get(_SEAT):
            request[_SEAT] = False
            self.taken -= 1


async def _wait_briefly(request: web.Request) -> None:
    come = asyncio.Event()
    request.content.on_eof(come.set)
    with suppress(TimeoutError):
        async with asyncio.timeout(BRIEFLY_SECONDS):
            await come.wait()
