"""What documents say that the vendor API answers, against what it answers."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from jsonschema import Draft202012Validator
from sqlalchemy import text

from api.frame.vendors.documents import openapi_document
from connectors.vendors.api import FREE_TRIES, MAX_BODY, MAX_REASON
from parkline.stores.database import Sessions, database
from services.events.publish import publish
from services.ordering import describing, orders, payments
from services.ordering.events import OrderAmended
from services.vendors import vendor_orders
from tests.connectors.vendors.calling import NOW, Api, serve

DOCUMENT = openapi_document()
DOCS = Path(__file__).parents[3] / "docs"
GUIDE = (DOCS / "guides" / "adding-a-vendor.md").read_text()
ORDERS, EVENTS, ONE, STEP = "/orders", "/events", "/orders/{order}", "/orders/{order}/{action}"
ETA, SOON = "/orders/{order}/eta", {"expected_at": (NOW + timedelta(minutes=20)).isoformat()}
ITEMS, ITEM = "/items", "/items/{item}"
OUTLETS, HOURS, MONTH = "/outlets", "/outlets/{outlet}/hours", "/statements/{month}"
CHANGE: dict[str, object] = {"json": {"stock": 5}}
SERVED: dict[str, object] = {"json": {"windows": []}}
OF_ANY_SERVER = {
    (405, "method_not_allowed"),
    (500, "internal"),
    (503, "park_at_rest"),
    (410, "park_gone"),
}
"""No answer of a route, so in the guide alone."""

Ask = Callable[[Api], Awaitable[ClientResponse]]


def get(path: str, **options: object) -> Ask:
    return lambda api: api.call("GET", path, **options)


async def post(api: Api, action: str, status: str = "placed", **options: object) -> ClientResponse:
    order = await api.world.order(status=status)
    return await api.call("POST", f"/orders/{order.id}/{action}", **options)


def step(action: str, status: str = "placed", **options: object) -> Ask:
    return lambda api: post(api, action, status, **options)


async def show(api: Api) -> ClientResponse:
    return await api.call("GET", f"/orders/{(await api.world.order()).id}")


def mismatched(action: str, status: str, **options: object) -> Ask:
    async def ask(api: Api) -> ClientResponse:
        key = {"headers": {"idempotency-key": "k"}}
        await post(api, action, status, **key, **options)
        return await post(api, action, status, **key, **options)

    return ask


async def amended(api: Api) -> ClientResponse:
    order = await api.world.order()
    async with api.world.sessions.begin() as session:
        loaded = await orders.load(session, order.park_id, order.id)
        told = OrderAmended(order=await describing.describe(session, loaded), changed=["lines"])
        await publish(session, order.park_id, told, now=NOW)
    return await api.call("POST", f"/orders/{order.id}/accept")


def too_often(method: str, path: str) -> Ask:
    async def ask(api: Api) -> ClientResponse:
        wrong = {"authorization": "Bearer pk_x_y"}
        for _ in range(FREE_TRIES):
            assert (await api.call(method, path, headers=wrong)).status == 401
        return await api.call(method, path, headers=wrong)

    return ask


def while_writing(path: str) -> Ask:
    async def ask(api: Api) -> ClientResponse:
        async with api.world.sessions.begin() as session:
            await session.execute(text("lock table event in row exclusive mode"))
            return await api.call("GET", path)

    return ask


async def change_item(api: Api, **options: object) -> ClientResponse:
    order = await api.world.order()
    return await api.call("PATCH", f"/items/{order.lines[0].item_id}", **options)


async def set_hours(api: Api, **options: object) -> ClientResponse:
    order = await api.world.order()
    return await api.call("PUT", f"/outlets/{order.outlet_id}/hours", **options)


def keep(
    ask: Callable[..., Awaitable[ClientResponse]], **options: object
) -> Callable[[Api], Awaitable[ClientResponse]]:
    return lambda api: ask(api, **options)


STRANGER = {"authorization": "Bearer pk_x_y"}
ANSWERS: dict[tuple[str, str, int, str], Ask] = {
    ("GET", ORDERS, 200, ""): get("/orders"),
    ("GET", EVENTS, 200, ""): get("/events"),
    ("GET", ONE, 200, ""): show,
    ("POST", STEP, 200, ""): step("accept"),
    ("GET", ORDERS, 400, "invalid"): get("/orders?limit=0"),
    ("GET", EVENTS, 400, "invalid"): get("/events?cursor=x"),
    ("POST", STEP, 400, "invalid"): step("reject"),
    ("GET", ORDERS, 401, "unauthorized"): get("/orders?limit=0", headers=STRANGER),
    ("GET", EVENTS, 401, "unauthorized"): get("/events", headers=STRANGER),
    ("GET", ONE, 401, "unauthorized"): get("/orders/1", headers=STRANGER),
    ("POST", STEP, 401, "unauthorized"): step("accept", headers=STRANGER),
    ("GET", ONE, 404, "not_found"): get("/orders/O-NOPE00"),
    ("POST", STEP, 404, "not_found"): lambda api: api.call("POST", "/orders/O-NOPE00/accept"),
    ("POST", STEP, 409, "illegal_transition"): step("accept", "expired"),
    ("POST", STEP, 409, "idempotency_mismatch"): mismatched("accept", "placed"),
    ("POST", STEP, 409, "order_amended"): amended,
    ("POST", STEP, 413, "too_large"): step("accept", data=b" " * (MAX_BODY + 1)),
    ("GET", ORDERS, 429, "too_many_requests"): too_often("GET", "/orders"),
    ("GET", EVENTS, 429, "too_many_requests"): too_often("GET", "/events"),
    ("GET", ONE, 429, "too_many_requests"): too_often("GET", "/orders/1"),
    ("POST", STEP, 429, "too_many_requests"): too_often("POST", "/orders/1/accept"),
    ("POST", ETA, 200, ""): step("eta", "accepted", json=SOON),
    ("POST", ETA, 400, "invalid"): step("eta", "accepted"),
    ("POST", ETA, 401, "unauthorized"): step("eta", headers=STRANGER),
    ("POST", ETA, 404, "not_found"): lambda api: api.call("POST", "/orders/O-NO/eta", json=SOON),
    ("POST", ETA, 409, "illegal_transition"): step("eta", "completed", json=SOON),
    ("POST", ETA, 409, "idempotency_mismatch"): mismatched("eta", "accepted", json=SOON),
    ("POST", ETA, 413, "too_large"): step("eta", data=b" " * (MAX_BODY + 1)),
    ("POST", ETA, 429, "too_many_requests"): too_often("POST", "/orders/1/eta"),
    ("GET", ITEMS, 200, ""): get("/items"),
    ("GET", ITEMS, 401, "unauthorized"): get("/items", headers=STRANGER),
    ("GET", ITEMS, 429, "too_many_requests"): too_often("GET", "/items"),
    ("PATCH", ITEM, 200, ""): keep(change_item, **CHANGE),
    ("PATCH", ITEM, 400, "invalid"): keep(change_item, json={"prize": 5}),
    ("PATCH", ITEM, 401, "unauthorized"): keep(change_item, headers=STRANGER),
    ("PATCH", ITEM, 404, "not_found"): lambda api: api.call("PATCH", "/items/none", **CHANGE),
    ("PATCH", ITEM, 413, "too_large"): keep(change_item, data=b" " * (MAX_BODY + 1)),
    ("PATCH", ITEM, 429, "too_many_requests"): too_often("PATCH", "/items/1"),
    ("GET", OUTLETS, 200, ""): get("/outlets"),
    ("GET", OUTLETS, 401, "unauthorized"): get("/outlets", headers=STRANGER),
    ("GET", OUTLETS, 429, "too_many_requests"): too_often("GET", "/outlets"),
    ("PUT", HOURS, 200, ""): keep(set_hours, **SERVED),
    ("PUT", HOURS, 400, "invalid"): keep(set_hours, json={"windows": [{"meal": "tea"}]}),
    ("PUT", HOURS, 401, "unauthorized"): keep(set_hours, headers=STRANGER),
    ("PUT", HOURS, 404, "not_found"): lambda api: api.call("PUT", "/outlets/no/hours", **SERVED),
    ("PUT", HOURS, 413, "too_large"): keep(set_hours, data=b" " * (MAX_BODY + 1)),
    ("PUT", HOURS, 429, "too_many_requests"): too_often("PUT", "/outlets/1/hours"),
    ("GET", MONTH, 200, ""): get("/statements/2026-12"),
    ("GET", MONTH, 401, "unauthorized"): get("/statements/2026-12", headers=STRANGER),
    ("GET", MONTH, 404, "not_found"): get("/statements/2026-13"),
    ("GET", MONTH, 429, "too_many_requests"): too_often("GET", "/statements/2026-12"),
    ("GET", ORDERS, 503, "busy"): while_writing("/orders"),
    ("GET", EVENTS, 503, "busy"): while_writing("/events"),
}
WITHOUT_DATABASE = {
    ("GET", ORDERS): get("/orders"),
    ("GET", EVENTS): get("/events"),
    ("GET", ONE): get("/orders/1"),
    ("POST", STEP): lambda api: api.call("POST", "/orders/1/accept"),
    ("POST", ETA): lambda api: api.call("POST", "/orders/1/eta"),
    ("GET", ITEMS): get("/items"),
    ("PATCH", ITEM): lambda api: api.call("PATCH", "/items/1"),
    ("GET", OUTLETS): get("/outlets"),
    ("PUT", HOURS): lambda api: api.call("PUT", "/outlets/1/hours"),
    ("GET", MONTH): get("/statements/2026-12"),
}


def documented() -> set[tuple[str, str, int, str]]:
    found = set()
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            for status, response in operation["responses"].items():
                [content] = response["content"].values()
                parts = content["schema"].get("allOf", [{}, {}])
                codes = parts[1].get("properties", {}).get("code", {}).get("enum", [""])
                found |= {(method.upper(), path, int(status), code) for code in codes}
    return found


def test_every_documented_answer_is_tried() -> None:
    without = {(*route, 503, "unavailable") for route in WITHOUT_DATABASE}
    assert documented() == set(ANSWERS) | without


@pytest.mark.parametrize(
    "said", ANSWERS, ids=lambda said: "-".join(map(str, said)).replace("/", "_")
)
async def test_the_api_answers_as_the_document_says(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, said: tuple[str, str, int, str]
) -> None:
    monkeypatch.setattr(vendor_orders, "PATIENCE_SECONDS", 0.05)
    method, path, status, code = said
    async with serve(sessions) as api:
        answer = await ANSWERS[said](api)
        await validate(answer, method, path)
    told = (await answer.json())["code"] if answer.status >= 400 else ""
    assert (answer.status, told) == (status, code)


@pytest.fixture
async def nowhere() -> AsyncIterator[Sessions]:
    async with database("postgresql+psycopg://nobody@127.0.0.1:1/none", pool_size=1) as sessions:
        yield sessions


@pytest.mark.parametrize("route", WITHOUT_DATABASE, ids=lambda route: route[1].replace("/", "_"))
async def test_without_the_database_it_is_unavailable(
    sessions: Sessions, nowhere: Sessions, route: tuple[str, str]
) -> None:
    async with serve(sessions, served=nowhere) as api:
        answer = await WITHOUT_DATABASE[route](api)
        await validate(answer, *route)
    assert (answer.status, (await answer.json())["code"]) == (503, "unavailable")


async def validate(answer: ClientResponse, method: str, path: str) -> None:
    said = DOCUMENT["paths"][path][method.lower()]["responses"][str(answer.status)]
    schema = said["content"][answer.content_type]["schema"]
    Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(
        await answer.json()
    )
    assert ("Retry-After" in said.get("headers", {})) == ("Retry-After" in answer.headers)


async def test_a_body_is_read_as_json_whatever_it_is_called_and_may_be_missing(
    sessions: Sessions,
) -> None:
    assert not DOCUMENT["paths"][STEP]["post"]["requestBody"]["required"]
    async with serve(sessions) as api:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
            said = {"data": b'{"reason": "no"}', "headers": {"content-type": kind}}
            assert (await post(api, "reject", **said)).status == 200
        assert (await post(api, "accept")).status == 200


async def test_an_order_is_accepted_after_accept_by_until_it_expires(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        late = await api.world.order(accept_by=NOW - timedelta(minutes=1))
        answer = await api.call("POST", f"/orders/{late.id}/accept")
        assert (answer.status, (await answer.json())["status"]) == (200, "accepted")
    assert "it can still be accepted, until `order.expired`" in GUIDE


def rows(heading: str) -> list[list[str]]:
    """Of the table whose head begins so."""
    table = GUIDE[GUIDE.index(heading) :].split("\n\n", 1)[0]
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in cells]


def test_the_guide_lists_every_error() -> None:
    listed = {
        (int(status), code)
        for status, codes, _ in rows("| status | code | when |")
        for code in re.findall(r"`([a-z_]+)`", codes)
    }
    answered = {(status, code) for *_, status, code in documented() if code}
    assert listed == answered | OF_ANY_SERVER


def test_the_guide_lists_every_step_as_it_is() -> None:
    listed = {
        re.findall(r"`(\w+)`", call)[0]: (set(sources.split(", ")), target)
        for call, sources, target in rows("| call | from | to |")
    }
    assert listed == {
        action: (set(orders.ACTIONS[action].sources), orders.ACTIONS[action].target)
        for action in orders.VENDOR_ACTIONS
    }


def test_documents_know_every_way_of_paying_and_the_longest_reason() -> None:
    events = (DOCS / "reference" / "events.md").read_text()
    for method in (*payments.METHODS, payments.WECHAT_PAY):
        assert f"`{method}`" in GUIDE, method
        assert f"`{method}`" in events[events.index("## `order`") :], method
    assert f"at most {MAX_REASON} characters" in GUIDE
