"""Serving an application, and leaving so that nobody notices: unready, then drained, then gone."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import hdrs, web
from aiohttp.log import server_logger

from parkline.process.bounds import BoundedRunner, Bounds
from parkline.process.log import NO_REQUEST_BYTES

HTTP_SECONDS = 2.0
"""What is being answered when we leave may take so long, and is cut off then."""
LAST_CALL_SECONDS = 1.0
"""Between accepting nothing more and hanging up: who has just come in, and is slow to say what for,
is still answered."""
BACKLOG = 1024
AT_ONCE = 4
"""Connections accepted in one go from a socket that other processes accept from, too."""
BOUNDS = Bounds()
FIRST_INHERITED = 3
"""Number of the first file that systemd hands on (sd_listen_fds(3))."""


class Stop:
    """A process's way out, asked for once."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        self._asked.set()

    async def wait(self) -> None:
        await self._asked.wait()

    def on_signals(self) -> None:
        """From now on SIGINT and SIGTERM ask."""
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.ask)


def say_goodbye(app: web.Application, stop: Stop) -> None:
    """Once `stop` is asked for, every answer is the last on its connection.

    Whoever keeps a connection open makes its next one, which another process may take.
    """

    async def last(_request: web.Request, response: web.StreamResponse) -> None:
        if stop.asked and not isinstance(response, web.WebSocketResponse):
            response.force_close()
            response.headers[hdrs.CONNECTION] = "close"  # force_close is too late for the header.

    app.on_response_prepare.append(last)


@asynccontextmanager
async def serving(
    app: web.Application,
    host: str,
    port: int,
    *,
    listener: socket.socket | None = None,
    last_call: float = 0,
    bounds: Bounds = BOUNDS,
) -> AsyncIterator[int]:
    """Serve `app`; yields the port it really got (0 asks for a free one).

    `listener` is a socket that listens already, in the place of host and port. At the end nothing
    more is accepted; `last_call` seconds later idle connections are closed, and what is being
    answered has HTTP_SECONDS. No connection takes longer than its `bounds`.
    """
    server_logger.addFilter(NO_REQUEST_BYTES)
    runner = BoundedRunner(app, bounds=bounds, shutdown_timeout=HTTP_SECONDS)
    await runner.setup()
    try:
        await _site(runner, host, port, listener).start()
        if listener is not None:
            listener.listen(BACKLOG)
        yield runner.addresses[0][1]
        if listener is not None:
            await _accept_no_more(listener)
        for site in runner.sites:
            await site.stop()
        await asyncio.sleep(last_call)
    finally:
        await runner.cleanup()


async def _accept_no_more(listener: socket.socket) -> None:
    """Who has been accepted is let in before the server is closed, who has not waits for another.

    asyncio hangs up on a connection that it accepted in the very round in which its server closes
    (`Server._attach` finds no sockets, CPython 3.11 to 3.13).
    """
    asyncio.get_running_loop().remove_reader(listener)
    await asyncio.sleep(0)


def _site(
    runner: web.AppRunner, host: str, port: int, listener: socket.socket | None
) -> web.BaseSite:
    if listener is None:
        return web.TCPSite(runner, host, port)
    return web.SockSite(runner, listener, backlog=AT_ONCE)


def listening(host: str, port: int) -> socket.socket:
    """A socket that several processes may inherit and accept from.

    It outlives each of them: who comes while none accepts waits. Raises OSError.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def inherited(
    name: str, given: Mapping[str, int], environ: Mapping[str, str] = os.environ
) -> socket.socket | None:
    """The listening socket of that name that whoever started us holds open.

    `given` are numbers by name, from the settings; else systemd's, from a socket unit with
    FileDescriptorName. None where there is none of that name.
    """
    number = given.get(name, _from_systemd(environ).get(name))
    return None if number is None else socket.socket(fileno=number)


def _from_systemd(environ: Mapping[str, str]) -> dict[str, int]:
    if environ.get("LISTEN_PID") != str(os.getpid()):
        return {}
    names = environ.get("LISTEN_FDNAMES", "").split(":")[: int(environ.get("LISTEN_FDS", "0"))]
    return {name: FIRST_INHERITED + number for number, name in enumerate(names)}
