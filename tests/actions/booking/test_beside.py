"""Something else for the time that was offered."""

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark

PROJECTOR = "明天九点到十二点便携投影仪能借吗"


async def test_one_that_was_offered_and_another_are_both_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, PROJECTOR, "find_room")
    await say(bot, "and the portable speaker too pls", "find_room", goes_on={"beside": 0.9})
    assert len(await rows(demo, "confirmed")) == 2


async def test_what_would_do_as_well_changes_nothing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "周五晚上七点到九点订羽毛球1号场", "book")
    [before] = await rows(demo, "confirmed")
    await say(bot, "2号场也行 if 1 is gone", "change_booking", goes_on={"beside": 0.3, "take": 0.2})
    [after] = await rows(demo, "confirmed")
    assert after.resource_id == before.resource_id
