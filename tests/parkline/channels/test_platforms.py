"""Whether a platform takes an account, as the simulated ones say; a real desk's port."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from edge.parks import Site
from parkline.channels.platforms import Platforms
from parkline.settings.settings import Settings
from parkline.simulate.wechat import Simulator
from parkline.simulate.wechat.demo import MINI, OFFICIAL, SERVICE, WECOM
from services.channels.account_forms import (
    AppRefused,
    Entered,
    PlatformSilent,
    SecretRefused,
    check,
)
from services.channels.accounts import AccountTaken
from tests.connectors.channels.telegram import fake

SITE = Site(1, UUID(int=1), "harbour", "海港园", "Harbour", main={"site": "harbour.example"})
KEYS = {"token": "t", "aes_key": OFFICIAL.aes_key}
WECHAT = Entered("wechat", "x", OFFICIAL.appid, {"secret": OFFICIAL.secret, **KEYS})
COMPANY = Entered(
    "wecom", "x", f"{WECOM.appid}/{WECOM.agent_id}",
    {"secret": WECOM.secret, "kf_secret": SERVICE.secret, **KEYS}, "safe", {"kf_id": SERVICE.appid},
)  # fmt: skip


@dataclass
class Asked:
    platforms: Platforms
    bot: fake.Telegram
    settings: Settings
    http: ClientSession


@pytest.fixture
async def asked() -> AsyncIterator[Asked]:
    simulator = Simulator([OFFICIAL, MINI, WECOM, SERVICE])
    async with (
        TestServer(simulator.app()) as server,
        fake.telegram() as bot,
        ClientSession() as http,
    ):
        base = str(server.make_url("")).rstrip("/")
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None, secret_key=SecretStr("s" * 32), wechat_api_url=base,
            wecom_api_url=base, telegram_api_url=bot.url, public_url="https://daybreak.example",
        )  # fmt: skip
        yield Asked(Platforms(settings, SITE, http), bot, settings, http)


def bot(token: str = fake.TOKEN) -> Entered:
    return check(Entered("telegram", "bot", "", {"token": token}))


async def test_right_secrets_are_taken(asked: Asked) -> None:
    for entered in (WECHAT, COMPANY, bot()):
        await asked.platforms.check(entered)


@pytest.mark.parametrize(
    ("entered", "error", "field"),
    [
        (replace(WECHAT, secrets={**WECHAT.secrets, "secret": "no"}), SecretRefused, "secret"),
        (replace(WECHAT, app_id="wx0000"), AppRefused, "app_id"),
        (replace(COMPANY, secrets={**COMPANY.secrets, "secret": "no"}), SecretRefused, "secret"),
        (
            replace(COMPANY, secrets={**COMPANY.secrets, "kf_secret": "no"}),
            SecretRefused,
            "kf_secret",
        ),
        (bot("7000000001:wrong"), SecretRefused, "token"),
    ],
)
async def test_what_is_wrong_is_told_by_its_field_and_repeats_no_secret(
    asked: Asked, entered: Entered, error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as told:
        await asked.platforms.check(entered)
    details: Any = told.value.details  # type: ignore[attr-defined]
    assert details["field"] == field
    assert str(told.value) != "no"


async def test_one_that_does_not_answer_says_so(asked: Asked) -> None:
    settings = asked.settings.model_copy(update={"wechat_api_url": "http://127.0.0.1:9"})
    with pytest.raises(PlatformSilent):
        await Platforms(settings, SITE, asked.http).check(WECHAT)


async def test_an_app_of_the_settings_is_not_connected_twice(asked: Asked) -> None:
    settings = asked.settings.model_copy(update={"wechat_app_id": OFFICIAL.appid})
    with pytest.raises(AccountTaken):
        await Platforms(settings, SITE, asked.http).check(WECHAT)


async def test_telegram_is_told_the_address_at_the_parks_own_host(asked: Asked) -> None:
    url = asked.platforms.url("telegram", "abc")
    assert url == "https://harbour.example/in/telegram/abc"
    entered = replace(bot(), secrets={"token": fake.TOKEN, "webhook": "w" * 32})
    assert await asked.platforms.lead(entered, url)
    assert asked.bot.settings["url"] == url
    assert asked.bot.settings["secret_token"] == "w" * 32
    assert not await asked.platforms.lead(WECHAT, url), "an operator enters it there"
