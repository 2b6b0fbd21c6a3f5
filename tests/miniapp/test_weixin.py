"""The mini-program as WeChat would run it: launched, logged in by wx.login, ordering, paying."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from api.frame.deps import WeChatUser
from parkline.settings.settings import ROOT
from parkline.simulate.wechatpay import new_identity
from tests.api.driver import open_api
from tests.given.demo_park import DemoPark
from tests.given.wechat_shop import Shop, open_shop

BUILD = ROOT / "miniapp" / "dist" / "build" / "mp-weixin"
NODE = shutil.which("node") or str(ROOT / ".cache" / "node" / "bin" / "node")

pytestmark = pytest.mark.skipif(
    not (BUILD / "app.js").exists() or not Path(NODE).exists(), reason="run make miniapp-weixin"
)


async def run(story: str, url: str, *arguments: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        NODE, str(Path(__file__).parent / story), str(BUILD), url, *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, problem = await asyncio.wait_for(process.communicate(), 90)
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
        result = await run("weixin.cjs", str(api.url).rstrip("/"))
    assert result["asked"][:2] == ["wx.login", "POST /api/v1/login/wechat"]
    assert result["first"]["order_no"] == result["again"]["order_no"]
    order = result["order"]
    assert order["status"] == "placed"
    assert [(line["name"], line["quantity"]) for line in order["lines"]] == [("美式咖啡", 2)]
    assert order["total"]["text"] == "¥30"


def wallet(shop: Shop, *outcomes: str) -> str:
    """What the stand-in knows of the platform, and what the payer does, one sheet after another."""
    return json.dumps(
        {
            "url": shop.method.merchant.api_url.rstrip("/"),
            "appid": shop.simulator.world.appid,
            "merchant_key": shop.simulator.merchant.public_pem,
            "outcomes": outcomes,
        }
    )


async def test_it_pays_after_it_was_cancelled_and_after_it_failed(demo: DemoPark) -> None:
    """The sheet opens only for a signature of the merchant; the park hears by the callback."""
    async with open_shop(demo, wechat=WeChat()) as shop:
        url = str(shop.api.url).rstrip("/")
        asked = wallet(shop, "cancel", "system error", "paid")
        result = await run("weixin_pay.cjs", url, asked)
        assert await shop.told() == [204]
        order = result["paid"]["order_no"]
        assert await shop.events(order) == ["order.placed", "payment.succeeded"]
    assert result["gone"] == [f"/pages/order/detail?no={order}"]
    assert (result["waiting"]["held"], result["waiting"]["payment_status"]) == (True, "waiting")
    assert result["again"] == ["failed", "paid"]
    assert [sheet["outcome"] for sheet in result["sheets"]] == ["cancel", "system error", "paid"]
    assert len({sheet["prepay"] for sheet in result["sheets"]}) == 1
    assert (result["paid"]["status"], result["paid"]["payment_status"]) == ("placed", "succeeded")


async def test_the_sheet_does_not_open_for_another_s_signature(demo: DemoPark) -> None:
    async with open_shop(demo, wechat=WeChat()) as shop:
        known = json.loads(wallet(shop, "paid", "paid", "paid"))
        known["merchant_key"] = new_identity("stranger").public_pem
        url = str(shop.api.url).rstrip("/")
        with pytest.raises(AssertionError, match="no sheet opens for this signature"):
            await run("weixin_pay.cjs", url, json.dumps(known))
        assert shop.simulator.courier.statuses == []
