"""What a sentence that orders does, by what it names and by what there is in the cart."""

import pytest

from tests.actions.driver import Bot, Ran, entity
from tests.given.demo_park import DemoPark

ASKED = "想要哪一样、几份？直接说菜名就行，或者说“看菜单”。"
ASKED_EN = 'What would you like, and how many? Just name the dish, or say "menu".'
EMPTY = "还是空的"


async def some_lunch(bot: Bot, text: str = "想点个午饭", **how: str) -> Ran:
    """As the bot understands it: something of it counts, and nothing is named."""
    bot.hear(text, "order_food", entity("quantity", 1, unit="个"), entity("meal", "lunch"), **how)
    return await bot.run("action_act")


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [("想点个午饭", "zh", ASKED), ("I'd like a lunch", "en", ASKED_EN)],
)
async def test_who_names_nothing_is_asked_what_it_shall_be(
    demo: DemoPark, text: str, language: str, asked: str
) -> None:
    bot = await Bot.new(demo)
    ran = await some_lunch(bot, text, language=language)
    assert ran.text == asked
    assert [payload for _, payload in ran.buttons] == ["/browse_menu"]
    assert ran.responses[0]["custom"]["expects"] == "item"
    assert await bot.drafts() == []


async def test_so_is_who_says_no_more_than_that_they_want_to_order(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("我要点餐", "order_food")
    assert (await bot.run("action_act")).text == ASKED


async def test_so_is_who_has_taken_out_the_last_thing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.hear("牛肉面不要了", "modify_order", bot.item("beef_noodles", role="remove"))
    assert "单子里没有东西了" in (await bot.run("action_act")).text
    assert (await some_lunch(bot)).text == ASKED


async def test_a_bare_number_is_of_what_the_cart_holds(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.hear("三份", "order_food", entity("quantity", 3, unit="份"))
    ran = await bot.run("action_act")
    assert ran.text.startswith("现在的单子：\n牛肉面 ×3")
    assert await bot.cart() == [("beef_noodles", 3, [], None)]


async def test_an_empty_cart_that_is_looked_at_says_so(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("看看购物车", "view_cart")
    assert EMPTY in (await bot.run("action_act")).text
