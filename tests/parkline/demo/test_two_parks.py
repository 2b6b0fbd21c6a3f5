"""The demo's two parks, each on its own host of loopback."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from parkline.demo.setup import seed_if_missing
from parkline.process.clock import SetClock
from parkline.process.core import core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from tests.given.visits import NOW

pytestmark = pytest.mark.timeout(400)
SHANGHAI, CAMBRIDGE = "localhost:8080", "cambridge.localhost:8080"
SETTINGS = Settings(_env_file=None, demo=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def http(database_url: str) -> AsyncIterator[Client]:
    assert await seed_if_missing(database_url, parks=2)
    assert not await seed_if_missing(database_url, parks=2)
    clock = SetClock(NOW)
    async with core(SETTINGS, database_url, None, clock) as made, desk_live(made, clock) as live:
        app: web.Application = public_app(SETTINGS, made, live, clock)
        async with TestClient(TestServer(app, host="127.0.0.1")) as http:
            yield http


async def test_each_has_its_own_name_language_dishes_and_money(http: Client) -> None:
    async def page(host: str, language: str = "") -> str:
        http.session.cookie_jar.clear()
        answer = await http.get("/", headers={"Host": host, "Accept-Language": language})
        return await answer.text()

    async def api(host: str, path: str) -> str:
        headers = {"Host": host, "Origin": f"http://{host}"}
        http.session.cookie_jar.clear()
        login = await http.post("/api/v1/login/browser", headers=headers)
        token = (await login.json())["access_token"]
        answer = await http.get(
            f"/api/v1{path}", headers={"Host": host, "Authorization": f"Bearer {token}"}
        )
        assert answer.status == 200, await answer.text()
        return await answer.text()

    assert "启明科技园" in await page(SHANGHAI)
    english = await page(CAMBRIDGE)
    assert "Cam Meadows Science Park" in english
    assert '<html lang="en">' in english
    assert '<html lang="zh-CN">' in await page(CAMBRIDGE, "zh-CN")
    ours = await api(SHANGHAI, "/menus?meal=lunch")
    theirs = await api(CAMBRIDGE, "/menus?meal=lunch")
    assert ("fish" in theirs, "GBP" in theirs, "牛肉面" in theirs) == (True, True, False)
    assert ("牛肉面" in ours, "CNY" in ours, "fish and chips" in ours) == (True, True, False)


async def test_the_sign_in_shows_the_accounts_of_its_park(http: Client) -> None:
    async def shown(host: str) -> str:
        http.session.cookie_jar.clear()
        return await (await http.get("/desk/sign-in", headers={"Host": host})).text()

    assert ("林晓" in await shown(SHANGHAI), "林晓" in await shown(CAMBRIDGE)) == (True, False)
    assert "Alice Bennett" in await shown(CAMBRIDGE)
