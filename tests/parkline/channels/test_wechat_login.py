"""The mini-program of the settings, as the mini-app's API knows it."""

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from parkline.channels.wechat_login import mini_program
from parkline.settings.settings import Settings
from parkline.settings.wechat_settings import TemplateSetting
from tests.contract.installation import Installation
from tests.parkline.channels.test_accounts import installation

__all__ = ["installation"]


@pytest.mark.parametrize(("token", "known"), [("t0ken", {"order": "T-2"}), ("", {})])
async def test_it_has_templates_if_its_messages_are_sent(
    installation: Installation, token: str, known: dict[str, str]
) -> None:
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None,
        demo=True,
        secret_key=SecretStr("s" * 32),
        wechat_mini_app_id="wxmini",
        wechat_mini_secret=SecretStr("secret"),
        wechat_mini_token=SecretStr(token),
        wechat_mini_aes_key=SecretStr("a" * 43 if token else ""),
        wechat_mini_templates={"order": TemplateSetting(id="T-2", fields={"thing1": "text"})},
    )
    async with ClientSession() as http:
        own = mini_program(settings, http, installation.door)
    assert own is not None
    assert own.templates == known
