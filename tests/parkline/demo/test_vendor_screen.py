"""The demo vendor: a third party's program, against the real vendor API and real deliveries."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from standardwebhooks import Webhook

from connectors.vendors.routes import vendor_routes
from edge.problems import problems
from models.vendors import Endpoint
from parkline.demo.vendor.__main__ import parse
from parkline.demo.vendor.app import Config, Screen
from parkline.stores.database import Sessions
from services.vendors import keys as vendor_keys
from services.vendors.attempts import Done
from tests.contract.vendor_delivery import World, deliver_due, deliverer, make_world

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBkZW1vIHZlbmRvcg=="
OTHER = "whsec_" + "YW5vdGhlciB2ZW5kb3IncyBzZWNyZXQ="

type Client = TestClient[web.Request, web.Application]


def event(order_id: int = 7, sequence: int = 1, type_: str = "order.placed") -> dict[str, Any]:
    return {
        "type": type_,
        "id": f"evt_{order_id}_{sequence}",
        "timestamp": f"2026-12-02T01:30:{sequence:02d}+00:00",
        "park": "daybreak",
        "data": {"order": {"id": order_id, "status": type_.removeprefix("order.")}},
        "sequence": sequence,
    }


def signed(body: dict[str, Any], secret: str = SECRET, age: int = 0) -> dict[str, Any]:
    """What a webhook is made of, as the test client takes it."""
    data = json.dumps(body)
    at = datetime.now(UTC) - timedelta(seconds=age)
    headers = {
        "webhook-id": body["id"],
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(body["id"], at, data),
    }
    return {"data": data, "headers": headers}


@asynccontextmanager
async def serve(screen: Screen) -> AsyncIterator[Client]:
    async with TestClient(TestServer(screen.app(), host="127.0.0.1")) as http:
        yield http


def make_screen(folder: Path, *, api: str = "http://127.0.0.1:9", **values: Any) -> Screen:
    defaults: dict[str, Any] = {"secrets": [SECRET], "keys": ["pk_a_b"]}
    return Screen(Config(api=api, state=folder / "board.json", **defaults | values))


def shown(screen: Screen) -> list[tuple[int, str]]:
    return [(row["order"]["id"], row["order"]["status"]) for row in screen.board.snapshot()]


async def test_a_verified_webhook_is_on_the_board_and_survives_a_restart(tmp_path: Path) -> None:
    screen = make_screen(tmp_path)
    async with serve(screen) as http:
        response = await http.post("/webhooks", **signed(event()))

    assert response.status == 204
    assert shown(screen) == [(7, "placed")]
    assert shown(make_screen(tmp_path)) == [(7, "placed")]


async def test_what_is_not_verified_is_401_and_changes_nothing(tmp_path: Path) -> None:
    good = signed(event())
    bad = [
        {"data": good["data"]},
        signed(event(), OTHER),
        signed(event(), age=600),
        {**good, "data": good["data"] + " "},
        {**good, "headers": good["headers"] | {"webhook-signature": "nocomma"}},
        {**good, "headers": good["headers"] | {"webhook-signature": "v1,%%%"}},
    ]
    screen = make_screen(tmp_path)
    async with serve(screen) as http:
        for request in bad:
            assert (await http.post("/webhooks", **request)).status == 401

    assert shown(screen) == []


async def test_a_webhook_that_comes_twice_counts_once(tmp_path: Path) -> None:
    screen = make_screen(tmp_path)
    async with serve(screen) as http:
        await http.post("/webhooks", **signed(event(sequence=1)))
        repeated = event(sequence=1) | {"sequence": 9, "type": "order.ready"}
        assert (await http.post("/webhooks", **signed(repeated))).status == 204

    assert shown(screen) == [(7, "placed")]


async def test_an_older_event_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    screen = make_screen(tmp_path)
    async with serve(screen) as http:
        await http.post("/webhooks", **signed(event(sequence=2, type_="order.accepted")))
        await http.post("/webhooks", **signed(event(sequence=1, type_="order.placed")))

    assert shown(screen) == [(7, "accepted")]


async def test_open_screens_are_told_at_once(tmp_path: Path) -> None:
    screen = make_screen(tmp_path, title="Canteen One")
    async with serve(screen) as http, http.get("/stream") as stream:
        first = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
        await http.post("/webhooks", **signed(event()))
        second = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))

    assert (first["title"], first["orders"]) == ("Canteen One", [])
    assert second["orders"][0]["order"] == {"id": 7, "status": "placed"}


async def test_the_page_asks_no_other_host_for_anything(tmp_path: Path) -> None:
    async with serve(make_screen(tmp_path)) as http:
        page = await http.get("/")
        assert page.headers["content-security-policy"].startswith("default-src 'self'")
        for path in ("board.js", "cards.js", "words.js", "board.css", "icon.svg"):
            response = await http.get(f"/static/{path}")
            text = (await response.text()).replace("http://www.w3.org/2000/svg", "")
            assert response.status == 200
            assert "://" not in text, path


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/orders/7/accept", {"data": "{}"}, 415),
        ("/orders/8/accept", {"json": {}}, 404),
        ("/orders/7/eat", {"json": {}}, 404),
        ("/orders/7/accept", {"json": {}}, 502),
    ],
    ids=["a form of another site", "unknown order", "unknown action", "the API is down"],
)
async def test_buttons_that_lead_nowhere(
    tmp_path: Path, path: str, options: dict[str, Any], status: int
) -> None:
    screen = make_screen(tmp_path)
    async with serve(screen) as http:
        await http.post("/webhooks", **signed(event()))
        assert (await http.post(path, **options)).status == status


def test_accounts_need_a_secret_and_a_key_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENDOR_WEBHOOK_SECRET", f"{SECRET},{OTHER}")
    monkeypatch.setenv("VENDOR_API_KEY", "pk_1, pk_2")
    config, _, port = parse([])
    assert (config.secrets, config.keys, port) == ([SECRET, OTHER], ["pk_1", "pk_2"], 8090)

    with pytest.raises(SystemExit):
        parse(["--key", "pk_1"])
    assert "one of each" in capsys.readouterr().err


@dataclass
class Demo:
    """The vendor's screen and the park, each a server, sharing nothing but the contract."""

    world: World
    screen: Screen
    http: Client
    key: str
    api: str


@asynccontextmanager
async def demo(sessions: Sessions, folder: Path) -> AsyncIterator[Demo]:
    def clock() -> datetime:
        return datetime.now(UTC)

    world = await make_world(sessions)
    async with sessions.begin() as session:
        _, key = await vendor_keys.create(session, world.park.id, world.vendor.id, now=clock())
    app = web.Application(middlewares=[problems(["/vendor/"])])
    app.add_routes(vendor_routes(sessions, clock))
    async with TestServer(app, host="127.0.0.1") as api:
        url = str(api.make_url("")).rstrip("/")
        _, secret = await world.endpoint("http://placeholder.invalid/")
        screen = make_screen(folder, api=url, secrets=[secret], keys=[key])
        async with serve(screen) as http:
            yield Demo(world, screen, http, key, url)


async def test_an_order_is_delivered_and_accepted_with_a_button(
    sessions: Sessions, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    async with demo(sessions, tmp_path) as d, deliverer(sessions) as courier:
        async with sessions.begin() as session:
            endpoint = await session.get_one(Endpoint, (d.world.park.id, 1))
            endpoint.url = str(d.http.make_url("/webhooks"))
        order = await d.world.order()
        [delivery_id] = await d.world.owe(order, now=now)
        assert await deliver_due(courier, now=now) == {delivery_id: Done("delivered")}
        assert shown(d.screen) == [(order.id, "placed")]

        pressed = await d.http.post(f"/orders/{order.id}/accept", json={})
        assert (pressed.status, (await pressed.json())["status"]) == (200, "accepted")
        wrong = await d.http.post(f"/orders/{order.id}/reject", json={})
        assert (wrong.status, (await wrong.json())["code"]) == (400, "invalid")


async def test_after_an_outage_the_screen_reads_what_it_missed(
    sessions: Sessions, tmp_path: Path
) -> None:
    async with demo(sessions, tmp_path) as d:
        missed = await d.world.order()
        await d.world.owe(missed)
        await d.screen.catch_up()
        assert shown(d.screen) == [(missed.id, "placed")]

        later = await d.world.order()
        await d.world.owe(later)
        await d.screen.catch_up()
        assert shown(d.screen) == [(missed.id, "placed"), (later.id, "placed")]
