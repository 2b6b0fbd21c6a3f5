"""Who tells more of what we asked about, whether it is a danger, reports it."""

from datetime import timedelta

from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import broken, place_of
from tests.actions.repair.test_danger import ASK, NOW, say
from tests.given.demo_park import DemoPark

ASKED = "有人把热水打翻了，A座4楼走廊"


async def _asked(demo: DemoPark) -> Bot:
    bot = await Bot.new(demo)
    where = location("A", 4, start=9, end=13)
    found = [*broken("cleaning"), where]
    await say(bot, ASKED, *found, zone=ASK, kind="flood")
    return bot


async def test_more_of_it_is_reported_with_what_was_said_before(demo: DemoPark) -> None:
    bot = await _asked(demo)
    words = "地上还有碎玻璃"
    bot.hear(words, "report_repair", *broken("cleaning"), now=NOW + timedelta(seconds=20))
    await bot.run("action_act")
    [ticket] = await bot.tickets()
    assert (place_of(ticket)[:2], ticket.urgency) == (("A", 4), "normal")
    assert ticket.description == f"{ASKED}\n{words}"


async def test_another_floor_is_where_it_is(demo: DemoPark) -> None:
    bot = await _asked(demo)
    at = location(floor=5, start=3, end=5)
    bot.hear(
        "不对，5楼",
        "report_repair",
        entity("correction", True),
        at,
        now=NOW + timedelta(seconds=20),
    )
    await bot.run("action_act")
    [ticket] = await bot.tickets()
    assert place_of(ticket)[:2] == ("A", 5)


async def test_what_breaks_in_another_building_is_a_report_of_its_own(demo: DemoPark) -> None:
    bot = await _asked(demo)
    text, there = "B座3楼空调坏了", location("B", 3, start=0, end=4)
    bot.hear(text, "report_repair", *broken(), there, now=NOW + timedelta(seconds=20))
    await bot.run("action_act")
    [ticket] = await bot.tickets()
    assert (place_of(ticket)[:2], ticket.category) == (("B", 3), "hvac")
    assert ASKED not in ticket.description


async def test_after_its_minute_it_is_asked_about_no_more(demo: DemoPark) -> None:
    bot = await _asked(demo)
    bot.hear("地上还有碎玻璃", "report_repair", *broken("cleaning"), now=NOW + timedelta(minutes=2))
    await bot.run("action_act")
    assert await bot.tickets() == []
