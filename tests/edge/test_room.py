import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from edge.room import Room
from tests.kit.waiting import until

Client = TestClient[web.Request, web.Application]
ROOM = web.AppKey("room", Room)


@pytest.fixture
def go() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def client(go: asyncio.Event) -> AsyncIterator[Client]:
    room = Room(2, lambda _request: web.Response(status=503, headers={"Retry-After": "1"}))
    app = web.Application(middlewares=[room.middleware])
    app[ROOM] = room
    room.install(app)

    async def slow(_request: web.Request) -> web.Response:
        await go.wait()
        return web.Response(text="done")

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b": here\n\n")
        await go.wait()
        return response

    async def socket(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        await ws.send_str("here")
        await ws.receive()
        return ws

    async def breaks(_request: web.Request) -> web.Response:
        raise RuntimeError

    for path, handler in (("/slow", slow), ("/livez", slow), ("/stream", stream)):
        app.router.add_get(path, handler)
    app.router.add_get("/socket", socket)
    app.router.add_get("/breaks", breaks)
    async with TestClient(TestServer(app)) as made:
        yield made


async def taken(client: Client, count: int) -> None:
    room = client.app[ROOM]

    async def so_many() -> bool:
        return bool(room.taken == count)

    await until(so_many)


async def test_beyond_the_room_the_answer_comes_at_once_and_the_others_are_served(
    client: Client, go: asyncio.Event
) -> None:
    waiting = [asyncio.create_task(client.get("/slow")) for _ in range(2)]
    await taken(client, 2)
    refused = await client.get("/slow")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
    watched = asyncio.create_task(client.get("/livez"))
    go.set()
    assert [(await one).status for one in waiting] == [200, 200]
    assert (await watched).status == 200
    assert (await client.get("/slow")).status == 200
    await taken(client, 0)


async def test_what_stays_open_takes_no_room_and_gives_none_back_twice(
    client: Client, go: asyncio.Event
) -> None:
    streams = [await client.get("/stream") for _ in range(3)]
    sockets = [await client.ws_connect("/socket") for _ in range(3)]
    for ws in sockets:
        assert await ws.receive_str() == "here"
    await taken(client, 0)
    go.set()
    for stream in streams:
        await stream.read()
    for ws in sockets:
        await ws.close()
    await taken(client, 0)


async def test_what_breaks_gives_its_room_back(client: Client) -> None:
    for _ in range(5):
        assert (await client.get("/breaks")).status == 500
    await taken(client, 0)
