"""The kitchen screen's server: webhooks in, the board out, buttons to the vendor API."""

import asyncio
import json
import logging
import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from parkline.demo.vendor.board import Board
from parkline.demo.vendor.receiver import webhook_handler

STATIC = Path(__file__).parent / "static"
SHANGHAI = "Asia/Shanghai"
ACTIONS = ("accept", "reject", "preparing", "ready", "delivering", "complete")
SECURITY = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}

log = logging.getLogger("demo.vendor")


@dataclass(frozen=True, slots=True)
class Config:
    """`secrets`, `keys` and `timezones` belong together by position: one of each for each account,
    and the last zone for those that have none."""

    api: str
    secrets: list[str]
    keys: list[str]
    state: Path
    timezones: Sequence[str] = (SHANGHAI,)
    hosts: Sequence[str] = ()
    """Names under which `api` serves each account's park, where several parks have it: sent along,
    for a name of loopback may lead nowhere outside of browsers. None, or an empty one: its own."""
    title: str = ""


class Screen:
    """One kitchen's screen."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.board = Board(config.state)
        self.streams: set[asyncio.Task[Any]] = set()
        self.client: ClientSession

    def app(self) -> web.Application:
        app = web.Application(client_max_size=256 * 1024)
        app.add_routes(
            [
                web.post("/webhooks", webhook_handler(self.config.secrets, self.board.keep)),
                web.get("/", self.page),
                web.get("/stream", self.stream),
                web.post("/orders/{order:[0-9]+}/{action:" + "|".join(ACTIONS) + "}", self.act),
                web.static("/static", STATIC),
            ]
        )
        app.cleanup_ctx.append(self.lifetime)
        app.on_shutdown.append(self.close_streams)
        app.on_response_prepare.append(_secure)
        return app

    async def lifetime(self, app: web.Application) -> AsyncIterator[None]:
        async with ClientSession(timeout=ClientTimeout(total=10)) as self.client:
            catching_up = asyncio.create_task(self.catch_up())
            yield
            catching_up.cancel()

    async def close_streams(self, app: web.Application) -> None:
        for stream in self.streams:
            stream.cancel()

    async def page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "board.html")

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the whole board whenever it changes."""
        response = web.StreamResponse(
            headers={"content-type": "text/event-stream", "cache-control": "no-store"}
        )
        await response.prepare(request)
        task = asyncio.current_task()
        assert task is not None
        self.streams.add(task)
        try:
            async for orders in self.board.changes():
                await response.write(self._message(orders))
        except ConnectionError:
            pass
        finally:
            self.streams.discard(task)
        return response

    def _message(self, orders: list[dict[str, Any]] | None) -> bytes:
        if orders is None:
            return b": still here\n\n"
        board = {
            "title": self.config.title,
            "timezones": list(self.config.timezones),
            "orders": orders,
        }
        return f"data: {json.dumps(board, ensure_ascii=False)}\n\n".encode()

    async def act(self, request: web.Request) -> web.Response:
        """A button: ask the vendor API. What changes on the board comes back as a webhook."""
        # A form of another site cannot send this type without the browser asking us first.
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        order, action = request.match_info["order"], request.match_info["action"]
        account = self.board.account(order)
        if account is None:
            raise web.HTTPNotFound
        headers = {
            **self._who(account),
            "idempotency-key": request.headers.get("idempotency-key") or uuid.uuid4().hex,
        }
        url = f"{self.config.api}/vendor/v1/orders/{order}/{action}"
        try:
            async with self.client.post(url, json=await request.json(), headers=headers) as answer:
                body = await answer.read()
                return web.Response(
                    status=answer.status, body=body, content_type=answer.content_type
                )
        except (ClientError, TimeoutError) as error:
            log.warning("the vendor API did not answer: %s", error)
            return web.json_response({"code": "unreachable"}, status=502)

    def _who(self, account: int) -> dict[str, str]:
        host = dict(enumerate(self.config.hosts)).get(account)
        key = {"authorization": f"Bearer {self.config.keys[account]}"}
        return key | {"host": host} if host else key

    async def catch_up(self) -> None:
        """Read the events that we missed while we were away, from where we stopped."""
        for account in range(len(self.config.keys)):
            try:
                await self._catch_up(account)
            except (ClientError, TimeoutError, KeyError, ValueError) as error:
                log.warning("could not catch up, webhooks go on alone: %r", error)

    async def _catch_up(self, account: int) -> None:
        url, headers = f"{self.config.api}/vendor/v1/events", self._who(account)
        while True:
            cursor = self.board.cursors.get(str(account), "0")
            async with self.client.get(url, params={"cursor": cursor}, headers=headers) as answer:
                answer.raise_for_status()
                page = await answer.json()
            if not page["events"]:
                return
            for event in page["events"]:
                self.board.keep(event, account)
            self.board.cursors[str(account)] = page["cursor"]
            self.board.save()


async def _secure(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(SECURITY)
