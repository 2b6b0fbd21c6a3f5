"""What is counted and logged of requests: no path, no query, no word that a stranger chose."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from parkline.process import requests
from parkline.process.requests import RequestMetrics, watch_requests
from tests.kit.waiting import until

Client = TestClient[web.Request, web.Application]
SECRET = "canary-of-the-requests"


async def order(request: web.Request) -> web.Response:
    structlog.get_logger("tests").info("order.shown")
    return web.json_response({"id": request.match_info["order_id"]})


async def refused(_request: web.Request) -> web.Response:
    raise web.HTTPForbidden


async def broken(_request: web.Request) -> web.Response:
    raise RuntimeError("broken")


async def events(request: web.Request) -> web.StreamResponse:
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await stream.prepare(request)
    await stream.write(b"data: first\n\n")
    return stream


async def chat(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await socket.close()
    return socket


async def alive(_request: web.Request) -> web.Response:
    return web.Response(text="alive")


def park() -> web.Application:
    inner = web.Application()
    inner.router.add_get("/orders/{order_id}", order)
    app = web.Application()
    app.router.add_get("/refused", refused)
    app.router.add_get("/broken", broken)
    app.router.add_get("/events", events)
    app.router.add_get("/chat", chat)
    app.router.add_get("/livez", alive)
    app.add_subapp("/api", inner)
    return app


class Watched:
    def __init__(self, client: Client, registry: CollectorRegistry) -> None:
        self.client = client
        self.registry = registry

    def told(self, metric: str) -> dict[tuple[str, ...], float]:
        """Samples of a metric by the values of their labels: method, route, status."""
        text = generate_latest(self.registry).decode()
        assert SECRET not in text
        return {
            tuple(sample.labels[name] for name in sorted(sample.labels)): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == metric
        }


@asynccontextmanager
async def watched(*, log_each: bool = True) -> AsyncIterator[Watched]:
    """Each look at the clock is a second after the one before."""
    registry, app = CollectorRegistry(), park()
    seconds = count(100.0)
    watch_requests(
        app, RequestMetrics(registry), log_each=log_each, monotonic=lambda: next(seconds)
    )
    async with TestClient(TestServer(app)) as client:
        yield Watched(client, registry)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(requests, "log", structlog.get_logger("tests"))
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines


async def test_requests_are_counted_by_template_of_route_and_by_what_they_were_answered() -> None:
    async with watched() as here:
        for path in (
            *(f"/api/orders/{SECRET}", "/api/orders/2?token=" + SECRET, f"/{SECRET}"),
            *("/refused", "/broken", "/livez"),
        ):
            await here.client.get(path)
        await here.client.post("/refused")
        await here.client.request("PROPFIND", "/refused")

        assert here.told("parkline_http_requests_total") == {
            ("GET", "/api/orders/{order_id}", "200"): 2,
            ("GET", "unmatched", "404"): 1,
            ("GET", "/refused", "403"): 1,
            ("GET", "/broken", "500"): 1,
            ("GET", "/livez", "200"): 1,
            ("POST", "unmatched", "405"): 1,
            ("other", "unmatched", "405"): 1,
        }
        assert here.told("parkline_http_request_seconds_sum")["GET", "/api/orders/{order_id}"] == 2


async def test_what_stays_open_is_counted_and_not_timed() -> None:
    async with watched() as here:
        async with here.client.get("/events") as answer:
            await answer.read()
        async with here.client.ws_connect("/chat") as socket:
            await socket.receive()

        async def both() -> bool:
            return here.told("parkline_http_requests_total") == {
                ("GET", "/events", "200"): 1,
                ("GET", "/chat", "101"): 1,
            }

        await until(both)
        assert here.told("parkline_http_request_seconds_count") == {}


async def test_a_line_of_each_request_has_its_id_and_nothing_that_a_stranger_chose(
    logged: list[dict[str, Any]],
) -> None:
    async with watched() as here:
        asked = await here.client.get(
            f"/api/orders/{SECRET}?token={SECRET}",
            headers={"Authorization": f"Bearer {SECRET}", "X-Request-Id": "from-the-proxy-1"},
        )
        await here.client.get("/livez")
        await here.client.get("/refused", headers={"X-Request-Id": f"{SECRET}\t{{}}"})
    shown, line, refusal = logged
    assert asked.headers["X-Request-Id"] == "from-the-proxy-1"
    assert shown["event"] == "order.shown"
    assert shown["request_id"] == "from-the-proxy-1"
    assert line == {
        "event": "http.request",
        "log_level": "info",
        "request_id": "from-the-proxy-1",
        "method": "GET",
        "route": "/api/orders/{order_id}",
        "status": 200,
        "ms": 1000.0,
    }
    assert refusal["status"] == 403
    assert len(refusal["request_id"]) == 32
    assert SECRET not in str(logged)


async def test_without_the_log_requests_are_counted_all_the_same(
    logged: list[dict[str, Any]],
) -> None:
    async with watched(log_each=False) as here:
        await here.client.get("/refused")
        assert here.told("parkline_http_requests_total") == {("GET", "/refused", "403"): 1}
    assert logged == []


async def test_what_is_refused_before_any_middleware_is_answered_too() -> None:
    async with watched() as here:
        answer = await here.client.get("/refused", headers={"Expect": "the-unexpected"})
        assert answer.status == 417
