"""A strict SMS gateway: it takes what is signed and whole, each message once, and nothing else."""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.vendors import signing

SECRET = "whsec_c21zLWdhdGV3YXktb2YtdGhlLXRlc3Rz"
_DATA = {
    "phone": re.compile(r"\+[1-9][0-9]{7,14}"),
    "code": re.compile(r"[0-9]{6}"),
    "language": re.compile(r"zh|en"),
    "text": re.compile(r"[^\r\n]{1,300}"),
}


@dataclass(slots=True)
class FakeGateway:
    """`refuses`: the status that it answers instead of taking a message."""

    url: str
    clock: Callable[[], datetime]
    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    refuses: int | None = None

    def last_code(self, phone: str) -> str:
        return str([one["code"] for one in self.sent if one["phone"] == phone][-1])

    async def take(self, request: web.Request) -> web.Response:
        if self.refuses is not None:
            return web.Response(status=self.refuses)
        body = await request.read()
        if (fault := self._wrong(request, body) or _wrong_body(body)) is not None:
            self.faults.append(fault)
            return web.Response(status=400, text=fault)
        self.seen.add(request.headers["webhook-id"])
        self.sent.append(json.loads(body)["data"])
        return web.Response(status=202)

    def _wrong(self, request: web.Request, body: bytes) -> str | None:
        if not signing.verify([SECRET], request.headers, body, now=self.clock()):
            return "not signed"
        if request.content_type != "application/json":
            return "no JSON"
        return "twice" if request.headers["webhook-id"] in self.seen else None


def _wrong_body(body: bytes) -> str | None:
    said = json.loads(body)
    data = said.pop("data", {})
    if set(said) != {"type", "timestamp"} or said["type"] != "login.code":
        return f"envelope {sorted(said)}"
    if set(data) != set(_DATA):
        return f"data {sorted(data)}"
    for name, shape in _DATA.items():
        if not isinstance(data[name], str) or not shape.fullmatch(data[name]):
            return f"{name} {data[name]!r}"
    return None if data["code"] in data["text"] else "the text has no code"


@asynccontextmanager
async def sms_gateway(clock: Callable[[], datetime]) -> AsyncIterator[FakeGateway]:
    app = web.Application()
    fake = FakeGateway("", clock)
    app.router.add_post("/sms", fake.take)
    async with TestServer(app, host="127.0.0.1") as server:
        fake.url = str(server.make_url("/sms"))
        yield fake
    assert fake.faults == []
