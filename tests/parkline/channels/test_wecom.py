"""A real gateway behind a simulated company, by the settings alone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr, ValidationError

from parkline.process.core import core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from parkline.simulate.wechat import Simulator
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.connectors.channels.telegram import fake
from tests.kit.waiting import until
from tests.parkline.simulate.bot import AES_KEY, service, wecom
from tests.parkline.simulate.bot import TOKEN as CALLBACK

SECRET = "s" * 32
APP: dict[str, Any] = {
    "wecom_corp_id": "ww0123456789abcdef",
    "wecom_agent_id": 1000002,
    "wecom_secret": SecretStr("secret-of-the-corps-app"),
    "wecom_token": SecretStr(CALLBACK),
    "wecom_aes_key": SecretStr(AES_KEY),
}


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, secret_key=SecretStr(SECRET), **values)


@pytest.fixture
async def simulator(demo_url: str, bot: FakeBot) -> AsyncIterator[Simulator]:
    simulator = Simulator([wecom(), service()])
    async with TestServer(simulator.app(), host="127.0.0.1") as platform:
        chosen = settings(
            bot_token=SecretStr(TOKEN),
            bot_port=int(bot.url.rpartition(":")[2]),
            wecom_kf_id="wk0123456789abcdef",
            wecom_kf_secret=SecretStr("secret-of-customer-service"),
            wecom_api_url=str(platform.make_url("")),
            telegram_token=SecretStr(fake.TOKEN),
            **APP,
        )
        async with (
            core(chosen, demo_url, None) as made,
            desk_live(made) as live,
            TestServer(public_app(chosen, made, live), host="127.0.0.1") as gateway,
        ):
            for app in simulator.world.apps.values():
                app.url = str(gateway.make_url("/wecom"))
            yield simulator


@pytest.mark.parametrize("kind", ["wecom", "kf"])
async def test_who_writes_is_answered(simulator: Simulator, kind: str) -> None:
    phone = simulator.phone("zhang", kind)  # type: ignore[arg-type]
    assert await simulator.world.courier.check_url(phone.contact.app) == "ok"
    await phone.say("你好")

    async def answered() -> bool:
        return bool(phone.texts)

    await until(answered, seconds=10)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"wecom_secret": SecretStr("")}, "PARKLINE_WECOM_SECRET missing"),
        ({"wecom_agent_id": 0, "wecom_token": SecretStr("")}, "AGENT_ID and PARKLINE_WECOM_TOKEN"),
        ({"wecom_aes_key": SecretStr("short")}, "needs 43 characters"),
    ],
)
def test_half_an_app_is_refused(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        settings(**APP | changed)


def test_customer_service_needs_the_app_that_hears_of_it() -> None:
    with pytest.raises(ValidationError, match="PARKLINE_WECOM_CORP_ID"):
        settings(wecom_kf_id="wk1")


def test_without_any_of_it_there_is_no_wecom() -> None:
    assert settings().wecom_corp_id == ""
