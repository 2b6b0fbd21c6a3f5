"""Messages that are stored and taken, as the gateway does it before the bot hears them."""

from models.conversations import Message
from services.conversations import turns
from services.conversations.concluding import conclude
from services.conversations.under_way import Taken
from tests.actions.driver import WEDNESDAY_MORNING, Bot, entity


async def asked(bot: Bot) -> tuple[Message, Taken]:
    """An order, stored and taken."""
    await bot.store("两份牛肉面")
    bot.hear("两份牛肉面", "order_food", bot.item("beef_noodles"), entity("quantity", 2, group="1"))
    async with bot.demo.sessions.begin() as session:
        found = await turns.take(
            session, bot.demo.id, bot.conversation_id, token="a", now=WEDNESDAY_MORNING,
            until=WEDNESDAY_MORNING.replace(year=2099),
        )  # fmt: skip
    assert found is not None
    assert found.taken is not None
    return found.message, found.taken


async def with_a_cart(bot: Bot) -> tuple[Message, Taken]:
    """The same order once more, taken while the cart of the first stands."""
    message, _ = await asked(bot)
    await bot.run("action_act")
    async with bot.demo.sessions.begin() as session:
        await conclude(session, message, [], token="a", author="bot", now=WEDNESDAY_MORNING)
    return await asked(bot)
