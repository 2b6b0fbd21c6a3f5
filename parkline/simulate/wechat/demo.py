"""Accounts for a demo. Everybody knows their secrets: refused outside of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from parkline.simulate.wechat.app import Simulator
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

WECOM = App(
    kind="wecom",
    appid="wwdaybreak00000001",
    secret="demo-wechat-secret-0000000000003",  # noqa: S106
    token="demo-wechat-token",  # noqa: S106
    aes_key="demoWechatCompanyApplicationAESKey000000003",
    original_id="wwdaybreak00000001",
    name="园区服务台",
    agent_id="1000002",
    robot_key="demo-wechat-robot",
)
SERVICE = App(
    kind="kf",
    appid="wkdaybreak00000001",
    secret="demo-wechat-secret-0000000000004",  # noqa: S106
    token=WECOM.token,
    aes_key=WECOM.aes_key,
    original_id=WECOM.appid,
    corp_id=WECOM.appid,
    name="园区客服",
)


def _click(name: str, says: str) -> dict[str, Any]:
    return {"type": "click", "name": name, "key": says}


MENU = {
    "button": [
        {
            "name": "点餐购物",
            "sub_button": [
                _click("今天吃什么", "中午有什么吃的？"),
                _click("小卖部", "小卖部有什么？"),
                _click("我的订单", "我的订单到哪了？"),
                _click("再来一单", "再来一单"),
            ],
        },
        {
            "name": "报修访客",
            "sub_button": [
                _click("报修", "我要报修"),
                _click("报修进度", "我的报修怎么样了？"),
                _click("预约访客", "我要预约访客"),
            ],
        },
        {
            "name": "帮助",
            "sub_button": [
                _click("你能做什么", "你能做什么？"),
                _click("访客Wi-Fi", "访客Wi-Fi怎么连？"),
                _click("找人工", "转人工"),
            ],
        },
    ]
}
"""As the account's owner would enter it on the platform's page; a key is what a click says."""
SCENES = ("A", "A/3/301", "B/1/=前台", "C/12")
"""QR codes that hang in the park: building, floor, room or counter."""


def demo_simulator(bot: str = "", mode: Mode = "safe") -> Simulator:
    """The demo's accounts, menu and codes. Messages go to paths below `bot`; empty: nowhere."""

    def led(app: App, path: str, **changes: Any) -> App:
        return replace(app, url=f"{bot.rstrip('/')}{path}" if bot else "", **changes)

    apps = [
        led(OFFICIAL, "/wechat", mode=mode),
        led(MINI, "/wechat/mini", mode=mode),
        led(WECOM, "/wecom"),
        led(SERVICE, "/wecom"),
    ]
    simulator = Simulator(apps)
    simulator.world.menus[OFFICIAL.appid] = MENU
    for scene in SCENES:
        simulator.world.new_ticket(scene)
    return simulator


def read_apps(path: Path) -> list[App]:
    """Accounts of your own: a JSON list of objects with the fields of `App`.

    Raises ValueError and TypeError.
    """
    return [App(**entry) for entry in json.loads(path.read_text("utf-8"))]
