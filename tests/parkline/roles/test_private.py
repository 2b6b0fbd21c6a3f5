import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from actions.kit.links import Links
from models.park import Park
from parkline.roles.private import MAX_BODY, private_app
from parkline.stores.database import Sessions
from tests.given import factories

TOKEN = "token-of-the-tests"
LINKS = Links(lambda _visit, _held: "https://park.example/pass")
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ROUTES = [("POST", "/actions/webhook"), ("GET", "/bot/knowledge")]

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(sessions: Sessions) -> AsyncIterator[Client]:
    async with sessions.begin() as session:
        await factories.make_park(session, slug="daybreak")
    app = private_app(sessions, park="daybreak", token=TOKEN, links=LINKS)
    async with TestClient(TestServer(app)) as client:
        yield client


def call(action: str | None, **values: Any) -> dict[str, Any]:
    """What Rasa sends to an action server."""
    tracker = {
        "sender_id": "1:2",
        "slots": {},
        "latest_message": {},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return {
        "next_action": action,
        "sender_id": "1:2",
        "tracker": tracker,
        "domain": {},
        "version": "3.6.21",
    } | values


def test_every_route_is_tried_for_its_token(sessions: Sessions) -> None:
    app = private_app(sessions, park="daybreak", token=TOKEN, links=LINKS)
    found = {(r.method, r.resource.canonical) for r in app.router.routes() if r.resource}
    assert found - {("HEAD", "/bot/knowledge")} == set(ROUTES)


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({}, {}),
        ({"Authorization": "Bearer wrong"}, {}),
        ({"Authorization": "Bearer "}, {}),
        ({"Authorization": f"Bearer {TOKEN}x"}, {}),
        ({"Authorization": "Bearer 令牌"}, {}),
        ({}, {"token": "wrong"}),
        ({}, {"token": ""}),
        ({"Authorization": "Bearer wrong"}, {"token": TOKEN}),
    ],
)
async def test_without_the_token_nothing_is_told(
    client: Client, method: str, path: str, headers: dict[str, str], query: dict[str, str]
) -> None:
    response = await client.request(method, path, headers=headers, params=query, json={})
    assert response.status == 401


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_bytes_that_are_no_text_are_no_token(client: Client, method: str, path: str) -> None:
    assert client.port is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        "Authorization: Bearer ".encode()
        + b"\xff\xfe\r\nContent-Length: 0\r\n\r\n"
    )
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert b" 401 " in status


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_an_empty_token_in_the_settings_lets_nobody_in(
    sessions: Sessions, method: str, path: str
) -> None:
    async with TestClient(
        TestServer(private_app(sessions, park="x", token="", links=LINKS))
    ) as client:
        response = await client.request(method, path, headers={"Authorization": "Bearer "})
        assert response.status == 401


async def test_the_knowledge_of_the_park(client: Client) -> None:
    for shown in ({"headers": BEARER}, {"params": {"token": TOKEN}}):
        response = await client.get("/bot/knowledge", **shown)
        assert response.status == 200
        assert (await response.json())["timezone"] == "Asia/Shanghai"


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Content-Type": "text/plain"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Referer": "https://evil.example/"},
        {"Host": "rebound.evil.example:8081"},
    ],
)
async def test_a_page_in_a_browser_that_knows_the_token_is_refused(
    client: Client, method: str, path: str, headers: dict[str, str]
) -> None:
    """Everybody knows the demo's."""
    response = await client.request(
        method, path, headers=headers, params={"token": TOKEN}, data=b"{}"
    )
    assert response.status == 403


async def test_a_call_too_deep_to_read_is_no_call(client: Client) -> None:
    headers = BEARER | {"Content-Type": "application/json"}
    for deep in (b"[" * 100_000, b"9" * 5_000):
        answer = await client.post("/actions/webhook", data=deep, headers=headers)
        assert answer.status == 400


async def test_a_park_that_is_not_there_has_none(sessions: Sessions) -> None:
    app = private_app(sessions, park="elsewhere", token=TOKEN, links=LINKS)
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/bot/knowledge", headers=BEARER)).status == 404


async def test_an_action_that_we_do_not_have(client: Client) -> None:
    response = await client.post("/actions/webhook", json=call("action_fly"), headers=BEARER)
    assert response.status == 404
    assert (await response.json())["action_name"] == "action_fly"


async def test_an_action_that_fails_says_so_and_no_more(client: Client) -> None:
    """There is no conversation 2: the menu cannot be shown."""
    response = await client.post(
        "/actions/webhook", json=call("action_browse_menu"), headers=BEARER
    )
    assert response.status == 500
    assert await response.json() == {"error": "failed", "action_name": "action_browse_menu"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
async def test_what_is_no_call(client: Client, body: bytes) -> None:
    headers = BEARER | {"Content-Type": "application/json"}
    response = await client.post("/actions/webhook", data=body, headers=headers)
    assert response.status == 400


async def test_a_call_larger_than_any_tracker(client: Client) -> None:
    body = b'{"x": "' + b"x" * MAX_BODY + b'"}'
    response = await client.post("/actions/webhook", data=io.BytesIO(body), headers=BEARER)
    assert response.status == 413


async def reporting(sessions: Sessions) -> dict[str, Any]:
    """The tracker of somebody who has just written to us; their report, which says of no fault, has
    been begun."""
    async with sessions.begin() as session:
        park = (await session.scalars(select(Park))).one()
        person = await factories.make_person(session, park)
        conversation = await factories.make_conversation(session, person)
    about = {
        "park_id": park.id,
        "conversation_id": conversation.id,
        "message_id": "1",
        "now": "2026-12-02T09:30:00+08:00",
        "language": "en",
    }
    heard = {"event": "user", "text": "a repair", "parse_data": {}, "metadata": about}
    begun = {"event": "action", "name": "action_report_repair"}
    return call(None)["tracker"] | {"events": [heard, begun], "slots": {"repair_problem": None}}


async def test_a_forms_question_comes_with_its_check(client: Client, sessions: Sessions) -> None:
    asks = [["repair_problem", "action_ask_repair_form_repair_problem"]]
    made = call("validate_repair_form", tracker=await reporting(sessions), asks=asks)
    response = await client.post("/actions/webhook", json=made, headers=BEARER)
    asked = (await response.json())["asked"]
    assert asked["action"] == "action_ask_repair_form_repair_problem"
    assert asked["responses"][0]["custom"] == {"expects": "problem"}


@pytest.mark.parametrize("action", ["action_place_order", "action_fly"])
async def test_what_writes_or_is_not_there_is_not_done_ahead(
    client: Client, sessions: Sessions, action: str
) -> None:
    asks = [["repair_problem", action]]
    made = call("validate_repair_form", tracker=await reporting(sessions), asks=asks)
    response = await client.post("/actions/webhook", json=made, headers=BEARER)
    assert response.status == 200
    assert (await response.json())["asked"] is None
