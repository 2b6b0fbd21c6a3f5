"""Dropping all that is open at once; what is placed is asked about."""

import pytest

from actions.kit.giving_up import says_everything
from actions.kit.said import Said
from tests.actions.driver import Bot, entity, found_besides
from tests.actions.ordering.test_orders import place
from tests.given.demo_park import DemoPark


def said(text: str, *entities: dict[str, object]) -> Said:
    return Said.of(
        {"text": text, "intent": {"name": "deny"}, "entities": found_besides(text, entities)}
    )


@pytest.mark.parametrize(
    "text",
    [
        "都不要了",
        "算了，都不要了",
        "全部取消",
        "把所有的都取消吧",
        "cancel everything",
        "Forget it all!",
    ],
)
def test_everything(text: str) -> None:
    assert says_everything(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "算了",
        "不要了",
        "取消订单",
        "都不要辣",
        "报修都取消吧",
        "never mind",
        "cancel my order",
        "都行",
    ],
)
def test_less_than_everything(text: str) -> None:
    assert not says_everything(said(text))


def test_a_dish_is_not_everything() -> None:
    assert not says_everything(said("牛肉面都不要了", entity("item", 1)))


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def test_cart_and_report_are_dropped_and_named(bot: Bot) -> None:
    await bot.order()
    bot.slots |= {"repair": True, "repair_draft": {"words": "空调坏了"}}
    bot.asked("repair_location", "repair_form")
    bot.hear("都不要了", "cancel_order")
    ran = await bot.validate("repair_form")
    assert ran.text == "好的，这些都不要了：没下的单（牛肉面×2）、没说完的报修。"
    assert ran.slots["repair"] is False
    assert (await bot.drafts(), await bot.tickets()) == ([], [])


async def test_with_nothing_open_nothing_is_dropped(bot: Bot) -> None:
    bot.hear("都不要了", "deny")
    assert (await bot.run("action_deny")).text == "好的，那先这样。需要的时候再叫我。"


async def test_an_order_that_is_placed_is_asked_about_and_stays_until_a_yes(bot: Bot) -> None:
    order = await place(bot)
    bot.hear("全部取消", "cancel_order")
    ran = await bot.run("action_act")
    assert ran.text == f"订单 {order.order_no}（牛肉面×2）已经下了，也要取消吗？"
    await bot.told(ran.text, **ran.responses[-1]["custom"])
    bot.hear("不用", "deny")
    assert (await bot.run("action_deny")).text == f"好的，订单 {order.order_no} 照常。"
    bot.hear("取消", "cancel_order")
    await bot.run("action_act")
    bot.hear("是的", "affirm")
    assert (await bot.run("action_affirm")).text == f"订单 {order.order_no} 已取消（牛肉面×2）。"


def test_who_keeps_something_does_not_drop_everything() -> None:
    everything = entity("give_up", "all")
    kept = {**entity("line_ref", {"among": "all"}), "role": "keep"}
    assert says_everything(said("drop everything", everything))
    assert not says_everything(said("drop what we eat, keep what we drink", everything, kept))
