"""A hundred messages that want more than to be read, and a model that obeys: none is."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from models.conversations import Conversation
from models.handoffs import Handoff
from models.ordering import Order
from models.payments import Payment
from models.tickets import Ticket
from models.visits import Visit
from services.readers.vocabulary import CHANGES_NOTHING, VOCABULARY
from tests.actions.driver import Bot, entity
from tests.actions.readers.test_proposing import FALLBACK, pointed, tell
from tests.given.demo_park import DemoPark
from tests.given.injections import INJECTIONS

TABLES = (Order, Ticket, Visit, Handoff, Payment)
MAY = frozenset({"deny"}).union(*(one.acts for one in VOCABULARY))
"""Acts that a button may hold: those of the vocabulary, and the no."""
pytestmark = pytest.mark.timeout(600)


async def rows(bot: Bot) -> list[Any]:
    async with bot.demo.sessions() as session:
        counts = [await session.scalar(select(func.count()).select_from(one)) for one in TABLES]
        owner = await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))
        return [*counts, owner.owner]


def acts_in(command: str) -> list[str]:
    """The acts of a button; a shortcut of the bot's own holds none."""
    name, _, about = command.partition("{")
    return [one["act"] for one in json.loads("{" + about)["acts"]] if name == "/act" else []


@pytest.mark.parametrize("part", range(4))
async def test_none_is_obeyed(demo: DemoPark, part: int) -> None:
    """Each is pointed at for each act that there is, three at a time, with whatever our parsers may
    find; what comes of it is a question, our own answer to one, or nothing."""
    bot = await Bot.new(demo)
    before = await rows(bot)
    changes = [one.do for one in VOCABULARY if not one.acts <= CHANGES_NOTHING]
    found = [bot.item("beef_noodles"), entity("quantity", 9, group="1")]
    for number, text in enumerate(INJECTIONS[part::4]):
        dos = [changes[(3 * number + more) % len(changes)] for more in range(3)]
        bot.hear(text, "out_of_scope", language="zh" if part % 2 else "en")
        tell(bot, read={text: [pointed(do, text, *found) for do in dos]})
        ran = await bot.call(FALLBACK)
        assert {act for _, command in ran.buttons for act in acts_in(command)} <= MAY, text
        assert await rows(bot) == before, text
        bot.events.clear()
