"""What a tenant writes after staff wrote to them about a repair goes to whoever works on it."""

import pytest

from models.tickets import Ticket
from services.conversations import conversations
from services.tickets import photos, thread, tickets
from tests.actions.driver import Bot, entity, location
from tests.actions.repair.test_photos import CLEANED, attached, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier

NOW = WEDNESDAY_MORNING


async def written_to(demo: DemoPark) -> tuple[Bot, Ticket]:
    """Somebody who reported a leak in A-301, and whom an engineer has asked something."""
    bot = await Bot.new(demo)
    await report(bot)
    [ticket] = await bot.tickets()
    async with demo.sessions.begin() as session:
        engineer = await make_staff(session, demo.id, name="王强", roles=["engineer"])
        assert ticket.person_id is not None
        await thread.write(session, ticket, engineer, ticket.person_id, "下午有人吗？", now=NOW)
    await Notifier(demo).handle_last(f"ticket:{ticket.id}")
    return bot, ticket


async def lines(demo: DemoPark, ticket: Ticket) -> list[tuple[bool, str | None]]:
    async with demo.sessions() as session:
        return [(line.by_staff, line.change.text) for line in await thread.lines(session, ticket)]


ASKED = (True, "下午有人吗？")


@pytest.mark.parametrize(
    ("text", "intent", "action"),
    [
        ("好的，我在办公室等你", "greet", "action_greet"),
        ("OK, I'll be there until five", "goodbye", "action_goodbye"),
        ("谢谢师傅", "thank", "action_thank"),
        ("前台有备用钥匙", "out_of_scope", "action_out_of_scope"),
        ("有的", "affirm", "action_affirm"),
        ("没有", "deny", "action_deny"),
        ("比早上滴得厉害", "report_repair", "action_act"),
    ],
)
async def test_an_answer_is_passed_on_whatever_it_was_taken_for(
    demo: DemoPark, text: str, intent: str, action: str
) -> None:
    bot, ticket = await written_to(demo)
    bot.hear(text, intent)
    ran = await bot.run(action)
    assert ran.text == bot_says(ticket)
    assert await lines(demo, ticket) == [ASKED, (False, text)]
    assert len(await bot.tickets()) == 1


def bot_says(ticket: Ticket) -> str:
    return f"收到，已转给处理工单 {ticket.ticket_no} 的同事。"


async def test_another_place_is_another_fault(demo: DemoPark) -> None:
    bot, ticket = await written_to(demo)
    bot.hear(
        "B座502灯坏了", "report_repair", entity("repair_category", "electrical"),
        location("B", 5, "502"),
    )  # fmt: skip
    await bot.run("action_act")
    assert await lines(demo, ticket) == [ASKED]
    assert len(await bot.tickets()) == 2


async def test_small_talk_is_small_talk_once_something_else_was_said(demo: DemoPark) -> None:
    bot, ticket = await written_to(demo)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        said = conversations.Reply("还有什么可以帮您？")
        await conversations.speak(session, conversation, [said], author="bot", now=NOW)
    bot.hear("谢谢", "thank")
    assert "已转给" not in (await bot.run("action_thank")).text
    assert await lines(demo, ticket) == [ASKED]


async def test_who_urges_it_is_read_in_their_own_words(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot)
    [ticket] = await bot.tickets()
    bot.hear("还在滴水，比之前还大", "urge_repair")
    assert (await bot.run("action_act")).text.startswith("已经替您催了")
    assert await lines(demo, ticket) == [(False, "还在滴水，比之前还大")]


async def test_once_the_ticket_is_over_nobody_would_read_it(demo: DemoPark) -> None:
    bot, ticket = await written_to(demo)
    async with demo.sessions.begin() as session:
        open_ticket = await tickets.load(session, demo.id, ticket.id, lock=True)
        open_ticket.status = "cancelled"
    bot.hear("谢谢", "thank")
    assert "已转给" not in (await bot.run("action_thank")).text


async def test_a_photo_goes_to_who_asked(demo: DemoPark) -> None:
    bot, ticket = await written_to(demo)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        kept = await photos.store(session, conversation, CLEANED, now=NOW)
    bot.hear("/photo", "photo")
    assert (await bot.run("action_photo")).text == bot_says(ticket)
    assert await attached(bot) == [ticket.id]
    async with demo.sessions() as session:
        (_, line) = await thread.lines(session, ticket)
    assert [one.id for one in line.photos] == [kept.id]
