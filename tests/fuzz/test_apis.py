"""What vendors, gates and uploads send, each with a key or a cookie that is good."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
from aiohttp import FormData
from yarl import URL

from parkline.stores.database import database
from tests.connectors.channels.webchat.driver import WebDriver
from tests.connectors.channels.webchat.driver import served as webchat_served
from tests.connectors.gates.barrier import Barrier
from tests.connectors.gates.barrier import serve as gate_served
from tests.connectors.vendors.calling import Api
from tests.connectors.vendors.calling import serve as vendor_served
from tests.contract.installation import installed
from tests.fuzz.attacking import attack, corpus
from tests.fuzz.background import Background
from tests.fuzz.mangling import json_bodies, mangled
from tests.given.demo_park import load_park

pytestmark = pytest.mark.timeout(300)


@asynccontextmanager
async def _vendor(url: str) -> AsyncIterator[Api]:
    async with database(url) as sessions, vendor_served(sessions) as api:
        yield api


def test_calls_of_vendors(behind: Background, empty_url: str) -> None:
    """Inputs are `{"method", "path", "query", "key", "body"}`, about an order just placed."""
    with behind.open(_vendor(empty_url)) as api:

        async def send(data: bytes) -> int:
            order = await api.world.order()
            method, path, headers, body = _call(data, str(order.id))
            answer = await api.http.request(
                method,
                URL(f"/vendor/v1{path}", encoded=True),
                data=body,
                headers={"authorization": f"Bearer {api.key}"} | headers,
            )
            return answer.status

        attack(behind, "vendors", send, json_bodies(corpus("vendors")))


def _call(data: bytes, order: str) -> tuple[str, str, dict[str, str], bytes]:
    """A call that an HTTP client can make at all: where one is mangled beyond that, its body is."""
    try:
        call = json.loads(data)
        body: Any = call.get("body")
        path = str(call.get("path")).replace("{order}", order)
        query = "&".join(f"{k}={v}" for k, v in dict(call.get("query") or {}).items())
    except (ValueError, AttributeError, TypeError, RecursionError):
        return "POST", f"/orders/{order}/accept", {}, data
    safe = str(URL.build(path="/" + path.lstrip("/").encode("utf-8", "replace").decode()))
    asked = URL.build(query_string=query.encode("utf-8", "replace").decode()).raw_query_string
    return (
        "POST" if call.get("method") == "POST" else "GET",
        f"{safe}?{asked}" if asked else safe,
        {"idempotency-key": "k1"} if call.get("key") else {},
        json.dumps(body).encode(),
    )


@asynccontextmanager
async def _gate(url: str) -> AsyncIterator[Barrier]:
    async with database(url) as sessions, gate_served(await load_park(sessions)) as barrier:
        yield barrier


@pytest.mark.parametrize("path", ["/passes", "/exits", "/plates"])
def test_what_gates_show(behind: Background, park_url: str, path: str) -> None:
    with behind.open(_gate(park_url)) as barrier:

        async def send(data: bytes) -> int:
            return (await barrier.call("POST", path, data=data)).status

        attack(behind, "gates", send, json_bodies(corpus("gates")))


@asynccontextmanager
async def _webchat(url: str, redis_url: str) -> AsyncIterator[WebDriver]:
    async with (
        database(url) as sessions,
        installed(sessions, redis_url) as installation,
        webchat_served(installation.door) as port,
    ):
        yield WebDriver(port)


def test_photos(behind: Background, empty_url: str, redis_url: str) -> None:
    numbers = count()
    with behind.open(_webchat(empty_url, redis_url)) as driver:

        async def send(data: bytes) -> int:
            form = FormData()
            form.add_field("id", "6f1c0f0e-7f0b-4a83-9f5a-000000000001")
            form.add_field("photo", data, filename="photo.jpg", content_type="image/jpeg")
            async with (
                driver.browser(f"v{next(numbers)}") as browser,
                browser.post("/chat/photos", data=form) as answer,
            ):
                return answer.status

        attack(behind, "photos", send, mangled(corpus("photos")))


@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionHeader")
@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionParam")
def test_forms_with_photos(behind: Background, empty_url: str, redis_url: str) -> None:
    """The parts of the form themselves are mangled, not the photo."""
    numbers = count()
    kind = {"Content-Type": "multipart/form-data; boundary=B"}
    with behind.open(_webchat(empty_url, redis_url)) as driver:

        async def send(data: bytes) -> int:
            async with (
                driver.browser(f"v{next(numbers)}") as browser,
                browser.post("/chat/photos", data=data, headers=kind) as answer,
            ):
                return answer.status

        attack(behind, "multipart", send, mangled(corpus("multipart")))
