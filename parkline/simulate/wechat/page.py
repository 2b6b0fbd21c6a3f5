"""The phones: a page for each person, kept current by server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from parkline.simulate.wechat.state import phone_state
from parkline.simulate.wechat.world import World

STATIC = Path(__file__).parent / "static"
SECURITY = {
    # A bot's pictures come from a gateway on this machine; nothing comes from elsewhere.
    "content-security-policy": "default-src 'self'; "
    "img-src 'self' http://127.0.0.1:* http://localhost:*; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
TOGETHER_SECONDS = 0.03
"""Changes that come so close to one another go out as one."""
QUIET_SECONDS = 15


def page_routes(world: World, app: web.Application) -> list[web.AbstractRouteDef]:
    phones = Phones(world)
    app.on_shutdown.append(phones.close)
    return [
        web.get("/", phones.front),
        web.get("/phone/{person}", phones.page),
        web.get("/phone/{person}/stream", phones.stream),
        web.static("/static", STATIC),
    ]


class Phones:
    def __init__(self, world: World) -> None:
        self.world = world
        self.streams: set[asyncio.Task[object]] = set()

    async def front(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "front.html")

    async def page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "phone.html")

    async def stream(self, request: web.Request) -> web.StreamResponse:
        headers = {"content-type": "text/event-stream", "cache-control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        task = asyncio.current_task()
        assert task is not None
        self.streams.add(task)
        try:
            async for message in self._messages(request.match_info["person"]):
                await response.write(message)
        except ConnectionError:
            pass
        finally:
            self.streams.discard(task)
        return response

    async def close(self, app: web.Application) -> None:
        for stream in list(self.streams):
            stream.cancel()

    async def _messages(self, person: str) -> AsyncIterator[bytes]:
        changed = self.world.listen()
        try:
            while True:
                changed.clear()
                state = json.dumps(phone_state(self.world, person), ensure_ascii=False)
                yield f"data: {state}\n\n".encode()
                await self._wait(changed)
                await asyncio.sleep(TOGETHER_SECONDS)
        finally:
            self.world.unlisten(changed)

    async def _wait(self, changed: asyncio.Event) -> None:
        """For a change, or long enough that what only time changes is worth a look."""
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                await changed.wait()
        except TimeoutError:
            pass


async def secure(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(SECURITY)
