"""What is said in Telegram: under its limits, with buttons, to people who may have blocked it."""

import asyncio
import json

import pytest
from aiohttp import ClientSession
from sqlalchemy import select
from structlog.testing import capture_logs

from connectors.channels.telegram import BotApi, Unreachable
from models.conversations import Conversation, Message
from models.people import ChannelIdentity
from services.conversations.conversations import Reply
from tests.connectors.channels.telegram import fake
from tests.connectors.channels.telegram.driver import TelegramDriver, TelegramTenant
from tests.contract.channels import stored
from tests.contract.installation import EchoTurns, Installation
from tests.kit.waiting import PATIENCE


async def settled(installation: Installation) -> list[tuple[str, str | None]]:
    """(status, outcome) of what we said, once nothing waits any more."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with installation.sessions() as session:
                rows = await session.execute(
                    select(Message.status, Message.outcome)
                    .where(Message.direction == "out")
                    .order_by(Message.id)
                )
                found = [(row.status, row.outcome) for row in rows]
            if "waiting" not in {status for status, _ in found}:
                return found
            await asyncio.sleep(0.02)


# Presses


async def test_every_press_is_answered(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    yes = [{"title": "好", "payload": "/affirm"}]
    turns.answer_with(Reply("好吗？", buttons=yes))
    await li.say("在吗")
    question = await li.hear()
    good = await li.press_data(f"{question.seq}:0")
    bad = [await li.press_data(data) for data in ("", "x", "1", "1:2:3", "-1:0", "9" * 40 + ":0")]
    assert li.platform.answered[good] == {"text": "", "show_alert": False}
    for query in bad:
        assert li.platform.answered[query] == {
            "text": "这个选项已经失效，请直接打字告诉我。", "show_alert": True
        }  # fmt: skip
    assert [row.payload for row in await stored(installation)] == [None, "/affirm"]


async def test_nothing_of_the_command_is_sent_out(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    payload = '/order_food{"item": 17, "quantity": 2}'
    turns.answer_with(Reply("要这个吗？", buttons=[{"title": "要", "payload": payload}]))
    await li.say("面")
    await li.hear()
    assert "order_food" not in json.dumps(li.platform.calls)


# Telegram's limits


async def test_a_long_answer_comes_in_parts(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    turns.answer_with(Reply("一句话。" * 1025, buttons=[{"title": "好", "payload": "/affirm"}]))
    await li.say("菜单")
    first, second = await li.hear(), await li.hear()
    assert (first.text + second.text, first.buttons) == ("一句话。" * 1025, ())
    assert second.buttons == ("好",)
    assert await settled(installation) == [("sent", None)]


async def test_told_to_wait_it_waits_and_then_sends(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.refusals = [fake.No(429, "Too Many Requests: retry after 1", retry_after=1)]
    await li.say("hello")
    assert (await li.hear()).text == "echo: hello"
    async with installation.sessions() as session:
        [attempts] = await session.scalars(
            select(Message.attempts).where(Message.direction == "out")
        )
    assert attempts == 0


async def test_who_has_blocked_the_bot_is_not_tried_again(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    await li.say("hello")
    await li.hear()
    li.platform.blocked = {li.chat_id}
    await installation.speak("telegram", driver.external_id("li"), Reply("您的餐到了"))
    assert await settled(installation) == [("sent", None), ("undelivered", "unsubscribed")]
    li.platform.blocked = set()
    await li.say("again")
    assert (await li.hear()).text == "echo: again"


async def test_a_person_is_their_chat(li: TelegramTenant, installation: Installation) -> None:
    await li.say("hello")
    async with installation.sessions() as session:
        [identity] = (await session.scalars(select(ChannelIdentity))).all()
        [conversation] = (await session.scalars(select(Conversation))).all()
    assert (identity.channel, identity.external_id) == ("telegram", str(li.chat_id))
    assert (conversation.channel, conversation.pushed) == ("telegram", True)


async def test_an_api_that_cannot_be_reached_says_so_without_its_address() -> None:
    async with ClientSession() as http:
        api = BotApi(http, fake.TOKEN, "http://127.0.0.1:9")
        with pytest.raises(Unreachable) as failed:
            await api.call("getMe")
    assert str(failed.value) == "ClientConnectorError"
    assert (failed.value.__cause__, failed.value.__suppress_context__) == (None, True)


async def test_no_log_has_the_token_or_a_person(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    with capture_logs() as lines:
        await li.say("hello")
        await li.send({"photo": [{"file_id": "gone"}]})
        li.platform.blocked = {li.chat_id}
        await installation.speak("telegram", driver.external_id("li"), Reply("您的餐到了"))
        await settled(installation)
    logged = json.dumps(lines, default=str)
    assert len(lines) >= 2
    assert fake.TOKEN not in logged
    assert str(li.chat_id) not in logged
