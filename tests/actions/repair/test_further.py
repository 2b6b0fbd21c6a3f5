"""A further fault whose place nobody says, and answers that say what is known already."""

from datetime import timedelta

from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import FORM, broken, place_of, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
THERE_TOO = entity("relation", "there_too", start=0, end=2)


async def _reported(demo: DemoPark) -> Bot:
    bot = await Bot.new(demo)
    where = location("A", 3, "301", start=0, end=6)
    await report(bot, "A座3楼301空调不凉", *broken(), where, now=NOW)
    return bot


async def test_what_breaks_besides_is_where_the_last_one_was(demo: DemoPark) -> None:
    bot = await _reported(demo)
    words = "头顶那盏灯也不亮"
    later = NOW + timedelta(minutes=1)
    await report(bot, words, *broken("electrical"), THERE_TOO, now=later)
    first, second = await bot.tickets()
    assert place_of(second) == place_of(first)
    assert place_of(first)[:3] == ("A", 3, "301")


async def test_without_a_word_of_it_the_place_is_asked(demo: DemoPark) -> None:
    bot = await _reported(demo)
    await report(bot, "灯不亮", *broken("electrical"), now=NOW + timedelta(minutes=1))
    assert len(await bot.tickets()) == 1


async def test_long_after_the_last_one_the_place_is_asked(demo: DemoPark) -> None:
    bot = await _reported(demo)
    later = NOW + timedelta(hours=5)
    await report(bot, "头顶那盏灯也不亮", *broken("electrical"), THERE_TOO, now=later)
    assert len(await bot.tickets()) == 1


async def test_a_building_that_is_told_again_is_all_that_is_known(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    where = location("A", start=0, end=2)
    await report(bot, "A座灯不亮", *broken("electrical"), where, now=NOW)
    assert await bot.tickets() == []
    words = "A座靠门口的地方"
    later = NOW + timedelta(seconds=30)
    bot.asked("repair_location", FORM)
    await report(bot, words, location("A", start=0, end=2), now=later)
    [ticket] = await bot.tickets()
    assert place_of(ticket) == ("A", None, None, words)
