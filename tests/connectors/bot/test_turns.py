"""Every stored message is answered once, in its order."""

import asyncio
from random import Random
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import func, select

from connectors.bot.turns import TurnRunner
from models.conversations import Message
from models.danger import DangerSign
from models.knowledge import KnowledgeVersion
from models.park import Park
from models.tickets import Ticket
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.connectors.bot.fake import FakeBot
from tests.connectors.bot.turning import Chat, gate, later, make_conversation


async def test_one_message_is_one_turn_and_one_answer(chat: Chat, bot: FakeBot) -> None:
    await chat.say("你好")

    assert await chat.log() == [("tenant", "你好"), ("bot", "re: 你好")]
    assert await chat.statuses() == ["handled"]
    assert len(bot.asked) == 1
    assert chat.count("answered") == 1


async def test_waking_without_a_message_asks_nothing(chat: Chat, bot: FakeBot) -> None:
    chat.wake()
    await chat.settled()
    assert bot.asked == []


async def test_the_bot_is_told_where_and_when_it_is(chat: Chat, bot: FakeBot) -> None:
    async with chat.sessions.begin() as session:
        session.add(KnowledgeVersion(park_id=chat.row.park_id, version=12))
    message = await chat.store("two americanos, please")
    chat.wake()
    await chat.settled()

    [asked] = bot.asked
    assert asked["sender"] == chat.sender
    assert asked["message_id"] == str(message.id)
    assert asked["metadata"] == {
        "park_id": chat.row.park_id,
        "conversation_id": chat.row.id,
        "message_id": str(message.id),
        "now": "2026-12-02T01:30:00+00:00",
        "language": "en",
        "knowledge_version": 12,
    }


async def test_the_bot_is_told_from_when_on_its_park_wants_an_alarm(
    chat: Chat, bot: FakeBot
) -> None:
    async with chat.sessions.begin() as session:
        park = await session.get_one(Park, chat.row.park_id)
        park.danger_alarm_from, park.danger_ask_from = 0.7, 0.3
    await chat.store("有股怪味")
    chat.wake()
    await chat.settled()

    [asked] = bot.asked
    assert asked["metadata"]["danger"] == {"alarm": 0.7, "ask": 0.3}


async def test_messages_of_a_conversation_are_answered_in_their_order_one_at_a_time(
    chat: Chat, bot: FakeBot
) -> None:
    arrived, go_on = gate(bot)
    await chat.store("一")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    for text in ("二", "三"):
        await chat.store(text)
        chat.wake()
    go_on.set()
    await chat.settled()

    assert bot.said_to(chat.sender) == ["一", "二", "三"]
    assert await chat.answers() == ["re: 一", "re: 二", "re: 三"]
    assert bot.overlapping == 0


async def test_different_conversations_do_not_wait_for_each_other(chat: Chat, bot: FakeBot) -> None:
    both_here = asyncio.Barrier(2)

    async def behave(_turn: dict[str, Any]) -> None:
        await both_here.wait()

    bot.behave = behave
    other = Chat(
        chat.sessions,
        chat.runner,
        chat.clock,
        chat.registry,
        await make_conversation(chat.sessions),
    )
    await asyncio.gather(chat.say("一"), other.say("one"))

    assert bot.at_once == 2
    assert (await chat.answers(), await other.answers()) == (["re: 一"], ["re: one"])


async def test_a_button_goes_as_its_command(chat: Chat, bot: FakeBot) -> None:
    async with chat.sessions.begin() as session:
        offer = Reply("下单吗？", [{"title": "下单", "payload": "/affirm"}])
        conversation = await chat.read(session)
        await conversations.speak(session, conversation, [offer], author="bot", now=chat.clock())
    await chat.say("下单")
    assert [(turn["text"], turn["payload"]) for turn in bot.asked] == [("下单", "/affirm")]


async def test_what_the_bot_remembers_is_handed_to_it_with_the_next_message(
    chat: Chat, bot: FakeBot
) -> None:
    await chat.say("一")
    await chat.say("二")
    first, second = bot.asked
    assert first["memory"] is None
    assert second["memory"] == f"{first['message_id']};"


@pytest.mark.parametrize("seed", range(3))
async def test_two_runners_on_one_database_never_answer_twice(
    chat: Chat, bot: FakeBot, runner: TurnRunner, seed: int
) -> None:
    """Random arrivals at either process, random wakes, random waits of the bot."""
    random = Random(seed)
    runners = (chat.runner, runner)

    async def behave(_turn: dict[str, Any]) -> None:
        await asyncio.sleep(random.random() * 0.01)

    async def arrive(text: str) -> None:
        await asyncio.sleep(random.random() * 0.2)
        await chat.store(text)
        for _ in range(random.randint(1, 3)):
            chat.wake(random.choice(runners))
            await asyncio.sleep(0)

    bot.behave = behave
    texts = [f"m{number}" for number in range(12)]
    await asyncio.gather(*(arrive(text) for text in texts))
    for one in runners:
        await chat.settled(one)
    later(chat.clock, seconds=5)
    await asyncio.gather(*(chat.sweep(one) for one in runners))

    log = await chat.log()
    stored = [text for author, text in log if author == "tenant"]
    assert sorted(stored) == sorted(texts)
    assert await chat.answers() == [f"re: {text}" for text in stored]
    assert bot.said_to(chat.sender) == stored
    assert bot.overlapping == 0


async def test_a_fresh_message_is_not_the_sweepers(chat: Chat, bot: FakeBot) -> None:
    await chat.store("一")
    later(chat.clock, seconds=1)
    await chat.sweep()
    assert bot.asked == []


async def test_staff_who_own_a_conversation_are_not_interrupted(chat: Chat, bot: FakeBot) -> None:
    await chat.taken_over()
    await chat.say("你们在吗", "在吗")

    assert bot.asked == []
    assert await chat.log() == [("tenant", "你们在吗"), ("tenant", "在吗")]
    assert await chat.statuses() == ["handled", "handled"]


async def test_danger_in_a_conversation_that_staff_own_alarms_and_the_bot_is_silent(
    chat: Chat, bot: FakeBot
) -> None:
    await chat.taken_over()
    bot.danger = {"zone": "alarm", "kind": "fire", "p": 0.9}
    await chat.say("烧起来了")
    async with chat.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
        [sign] = await session.scalars(select(DangerSign))
    assert (ticket.urgency, ticket.category, ticket.description) == (
        "critical", "fire_safety", "烧起来了",
    )  # fmt: skip
    assert (sign.zone, sign.kind, sign.ticket_id) == ("alarm", "fire", ticket.id)
    assert (bot.asked, await chat.log()) == ([], [("tenant", "烧起来了")])


async def test_what_staff_may_see_for_themselves_is_kept_and_not_asked_about(
    chat: Chat, bot: FakeBot
) -> None:
    await chat.taken_over()
    bot.danger = {"zone": "ask", "kind": "gas", "p": 0.3}
    await chat.say("有股怪味")
    async with chat.sessions() as session:
        assert list(await session.scalars(select(Ticket))) == []
        [sign] = await session.scalars(select(DangerSign))
    assert (sign.zone, sign.next_alarm_at) == ("ask", None)


async def test_a_bot_that_is_down_holds_up_nothing_that_staff_read(
    chat: Chat, bot: FakeBot
) -> None:
    await chat.taken_over()
    bot.ready = False
    await chat.say("在吗")
    assert await chat.statuses() == ["handled"]


async def test_an_answer_with_no_words_still_handles_the_message(chat: Chat, bot: FakeBot) -> None:
    async def silent(_turn: dict[str, Any]) -> web.Response:
        return web.json_response({"messages": []})

    bot.behave = silent
    await chat.say("嗯")
    assert await chat.log() == [("tenant", "嗯")]
    assert await chat.statuses() == ["handled"]
    async with chat.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 1


async def test_closing_lets_a_running_turn_end(chat: Chat, bot: FakeBot) -> None:
    arrived, go_on = gate(bot)
    await chat.store("你好")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
        closing = asyncio.create_task(chat.runner.close())
        go_on.set()
        await closing
    assert await chat.answers() == ["re: 你好"]
