"""A push service (RFC 8030) and a browser's half of the keys (RFC 8291), for tests of Web Push."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from connectors.alerts.pushing import public_key
from models.alerts import PushSubscription

SECRET = b"sixteen bytes ok"
LARGEST = 4096
"""Bytes of a message, encrypted."""


@dataclass
class PushService:
    """Keeps what it is sent; answers `status`."""

    url: str = ""
    status: int = 201
    got: list[tuple[Any, bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((request.headers, await request.read()))
        return web.Response(status=self.status)

    async def strict(self, request: web.Request) -> web.Response:
        """Takes what a push service has to take, and refuses the rest as RFC 8030, 8188 and 8292
        say: 400, 401, 413, 415."""
        headers, body = request.headers, await request.read()
        if not headers.get("TTL", "").isdigit() or not body:
            return web.Response(status=400)
        if headers.get("Urgency", "normal") not in ("very-low", "low", "normal", "high"):
            return web.Response(status=400)
        if headers.get("Content-Encoding") != "aes128gcm":
            return web.Response(status=415)
        if len(body) > LARGEST:
            return web.Response(status=413)
        if not Vapid02.verify(headers.get("Authorization", "")):
            return web.Response(status=401)
        self.got.append((headers, body))
        return web.Response(status=201, headers={"Location": f"{self.url}/message/1"})


@dataclass
class UserAgent:
    """A browser: the half of the keys that it tells nobody."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def subscription(self, endpoint: str) -> PushSubscription:
        return PushSubscription(
            endpoint=endpoint, p256dh=public_key(self.key), auth=encoded(SECRET)
        )

    def read(self, body: bytes) -> Any:
        return json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        )


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """On a port of loopback. What is sent to /strict/… is held to the standards."""
    service = PushService()
    app = web.Application()
    app.router.add_post("/send/{browser}", service.take)
    app.router.add_post("/strict/{browser}", service.strict)
    async with TestServer(app) as server:
        service.url = str(server.make_url("/send/abc"))
        yield service
