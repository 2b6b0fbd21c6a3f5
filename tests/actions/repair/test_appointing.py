"""The window in which somebody comes, in the chat: told, and moved by what is said of when."""

from datetime import datetime
from typing import Any

import pytest

from models.tickets import Ticket
from services.tickets.appointment_notices import another_window
from tests.actions.acting import acts, pressed
from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark
from tests.given.visiting import at, engineer, promised, window

A301 = {"building": "A", "floor": 3, "room": "301"}
START = {
    "act": "start",
    "what": "repair",
    "fields": {"description": "空调不凉", "category": "hvac", "place": A301},
}


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def arranged(bot: Bot) -> Ticket:
    await acts(bot, START)
    [ticket] = await bot.tickets()
    async with bot.demo.sessions.begin() as session:
        ticket = await session.get_one(Ticket, (bot.demo.id, ticket.id))
        return await promised(
            session, ticket, await engineer(session, bot.demo.id), window(3, 9, 11)
        )


def wants(**when: Any) -> dict[str, Any]:
    return {"act": "correct", "of": {"what": "repair"}, "fields": {"when": when}}


def clock(moment: datetime) -> dict[str, Any]:
    return {"start": moment.isoformat(), "day": moment.date().isoformat()}


async def stands(bot: Bot) -> tuple[datetime | None, datetime | None]:
    [ticket] = await bot.tickets()
    return ticket.appointment_from, ticket.appointment_until


async def test_when_they_come_is_told_instead_of_the_clocks_promise(bot: Bot) -> None:
    ticket = await arranged(bot)
    ran = await acts(bot, {"act": "ask", "about": "status", "of": {"what": "repair"}})
    assert "王强约好明天 12月3日 周四 09:00–11:00 上门。" in ran.text
    assert "响应" not in ran.text
    assert ran.responses[-1]["custom"]["comes"]["who"] == "王强"
    assert ran.responses[-1]["custom"]["ticket_no"] == ticket.ticket_no


async def test_another_hour_is_the_offered_window_in_which_it_lies(bot: Bot) -> None:
    await arranged(bot)
    ran = await acts(bot, wants(**clock(at(3, 14))))
    assert await stands(bot) == (at(3, 13), at(3, 15))
    assert "改到明天 12月3日 周四 13:00–15:00" in ran.text
    [ticket] = await bot.tickets()
    assert ticket.preferred_from is None


async def test_two_hours_later_is_counted_from_what_stands(bot: Bot) -> None:
    await arranged(bot)
    await acts(bot, wants(shift=120))
    assert await stands(bot) == (at(3, 11), at(3, 13))


async def test_a_time_that_nobody_has_offers_the_nearest_and_a_press_takes_one(bot: Bot) -> None:
    await arranged(bot)
    ran = await acts(bot, wants(**clock(at(3, 20))))
    assert await stands(bot) == (at(3, 9), at(3, 11))
    buttons = ran.responses[-1]["buttons"]
    assert [one["title"] for one in buttons] == [
        "明天 12月3日 周四 11:00–13:00",
        "明天 12月3日 周四 13:00–15:00",
        "明天 12月3日 周四 15:00–17:00",
        "后天 12月4日 周五 09:00–11:00",
    ]
    await pressed(bot, buttons[2]["payload"])
    assert await stands(bot) == (at(3, 15), at(3, 17))


async def test_a_day_alone_keeps_the_hour(bot: Bot) -> None:
    await arranged(bot)
    await acts(bot, wants(day="2026-12-04"))
    assert await stands(bot) == (at(4, 9), at(4, 11))


async def test_without_a_time_the_next_windows_are_offered(bot: Bot) -> None:
    await arranged(bot)
    ran = await acts(bot, wants(words="另外的时间"))
    assert await stands(bot) == (at(3, 9), at(3, 11))
    assert [one["title"] for one in ran.responses[-1]["buttons"]][:2] == [
        "今天 11:00–13:00",
        "今天 13:00–15:00",
    ]


async def test_what_is_said_besides_a_time_goes_to_the_ticket(bot: Bot) -> None:
    await arranged(bot)
    said = wants(**clock(at(3, 14)))
    said["fields"]["phone"] = "13900001111"
    await acts(bot, said)
    [ticket] = await bot.tickets()
    assert (ticket.appointment_from, ticket.phone) == (at(3, 9), "13900001111")


async def test_an_act_that_a_button_holds_can_be_read(bot: Bot) -> None:
    """The notice's button is acts as a button of ours holds them."""
    ticket = await arranged(bot)
    ran = await pressed(bot, another_window(ticket.ticket_no))
    assert "王强还有这些时段" in ran.text
