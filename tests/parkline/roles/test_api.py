"""A real gateway serves the API, and asks the simulated WeChat who somebody is."""

from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from parkline.process.clock import SetClock
from parkline.process.core import core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat.demo import MINI
from tests.given.visits import NOW


async def test_a_gateway_lets_the_mini_programs_people_in(demo_url: str) -> None:
    simulator, clock = Simulator([MINI], rules=Rules()), SetClock(NOW)
    async with TestServer(simulator.app()) as platform:
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None,
            demo=True,
            secret_key=SecretStr("s" * 32),
            wechat_mini_app_id=MINI.appid,
            wechat_mini_secret=SecretStr(MINI.secret),
            wechat_api_url=str(platform.make_url("")),
        )
        contact = simulator.phone("li", "mini").contact
        code = simulator.world.give_code(contact, "login")
        async with core(settings, demo_url, None, clock) as made, desk_live(made, clock) as live:
            app = public_app(settings, made, live, clock)
            async with TestClient(TestServer(app, host="127.0.0.1")) as http:
                first = await http.post("/api/v1/login/wechat", json={"code": code})
                assert first.status == 200, await first.text()
                token = (await first.json())["access_token"]
                headers = {"Authorization": f"Bearer {token}"}
                shown = await (await http.get("/api/v1/conversation", headers=headers)).json()
                assert shown["channel"] == "miniprogram"
                again = await http.post("/api/v1/login/wechat", json={"code": code})
                assert (again.status, (await again.json())["code"]) == (401, "login_refused")
