"""What hours cost is said before a booking is moved or made longer, and afterwards."""

from tests.actions.booking.talk import press_titled, rows, say
from tests.actions.driver import Bot, Ran
from tests.given.demo_park import DemoPark


async def two_free_hours(bot: Bot) -> None:
    await say(bot, "订羽毛球1号场，明天晚上六点到七点", "book")
    await say(bot, "订羽毛球2号场，明天晚上七点到八点", "book")


async def longer(bot: Bot) -> Ran:
    await two_free_hours(bot)
    return await say(bot, "2号场延长一个小时", "change_booking")


async def test_longer_for_money_is_asked_first_and_told_after(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await longer(bot)
    assert "之后 ¥60/小时，超出的 1小时共 ¥60。要这样改吗？" in ran.text
    assert [one.charged_min for one in await rows(demo)] == [0, 0]
    ran = await press_titled(bot, ran, "改，付费")
    assert "共 ¥60，到服务台付" in ran.text
    assert [one.charged_min for one in await rows(demo)] == [0, 60]


async def test_a_no_leaves_it_as_it_was(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await longer(bot)
    ran = await say(bot, "不用了", "deny")
    assert "都保持不变" in ran.text
    assert [one.ends_at - one.starts_at for one in await rows(demo)] == [
        one.ends_at - one.starts_at for one in (await rows(demo))[:1] * 2
    ]


async def test_a_yes_in_words_takes_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await longer(bot)
    ran = await say(bot, "可以", "affirm")
    assert "延长好了" in ran.text
    assert "¥60" in ran.text


async def test_to_a_day_whose_free_hours_are_used_is_asked_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await two_free_hours(bot)
    await say(bot, "订羽毛球1号场，后天晚上六点到七点", "book")
    ran = await say(bot, "把后天的羽毛球场改到明天晚上八点", "change_booking")
    assert "¥60" in ran.text
    assert [one.charged_min for one in await rows(demo)] == [0, 0, 0]
    ran = await press_titled(bot, ran, "改，付费")
    assert "改好了" in ran.text
    assert "共 ¥60" in ran.text


async def test_what_is_booked_for_money_says_so_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await two_free_hours(bot)
    ran = await say(bot, "book badminton court 1 tomorrow 20:00 to 21:00", "book", language="en")
    assert "¥60 an hour: 1 h for ¥60. Book it all the same?" in ran.text
    ran = await press_titled(bot, ran, "Book and pay", language="en")
    assert "1 h of it go beyond the free hours: ¥60, to be paid at the service desk." in ran.text
