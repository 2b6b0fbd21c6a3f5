"""One request, one transaction, and nothing twice."""

import pytest
from sqlalchemy import func, select

from actions.acts.acting import FORMER
from actions.registry import ACTIONS
from models.conversations import ActionResult
from parkline.bot import bot
from services.ordering import carts
from tests.actions.driver import Bot, entity
from tests.given.demo_park import DemoPark


async def results(demo: DemoPark) -> int:
    async with demo.sessions() as session:
        return await session.scalar(select(func.count()).select_from(ActionResult)) or 0


def test_the_actions_are_those_of_the_domain() -> None:
    named = bot.domain()["actions"]
    former = {action.action_name for action in FORMER}
    assert sorted(named) == sorted({action.action_name for action in ACTIONS} - former)


async def test_a_message_run_again_gives_the_stored_answer_and_adds_nothing(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    bot.hear("两份牛肉面", "order_food", bot.item("beef_noodles"), entity("quantity", 2, group="1"))
    first = await bot.call("action_act")
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", price=9900)  # It is not computed anew.
    again = await bot.call("action_act")
    assert again == first
    assert "牛肉面 ×2  ¥44" in first.text
    assert await bot.cart() == [("beef_noodles", 2, [], None)]
    assert await results(demo) == 1


async def test_the_next_message_and_the_same_action_later_in_a_turn_do_act(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    await bot.run("action_act")
    assert (await bot.cart())[0][1] == 4
    await bot.order("beef_noodles", 1)
    assert (await bot.cart())[0][1] == 5
    assert await results(demo) == 3


async def test_an_action_that_only_reads_keeps_no_result(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("你能做什么", "help")
    await bot.run("action_help")
    assert await results(demo) == 0


async def test_an_action_that_fails_leaves_nothing_and_can_run_again(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await Bot.new(demo)
    bot.hear("一份牛肉面", "order_food", bot.item("beef_noodles"))

    async def crash(*_: object) -> None:
        raise RuntimeError("after the line was added")

    with monkeypatch.context() as patch:
        patch.setattr(carts, "drafts", crash)
        with pytest.raises(RuntimeError):
            await bot.call("action_act")
    assert (await bot.cart(), await results(demo)) == ([], 0)
    await bot.call("action_act")
    assert await bot.cart() == [("beef_noodles", 1, [], None)]


async def test_a_message_that_did_not_come_through_our_channel_is_refused(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("你好", "greet")
    bot.events[-1]["metadata"] = {}
    with pytest.raises(KeyError):
        await bot.call("action_greet")


@pytest.mark.parametrize(
    ("action", "intent", "zh", "en"),
    [
        ("action_greet", "greet", "我是启明科技园的小助手", "assistant of Daybreak Science Park"),
        ("action_bot_challenge", "bot_challenge", "服务台 8001", "the service desk on 8001"),
        ("action_checkout", "checkout", "购物车还是空的", "Your cart is empty"),
        ("action_act", "reorder", "还没有完成过的订单", "no completed order yet"),
        ("action_deny", "deny", "那先这样", "All right."),
    ],
)  # fmt: skip
async def test_the_answer_is_in_the_language_of_the_message(
    demo: DemoPark, action: str, intent: str, zh: str, en: str
) -> None:
    bot = await Bot.new(demo)
    for language, expected in (("zh", zh), ("en", en), ("zh", zh)):
        bot.hear("…", intent, language=language)
        assert expected in (await bot.run(action)).text
