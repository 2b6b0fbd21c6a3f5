"""Something to take along, called by what was spoken of before."""

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.booking import at, thing
from tests.given.demo_park import DemoPark

DEAD = "the projector is dead"


async def test_a_portable_one_does_what_is_broken(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.store(DEAD)
    await say(bot, "could we grab a portable one tomorrow 2 to 4pm", "book")
    [one] = await rows(demo, "confirmed")
    async with demo.sessions() as session:
        projector = await thing(session, demo, "projector_1")
    assert (one.resource_id, one.starts_at) == (projector.id, at(14, day=3))


async def test_it_is_for_the_meeting_that_goes_on(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "现在到十二点订远山", "book")
    await say(bot, "给我们弄个便携的投影仪顶一下", "book", goes_on={"other_room": 0.6})
    room, projector = await rows(demo, "confirmed")
    assert projector.resource_id != room.resource_id
    assert projector.ends_at == room.ends_at


BACK = "它自己又好了，便携的不用了"


async def test_it_is_given_back_by_what_it_is(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "现在到十二点订远山", "book")
    await say(bot, "借一个便携的投影仪", "book")
    await say(bot, BACK, "cancel_booking", goes_on={"keep": 0.4, "take": 0.4})
    [left] = await rows(demo, "confirmed")
    async with demo.sessions() as session:
        assert left.resource_id == (await thing(session, demo, "b_201")).id
