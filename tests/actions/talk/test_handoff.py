"""Where the bot ends and people begin: asked for, complained, or not understood twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.handoffs import Handoff
from models.tickets import Ticket
from services.handoffs import handoffs
from tests.actions.driver import Bot, Ran, entity
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

NIGHT = datetime(2026, 12, 4, 19, 0, tzinfo=SHANGHAI)


async def hear(bot: Bot, text: str, intent: str, action: str, **how: Any) -> Ran:
    bot.hear(text, intent, **how)
    return await bot.run(action)


async def ask_human(bot: Bot, **how: Any) -> Ran:
    return await hear(bot, "转人工", "ask_human", "action_ask_human", **how)


async def babble(bot: Bot, *, minutes: float = 0, **how: Any) -> Ran:
    now = WEDNESDAY_MORNING + timedelta(minutes=minutes)
    return await hear(bot, "量子力学", "out_of_scope", "action_out_of_scope", now=now, **how)


async def owner(bot: Bot) -> str:
    async with bot.demo.sessions() as session:
        return (await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))).owner


async def reasons(bot: Bot) -> list[str]:
    async with bot.demo.sessions() as session:
        return list(await session.scalars(select(Handoff.reason).order_by(Handoff.id)))


async def test_asking_for_a_person_queues_the_conversation_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert (await ask_human(bot)).text == (
        "好的，已经为您转人工。\n马上有同事在这里回复您。着急请打 8001。"
    )
    assert (await ask_human(bot)).text.startswith("您已经在排队了。\n")
    async with demo.sessions() as session:
        told = await demo.events(session, f"conversation:{bot.conversation_id}")
    assert (await owner(bot), told) == ("queued", [(1, "conversation.handed_off")])


async def test_who_waits_before_is_said(demo: DemoPark) -> None:
    for _ in range(2):
        await ask_human(await Bot.new(demo))
    ran = await ask_human(await Bot.new(demo))
    assert "前面还有 2 位，轮到您时同事会在这里回复。" in ran.text


async def test_out_of_hours_it_says_from_when_somebody_answers(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert (
        "现在不在服务时间，12月7日 周一 09:00 起有同事在这里回复您。"
        in (await ask_human(bot, now=NIGHT)).text
    )
    ran = await ask_human(await Bot.new(demo), now=NIGHT, language="en")
    assert "someone will answer you here from Mon 7 Dec, 09:00" in ran.text
    assert await owner(bot) == "queued"


async def test_the_first_fallback_offers_help_and_the_second_hands_over(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await babble(bot)
    assert [payload for _, payload in ran.buttons] == [
        "/browse_menu", "/report_repair", "/ask_human",
    ]  # fmt: skip
    assert await owner(bot) == "bot"
    ran = await babble(bot)
    assert ran.text.startswith("抱歉，还是没听明白。我已经把您转给服务台同事。\n马上有同事")
    assert (await owner(bot), await reasons(bot)) == ("queued", ["fallbacks"])


async def test_two_fallbacks_with_something_understood_between_are_not_in_a_row(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await babble(bot)
    await hear(bot, "你好", "greet", "action_greet")
    await babble(bot)
    assert await owner(bot) == "bot"


async def test_fallbacks_in_a_form_count_too(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.asked("location")
    assert (await babble(bot)).text == "抱歉，这句我没听明白。"
    await babble(bot)
    assert await owner(bot) == "queued"


async def test_who_waits_is_asked_for_patience_every_five_minutes(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await ask_human(bot)
    ran = await babble(bot, minutes=1)
    assert ran.text.startswith("您已经在排队了。")
    await bot.told(
        ran.text, now=WEDNESDAY_MORNING + timedelta(minutes=1), **ran.responses[0]["custom"]
    )
    assert (await babble(bot, minutes=5)).responses == []
    assert (await babble(bot, minutes=6)).responses != []


async def test_after_people_handed_back_the_count_begins_anew(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await babble(bot)
    await babble(bot)
    async with demo.sessions.begin() as session:
        await handoffs.hand_back(
            session, demo.id, bot.conversation_id, by="handed_back", staff=None,
            now=WEDNESDAY_MORNING,
        )  # fmt: skip
    await babble(bot)
    assert await owner(bot) == "bot"


async def test_a_complaint_is_a_ticket_with_a_number_and_the_queue(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("汤是凉的，太差了", "complain")
    first = await bot.call("action_complain")
    assert await bot.call("action_complain") == first  # Run again it is still one.
    async with demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.kind, ticket.description) == ("complaint", "汤是凉的，太差了")
    assert f"编号 {ticket.ticket_no}，24 小时内给您答复" in first.text
    assert (await owner(bot), await reasons(bot)) == ("queued", ["complaint"])


@pytest.mark.parametrize(
    "words",
    [
        *("算了，不用人工了", "不等人工了", "不用转人工", "取消排队", "别转人工了"),
        *("never mind, no need for a person", "I don't need an agent any more", "cancel the human"),
    ],
)
async def test_who_needs_no_person_any_more_leaves_the_queue(demo: DemoPark, words: str) -> None:
    bot = await Bot.new(demo)
    await ask_human(bot)
    ran = await hear(bot, words, "ask_human", "action_ask_human")
    assert ran.text == "好的，不用转人工了，我来继续为您服务。"
    assert await owner(bot) == "bot"


@pytest.mark.parametrize(
    "words", ["转人工", "不要机器人，我要人工", "I don't need a robot, I want a person", "人工客服"]
)
async def test_who_asks_for_a_person_again_stays_in_the_queue(demo: DemoPark, words: str) -> None:
    bot = await Bot.new(demo)
    await ask_human(bot)
    await hear(bot, words, "ask_human", "action_ask_human")
    assert await owner(bot) == "queued"


async def test_a_never_mind_with_nothing_else_under_way_is_about_the_queue(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await ask_human(bot)
    bot.hear("算了", "deny", entity("give_up", "this"))
    assert "不用转人工了" in (await bot.run("action_deny")).text
    assert await owner(bot) == "bot"


async def test_an_emoji_puts_nobody_into_the_queue(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for emoji in ("👍", "😂", "🙏🏻"):
        ran = await hear(bot, emoji, "out_of_scope", "action_out_of_scope")
        assert ran.text.startswith("收到。")
    await babble(bot)
    assert await owner(bot) == "bot"
    await hear(bot, "👍", "out_of_scope", "action_out_of_scope")
    assert (await babble(bot)).text.startswith("抱歉，这个我没听明白")
    assert await owner(bot) == "bot"


async def test_a_greeting_from_the_queue_is_answered_with_how_long_it_takes(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await ask_human(bot)
    ran = await hear(bot, "在吗", "greet", "action_greet")
    assert ran.text.startswith("您已经在排队了。")
