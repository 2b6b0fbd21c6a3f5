"""The vendor API over HTTP, against the real database."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from connectors.vendors.api import vendor_routes
from edge.problems import problems
from models import Order
from parkline.database import Sessions
from services import orders, vendor_keys, vendor_orders
from services.events import MessageReceived
from services.publish import publish
from tests import factories
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
async def serve(sessions: Sessions) -> AsyncIterator[Api]:
    world = await make_world(sessions)
    async with sessions.begin() as session:
        _, key = await vendor_keys.create(session, world.park.id, world.vendor.id, now=NOW)
    app = web.Application(middlewares=[problems(["/vendor/"])])
    app.add_routes(vendor_routes(sessions, lambda: NOW))
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


async def test_an_order_goes_through_its_states(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        seen = []
        for action in ["accept", "preparing", "ready", "delivering", "complete"]:
            response = await api.call("POST", f"/orders/{order.id}/{action}")
            seen.append((response.status, (await response.json())["status"]))

    assert seen == [
        (200, "accepted"),
        (200, "preparing"),
        (200, "ready"),
        (200, "delivering"),
        (200, "completed"),
    ]
    assert len(await api.world.events("order.accepted")) == 1


async def test_an_order_is_found_by_its_number_too(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(order_no="O-7K3M9Q", note="不要辣")
        shown = await api.get("/orders/O-7K3M9Q")
        assert shown == await api.get(f"/orders/{order.id}")

    assert (shown["order_no"], shown["note"], shown["total"]) == ("O-7K3M9Q", "不要辣", 4400)


async def test_a_repeated_call_answers_200_and_does_nothing_more(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for _ in range(3):
            response = await api.call("POST", f"/orders/{order.id}/accept")
            assert (response.status, (await response.json())["status"]) == (200, "accepted")

    assert len(await api.world.events("order.accepted")) == 1


async def test_a_call_out_of_order_is_a_conflict_that_says_where_the_order_is(
    sessions: Sessions,
) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(status="completed")
        response = await api.call("POST", f"/orders/{order.id}/accept")
        body = await response.json()

        assert await problem(response) == (409, "illegal_transition")
        assert body["details"] == {"status": "completed", "action": "accept"}


async def test_every_call_in_every_state_answers_200_or_409(sessions: Sessions) -> None:
    states = "placed accepted preparing ready delivering completed rejected cancelled expired"
    async with serve(sessions) as api:
        for state in states.split():
            for action in orders.VENDOR_ACTIONS:
                order = await api.world.order(status=state)
                response = await api.call(
                    "POST", f"/orders/{order.id}/{action}", json={"reason": "sold out"}
                )
                assert response.status in (200, 409), (state, action)


async def test_a_rejection_needs_a_reason_and_keeps_it(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for body in ({}, {"reason": ""}, {"reason": "  "}, {"reason": 5}, {"reason": "x" * 501}):
            response = await api.call("POST", f"/orders/{order.id}/reject", json=body)
            assert await problem(response) == (400, "invalid")
        assert await status_of(api, order) == "placed"

        response = await api.call("POST", f"/orders/{order.id}/reject", json={"reason": "卖完了"})
        shown = await response.json()

    assert (shown["status"], shown["status_reason"]) == ("rejected", "卖完了")


async def test_another_vendors_order_and_a_draft_do_not_exist(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        async with sessions.begin() as session:
            stranger = await factories.make_vendor(session, api.world.park)
            outlet = await factories.make_outlet(session, stranger)
            theirs = await factories.make_order(session, outlet)
        draft = await api.world.order(status="draft")
        for reference in (theirs.id, theirs.order_no, draft.id, 404, "O-NOPE", "9" * 30, "%00"):
            assert await problem(await api.call("GET", f"/orders/{reference}")) == (
                404,
                "not_found",
            )
            accept = await api.call("POST", f"/orders/{reference}/accept")
            assert await problem(accept) == (404, "not_found")
        assert await status_of(api, theirs) == "placed"
        assert (await api.get("/orders"))["orders"] == []
        assert (await api.get("/events"))["events"] == []


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer pk_x_y", "Basic cGs6eA==", "Bearer 钥匙"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/orders"), ("GET", "/events"), ("GET", "/orders/1"), ("POST", "/orders/1/accept")],
)
async def test_without_a_valid_key_nothing_answers(
    sessions: Sessions, value: str, method: str, path: str
) -> None:
    async with serve(sessions) as api:
        response = await api.call(method, path, headers={"authorization": value})

        assert await problem(response) == (401, "unauthorized")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_an_idempotency_key_repeats_the_first_answer(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        key = {"headers": {"idempotency-key": "k1"}}
        first = await (await api.call("POST", f"/orders/{order.id}/accept", **key)).json()
        await api.call("POST", f"/orders/{order.id}/preparing")
        again = await api.call("POST", f"/orders/{order.id}/accept", **key)

        assert again.status == 200
        assert await again.json() == first
        other = await api.call("POST", f"/orders/{order.id}/ready", **key)
        assert await problem(other) == (409, "idempotency_mismatch")
        assert await status_of(api, order) == "preparing"


async def test_two_calls_at_once_with_one_key_act_once(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        key = {"headers": {"idempotency-key": "k1"}}
        answers = await asyncio.gather(
            *(api.call("POST", f"/orders/{order.id}/accept", **key) for _ in range(8))
        )

        assert {a.status for a in answers} == {200}
    assert len(await api.world.events("order.accepted")) == 1


async def test_bodies_that_are_no_object_or_too_big(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        path = f"/orders/{order.id}/accept"
        for data in (b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 60000):
            assert await problem(await api.call("POST", path, data=data)) == (400, "invalid")
        big = b'{"reason": "' + b"x" * 65536 + b'"}'
        assert await problem(await api.call("POST", path, data=big)) == (413, "too_large")
        assert await status_of(api, order) == "placed"


async def test_unknown_actions_methods_and_paths_are_problems_too(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        assert await problem(await api.call("POST", f"/orders/{order.id}/eat")) == (
            404,
            "not_found",
        )
        assert await problem(await api.call("GET", "/nothing")) == (404, "not_found")
        response = await api.call("DELETE", "/orders")
        assert await problem(response) == (405, "method_not_allowed")
        assert "GET" in response.headers["allow"]


async def test_a_vendor_that_lost_its_webhooks_reads_every_event_once(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        await api.world.owe(order)
        await api.world.place()
        await api.call("POST", f"/orders/{order.id}/accept")

        read: list[dict[str, Any]] = []
        cursor = "0"
        while page := await api.get(f"/events?cursor={cursor}&limit=2"):
            if not page["events"]:
                break
            assert len(page["events"]) <= 2
            read += page["events"]
            cursor = page["cursor"]

    assert [event["type"] for event in read] == ["order.placed", "order.placed", "order.accepted"]
    assert [event["sequence"] for event in read] == [1, 1, 2]
    assert set(read[0]) == {"type", "id", "timestamp", "park", "data", "sequence"}


async def test_a_cursor_goes_past_what_is_not_the_vendors(sessions: Sessions) -> None:
    """Else a vendor of few orders would read all of the park's events at every look."""
    async with serve(sessions) as api:
        order = await api.world.order()
        await api.world.owe(order)
        before = await api.get("/events")
        async with sessions.begin() as session:
            told = MessageReceived(conversation_id=order.conversation_id or 0, message_id=1)
            row = await publish(session, order.park_id, told, now=NOW)
        for path in ("/events", "/orders"):
            page = await api.get(f"{path}?cursor={before['cursor']}")
            assert page["cursor"] == str(row.id)
            again = await api.get(f"{path}?cursor={page['cursor']}")
            assert again["cursor"] == page["cursor"]


async def test_an_event_still_uncommitted_is_waited_for_and_not_passed_by(
    sessions: Sessions,
) -> None:
    """Also when its transaction began after that of the event with the higher id."""
    async with serve(sessions) as api:
        slow, quick = await api.world.order(), await api.world.order()
        async with sessions() as early, sessions() as late:
            await early.execute(text("select pg_current_xact_id()"))
            await orders.advance(late, slow.park_id, slow.id, "accept", now=NOW)
            await orders.advance(early, quick.park_id, quick.id, "accept", now=NOW)
            await early.commit()
            reading = asyncio.create_task(api.get("/events"))
            done, _ = await asyncio.wait([reading], timeout=0.2)
            assert not done
            await late.commit()
        page = await reading

    assert [event["data"]["order"]["id"] for event in page["events"]] == [slow.id, quick.id]


async def test_events_that_stay_uncommitted_make_the_reader_ask_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendor_orders, "PATIENCE_SECONDS", 0.05)
    async with serve(sessions) as api:
        order = await api.world.order()
        async with sessions() as stuck:
            await orders.advance(stuck, order.park_id, order.id, "accept", now=NOW)
            for path in ("/events", "/orders"):
                response = await api.call("GET", path)
                assert await problem(response) == (503, "busy")
                assert response.headers["retry-after"] == "1"


async def test_orders_are_listed_by_the_last_thing_that_happened(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        first, second = await api.world.order(), await api.world.order()
        await api.world.owe(first)
        await api.world.owe(second)
        await api.call("POST", f"/orders/{first.id}/accept")
        page = await api.get("/orders")
        assert [order["id"] for order in page["orders"]] == [second.id, first.id]

        await api.call("POST", f"/orders/{second.id}/accept")
        news = await api.get(f"/orders?cursor={page['cursor']}")

    assert [(o["id"], o["status"]) for o in news["orders"]] == [(second.id, "accepted")]


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=-1", "cursor=" + "9" * 19, "limit=0", "limit=101", "limit=many"]
)
async def test_pages_that_make_no_sense(sessions: Sessions, query: str) -> None:
    async with serve(sessions) as api:
        for path in ("/orders", "/events"):
            assert await problem(await api.call("GET", f"{path}?{query}")) == (400, "invalid")


@pytest.mark.parametrize("said", ["\\ud800", "a\\udfffb", "\\u0000"])
async def test_what_no_text_can_hold_is_refused(sessions: Sessions, said: str) -> None:
    bodies = ('"reason": "{}"', '"reason": "no", "{}": 1', '"reason": "no", "more": [["{}"]]')
    async with serve(sessions) as api:
        order = await api.world.order()
        for member in bodies:
            body = ("{" + member.replace("{}", said) + "}").encode()
            answer = await api.call("POST", f"/orders/{order.id}/reject", data=body)
            assert await problem(answer) == (400, "invalid")


async def test_an_idempotency_key_is_printable_and_short(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for key in ("a\tb", "\u2028", "\udcff", "x" * 256):
            headers = {"idempotency-key": key}
            answer = await api.call("POST", f"/orders/{order.id}/accept", headers=headers)
            assert await problem(answer) == (400, "invalid")


async def test_a_body_too_deep_to_read_is_no_json(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        deep = b'{"reason":' + b"[" * 30_000
        answer = await api.call("POST", f"/orders/{order.id}/reject", data=deep)
        assert await problem(answer) == (400, "invalid")


async def test_a_body_that_unpacks_to_more_than_its_limit_is_too_large(sessions: Sessions) -> None:
    packed = gzip.compress(b" " * 50_000_000)
    headers = {"content-encoding": "gzip", "content-type": "application/json"}
    async with serve(sessions) as api:
        order = await api.world.order()
        tracemalloc.start()
        answer = await api.call(
            "POST", f"/orders/{order.id}/reject", data=packed, headers=headers, compress=False
        )
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert await problem(answer) == (413, "too_large")
        assert most < 16_000_000
