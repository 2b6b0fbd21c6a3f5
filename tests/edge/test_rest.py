"""A park that is not served here: everybody who comes is told so, in a way that they understand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from connectors.channels.base import AtRest, Door
from connectors.channels.feed import Feed
from edge.outages import is_outage
from edge.rest import Resting
from models.park import Park
from parkline.stores.database import Sessions
from services.kit.errors import Unauthorized
from services.kit.rest import ParkAtRest, ParkGone
from services.vendors import keys
from services.visits import gates
from tests.given import factories

NOW = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
PAGE = {"Accept": "text/html,*/*", "Accept-Language": "zh-CN"}
ADDRESS = "https://new.example/?a=1&b=<x>"


async def with_park(sessions: Sessions, **state: Any) -> int:
    async with sessions.begin() as session:
        park = await factories.make_park(session, slug="daybreak")
        for column, value in state.items():
            setattr(park, column, value)
        return park.id


@asynccontextmanager
async def served(sessions: Sessions, park_id: int) -> AsyncIterator[TestClient[Any, Any]]:
    resting = Resting(sessions)
    await resting.look()

    async def hello(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application(middlewares=[resting.middleware(lambda _request: park_id)])
    app.router.add_route("*", "/{path:.*}", hello)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_park_that_is_served_is_let_through(sessions: Sessions) -> None:
    async with served(sessions, await with_park(sessions)) as client:
        assert (await client.get("/")).status == 200


@pytest.mark.parametrize("state", ["read_only", "moving"])
async def test_platforms_are_told_to_send_again(sessions: Sessions, state: str) -> None:
    async with served(sessions, await with_park(sessions, state=state)) as client:
        answer = await client.post("/wechat", headers={"Accept-Language": "en"})
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        assert answer.content_type == "application/problem+json"
        told = await answer.json()
        assert told["code"] == "park_at_rest"
        assert told["detail"].startswith("The park's service is moving house and will be back in a")
        assert told["details"] == {"retry_after": 60}


async def test_people_are_told_so_by_a_page(sessions: Sessions) -> None:
    async with served(sessions, await with_park(sessions, state="moving")) as client:
        answer = await client.get("/", headers=PAGE)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        assert "园区服务正在搬家，一分钟后回来" in await answer.text()


async def test_a_park_that_is_gone_says_where_to(sessions: Sessions) -> None:
    park = await with_park(sessions, state="gone", moved_to=ADDRESS)
    async with served(sessions, park) as client:
        told = await (await client.get("/api/v1/menu")).json()
        assert (told["status"], told["code"]) == (410, "park_gone")
        assert told["details"] == {"moved_to": ADDRESS}
        page = await client.get("/", headers=PAGE)
        assert page.status == 410
        assert 'href="https://new.example/?a=1&amp;b=&lt;x&gt;"' in await page.text()


async def test_health_is_asked_as_ever(sessions: Sessions) -> None:
    async with served(sessions, await with_park(sessions, state="gone")) as client:
        assert (await client.get("/readyz")).status == 200


async def test_what_moves_is_known_within_a_second(sessions: Sessions) -> None:
    park, resting = await with_park(sessions), Resting(sessions)
    await resting.look()
    assert resting.of(park) is None
    async with sessions.begin() as session:
        await session.execute(update(Park).values(state="moving"))
    await resting.look()
    assert resting.of(park) is not None


async def test_a_channel_stores_nothing_and_lets_the_sender_come_again(sessions: Sessions) -> None:
    park, resting = await with_park(sessions, state="moving"), Resting(sessions)
    await resting.look()
    async with Feed(None) as feed:
        door = Door(park, sessions, lambda: NOW, Nobody(), feed, resting=resting.of)
        with pytest.raises(AtRest) as refused:
            await door.receive(1, external_id="x", text="你好")
    assert is_outage(refused.value)
    assert not refused.value.gone


class Nobody:
    def wake(self, park_id: int, conversation_id: int) -> None:
        raise AssertionError


async def test_vendors_and_gates_learn_it_only_by_a_key_that_holds(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await factories.make_park(session, slug="daybreak")
        vendor = await factories.make_vendor(session, park)
        _, key = await keys.create(session, park.id, vendor.id, now=NOW)
        _, gate_key = await gates.add_gate(session, park.id, "A", now=NOW)
    async with sessions.begin() as session:
        await session.execute(update(Park).values(state="moving"))
        with pytest.raises(ParkAtRest):
            await keys.authenticate(session, key, now=NOW)
        with pytest.raises(Unauthorized):
            await keys.authenticate(session, key[:-1] + "?", now=NOW)
        await session.execute(update(Park).values(state="gone", moved_to=ADDRESS))
        with pytest.raises(ParkGone) as gone:
            await gates.authenticate(session, gate_key)
        assert gone.value.details == {"moved_to": ADDRESS}
