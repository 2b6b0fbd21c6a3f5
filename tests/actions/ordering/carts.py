"""A cart on its way through the checkout form."""

from tests.actions.driver import Bot, entity, location, time
from tests.given.demo_park import NOON, DemoPark

KNOWN = {
    "location": "known",
    "slot": "known",
    "phone": "known",
    "invoice": "known",
    "confirm": None,
}


async def ordering(demo: DemoPark, requested: str | None = "location") -> Bot:
    """Two beef noodles in the cart, and the form's question asked."""
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked(requested)
    return bot


async def ready(demo: DemoPark) -> Bot:
    """All is known; the confirmation has been asked for."""
    bot = await ordering(demo)
    bot.hear(
        "送到A座3楼301，12点，电话13800000000",
        "checkout",
        location("A", 3, "301"),
        time(NOON),
        entity("phone", "13800000000"),
    )
    ran = await bot.validate()
    assert ran.slots == KNOWN
    bot.asked("confirm")
    return bot


async def confirm(bot: Bot) -> None:
    bot.hear("确认", "affirm")
    assert (await bot.validate()).slots == KNOWN | {"confirm": True}
