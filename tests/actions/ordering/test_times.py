"""When an order is wanted: said in halves, over already, or told by what stands."""

from datetime import datetime, timedelta

import pytest

from tests.actions.driver import Bot, Ran, times_of
from tests.actions.ordering.carts import ordering, ready
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING, DemoPark

FRIDAY = NOON + timedelta(days=2)
AFTERNOON = datetime(2026, 12, 2, 15, 0, tzinfo=SHANGHAI)


async def says(bot: Bot, text: str, now: datetime = WEDNESDAY_MORNING) -> Ran:
    bot.hear(text, "checkout", *times_of(text, now), now=now)
    return await bot.validate()


async def slot(bot: Bot) -> datetime | None:
    return (await bot.draft()).slot_start


async def offered(bot: Bot) -> str:
    return (await bot.run("action_ask_checkout_form_slot")).buttons[0][0]


async def test_a_day_is_kept_over_other_answers_until_its_hour_is_said(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    await says(bot, "周五的")
    await says(bot, "A座301")
    assert (await slot(bot), await offered(bot)) == (None, "后天 12月4日 周五 11:30–11:45")
    await says(bot, "12点")
    assert await slot(bot) == FRIDAY


async def test_an_hour_that_is_over_asks_for_its_day(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    ran = await says(bot, "12点", AFTERNOON)
    assert (ran.text, await slot(bot)) == ("今天的 12:00 已经过了，您要哪一天的？", None)
    assert await offered(bot) == "明天 12月3日 周四 12:00–12:15"
    await says(bot, "周五", AFTERNOON)
    assert await slot(bot) == FRIDAY


async def test_today_s_hour_that_is_over_is_said(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    ran = await says(bot, "今天12点", AFTERNOON)
    assert (ran.text, await slot(bot)) == ("今天 12:00 已经过了。", None)


async def test_an_hour_of_some_day_next_week_is_not_the_next_such_hour(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    await says(bot, "下周，12点")
    assert await slot(bot) is None
    await says(bot, "下周一")
    assert await slot(bot) == NOON + timedelta(days=5)


async def test_a_day_and_an_hour_apart_in_one_message_are_put_together(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    await says(bot, "周五要，麻烦快一点，12点自取")
    assert await slot(bot) == FRIDAY


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("改到周五，时间不变", FRIDAY),
        ("same time on Friday", FRIDAY),
        ("推迟半小时", NOON + timedelta(minutes=30)),
        ("改到半小时以后", NOON + timedelta(minutes=30)),
        ("make it half an hour later", NOON + timedelta(minutes=30)),
        ("提前15分钟", NOON - timedelta(minutes=15)),
        ("12点半", NOON + timedelta(minutes=30)),
    ],
)
async def test_what_is_said_of_a_time_that_stands(
    demo: DemoPark, text: str, start: datetime
) -> None:
    bot = await ready(demo)
    assert await slot(bot) == NOON
    await says(bot, text)
    assert await slot(bot) == start


async def test_another_hour_is_on_the_day_that_stands(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    await says(bot, "周五12点")
    await says(bot, "还是12点半吧")
    assert await slot(bot) == FRIDAY + timedelta(minutes=30)


async def test_part_of_a_day_beside_a_time_outside_it_is_asked_for(demo: DemoPark) -> None:
    bot = await ready(demo)
    await says(bot, "改到晚上")
    assert await slot(bot) is None


@pytest.mark.parametrize("text", ["12:30前送到", "no later than 12:30"])
async def test_by_a_time_is_the_last_slot_that_ends_by_then(demo: DemoPark, text: str) -> None:
    bot = await ordering(demo, "slot")
    await says(bot, text)
    assert await slot(bot) == NOON + timedelta(minutes=15)


async def test_what_is_to_come_every_day_is_refused(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    ran = await says(bot, "每天12点送")
    assert "不能每天或每周自动下单" in ran.text
    assert await slot(bot) is None


async def test_yesterday_s_lunch_is_no_wish(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    ran = await says(bot, "跟昨天一样")
    assert (ran.text, await slot(bot)) == ("", None)


async def test_an_hour_that_was_offered_for_tomorrow_is_tomorrow_s(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    bot.hear("什么时候能送", "checkout", now=AFTERNOON)
    asked = await bot.run("action_ask_checkout_form_slot")
    assert (asked.buttons[0][0][:2], asked.buttons[-1][0]) == (
        "今天", "明天 12月3日 周四 11:30–11:45",
    )  # fmt: skip
    await says(bot, "11点半", AFTERNOON)
    assert await slot(bot) == NOON + timedelta(days=1, minutes=-30)


async def test_a_button_is_the_moment_that_it_shows(demo: DemoPark) -> None:
    """Whatever day was offered first."""
    bot = await ordering(demo, "slot")
    await offered(bot)
    bot.hear("/checkout", "checkout", {"entity": "time", "value": FRIDAY.isoformat()})
    await bot.validate()
    assert await slot(bot) == FRIDAY
