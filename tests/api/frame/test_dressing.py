"""What every answer of the API has besides itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from api.frame import dressing
from api.frame.app import PREFIX
from api.frame.limits import Limits
from api.frame.openapi import document
from api.frame.routing import Area, Deprecated
from edge.parks import ByPark
from edge.rates import Rate
from tests.api.driver import Api, open_api
from tests.given.demo_park import DemoPark

PAGE = "https://app.example"
SINCE = datetime(2026, 12, 1, tzinfo=UTC)


async def test_an_answer_says_what_is_left_of_the_quota(demo: DemoPark) -> None:
    now = 0.0
    async with open_api(demo, limits=Limits(people=Rate(lambda: now, 3, 10))) as api:
        li = await api.tenant()
        answers = []
        for _ in range(4):
            answers.append(await li.ask("GET", "/me"))
            now += 1.0
        told = [(one.status, one.headers["RateLimit"]) for one in answers]
        assert told == [
            (200, '"person";r=2;t=10'),
            (200, '"person";r=1;t=10'),
            (200, '"person";r=0;t=10'),
            (429, '"person";r=0;t=9'),
        ]
        assert {one.headers["RateLimit-Policy"] for one in answers} == {'"person";q=3;w=10'}
        assert "RateLimit" not in (await api.ask("GET", "/me")).headers  # Whose would it be?


async def test_without_the_setting_no_page_elsewhere_may_read_an_answer(api: Api) -> None:
    li = await api.tenant()
    answer = await li.ask("GET", "/me", headers={"Origin": PAGE})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert (await api.ask("OPTIONS", "/me", headers=asked(PAGE))).status == 405


async def test_a_page_that_the_setting_names_may_ask(demo: DemoPark) -> None:
    async with open_api(demo, origins=(PAGE,)) as api:
        li = await api.tenant()
        before = await api.ask("OPTIONS", "/orders", headers=asked(PAGE))
        assert (before.status, before.headers["Access-Control-Allow-Origin"]) == (204, PAGE)
        assert "Idempotency-Key" in before.headers["Access-Control-Allow-Headers"]
        assert "POST" in before.headers["Access-Control-Allow-Methods"]
        for path, status in (("/me", 200), ("/orders/O-ZZZZZZ", 404)):
            answer = await li.ask("GET", path, headers={"Origin": PAGE})
            assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (status, PAGE)
            assert "RateLimit" in answer.headers["Access-Control-Expose-Headers"]
            assert "Origin" in answer.headers["Vary"]
            assert "Access-Control-Allow-Credentials" not in answer.headers
        for theirs in ("https://evil.example", "null", f"{PAGE}.evil.example"):
            refused = await api.ask("OPTIONS", "/me", headers=asked(theirs))
            assert "Access-Control-Allow-Origin" not in refused.headers
            seen = await li.ask("GET", "/me", headers={"Origin": theirs})
            assert "Access-Control-Allow-Origin" not in seen.headers


async def test_any_page_may_ask_where_the_setting_says_so(demo: DemoPark) -> None:
    async with open_api(demo, origins=("*",)) as api:
        li = await api.tenant()
        answer = await li.ask("GET", "/me", headers={"Origin": "https://whoever.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def asked(origin: str) -> dict[str, str]:
    return {"Origin": origin, "Access-Control-Request-Method": "POST"}


async def test_what_is_long_comes_compressed_and_the_same(api: Api) -> None:
    li = await api.tenant()
    plain = await li.ask("GET", "/menus?meal=lunch", headers={"Accept-Encoding": "identity"})
    small = await li.ask("GET", "/menus?meal=lunch", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) * 2 < int(plain.headers["Content-Length"])
    assert await small.json() == await plain.json()
    assert small.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


async def test_what_holds_a_token_is_not_compressed(api: Api) -> None:
    """Its length would tell of it."""
    li = await api.tenant()
    short = await li.ask("GET", "/me", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in short.headers
    posted = web.Response(text="x" * 5000, content_type="application/json")
    request = await _request("POST")
    dressing._compress(request, posted)
    assert not posted.compression
    read = web.Response(text="x" * 5000, content_type="application/json")
    dressing._compress(await _request("GET"), read)
    assert read.compression


async def _request(method: str) -> web.Request:
    return make_mocked_request(method, "/", headers={"Accept-Encoding": "gzip"})


async def test_a_route_that_goes_says_when_and_what_takes_its_place(api: Api) -> None:
    area = Area("old")
    deprecated = Deprecated(SINCE, SINCE + timedelta(days=180), instead="/me")

    @area.get("/who", deprecated=deprecated)
    async def who(call: object) -> None:
        """Who I am."""

    [route] = area.routes
    app = web.Application()

    async def old(request: web.Request) -> web.Response:
        request[dressing.ROUTE] = route
        return web.Response(text="{}", content_type="application/json")

    app.router.add_get("/who", old)
    dressing.dress(app, ByPark.only(api.deps), PREFIX)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        answer = await client.get("/who")
    assert answer.headers["Deprecation"] == f"@{int(SINCE.timestamp())}"
    assert answer.headers["Sunset"] == "Sun, 30 May 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/v1/me>; rel="successor-version"'
    said = document(area.routes, server=PREFIX, info={"title": "old"}, scheme={})
    operation = said["paths"]["/who"]["get"]
    assert (operation["deprecated"], operation["x-sunset"]) == (True, "2027-05-30")


def test_a_route_does_not_go_without_notice() -> None:
    with pytest.raises(ValueError, match="180 days"):
        replace(Deprecated(SINCE, SINCE + timedelta(days=180)), sunset=SINCE + timedelta(days=30))
