"""A gate of tests, which talks to the API over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.gates.api import gate_routes
from edge.problems import problems
from parkline.process.clock import SetClock
from services.visits import gates
from tests.given.demo_park import DemoPark
from tests.given.visits import KEY, NOW, THREE


@dataclass
class Barrier:
    """A gate with its key, talking to the API at three o'clock."""

    demo: DemoPark
    http: TestClient[web.Request, web.Application]
    clock: SetClock
    key: str

    async def call(self, method: str, path: str, **options: Any) -> ClientResponse:
        headers = {"authorization": f"Bearer {self.key}"} | options.pop("headers", {})
        return await self.http.request(method, f"/gate/v1{path}", headers=headers, **options)

    async def show(self, token: Any, path: str = "/passes") -> tuple[int, dict[str, Any]]:
        answer = await self.call("POST", path, json={"token": token})
        return answer.status, await answer.json()

    async def reason(self, token: str) -> str:
        """Why a pass is refused."""
        status, body = await self.show(token)
        assert (status, body["code"]) == (403, "pass_refused"), body
        reason: str = body["details"]["reason"]
        return reason


@asynccontextmanager
async def serve(demo: DemoPark) -> AsyncIterator[Barrier]:
    async with demo.sessions.begin() as session:
        _, key = await gates.add_gate(session, demo.id, "东门", now=NOW)
    clock = SetClock(THREE)
    app = web.Application(middlewares=[problems(["/gate/"])])
    keys = {demo.id: KEY}

    def keys_of(park_id: int) -> list[Ed25519PublicKey]:
        return [keys.setdefault(park_id, Ed25519PrivateKey.generate()).public_key()]

    app.add_routes(gate_routes(demo.sessions, clock, keys_of))
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        yield Barrier(demo, http, clock, key)
