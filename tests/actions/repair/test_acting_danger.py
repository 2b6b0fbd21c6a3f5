"""Danger as an act: advice, ticket and staff at once; taken back; a yes where it was asked."""

import pytest

from models.conversations import Conversation
from tests.actions.acting import acts, told_of
from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark

SMOKE = {
    "act": "danger",
    "kind": "smoke",
    "fields": {
        "description": "B座8楼插线板冒烟",
        "place": {"building": "B", "floor": 8, "room": "812"},
        "category": "electrical",
    },
}


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    bot = await Bot.new(demo)
    await bot.store("B座8楼插线板冒烟")
    return bot


async def owner(bot: Bot) -> str:
    async with bot.demo.sessions() as session:
        return (await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))).owner


async def test_an_alarm_opens_a_critical_ticket_and_queues_the_conversation(bot: Bot) -> None:
    ran = await acts(bot, SMOKE)
    [ticket] = await bot.tickets()
    assert (ticket.urgency, ticket.category) == ("critical", "electrical")
    assert (ticket.building, ticket.floor, ticket.room) == ("B", 8, "812")
    assert ticket.description == "B座8楼插线板冒烟"
    assert ticket.ticket_no in ran.text
    assert await owner(bot) == "queued"


async def test_where_it_is_not_said_the_form_asks(bot: Bot) -> None:
    ran = await acts(bot, {"act": "danger", "kind": "gas"})
    assert ran.slots["next_form"] == "repair_form"
    [ticket] = await bot.tickets()
    assert (ticket.urgency, ticket.description) == ("critical", "B座8楼插线板冒烟")


async def test_the_cart_waits_for_it(bot: Bot) -> None:
    await bot.order()
    bot.asked("location")
    ran = await acts(bot, {"act": "danger", "kind": "fire"})
    assert (ran.slots["next_form"], bot.loop) == ("repair_form", "repair_form")
    assert [item for item, *_ in await bot.cart()] == ["beef_noodles"]


async def test_taken_back_staff_are_told_and_the_ticket_stays_theirs(bot: Bot) -> None:
    await told_of(bot, await acts(bot, SMOKE))
    ran = await acts(bot, {"act": "danger", "now": False})
    [ticket] = await bot.tickets()
    assert ticket.ticket_no in ran.text
    assert ticket.status not in ("cancelled", "closed")


@pytest.mark.parametrize(("answer", "tickets"), [("confirm", 1), ("deny", 0)])
async def test_yes_or_no_to_whether_it_is_happening(bot: Bot, answer: str, tickets: int) -> None:
    bot.hear("好像有点煤气味", "danger", danger={"zone": "ask", "kind": "gas", "p": 0.5})
    await told_of(bot, await bot.run("action_danger"))
    await acts(bot, {"act": answer})
    assert len(await bot.tickets()) == tickets
