"""One to five, once, for what is the tenant's own."""

from typing import Any

from sqlalchemy import select

from models.handoffs import Handoff
from models.tickets import Ticket
from services.handoffs import handoffs
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.actions.driver import Bot, Ran, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def rate(bot: Bot, about: str, stars: int, comment: str | None = None, **how: Any) -> Ran:
    said = [entity("comment", comment)] if comment else []
    bot.hear("/rate", "rate", entity("rating", stars), entity("about", about), *said, **how)
    return await bot.run("action_rate")


async def repaired(demo: DemoPark, status: str = "resolve") -> tuple[Bot, Ticket]:
    bot = await Bot.new(demo)
    bot.hear(
        "A座301漏水", "report_repair", entity("repair_category", "plumbing"),
        location("A", 3, "301"),
    )  # fmt: skip
    await bot.run("action_act")
    ticket = (await bot.tickets())[-1]
    async with demo.sessions.begin() as session:
        await tickets.advance(session, demo.id, ticket.id, status, by=ITSELF, now=WEDNESDAY_MORNING)
    return bot, ticket


async def test_a_rating_with_a_comment_is_kept_and_confirms_the_repair(demo: DemoPark) -> None:
    bot, ticket = await repaired(demo)
    ran = await rate(bot, f"ticket:{ticket.id}", 4, "有点慢")
    assert ran.text == "谢谢您的评价！"
    [ticket] = await bot.tickets()
    assert (ticket.rating, ticket.rating_comment, ticket.status) == (4, "有点慢", "confirmed")


async def test_the_first_one_counts(demo: DemoPark) -> None:
    bot, ticket = await repaired(demo)
    await rate(bot, f"ticket:{ticket.id}", 5)
    assert (await rate(bot, f"ticket:{ticket.id}", 1)).text == "这次服务已经评过了，谢谢您！"
    assert [t.rating for t in await bot.tickets()] == [5]


async def test_a_low_one_is_answered_with_an_apology_and_a_person(demo: DemoPark) -> None:
    bot, ticket = await repaired(demo)
    ran = await rate(bot, f"ticket:{ticket.id}", 2, language="en")
    assert "sorry that it wasn't better" in ran.text
    assert ran.buttons == [("Talk to a person", "/ask_human")]


async def test_what_is_not_ones_own_not_done_or_not_there_is_not_rated(demo: DemoPark) -> None:
    bot, ticket = await repaired(demo)
    stranger = await Bot.new(demo)
    await rate(stranger, f"ticket:{ticket.id}", 1)
    for about in ("ticket:999999", "ticket:", "", "order:1"):
        await rate(bot, about, 1)
    await rate(bot, f"ticket:{ticket.id}", 6)
    unfinished, other = await repaired(demo, "triage")
    await rate(unfinished, f"ticket:{other.id}", 5)
    assert {t.rating for t in await bot.tickets()} == {None}


async def test_a_talk_with_staff_is_rated_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("转人工", "ask_human")
    await bot.run("action_ask_human")
    async with demo.sessions.begin() as session:
        handoff_id = await session.scalar(select(Handoff.id))
        await handoffs.hand_back(
            session, demo.id, bot.conversation_id, by="resolved", staff=None,
            now=WEDNESDAY_MORNING,
        )  # fmt: skip
    assert (await rate(bot, f"handoff:{handoff_id}", 5)).text == "谢谢您的评价！"
    assert "已经评过了" in (await rate(bot, f"handoff:{handoff_id}", 1)).text
    async with demo.sessions() as session:
        assert await session.scalar(select(Handoff.rating)) == 5
