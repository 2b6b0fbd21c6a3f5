"""A cart of the shop, by chat."""

from typing import Any

from tests.actions.driver import Bot, Ran, entity


async def cart(bot: Bot, code: str = "umbrella", quantity: int = 2) -> None:
    bot.hear("买", "order_goods", bot.item(code), entity("quantity", quantity, group="1"))
    await bot.run("action_act")
    bot.asked("location")


async def answer(bot: Bot, said: str, *entities: dict[str, Any], intent: str = "checkout") -> Ran:
    bot.hear(said, intent, *entities)
    return await bot.validate()
