"""What is reported again: what was done before, and what is being done."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import A301, broken, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def resolved(bot: Bot, *, at: datetime = WEDNESDAY_MORNING) -> Ticket:
    """A repair of the tenant's in A 301 that was done."""
    await report(bot, "A座301空调不制冷", *broken(), location(**A301), now=at)
    async with bot.demo.sessions.begin() as session:
        ticket = (await session.scalars(select(Ticket).order_by(Ticket.id.desc()))).first()
        assert ticket is not None
        return await tickets.advance(session, bot.demo.id, ticket.id, "resolve", by=ITSELF, now=at)


async def test_again_reopens_what_was_done_in_the_same_place_lately(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await resolved(bot)
    later = WEDNESDAY_MORNING + timedelta(days=6)
    ran = await report(bot, "301空调又不冷了", *broken(), location(**A301), now=later)
    [ticket] = await bot.tickets()
    assert (ticket.status, ticket.status_reason) == ("reopened", "301空调又不冷了")
    assert ran.text.startswith(f"抱歉没有一次修好。工单 {ticket.ticket_no} 已重新打开")


@pytest.mark.parametrize(
    ("category", "where", "days"),
    [("plumbing", A301, 1), ("hvac", {**A301, "room": "302"}, 1), ("hvac", A301, 8)],
    ids=["another_thing", "another_room", "too_long_ago"],
)
async def test_again_elsewhere_or_long_after_is_a_new_report(
    demo: DemoPark, category: str, where: dict[str, Any], days: int
) -> None:
    bot = await Bot.new(demo)
    await resolved(bot)
    later = WEDNESDAY_MORNING + timedelta(days=days)
    await report(bot, "又坏了", *broken(category), location(**where), now=later)
    assert [t.status for t in await bot.tickets()] == ["resolved", "reported"]


async def test_a_number_says_which_one_is_broken_again(demo: DemoPark) -> None:
    bot, other = await Bot.new(demo), await Bot.new(demo)
    ticket = await resolved(bot)
    number = entity("ticket_no", ticket.ticket_no)
    ran = await report(other, f"{ticket.ticket_no}又坏了", *broken("other"), number)
    assert ran.text == f"没有找到工单 {ticket.ticket_no}，麻烦核对一下工单号。"
    await report(bot, f"{ticket.ticket_no}又坏了", *broken("other"), number)
    assert [t.status for t in await bot.tickets()] == ["reopened"]


async def test_more_about_an_open_ticket_is_noted_there(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "A座301空调不制冷", *broken(), location(**A301))
    [ticket] = await bot.tickets()
    number = entity("ticket_no", ticket.ticket_no)
    ran = await report(bot, f"{ticket.ticket_no} 现在开始滴水", *broken("plumbing"), number)
    assert f"已经补充到工单 {ticket.ticket_no}" in ran.text
    async with demo.sessions() as session:
        lines = await tickets.history(session, demo.id, ticket.id)
    assert [(line.action, line.text) for line in lines] == [
        ("report", "A座301空调不制冷"),
        ("message", f"{ticket.ticket_no} 现在开始滴水"),
    ]


async def test_broken_again_counts_also_where_the_bot_understood_no_more(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await resolved(bot)
    bot.hear(f"{ticket.ticket_no} 又坏了", "out_of_scope", entity("ticket_no", ticket.ticket_no))
    await bot.run("action_out_of_scope")
    assert [t.status for t in await bot.tickets()] == ["reopened"]
