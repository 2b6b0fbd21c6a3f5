"""A vendor's server that only notes when each webhook came: `python -m bench.receiver PORT`.

POST to /hang is taken and never answered; POST to anything else is answered 204. GET gives back
what came since the last GET, as [[webhook-id, moment], …] by the machine's monotonic clock.
"""

import asyncio
import sys
import time

from aiohttp import web

HANG = "/hang"


class Receiver:
    def __init__(self) -> None:
        self._came: list[tuple[str, float]] = []

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method == "GET":
            came, self._came = self._came, []
            return web.json_response(came)
        moment = time.monotonic()
        await request.read()
        self._came.append((request.headers.get("webhook-id", ""), moment))
        if request.path == HANG:
            await asyncio.Event().wait()
        return web.Response(status=204)


async def serve(port: int) -> None:
    runner = web.ServerRunner(web.Server(Receiver().handle, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
