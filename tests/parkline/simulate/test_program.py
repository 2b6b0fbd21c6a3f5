"""The order's page on the simulated phone: paid by WeChat Pay, seen paid, cancelled, given back."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from api.frame.deps import WeChatUser
from models.conversations import Conversation
from parkline.simulate.wechat import Simulator
from parkline.simulate.wechat.demo import MINI
from parkline.simulate.wechat.program import Program
from parkline.simulate.wechat.world import World
from services.ordering import payment_requests, payments
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.wechat_shop import Shop, open_shop


@dataclass
class Platform:
    """Vouches for the codes of the simulated platform, as that does over the wire."""

    world: World
    templates: Mapping[str, str] = field(default_factory=dict)
    pushed = False

    async def user(self, code: str) -> WeChatUser:
        return WeChatUser(self.world.take_code(self.world.app("mini"), code, "login").openid)

    async def phone(self, code: str) -> str:
        raise AssertionError("nobody asked for it")


@dataclass
class Handset:
    shop: Shop
    url: str

    async def get(self, number: str) -> tuple[int, dict[str, Any]]:
        async with self.shop.api.http.get(f"{self.url}/{number}") as answer:
            return answer.status, await answer.json()

    async def post(self, number: str, act: str) -> tuple[int, dict[str, Any]]:
        async with self.shop.api.http.post(f"{self.url}/{number}/{act}", json={}) as answer:
            return answer.status, await answer.json()

    async def thumb(self, prepay_id: str) -> int:
        url = f"{self.shop.method.merchant.api_url}pay/{prepay_id}"
        async with self.shop.api.http.post(url) as answer:
            return answer.status

    async def begun(self) -> str:
        """Whoever holds the phone has begun to pay, in the chat; the order's number."""
        await self.get("O-AAAAAA")  # Signs in.
        async with self.shop.demo.sessions.begin() as session:
            found = await session.scalars(select(Conversation).order_by(Conversation.id.desc()))
            conversation = found.first()
            order = await self.shop.demo.draft(session, quantity=2, conversation=conversation)
            await payments.choose(session, order, "wechat_pay", also=("wechat_pay",))
            await payment_requests.begin(session, order, now=WEDNESDAY_MORNING)
            return order.order_no


@pytest.fixture
async def handset(demo: DemoPark) -> AsyncIterator[Handset]:
    world = Simulator([MINI]).world
    async with open_shop(demo, wechat=Platform(world)) as shop:
        program = Program(world, shop.simulator, f"{shop.api.url}api/v1")
        app = web.Application()
        app.add_routes(program.routes())
        app.cleanup_ctx.append(program.lifetime)
        async with TestServer(app, host="127.0.0.1") as server:
            yield Handset(shop, f"{server.make_url('/')}phone/alice/program/orders")


async def test_an_order_is_paid_on_the_sheet_and_given_back_when_it_is_cancelled(
    handset: Handset,
) -> None:
    number = await handset.begun()
    _, shown = await handset.get(number)
    assert (shown["payment_status"], shown["sum"], shown["trades"]) == ("waiting", "¥44", [])
    assert shown["lines"] == ["牛肉面 × 2"]
    status, sheet = await handset.post(number, "pay")
    assert (status, sheet["sum"], sheet["payee"]) == (200, "¥44", MINI.name)
    assert await handset.thumb(sheet["prepay_id"]) == 200
    await handset.shop.told()
    _, shown = await handset.get(number)
    assert shown["payment_status"] == "succeeded"
    assert shown["trades"] == [{"state": "SUCCESS", "total": 4400, "refunds": []}]
    assert (await handset.post(number, "cancel"))[0] == 200
    await handset.shop.returned()
    _, shown = await handset.get(number)
    assert shown["trades"][0]["refunds"] == [{"status": "SUCCESS", "amount": 4400}]
    assert await handset.thumb(sheet["prepay_id"]) == 400


async def test_the_sheet_does_not_open_for_what_the_merchant_did_not_sign(
    handset: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await handset.begun()
    monkeypatch.setattr(type(handset.shop.method), "_parameters", _unsigned)
    status, said = await handset.post(number, "pay")
    assert (status, said["code"]) == (400, "SIGN_ERROR")


def _unsigned(_self: object, _pay: object, package: str) -> dict[str, str]:
    return {
        "timeStamp": "1", "nonceStr": "n", "package": package, "signType": "RSA", "paySign": "AAAA",
    }  # fmt: skip


async def test_what_is_not_theirs_or_no_order_is_said_as_the_park_says_it(handset: Handset) -> None:
    alice = await handset.shop.tenant()
    strangers = await handset.shop.to_pay(alice)
    assert (await handset.get(strangers))[0] == 404
    assert (await handset.post(strangers, "pay"))[0] == 404
    async with handset.shop.api.http.get(f"{handset.url}/..%2F..%2Fme") as answer:
        assert answer.status == 404
    async with handset.shop.api.http.post(f"{handset.url}/{strangers}/pay", data="x") as answer:
        assert answer.status == 415
