"""A vendor that calls the API over HTTP, against the real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from connectors.vendors.routes import vendor_routes
from edge.problems import problems
from models.ordering import Order
from parkline.stores.database import Sessions
from services.ordering import orders
from services.vendors import keys
from tests.contract.vendor_delivery import NOW, World, make_world


@dataclass
class Api:
    """A vendor with its key, talking to the API."""

    world: World
    http: TestClient[web.Request, web.Application]
    key: str

    async def call(self, method: str, path: str, **options: Any) -> ClientResponse:
        headers = {"authorization": f"Bearer {self.key}"} | options.pop("headers", {})
        return await self.http.request(method, f"/vendor/v1{path}", headers=headers, **options)

    async def get(self, path: str) -> Any:
        response = await self.call("GET", path)
        assert response.status == 200, await response.text()
        return await response.json()


@asynccontextmanager
async def serve(sessions: Sessions, *, served: Sessions | None = None) -> AsyncIterator[Api]:
    """`served`: the database that the API has instead, with the world's own keys."""
    world = await make_world(sessions)
    async with sessions.begin() as session:
        _, key = await keys.create(session, world.park.id, world.vendor.id, now=NOW)
    app = web.Application(middlewares=[problems(["/vendor/"])])
    app.add_routes(vendor_routes(served or sessions, lambda: NOW))
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        yield Api(world, http, key)


async def problem(response: ClientResponse) -> tuple[int, str]:
    assert response.content_type == "application/problem+json"
    body = await response.json()
    assert body["status"] == response.status
    assert body["type"] == f"urn:parkline:problem:{body['code']}"
    assert {"title", "detail"} <= set(body)
    return response.status, body["code"]


async def status_of(api: Api, order: Order) -> str:
    async with api.world.sessions() as session:
        return (await orders.load(session, order.park_id, order.id)).status
