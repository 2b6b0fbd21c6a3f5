"""Connections that take their time, over raw sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from edge import bodies
from edge.problems import problems
from edge.room import Room
from parkline.process.bounds import Bounds
from parkline.process.serving import serving
from tests.kit.waiting import until

QUICK = Bounds(head=0.3, idle=0.6, body=0.3, send=0.4, rate=100_000)
LARGE = 8 * 1024 * 1024
"""More than a socket's buffers on both sides hold."""


@dataclass
class Server:
    port: int = 0
    room: Room = field(default_factory=lambda: Room(8, lambda _: web.Response(status=503)))
    ended: list[str] = field(default_factory=list)
    """How handlers ended."""

    async def connect(self, said: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1024)
        writer.write(said)
        return reader, writer


@asynccontextmanager
async def served(bounds: Bounds = QUICK) -> AsyncIterator[Server]:
    server = Server()
    app = web.Application(middlewares=[server.room.middleware, problems(["/api"])])
    server.room.install(app)

    async def take(request: web.Request) -> web.Response:
        return bodies.answer(await bodies.read(request, limit=LARGE))

    async def upload(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await request.read())))

    async def large(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * LARGE)

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65_536)
                await asyncio.sleep(0)
        except ConnectionError:
            server.ended.append("gone")
        return response

    app.router.add_post("/api/take", take)
    app.router.add_post("/upload", upload)
    app.router.add_get("/large", large)
    app.router.add_get("/stream", stream)
    async with serving(app, "127.0.0.1", 0, bounds=bounds) as server.port:
        yield server


def post(path: str, length: int, body: bytes = b"") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n"
    return head.encode() + b"Content-Type: application/json\r\n\r\n" + body


async def read_all(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(20):
        try:
            return await reader.read(-1)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
async def test_who_does_not_say_what_for_is_hung_up_on(said: bytes) -> None:
    async with served() as server:
        reader, writer = await server.connect(said)
        assert await read_all(reader) == b""
        writer.close()


async def test_headers_that_dribble_end_after_their_time_however_often_a_byte_comes() -> None:
    async with served() as server:
        begun = asyncio.get_running_loop().time()
        _, writer = await server.connect(b"GET / HTTP/1.1\r\n")

        async def dribble() -> None:
            while True:
                writer.write(b"X-Slow: 1\r\n")
                await writer.drain()
                await asyncio.sleep(0.05)

        with pytest.raises(ConnectionError):
            await asyncio.wait_for(dribble(), 20)
        assert asyncio.get_running_loop().time() - begun < 5
        writer.close()


async def test_a_second_request_on_a_connection_has_no_longer_for_its_headers() -> None:
    async with served(Bounds(head=0.3, idle=30)) as server:
        reader, writer = await server.connect(post("/api/take", 2, b"{}"))
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
        writer.write(b"GET / HTT")
        assert (await read_all(reader)).endswith(b"{}")
        writer.close()


async def test_an_idle_connection_is_closed() -> None:
    async with served() as server:
        reader, writer = await server.connect(post("/api/take", 2, b"{}"))
        assert (await read_all(reader)).endswith(b"{}")
        writer.close()


@pytest.mark.parametrize("path", ["/api/take", "/upload"])
async def test_a_body_that_never_comes_is_408_and_its_seat_is_free(path: str) -> None:
    async with served() as server:
        reader, writer = await server.connect(post(path, 2_000, b'{"a":'))
        assert (await read_all(reader)).startswith(b"HTTP/1.1 408 ")
        assert (server.room.taken, server.room.arriving) == (0, 0)
        writer.close()


async def test_a_body_that_dribbles_is_no_better() -> None:
    async with served() as server:
        reader, writer = await server.connect(post("/api/take", 2_000))

        async def dribble() -> None:
            while True:
                writer.write(b" ")
                await asyncio.sleep(0.05)

        dribbling = asyncio.create_task(dribble())
        said = await read_all(reader)
        assert not said or said.startswith(b"HTTP/1.1 408 ")  # What comes late resets it.
        assert (server.room.taken, server.room.arriving) == (0, 0)
        dribbling.cancel()
        writer.close()


async def test_a_slow_body_that_goes_on_has_the_time_that_it_needs() -> None:
    """A second more for each `rate` bytes."""
    async with served(Bounds(body=0.3, rate=10_000)) as server:
        reader, writer = await server.connect(post("/upload", 20_000))
        for _ in range(10):
            writer.write(b"x" * 2_000)
            await asyncio.sleep(0.1)
        assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
        writer.close()


async def test_a_body_that_came_fast_and_stops_has_no_credit() -> None:
    async with served(Bounds(body=0.3, rate=10)) as server:
        reader, writer = await server.connect(post("/upload", 90_000))
        writer.write(b"x" * 80_000)
        assert (await read_all(reader)).startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_bodies_that_never_come_take_a_share_of_the_seats_and_others_are_served() -> None:
    async with served(Bounds(body=30)) as server:
        slow = [await server.connect(post("/api/take", 2_000)) for _ in range(2)]

        async def are_in() -> bool:
            return server.room.arriving == 2

        await until(are_in)
        reader, third = await server.connect(post("/api/take", 2_000))
        assert (await reader.readline()).startswith(b"HTTP/1.1 503 ")
        reader, whole = await server.connect(post("/api/take", 2, b"{}"))
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        reader, late = await server.connect(post("/api/take", 2))
        await asyncio.sleep(0.05)
        late.write(b"{}")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        for _, writer in slow:
            writer.close()
        for writer in (third, whole, late):
            writer.close()

        async def are_out() -> bool:
            return (server.room.taken, server.room.arriving) == (0, 0)

        await until(are_out)


@pytest.mark.parametrize("path", ["/large", "/stream"])
async def test_who_reads_nothing_of_an_answer_is_let_go(path: str) -> None:
    async with served() as server:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

            async def is_gone() -> bool:
                return not _established(server.port, client.getsockname()[1])

            await until(is_gone)
        if path == "/stream":

            async def has_ended() -> bool:
                return server.ended == ["gone"]

            await until(has_ended)


async def test_who_reads_slowly_but_reads_gets_it_all() -> None:
    async with served(Bounds(send=0.5, rate=100_000)) as server:
        reader, writer = await server.connect(b"GET /large HTTP/1.0\r\nHost: x\r\n\r\n")
        size = 0
        while part := await reader.read(1024 * 1024):
            size += len(part)
            await asyncio.sleep(0.001)
        assert size > LARGE
        writer.close()


def _established(port: int, peer: int) -> bool:
    """Whether the server's end of a connection still stands."""
    with open("/proc/net/tcp") as table:
        for line in list(table)[1:]:
            local, remote, state = line.split()[1:4]
            if (int(local[-4:], 16), int(remote[-4:], 16)) == (port, peer):
                return state != "06"  # TIME_WAIT
    return False
