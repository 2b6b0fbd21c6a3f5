"""What delivery promises for every kind of receiver, as rows of one table.

A receiver is a real HTTP server on a free port; PostgreSQL is real; time is given.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.vendors import exchange, guard
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.vendors import Attempt, Delivery, Endpoint, Vendor
from parkline.stores.database import Sessions
from services.events.publish import publish
from services.ordering import describing, orders
from services.ordering.events import OrderPlaced
from services.vendors import deliveries
from services.vendors.attempts import Done, RetryAt
from services.vendors.endpoints import CheckedUrl, register_endpoint
from tests.given import factories

NOW = factories.CREATED
VAULT = Fernet(b"kq3n4l0uQ4vYtqz8yNqUqXWm1oT3bXk5Jr0m2a6d7e8=")
LOOPBACK = guard.networks(["127.0.0.0/8"])

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Received:
    """One POST as it arrived."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """A vendor's server. It behaves as `script` says, one entry a request, the last for ever."""

    script: Sequence[Behaviour]
    received: list[Received] = field(default_factory=list)
    url: str = ""
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.received.append(Received(headers, await request.read()))
        async with self.arrived:
            self.arrived.notify_all()
        behave = self.script[min(len(self.received), len(self.script)) - 1]
        return await behave(request)

    async def has_received(self, count: int, *, seconds: float = 5) -> None:
        async with asyncio.timeout(seconds), self.arrived:
            await self.arrived.wait_for(lambda: len(self.received) >= count)


@asynccontextmanager
async def receiver(*script: Behaviour) -> AsyncIterator[Receiver]:
    vendor = Receiver(script)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", vendor.handle)
    async with TestServer(app, host="127.0.0.1") as server:
        vendor.url = str(server.make_url("/hooks"))
        yield vendor


def answers(status: int, **headers: str) -> Behaviour:
    async def behave(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, headers=named)

    return behave


async def hangs(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def stops_halfway(request: web.Request) -> web.StreamResponse:
    """200 and a first chunk, and then never another byte."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b"thank")
    return await hangs(request)


async def never_ends(request: web.Request) -> web.StreamResponse:
    """200 and a body without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x" * 65536)


async def resets(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class World:
    """A park with one vendor, and endpoints to deliver to."""

    sessions: Sessions
    park: Park
    vendor: Vendor
    outlet: Outlet

    async def endpoint(self, url: str, **values: object) -> tuple[Endpoint, str]:
        async with self.sessions.begin() as session:
            return await register_endpoint(
                session,
                VAULT,
                park_id=self.park.id,
                vendor_id=self.vendor.id,
                url=CheckedUrl(url),
                now=NOW,
                **values,  # type: ignore[arg-type]
            )

    async def order(self, **values: object) -> Order:
        async with self.sessions.begin() as session:
            return await factories.make_order(session, self.outlet, **values)  # type: ignore[arg-type]

    async def place(self, *, now: datetime = NOW) -> list[int]:
        """A new order is placed; the ids of the deliveries that this owes."""
        order = await self.order()
        return await self.owe(order, now=now)

    async def owe(self, order: Order, *, now: datetime = NOW) -> list[int]:
        row = await self.publish(order, now=now)
        async with self.sessions.begin() as session:
            return await deliveries.plan(session, [row], now=now)

    async def publish(self, order: Order, *, now: datetime = NOW) -> EventRow:
        """Its event, with nothing that follows from it yet."""
        async with self.sessions.begin() as session:
            order = await orders.load(session, order.park_id, order.id, lock=True)
            event = OrderPlaced(order=await describing.describe(session, order))
            return await publish(session, self.park.id, event, now=now)

    async def delivery(self, delivery_id: int) -> Delivery:
        async with self.sessions() as session:
            return await session.get_one(Delivery, (self.park.id, delivery_id))

    async def endpoint_now(self, endpoint: Endpoint) -> Endpoint:
        async with self.sessions() as session:
            return await session.get_one(Endpoint, (self.park.id, endpoint.id))

    async def attempts(self, delivery_id: int) -> list[Attempt]:
        async with self.sessions() as session:
            found = await session.scalars(
                select(Attempt).where(Attempt.delivery_id == delivery_id).order_by(Attempt.id)
            )
            return list(found)

    async def events(self, type_: str) -> list[EventRow]:
        async with self.sessions() as session:
            return list(await session.scalars(select(EventRow).where(EventRow.type == type_)))


async def make_world(sessions: Sessions) -> World:
    async with sessions.begin() as session:
        park = await factories.make_park(session, slug="daybreak")
        vendor = await factories.make_vendor(session, park)
        outlet = await factories.make_outlet(session, vendor)
    return World(sessions, park, vendor, outlet)


@asynccontextmanager
async def deliverer(
    sessions: Sessions,
    *,
    allow: Sequence[guard.Network] = tuple(LOOPBACK),
    deadline: float = 0.5,
    metrics: DeliveryMetrics | None = None,
) -> AsyncIterator[Deliverer]:
    made = Deliverer(
        sessions,
        VAULT,
        lambda: exchange.client(allow),
        metrics or DeliveryMetrics(CollectorRegistry()),
        deadline=deadline,
        random=Random(1),
    )
    async with made:
        yield made


async def deliver_due(
    courier: Deliverer, *, now: datetime, each: int = 8
) -> dict[int, Done | RetryAt]:
    """Attempt once whatever may go; by delivery, what came of it."""
    claimed = await courier.claim(now=now, rooms={}, each=each, at_most=100)
    answered = await asyncio.gather(*(courier.post(one) for one in claimed.claims))
    results: dict[int, Done | RetryAt] = {}
    if plain := [one for one in answered if one.is_plain]:
        recorded = await courier.record_plain(plain)
        ids = [one.claim.delivery_id for one in plain]
        results |= dict(zip(ids, recorded.outcomes, strict=True))
    for one in answered:
        if not one.is_plain:
            results[one.claim.delivery_id] = await courier.record(one)
    return results


@dataclass(frozen=True)
class Case:
    """A receiver, and what has to come of one attempt at it."""

    name: str
    behaves: Behaviour
    delivery: str
    status: int | None
    error: str | None = None
    endpoint: str = "active"
    retries_after: float | None = None
    """Seconds, give or take the jitter of a tenth."""

    def expects(self, result: Done | RetryAt, finished: datetime) -> bool:
        if self.retries_after is None:
            return result == Done(self.delivery)
        if not isinstance(result, RetryAt) or result.reason != "retry":
            return False
        wait = (result.at - finished) / timedelta(seconds=1)
        return self.retries_after * 0.9 <= wait <= self.retries_after * 1.1


CASES = [
    Case("answers 200", answers(200), "delivered", 200),
    Case("answers 204", answers(204), "delivered", 204),
    Case("answers 500", answers(500), "pending", 500, retries_after=5),
    Case("answers 404", answers(404), "pending", 404, retries_after=5),
    Case(
        "is busy for a minute",
        answers(429, retry_after="60"),
        "pending",
        429,
        retries_after=60,
    ),
    Case(
        "is busy for a day",
        answers(503, retry_after="86400"),
        "pending",
        503,
        retries_after=3600,
    ),
    Case(
        "is busy for no time at all",
        answers(503, retry_after="0"),
        "pending",
        503,
        retries_after=5,
    ),
    Case("is gone", answers(410), "pending", 410, endpoint="disabled", retries_after=5),
    Case("redirects", answers(302, location="/elsewhere"), "pending", 302, retries_after=5),
    Case("hangs", hangs, "pending", None, "no complete answer within 0.5 s", retries_after=5),
    Case(
        "stops halfway",
        stops_halfway,
        "pending",
        200,
        "no complete answer within 0.5 s",
        retries_after=5,
    ),
    Case("never ends", never_ends, "delivered", 200),
    Case("resets", resets, "pending", None, "Server disconnected", retries_after=5),
]
