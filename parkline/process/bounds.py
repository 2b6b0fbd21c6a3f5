"""How long a connection may take: to say what it wants, to send a body, to take an answer, to idle.

aiohttp limits how large things are; of time it has the keep-alive alone, an hour by default. A
client that sends its request a byte a minute, or reads no answer, would stay for ever.
"""

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import web

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """In seconds, and in bytes a second."""

    head: float = 15.0
    """From the first byte of a request, or from the beginning of a connection, to the end of its
    headers."""
    idle: float = 75.0
    """Between two requests. Proxies that keep connections let go of them before: nginx after 60."""
    body: float = 10.0
    """For a body, and a second more for each `rate` bytes that have come; and never so long without
    any that come."""
    send: float = 60.0
    """In which `send` * `rate` bytes of what waits to be sent have to be taken."""
    rate: int = 4 * 1024
    """Bytes a second; slower than a phone at the edge of a cell."""

    def time_for(self, came: int) -> float:
        return self.body + came / self.rate


class BoundedRunner(web.AppRunner):
    """Runs an application; its connections keep within `bounds`."""

    def __init__(self, app: web.Application, *, bounds: Bounds, shutdown_timeout: float) -> None:
        super().__init__(app, access_log=None, shutdown_timeout=shutdown_timeout)
        self._bounds = bounds

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(
            made.request_handler,
            request_factory=made.request_factory,
            access_log=None,
            keepalive_timeout=self._bounds.idle,
            bounds=self._bounds,
        )


class _Server(web.Server):
    def __init__(self, handler: Any, *, bounds: Bounds, **options: Any) -> None:
        super().__init__(handler, **options)
        self._bounds = bounds
        self._options = options

    def __call__(self) -> web.RequestHandler:
        options = {k: v for k, v in self._options.items() if k != "request_factory"}
        return _Connection(self, self._bounds, **options)


class _Connection(web.RequestHandler):
    """tests/parkline/process/test_bounds.py tells if aiohttp renames what is overridden here."""

    __slots__ = (
        "_body",
        "_body_since",
        "_body_timer",
        "_bounds",
        "_came",
        "_head_timer",
        "_left",
        "_send_timer",
    )

    def __init__(self, server: web.Server, bounds: Bounds, **options: Any) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), **options)
        self._bounds = bounds
        self._head_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        self._body: Any = None
        self._body_since = 0.0
        self._came = 0
        """Bytes of the body, at the last look."""
        self._left = 0
        """Bytes of the answer that nobody had taken, at the last look."""

    # The head of a request.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if data and not self._request_in_progress:
            self._expect_head()

    def connection_lost(self, exc: BaseException | None) -> None:
        for timer in (self._head_timer, self._body_timer, self._send_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self._loop.call_later(self._bounds.head, self._head_is_late)

    def _head_is_late(self) -> None:
        self._head_timer = None
        if not self._request_in_progress:
            self.force_close()

    # Its body.

    async def _handle_request(self, request: Any, *given: Any) -> Any:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        if not request.content.is_eof():
            self._body, self._body_since, self._came = request.content, self._loop.time(), -1
            self._await_body()
        try:
            return await super()._handle_request(request, *given)
        finally:
            self._body = None
            if self._body_timer is not None:
                self._body_timer.cancel()
                self._body_timer = None

    def _await_body(self) -> None:
        """Look again and again whether enough has come, and anything since the last look."""
        self._body_timer = None
        if self._body is None or self._body.is_eof():
            return
        now, came = self._loop.time(), self._body.total_raw_bytes
        if self._reading_paused:  # It is ours to read, and the client waits.
            self._body_since = now
        elif came == self._came or now >= self._body_since + self._bounds.time_for(came):
            self._lingering_time = 0.0  # Nor is the rest of it waited for.
            self._body.set_exception(web.HTTPRequestTimeout())
            return
        self._came = came
        self._body_timer = self._loop.call_later(self._bounds.body, self._await_body)

    # What it is answered.

    def pause_writing(self) -> None:
        super().pause_writing()
        self._left = self._waiting_bytes()
        self._send_timer = self._loop.call_later(self._bounds.send, self._await_reader)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._send_timer is not None:
            self._send_timer.cancel()
            self._send_timer = None

    def _await_reader(self) -> None:
        """Look again and again whether enough of it was taken since the last look."""
        self._send_timer = None
        left = self._waiting_bytes()
        if self._left - left >= self._bounds.send * self._bounds.rate:
            self._left = left
            self._send_timer = self._loop.call_later(self._bounds.send, self._await_reader)
        elif self.transport is not None:
            log.debug("connection.slow_reader", unsent=left)
            _drop(self.transport)

    async def start(self) -> None:
        transport = self.transport
        try:
            await super().start()
        finally:
            # A transport that is closed waits for its reader without end.
            if transport is not None and transport.get_write_buffer_size():
                self._loop.call_later(self._bounds.send, _drop, transport)

    def _waiting_bytes(self) -> int:
        return self.transport.get_write_buffer_size() if self.transport is not None else 0


def _drop(transport: asyncio.Transport) -> None:
    """With what was not taken, the kernel's share included, which would wait for a reader, too."""
    connected = transport.get_extra_info("socket")
    with suppress(OSError):  # It may have ended by itself.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
