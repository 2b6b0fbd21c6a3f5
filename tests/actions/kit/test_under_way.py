"""The first action of a turn does not read again what was read with its message."""

import pytest
from sqlalchemy.exc import IntegrityError

from actions.kit.base import as_taken
from models.conversations import Message
from models.people import Person
from services.conversations import conversations, turns
from services.conversations.concluding import conclude
from services.conversations.under_way import Taken
from services.ordering import carts
from services.park import last_places
from services.park.places import Spot
from tests.actions.driver import WEDNESDAY_MORNING, Bot, entity
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted


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


async def test_an_action_says_and_does_the_same_with_two_statements_less(demo: DemoPark) -> None:
    reads = await Bot.new(demo)
    await asked(reads)
    with counted(demo.sessions) as read:
        said = await reads.run("action_act")
    bot = await Bot.new(demo)
    bot.messages = 100  # Its message is another one.
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken), counted(demo.sessions) as seen:
        assert (await bot.run("action_act")).text == said.text
    assert (await bot.cart(), len(read) - len(seen)) == (await reads.cart(), 2)


async def test_where_there_was_no_cart_none_is_looked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        with counted(demo.sessions) as seen:
            needed = as_taken(session, taken)
            assert await carts.drafts(session, needed.conversation) == []
    assert seen == []


async def test_who_writes_and_where_they_were_seen_are_not_looked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        person_id = conversation.person_id
        await last_places.seen(session, demo.id, person_id, Spot("A", 3), now=WEDNESDAY_MORNING)
    _, later = await asked(bot)
    for handed_over, spot in ((taken, None), (later, Spot("A", 3))):
        async with demo.sessions.begin() as session:
            with counted(demo.sessions) as seen:
                as_taken(session, handed_over)
                assert (await session.get_one(Person, (demo.id, person_id))).language == "zh"
                now = WEDNESDAY_MORNING
                assert await last_places.current(session, demo.id, person_id, now=now) == spot
        assert seen == []


async def test_a_cart_that_was_there_is_read(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, _ = await asked(bot)
    await bot.run("action_act")
    async with demo.sessions.begin() as session:
        await conclude(session, message, [], token="a", author="bot", now=WEDNESDAY_MORNING)
    _, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        needed = as_taken(session, taken)
        assert len(await carts.drafts(session, needed.conversation)) == 1


async def test_asked_again_it_gives_its_answer_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken):
        first = await bot.call("action_act")
        assert await bot.call("action_act") == first
    assert len((await bot.draft()).lines) == 1


async def test_where_another_process_has_acted_meanwhile_nothing_is_done_twice(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    await bot.call("action_act")  # It was not taken here, so it has read for itself.
    with bot.under_way.turn(message, taken), pytest.raises(IntegrityError):
        await bot.call("action_act")
    assert await bot.cart() == [("beef_noodles", 2, [], None)]
