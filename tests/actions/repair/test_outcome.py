"""After the work: fixed or not, by button or in words, and the rating that follows."""

from datetime import timedelta

import pytest

from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.actions.driver import Bot, Entity, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def asked_whether_fixed(demo: DemoPark) -> tuple[Bot, Ticket]:
    """A leak in A 301 that was repaired, and the notice that asks whether it is."""
    bot = await Bot.new(demo)
    bot.hear(
        "A座301漏水", "report_repair", entity("repair_category", "plumbing"),
        location("A", 3, "301"),
    )  # fmt: skip
    await bot.run("action_act")
    [ticket] = await bot.tickets()
    await move(bot, ticket, "resolve")
    await bot.told(
        "解决了吗？", ticket_no=ticket.ticket_no, status="resolved", expects="repair_confirm"
    )
    return bot, ticket


async def move(bot: Bot, ticket: Ticket, action: str, days: int = 0) -> None:
    now = WEDNESDAY_MORNING + timedelta(days=days)
    async with bot.demo.sessions.begin() as session:
        await tickets.advance(session, bot.demo.id, ticket.id, action, by=ITSELF, now=now)


async def state(bot: Bot) -> tuple[str, str | None]:
    [ticket] = await bot.tickets()
    return ticket.status, ticket.status_reason


def about(ticket: Ticket) -> Entity:
    return entity("ticket_no", ticket.ticket_no)


async def test_the_button_fixed_confirms_and_asks_for_a_rating(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    bot.hear("/confirm_repair", "confirm_repair", about(ticket))
    ran = await bot.run("action_confirm_repair")
    assert await state(bot) == ("confirmed", None)
    assert ran.text.startswith("修好了就好，谢谢您的确认！\n这次服务您打几分？")
    assert [title for title, _ in ran.buttons] == ["1", "2", "3", "4", "5"]
    assert ran.buttons[4][1] == f'/rate{{"rating": 5, "about": "ticket:{ticket.id}"}}'
    custom = ran.responses[0]["custom"]
    assert (custom["expects"], custom["about"]) == ("rating", f"ticket:{ticket.id}")


async def test_the_button_not_fixed_reopens(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    bot.hear("/reopen_repair", "reopen_repair", about(ticket))
    ran = await bot.run("action_reopen_repair")
    assert await state(bot) == ("reopened", None)
    assert ran.text.startswith("抱歉没有一次修好。")


async def test_words_of_the_tenants_say_why(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    bot.hear("/reopen_repair", "reopen_repair", about(ticket), entity("comment", "还是漏水"))
    await bot.run("action_reopen_repair")
    assert await state(bot) == ("reopened", "还是漏水")


@pytest.mark.parametrize(
    ("said", "intent", "after"),
    [
        ("对", "affirm", ("confirmed", None)),
        ("不", "deny", ("reopened", "不")),
        ("水龙头那边在漏", "report_repair", ("reopened", "水龙头那边在漏")),
    ],
)
async def test_yes_no_and_the_same_trouble_answer_it(
    demo: DemoPark, said: str, intent: str, after: tuple[str, str | None]
) -> None:
    bot, _ = await asked_whether_fixed(demo)
    bot.hear(said, intent, entity("repair_category", "plumbing"))
    await bot.run(f"action_{intent}")
    assert await state(bot) == after


async def test_another_thing_broken_is_a_report_of_its_own(demo: DemoPark) -> None:
    bot, _ = await asked_whether_fixed(demo)
    bot.hear(
        "B座大堂灯不亮", "report_repair", entity("repair_category", "electrical"),
        location("B", place="大堂"),
    )  # fmt: skip
    await bot.run("action_act")
    assert [t.status for t in await bot.tickets()] == ["resolved", "reported"]


async def test_yes_long_after_the_question_is_not_about_it(demo: DemoPark) -> None:
    bot, _ = await asked_whether_fixed(demo)
    await bot.told("面做好了，请来取。")
    bot.hear("好的", "affirm")
    await bot.run("action_affirm")
    assert (await state(bot))[0] == "resolved"


async def test_yes_to_it_in_the_middle_of_an_order_does_not_place_the_order(
    demo: DemoPark,
) -> None:
    bot, _ = await asked_whether_fixed(demo)
    await bot.order("beef_noodles")
    bot.asked("confirm")
    bot.hear("好了", "affirm")
    assert (await bot.validate()).stepped_aside
    ran = await bot.run("action_affirm")
    assert (await state(bot))[0] == "confirmed"
    assert ran.slots["cart"] is True


async def test_a_confirmation_that_comes_late_says_how_it_stands(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    await move(bot, ticket, "reopen")
    bot.hear("/confirm_repair", "confirm_repair", about(ticket))
    ran = await bot.run("action_confirm_repair")
    assert "已重新打开，正在安排师傅" in ran.text
    assert (await state(bot))[0] == "reopened"


async def test_not_fixed_a_week_after_it_closed_needs_a_new_report(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    await move(bot, ticket, "close", days=7)
    bot.hear(
        "/reopen_repair", "reopen_repair", about(ticket),
        now=WEDNESDAY_MORNING + timedelta(days=8),
    )  # fmt: skip
    ran = await bot.run("action_reopen_repair")
    assert f"工单 {ticket.ticket_no} 完结已经超过 7 天" in ran.text
    assert (await state(bot))[0] == "closed"


async def test_somebody_elses_ticket_is_as_good_as_none(demo: DemoPark) -> None:
    bot, ticket = await asked_whether_fixed(demo)
    other = await Bot.new(demo)
    for name in ("confirm_repair", "reopen_repair"):
        other.hear(f"/{name}", name, about(ticket))
        assert "没有找到工单" in (await other.run(f"action_{name}")).text
    assert (await state(bot))[0] == "resolved"
