"""What is given up for what was refused, and whose room is to be another."""

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.booking import at
from tests.given.demo_park import DemoPark


async def test_one_is_cancelled_and_what_was_refused_is_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "今天晚上七点到九点订羽毛球1号场", "book")
    await say(bot, "明天晚上七点到九点订羽毛球1号场", "book")
    ran = await say(bot, "book one court for friday 8 to 10 pm", "book", goes_on={"wants": 0.9})
    assert len(await rows(demo, "confirmed")) == 2, ran.responses
    text = "ok then cancel tomorrow's one and give me friday"
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.6, "wants": 0.3})
    today, friday = await rows(demo, "confirmed")
    assert (today.starts_at, friday.starts_at) == (at(19), at(20, day=4))


async def test_another_room_is_for_the_one_that_they_have_then(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天九点到十一点订远山", "book")
    await say(bot, "明天九点到十点有投影的会议室空着吗", "find_room")
    text = "easier if you swap me into another room with a projector, same time"
    await say(bot, text, "change_booking", goes_on={"other_room": 0.95})
    [one] = await rows(demo, "confirmed")
    assert one.ends_at == at(11, day=3)
