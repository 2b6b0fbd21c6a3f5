"""A bot that is down or fails: what tenants hear, and who answers in the end."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from tests.connectors.bot.fake import FakeBot, fails
from tests.connectors.bot.turning import Chat, later
from tests.kit.waiting import until


async def test_a_bot_that_is_down_is_admitted_at_once_and_only_once(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")

    said = [("tenant", "两份牛肉面"), ("system", BOT_DOWN_ZH)]
    assert await chat.log() == said
    assert await chat.statuses() == ["received"]
    for _ in range(3):
        later(chat.clock, seconds=5)
        await chat.sweep()
    assert await chat.log() == said


BOT_DOWN_ZH = (
    "我这边暂时有点状况，您的消息已经收到、不会丢，恢复后马上回复。着急请打服务台 010-5555-0100。"
)


async def test_a_bot_that_stays_down_for_a_minute_leaves_it_to_people_once(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    later(chat.clock, seconds=60)
    await chat.sweep()
    assert await chat.handoffs() == []
    for _ in range(3):
        later(chat.clock, seconds=5)
        await chat.sweep()
    assert await chat.handoffs() == ["bot_down"]
    assert (await chat.now()).owner == "queued"
    assert [text for author, text in await chat.log() if author == "system"] == [
        BOT_DOWN_ZH,
        "我这边还没恢复，已经把您转给服务台同事，他们会在这里回复您。着急请打 010-5555-0100。",
    ]
    assert await chat.statuses() == ["received"]


async def test_a_bot_that_is_down_is_admitted_in_the_language_of_the_message(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("two beef noodles")
    [_, (author, text)] = await chat.log()
    assert (author, "won't be lost" in text) == ("system", True)


async def test_a_second_message_to_a_bot_that_is_down_waits_behind_the_first(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("一")
    await chat.say("二")
    assert [author for author, _ in await chat.log()] == ["tenant", "system", "tenant"]

    bot.ready = True
    later(chat.clock, seconds=5)
    await chat.sweep()
    assert await chat.answers() == ["re: 一", "re: 二"]
    assert await chat.statuses() == ["handled", "handled"]


async def test_the_sweeper_answers_when_the_bot_is_back(chat: Chat, bot: FakeBot) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    bot.ready = True
    later(chat.clock, seconds=5)
    sweeping = asyncio.create_task(chat.runner.sweep_forever())

    async def handled() -> bool:
        return await chat.statuses() == ["handled"]

    await until(handled)
    sweeping.cancel()

    assert await chat.answers() == ["re: 两份牛肉面"]


@pytest.mark.parametrize("status", [500, 503])
async def test_what_changes_while_a_turn_goes_wrong_stays_changed(
    chat: Chat, bot: FakeBot, status: int
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def goes_wrong(_turn: dict[str, Any]) -> web.Response:
        arrived.set()
        await go_on.wait()
        return web.json_response({"error": {"code": "x"}}, status=status)

    bot.behave = goes_wrong
    await chat.store("一")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    await chat.store("two, please")
    await chat.taken_over()
    go_on.set()
    await chat.settled()

    now = await chat.now()
    assert (now.owner, now.language) == ("staff", "en")
    assert [text for author, text in await chat.log() if author == "tenant"] == [
        "一",
        "two, please",
    ]


async def test_three_failures_give_a_message_to_people(chat: Chat, bot: FakeBot) -> None:
    bot.behave = fails
    await chat.say("两份牛肉面")

    assert len(bot.asked) == 3
    assert await chat.log() == [
        ("tenant", "两份牛肉面"),
        ("bot", "抱歉，这条消息我处理不了，已经转给服务台同事跟进。着急请打 010-5555-0100。"),
    ]
    assert await chat.statuses() == ["handled"]
    assert (await chat.now()).owner == "queued"
    assert await chat.handoffs() == ["bot_failed"]


async def test_a_turn_that_failed_leaves_no_memory(chat: Chat, bot: FakeBot) -> None:
    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == 1 else None

    bot.behave = once
    await chat.say("一")
    assert [turn["memory"] for turn in bot.asked] == [None, None]


async def test_a_failure_that_passes_costs_nothing(chat: Chat, bot: FakeBot) -> None:
    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == 1 else None

    bot.behave = once
    await chat.say("两份牛肉面")
    assert await chat.answers() == ["re: 两份牛肉面"]
    assert (await chat.now()).owner == "bot"


async def test_waiting_for_the_bot_uses_up_no_failures(chat: Chat, bot: FakeBot) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    for _ in range(4):
        later(chat.clock, seconds=5)
        await chat.sweep()
    bot.ready, waits = True, len(bot.asked)

    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == waits + 1 else None

    bot.behave = once
    later(chat.clock, seconds=5)
    await chat.sweep()
    assert await chat.answers() == ["re: 两份牛肉面"]
    assert (await chat.now()).owner == "bot"


async def test_a_message_after_a_failed_one_is_answered(chat: Chat, bot: FakeBot) -> None:
    async def chokes(turn: dict[str, Any]) -> Any:
        return await fails(turn) if turn["text"] == "坏" else None

    bot.behave = chokes
    await chat.say("坏", "好")
    assert bot.said_to(chat.sender) == ["好"]
    assert await chat.statuses() == ["handled", "handled"]
