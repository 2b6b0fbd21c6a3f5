"""Accounts for a demo. Everybody knows their secrets: refused outside of it."""

import json
from dataclasses import replace
from pathlib import Path

from parkline.simulate.wechat.config import App, Mode

OFFICIAL = App(
    kind="official",
    appid="wxdaybreak00000001",
    secret="demo-wechat-secret-0000000000001",  # noqa: S106
    token="demo-wechat-token",  # noqa: S106
    aes_key="demoWechatOfficialAccountAESKey000000000001",
    original_id="gh_daybreak0001",
    name="启明科技园",
)
MINI = App(
    kind="mini",
    appid="wxdaybreak00000002",
    secret="demo-wechat-secret-0000000000002",  # noqa: S106
    token="demo-wechat-token",  # noqa: S106
    aes_key="demoWechatMiniProgramServiceAESKey000000002",
    original_id="gh_daybreak0002",
    name="启明园区服务",
    format="json",
)


def demo_apps(bot: str = "", mode: Mode = "safe") -> list[App]:
    """Copies whose messages go to paths below `bot`; empty: nowhere."""
    url = f"{bot.rstrip('/')}/wechat" if bot else ""
    return [
        replace(OFFICIAL, url=url, mode=mode),
        replace(MINI, url=f"{url}/mini" if url else "", mode=mode),
    ]


def read_apps(path: Path) -> list[App]:
    """Accounts of your own: a JSON list of objects with the fields of `App`.

    Raises ValueError and TypeError.
    """
    return [App(**entry) for entry in json.loads(path.read_text("utf-8"))]
