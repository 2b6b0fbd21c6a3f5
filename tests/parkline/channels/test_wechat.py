"""A real gateway behind the simulated WeChat: from following to what no message reaches anymore."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from sqlalchemy import select

from models.conversations import Conversation, Message
from parkline.demo import wechat
from parkline.process.core import Core, core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from parkline.simulate.wechat import Phone, Simulator
from parkline.simulate.wechat.config import Kind
from parkline.simulate.wechat.demo import MINI, OFFICIAL, SERVICE, WECOM
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.kit.waiting import until

BUTTONS = [
    {"title": "下单", "payload": "/affirm"},
    {"title": "改一改", "payload": "/modify_order"},
]


PATHS: dict[Kind, str] = {
    "official": "/wechat",
    "mini": "/wechat/mini",
    "wecom": "/wecom",
    "kf": "/wecom",
}


@dataclass
class Wired:
    """The platform, the gateway behind it, and the bot behind that."""

    simulator: Simulator
    made: Core
    bot: FakeBot

    async def news(self, phone: Phone, text: str) -> None:
        """What a person of the desk writes to somebody, unasked."""
        async with self.made.sessions.begin() as session:
            conversation = await session.scalar(
                select(Conversation).order_by(Conversation.id.desc()).limit(1)
            )
            assert conversation is not None
            found = await conversations.find(session, conversation.park_id, conversation.id)
            now = phone.world.clock.now()
            await conversations.speak(session, found, [Reply(text)], author="staff", now=now)
        await self.made.feed.publish(conversation.park_id, conversation.id)

    async def outcomes(self) -> list[tuple[str, str | None]]:
        """(status, outcome) of what was said, the oldest first."""
        async with self.made.sessions() as session:
            rows = select(Message).where(Message.direction == "out").order_by(Message.id)
            return [(row.status, row.outcome) for row in await session.scalars(rows)]


@pytest.fixture
async def wired(demo_url: str, bot: FakeBot) -> AsyncIterator[Wired]:
    async with behind_wechat(demo_url, bot) as wired:
        yield wired


@asynccontextmanager
async def behind_wechat(demo_url: str, bot: FakeBot) -> AsyncIterator[Wired]:
    simulator = Simulator([replace(app) for app in (OFFICIAL, MINI, WECOM, SERVICE)])
    async with TestServer(simulator.app(), host="127.0.0.1") as platform:
        simulator.world.base_url = str(platform.make_url("")).rstrip("/")
        chosen = _settings(int(platform.port or 0), bot)
        async with core(chosen, demo_url, None) as made, desk_live(made) as live:
            app: web.Application = public_app(chosen, made, live)
            async with TestServer(app, host="127.0.0.1") as gateway:
                for name, path in PATHS.items():
                    simulator.world.app(name).url = str(gateway.make_url(path))
                yield Wired(simulator, made, bot)


def _settings(platform_port: int, bot: FakeBot) -> Settings:
    values: dict[str, Any] = {
        name.removeprefix("PARKLINE_").lower(): value
        for name, value in wechat.account(Settings(demo=True)).items()
    }
    for name in ("wechat_templates", "wechat_mini_templates"):
        values[name] = json.loads(values[name])
    for name in ("wechat_api_url", "wecom_api_url"):
        values[name] = f"http://127.0.0.1:{platform_port}"
    bot_port = int(bot.url.rpartition(":")[2])
    return Settings(
        _env_file=None, demo=True, bot_token=SecretStr(TOKEN), bot_port=bot_port, **values
    )


def offers(*buttons: dict[str, str]) -> web.Response:
    said = {"text": "牛肉面 × 2，¥44.00。下单吗？", "buttons": list(buttons), "custom": None}
    heard = {"intent": "order_food", "confidence": 1.0}
    return web.json_response({"messages": [said], "understood": heard})


async def test_a_follower_is_greeted_and_orders_by_number(wired: Wired) -> None:
    alice = wired.simulator.phone("alice")
    assert await wired.simulator.world.courier.check_url(alice.contact.app) == "ok"
    await alice.follow()
    assert "启明科技园" in alice.texts[0]

    async def order(turn: dict[str, Any]) -> web.Response | None:
        return offers(*BUTTONS) if turn["text"] == "两份牛肉面" else None

    wired.bot.behave = order
    await alice.say("两份牛肉面")
    assert alice.texts[1].startswith("牛肉面 × 2，¥44.00。下单吗？\n\n1. 下单\n2. 改一改")
    await alice.say("1")
    assert wired.bot.asked[-1]["payload"] == "/affirm"
    assert [delivery.outcome for delivery in alice.contact.deliveries] == ["replied"] * 3
    assert {bubble.via for bubble in alice.contact.bubbles if bubble.side == "account"} == {
        "passive"
    }


async def test_what_takes_too_long_is_pushed(wired: Wired) -> None:
    alice, go_on = wired.simulator.phone("alice"), asyncio.Event()
    alice.contact.follows = True

    async def think(_turn: dict[str, Any]) -> None:
        await go_on.wait()

    wired.bot.behave = think
    delivery = await alice.say("今天有什么？")
    assert (delivery.outcome, alice.texts) == ("silent", [])
    assert 3500 < delivery.attempts[0].ms < 5000
    go_on.set()

    async def pushed() -> bool:
        return alice.texts == ["re: 今天有什么？"]

    await until(pushed)
    assert alice.contact.bubbles[-1].via == "push"
    assert alice.contact.ledger.windows["message"].left == 4


async def test_three_deliveries_are_one_turn(wired: Wired) -> None:
    alice = wired.simulator.phone("alice")
    alice.contact.follows = True
    wired.simulator.world.faults.add(on="delivery", do="lose_answer", times=2)
    delivery = await alice.say("在吗？")

    assert [attempt.verdict for attempt in delivery.attempts] == [
        *("unreachable", "unreachable", "replied"),
    ]
    assert alice.texts == ["re: 在吗？"]
    assert [text for _, text in wired.bot.turns] == ["在吗？"]


async def test_past_the_quota_a_subscribe_message_then_the_chat_alone(wired: Wired) -> None:
    alice = wired.simulator.phone("alice", "mini")
    await alice.accept("TEMPLATE-REPLY")
    await alice.say("你好")

    async def answered() -> bool:
        return alice.texts == ["re: 你好"]

    await until(answered)
    for number in range(6):
        await wired.news(alice, f"通知 {number}")

        async def settled() -> bool:
            return all(status != "waiting" for status, _ in await wired.outcomes())

        await until(settled)

    shown = [(bubble.kind, bubble.via) for bubble in alice.contact.bubbles][1:]
    assert shown == [*[("text", "push")] * 5, ("card", "subscribe")]
    assert alice.contact.bubbles[-1].data["rows"][0] == ["回复内容", "通知 4"]
    said = (await wired.outcomes())[-7:]
    assert [status for status, _ in said] == ["sent"] * 6 + ["undelivered"]
    assert said[-1] == ("undelivered", "over_quota")


async def test_a_token_that_somebody_else_replaced_is_fetched_once_more(wired: Wired) -> None:
    alice = wired.simulator.phone("alice")
    alice.contact.follows = True
    await alice.say("你好")
    await wired.news(alice, "一")

    async def told(count: int) -> bool:
        return len(alice.texts) == count

    await until(lambda: told(2))
    wired.simulator.world.tokens.invalidate()
    await wired.news(alice, "二")
    await until(lambda: told(3))
    calls = [(call.path.rpartition("/")[2], call.errcode) for call in wired.simulator.world.calls]
    assert calls[-3:] == [("send", 40001), ("stable_token", 0), ("send", 0)]
    assert alice.texts[1:] == ["一", "二"]


async def test_members_of_the_company_and_people_outside_are_answered(wired: Wired) -> None:
    zhang = wired.simulator.phone("zhang", "wecom")
    wang = wired.simulator.phone("wang", "kf")
    for phone in (zhang, wang):
        assert (await phone.say("你好")).outcome == "silent"

        async def answered(phone: Phone = phone) -> bool:
            return "re: 你好" in phone.texts

        await until(answered)
    assert len(wired.bot.turns) == 2
