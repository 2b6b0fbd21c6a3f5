"""The mini-program as WeChat would run it: launched, logged in by wx.login, ordering."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from api.deps import WeChatUser
from parkline.settings import ROOT
from tests.api.driver import open_api
from tests.demo_park import DemoPark

BUILD = ROOT / "miniapp" / "dist" / "build" / "mp-weixin"
NODE = shutil.which("node") or str(ROOT / ".cache" / "node" / "bin" / "node")

pytestmark = pytest.mark.skipif(
    not (BUILD / "app.js").exists() or not Path(NODE).exists(), reason="run make miniapp-weixin"
)


async def run(url: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        NODE, str(Path(__file__).parent / "weixin.cjs"), str(BUILD), url,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, problem = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, problem.decode()
    result: dict[str, Any] = json.loads(out)
    return result


class WeChat:
    """Vouches for one code, as the platform does for what `wx.login` gave."""

    pushed = False

    async def user(self, code: str) -> WeChatUser:
        assert code == "code-of-wx-login"
        return WeChatUser("openid-of-the-phone")

    async def phone(self, code: str) -> str:
        raise AssertionError("nobody asked for it")


async def test_it_logs_in_by_wechat_and_orders_once(demo: DemoPark) -> None:
    async with open_api(demo, wechat=WeChat()) as api:
        result = await run(str(api.url).rstrip("/"))
    assert result["asked"][:2] == ["wx.login", "POST /api/v1/login/wechat"]
    assert result["first"]["order_no"] == result["again"]["order_no"]
    order = result["order"]
    assert order["status"] == "placed"
    assert [(line["name"], line["quantity"]) for line in order["lines"]] == [("美式咖啡", 2)]
    assert order["total"]["text"] == "¥30"
