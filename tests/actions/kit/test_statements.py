"""What a message costs the database: the statements of its actions."""

from collections.abc import Callable

import pytest

from actions.kit.joint import jointly
from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import A301, broken
from tests.actions.visits.visiting import at, name
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted


def order(bot: Bot) -> None:
    what = bot.item("beef_noodles"), entity("quantity", 2, group="1")
    bot.hear("两份牛肉面", "order_food", *what)


def repair(bot: Bot) -> None:
    bot.hear("A座301空调不制冷", "report_repair", *broken(), location(**A301))


def visit(bot: Bot) -> None:
    bot.hear("登记访客", "register_visitor", name("王总"), at())


def question(bot: Bot) -> None:
    asks = entity("question", "spice", start=3, end=6)
    bot.hear("牛肉面辣不辣", "ask_faq", bot.item("beef_noodles", start=0, end=3), asks)


@pytest.mark.parametrize(
    ("says", "action", "most"),
    [
        (order, "action_act", 9),
        (repair, "action_act", 7),
        (visit, "action_act", 11),
        (question, "action_faq", 5),
    ],
)
async def test_a_message_costs_no_more_statements_than_it_did(
    demo: DemoPark, says: Callable[[Bot], None], action: str, most: int
) -> None:
    bot = await Bot.new(demo)
    says(bot)
    await bot.call(action)  # What is remembered of the park is read once.
    says(bot)
    with counted(demo.sessions) as seen:
        await bot.run(action)
    assert len(seen) <= most, "\n".join(seen)


async def test_what_a_form_asks_next_costs_four_more(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order(bot)
    await bot.run("action_act")
    with counted(demo.sessions) as seen:
        async with jointly(demo.sessions):
            await bot.validate("checkout_form")
            await bot.run("action_ask_checkout_form_location")
    assert len(seen) <= 4, "\n".join(seen)


async def test_a_button_of_an_order_reads_nothing_of_repairs_and_visits(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    what = bot.item("beef_noodles", group=None), entity("quantity", 2)
    bot.hear('/order_food{"item": 1, "quantity": 2}', "order_food", *what)
    with counted(demo.sessions) as seen:
        await bot.run("action_act")
    assert [one for one in seen if "FROM ticket" in one or "FROM visit" in one] == []
    assert (await bot.draft()).lines[0].quantity == 2


@pytest.mark.parametrize("text", ["一份牛肉面", '/order_food{"item": 1, "quantity": 1}'])
async def test_pressed_or_typed_the_same_form_goes_on(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    bot.hear("登记访客", "register_visitor", name("王总"))
    await bot.run("action_act")
    bot.asked("visit_time", "visitor_form")
    bot.hear(text, "order_food", bot.item("beef_noodles", group=None), entity("quantity", 1))
    ran = await bot.run("action_act")
    assert (ran.slots["next_form"], ran.slots["cart"]) == ("visitor_form", False)
    assert (await bot.draft()).lines[0].quantity == 1
    bot.slots["next_form"], bot.loop = None, "checkout_form"
    bot.hear(text, "order_food", bot.item("beef_noodles", group=None), entity("quantity", 1))
    assert (await bot.run("action_act")).slots["next_form"] == "checkout_form"
