"""Messages in which nothing was heard of a booking, and that are about one."""

from datetime import datetime

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.booking import at
from tests.given.demo_park import DemoPark

TWO = ("明天上午十点到十一点订远山", "周五上午十点到十一点订A座301")


async def test_a_court_is_offered_to_who_asks_for_one(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "badminton tonight 7 to 9 possible?", "out_of_scope")
    assert len(ran.buttons) == 2
    assert await rows(demo) == []


async def test_a_hall_of_today_is_refused_and_asked_for_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "今天下午报告厅西区能用一下吗 60人", "out_of_scope")
    assert "24小时" in ran.responses[0]["text"]
    ran = await say(bot, "那后天下午两点到四点呢", "change_booking", goes_on={"time": 0.9})
    wish = ran.responses[0]["custom"]["booking_wish"]
    assert datetime.fromisoformat(wish["starts"]) == at(14, day=4)
    assert wish["headcount"] == 60


async def test_what_is_said_of_a_court_in_passing_books_none(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "羽毛球场的灯昨天坏了", "out_of_scope")
    assert await rows(demo) == []


async def test_the_one_of_the_day_is_called_off_that_sounds_like_a_visit(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for text in TWO:
        await say(bot, text, "book")
    bot.hear("明天的sync帮我cancel掉", "cancel_visit", goes_on={"drop": 0.9}, confidence=0.5)
    ran = await bot.run("action_act")
    [left] = await rows(demo, "confirmed")
    assert left.starts_at == at(10, day=4), ran.texts
