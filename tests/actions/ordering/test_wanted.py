"""What is wanted behind a question that a search of the shop answers."""

from tests.actions.driver import Bot, Entity, Ran, entity
from tests.given.demo_park import DemoPark

ASKS = {**entity("question", "stock"), "start": 0, "end": 5}


def many(quantity: int) -> Entity:
    return {**entity("quantity", quantity), "start": 9, "end": 11}


async def asked(bot: Bot, text: str, quantity: int, intent: str) -> Ran:
    bot.hear(text, intent, ASKS, many(quantity))
    return await bot.run(f"action_{intent}")


async def test_so_many_of_what_is_found_are_put_in_and_the_check_out_goes_on(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    bot.hear("有雨伞卖吗，有的话拿两把", "browse_shop", ASKS, bot.item("umbrella"), many(2))
    ran = await bot.run("action_browse_shop")
    assert await bot.cart() == [("umbrella", 2, [], None)]
    assert (bot.loop, ran.slots["cart"]) == ("checkout_form", True)


async def test_what_is_only_something_like_it_is_shown(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await asked(bot, "有笔卖吗？有的话拿两支", 2, "browse_shop")
    assert await bot.drafts() == []


async def test_what_nobody_sells_is_said_so_without_the_menus(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await asked(bot, "有没有寿司？有的话来两份", 2, "browse_menu")
    assert "没有找到您要的" in ran.text
    assert "午餐" not in ran.text
    assert await bot.drafts() == []
