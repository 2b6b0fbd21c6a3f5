"""The mini-program as WeChat would run it: launched, logged in by wx.login, ordering, paying."""

import asyncio
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
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


TEMPLATES = {"order": "T-order", "repair": "T-repair", "visit": "T-visit"}


@dataclass
class WeChat:
    """Vouches for one code, as the platform does for what `wx.login` gave."""

    templates: Mapping[str, str] = field(default_factory=dict)
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


async def asked_for(
    demo: DemoPark, templates: Mapping[str, str], *acts: tuple[str, str]
) -> dict[str, Any]:
    """`acts`: what is done, and what is said on WeChat's sheet."""
    async with open_api(demo, wechat=WeChat(templates)) as api:
        return await run("weixin_agreed.cjs", str(api.url).rstrip("/"), json.dumps(acts))


PAGES = [f"/pages/{kind}/detail" for kind in TEMPLATES]


async def test_the_press_that_makes_news_asks_for_its_message(demo: DemoPark) -> None:
    acts = [(kind, "accept") for kind in TEMPLATES]
    result = await asked_for(demo, TEMPLATES, *acts)
    assert result["sheets"] == [{"ids": [one], "isTap": True} for one in TEMPLATES.values()]
    assert result["done"] == PAGES


@pytest.mark.parametrize("said", ["reject", "ban", "off"])
async def test_a_kind_that_was_refused_is_not_asked_for_again(demo: DemoPark, said: str) -> None:
    acts = [("repair", said), ("repair", "accept"), ("visit", "accept"), ("visit", "accept")]
    result = await asked_for(demo, TEMPLATES, *acts)
    assert [one["ids"] for one in result["sheets"]] == [["T-repair"], ["T-visit"], ["T-visit"]]
    assert result["done"] == [PAGES[1], PAGES[1], PAGES[2], PAGES[2]]


@pytest.mark.parametrize("trouble", ["broken", "missing"])
async def test_what_is_asked_for_never_hinders_the_act(demo: DemoPark, trouble: str) -> None:
    result = await asked_for(demo, TEMPLATES, *((kind, trouble) for kind in TEMPLATES))
    assert result["done"] == PAGES


async def test_an_order_is_placed_whatever_becomes_of_the_sheet(demo: DemoPark) -> None:
    result = await asked_for(demo, TEMPLATES, ("order", "silent"))
    assert result["sheets"] == [{"ids": ["T-order"], "isTap": True}]


async def test_without_a_template_nothing_is_asked_for(demo: DemoPark) -> None:
    result = await asked_for(demo, {}, *((kind, "accept") for kind in TEMPLATES))
    assert (result["sheets"], result["done"]) == ([], PAGES)
