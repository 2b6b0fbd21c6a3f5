"""A yes to nothing that was asked."""

from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark


async def test_who_is_content_with_what_was_done_is_offered_no_lunch(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.told("订好了", booking_no="B-1")
    bot.hear("行 就这样", "affirm")
    assert "订餐" not in (await bot.run("action_affirm")).text


async def test_who_has_said_nothing_yet_is_told_what_to_say(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("好的", "affirm")
    assert "订餐" in (await bot.run("action_affirm")).text
