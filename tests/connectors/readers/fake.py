"""An endpoint as strict as the real ones, that bends as they do.

It takes no field that it does not know, wants its key, and holds what it is told to a level: one
that knows no schema answers 400 to it, as several do. `behave` is asked before each answer.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

KEY = "sk-of-the-tests"
MODEL = "tiny-1"
_FIELDS = {
    "model", "messages", "temperature", "max_tokens", "stream", "response_format", "tools",
    "tool_choice",
}  # fmt: skip

Behaviour = Callable[[dict[str, Any]], Awaitable[web.StreamResponse | None]]


async def _well(_asked: dict[str, Any]) -> None:
    return None


@dataclass
class FakeEndpoint:
    url: str = ""
    schemas: bool = True
    tools: bool = True
    acts: list[dict[str, str]] = field(default_factory=list)
    """What it points at, whatever it is asked."""
    behave: Behaviour = _well
    bodies: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """The same as they came."""
    at_once: int = 0
    _here: int = 0

    def well(self) -> None:
        """It answers as it should again, points at nothing, and was asked nothing."""
        self.behave, self.acts = _well, []
        self.bodies.clear()
        self.raw.clear()

    async def complete(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key")
        self.raw.append(await request.text())
        body = json.loads(self.raw[-1])
        if set(body) - _FIELDS or body["model"] != MODEL or body["stream"]:
            return _error(400, "invalid_request_error")
        if "response_format" in body and not self.schemas:
            return _error(400, "this response_format type is unavailable now")
        if "tools" in body and not self.tools:
            return _error(400, "tools are not supported")
        self.bodies.append(body)
        self._here += 1
        self.at_once = max(self.at_once, self._here)
        try:
            return await self.behave(body) or self._answer(body)
        finally:
            self._here -= 1

    def _answer(self, body: dict[str, Any]) -> web.Response:
        told = json.dumps({"acts": self.acts}, ensure_ascii=False)
        return said(arguments=told) if "tools" in body else said(told)


def said(
    content: str | None = None, *, arguments: str | None = None, ends: str = "stop", **more: Any
) -> web.Response:
    message: dict[str, Any] = {"role": "assistant", "content": content, **more}
    if arguments is not None:
        call = {"id": "1", "type": "function"}
        message["tool_calls"] = [call | {"function": {"name": "point", "arguments": arguments}}]
    usage = {"prompt_tokens": 400, "completion_tokens": 20}
    return web.json_response(
        {"choices": [{"index": 0, "message": message, "finish_reason": ends}], "usage": usage}
    )


def _error(status: int, message: str, **headers: str) -> web.Response:
    return web.json_response({"error": {"message": message}}, status=status, headers=headers)


def answers(response: Callable[[], web.StreamResponse]) -> Behaviour:
    async def behave(_asked: dict[str, Any]) -> web.StreamResponse:
        return response()

    return behave


def busy() -> web.Response:
    return _error(429, "rate limit", **{"Retry-After": "40"})


async def stalls(_asked: dict[str, Any]) -> web.Response:
    await asyncio.sleep(60)
    raise AssertionError


@asynccontextmanager
async def fake_endpoint(**values: Any) -> AsyncIterator[FakeEndpoint]:
    endpoint = FakeEndpoint(**values)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", endpoint.complete)
    async with TestServer(app, host="127.0.0.1") as server:
        endpoint.url = str(server.make_url("/v1")).rstrip("/")
        yield endpoint
