"""Messages of acts, as a conversation of tests has them."""

import json
from datetime import datetime
from typing import Any

from tests.actions.driver import Bot, Ran, entity
from tests.given.demo_park import WEDNESDAY_MORNING


async def acts(
    bot: Bot, *said: dict[str, Any], language: str = "zh", now: datetime = WEDNESDAY_MORNING
) -> Ran:
    """Have these acts be a message, and carry them out."""
    text = "/act" + json.dumps({"acts": said}, ensure_ascii=False)
    bot.hear(text, "act", *(entity("acts", one) for one in said), language=language, now=now)
    return await bot.run("action_act")


async def pressed(bot: Bot, command: str) -> Ran:
    """Press a button that holds acts."""
    _, brace, about = command.partition("{")
    return await acts(bot, *json.loads(brace + about)["acts"])


async def told_of(bot: Bot, ran: Ran) -> None:
    """Keep what was said last as the conversation has it."""
    last = ran.responses[-1]
    await bot.told(last["text"], **last["custom"])
