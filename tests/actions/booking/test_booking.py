"""Booking by chat: in one sentence, in pieces, with alternatives, before it costs, giving up."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.booking import Booking, BookingWait
from tests.actions.driver import Bot, Entity, Ran, entity, location, time
from tests.given.booking import at, booked
from tests.given.demo_park import DemoPark

FORM = "booking_form"


def span(start: datetime, end: datetime, **facts: Any) -> Entity:
    value = {"from": start.isoformat(), "to": end.isoformat()}
    return entity("period", value, **({"grain": "minute", "day_named": True} | facts))


async def say(bot: Bot, text: str, *entities: Entity, intent: str = "book", **how: Any) -> Ran:
    bot.hear(text, intent, *entities, **how)
    return await bot.run("action_find_room" if intent == "find_room" else "action_book")


async def answer(bot: Bot, asked: str, text: str, *entities: Entity, **how: Any) -> Ran:
    bot.asked(asked, FORM)
    bot.hear(text, "out_of_scope", *entities, **how)
    return await bot.validate(FORM)


async def press(bot: Bot, payload: str) -> Ran:
    """A button, as its command arrives."""
    intent, about = payload[1:].split("{", 1)
    told = json.loads("{" + about)
    bot.hear(payload, intent, *(entity(name, value) for name, value in told.items()))
    action = {"pick_booking": "action_pick_booking", "wait_booking": "action_wait_booking",
              "cancel_booking": "action_cancel_booking"}[intent]  # fmt: skip
    return await bot.run(action)


async def all_booked(demo: DemoPark) -> list[Booking]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Booking).order_by(Booking.id)))


def buttons(ran: Ran) -> list[dict[str, str]]:
    return [one for said in ran.responses for one in said["buttons"]]


async def test_a_sentence_that_says_all_books_the_smallest_that_suits(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "明天下午两点到四点订个能坐十个人的会议室，要有投影"
    ran = await say(bot, text, span(at(14, day=3), at(16, day=3)))
    [booking] = await all_booked(demo)
    assert (booking.starts_at, booking.ends_at, booking.headcount) == (
        at(14, day=3), at(16, day=3), 10,
    )  # fmt: skip
    assert "A座302订好了：明天 12月3日 周四 14:00–16:00" in ran.text
    assert "15 分钟内签到" in ran.text
    assert ran.slots["booking"] is False


async def test_in_pieces_the_form_asks_what_and_when(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "I'd like to book something", language="en")
    assert ran.slots["booking"] is True
    asked = await bot.run(f"action_ask_{FORM}_booking_what")
    assert [one["title"] for one in buttons(asked)] == [
        "meeting room", "badminton court", "hall", "equipment",
    ]  # fmt: skip
    await answer(bot, "booking_what", "a badminton court please", language="en")
    ran = await answer(bot, "booking_when", "tonight at seven", time(at(19)), language="en")
    assert "badminton court 1 is yours: today 19:00–20:00" in ran.text


async def test_an_hour_alone_is_of_the_day_that_was_said_before(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    day = span(at(0, day=4), at(0, day=5), grain="day")
    await say(bot, "后天订个会议室", day)
    asked = await bot.run(f"action_ask_{FORM}_booking_when")
    assert "几点到几点" in asked.text
    await answer(bot, "booking_when", "三点到四点", span(at(15), at(16), day_named=False))
    [booking] = await all_booked(demo)
    assert booking.starts_at == at(15, day=4)


async def test_a_room_is_named_by_where_it_is(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "订B座301，明天十点", location("B", room="301"), time(at(10, day=3)))
    [booking] = await all_booked(demo)
    assert (booking.resource_id, booking.ends_at - booking.starts_at) == (4, timedelta(hours=1))


async def test_what_is_taken_comes_with_buttons_that_book_and_one_that_waits(
    demo: DemoPark,
) -> None:
    await booked(demo, "a_302", at(14, day=3))
    bot = await Bot.new(demo)
    ran = await say(bot, "A302明天两点", location("A", room="302"), time(at(14, day=3)))
    assert "A座302明天 12月3日 周四 14:00–15:00已被订走" in ran.text
    offered = buttons(ran)
    assert offered[0]["title"].startswith("远山 · ")
    assert offered[-1]["title"] == "空出来告诉我"
    await press(bot, offered[0]["payload"])
    assert len(await all_booked(demo)) == 2
    ran = await press(bot, offered[-1]["payload"])
    assert "先问您" in ran.text
    async with demo.sessions() as session:
        assert len((await session.scalars(select(BookingWait))).all()) == 1


async def test_what_is_free_is_shown_and_nothing_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    when = span(at(14, day=3), at(15, day=3))
    ran = await say(
        bot, "any meeting rooms free tomorrow 2 to 3?", when, intent="find_room", language="en"
    )
    assert "5 are free tomorrow, Thu 3 Dec, 14:00–15:00" in ran.text
    assert len(buttons(ran)) == 4
    assert await all_booked(demo) == []


async def test_why_it_cannot_be_is_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "会议室，明天夜里十一点", time(at(23, day=3)))
    assert "不全在开放时间内" in ran.text
    ran = await say(bot, "订报告厅，15号上午九点", time(at(9, day=15)))
    assert "仅限园区企业员工预订" in ran.text
    assert await all_booked(demo) == []


async def test_giving_up_one_of_two_asks_which(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for hour in (14, 16):
        await say(bot, "订远山", time(at(hour, day=3)))
    bot.hear("取消会议室", "cancel_booking")
    ran = await bot.run("action_cancel_booking")
    assert ran.text == "要取消哪一个？"
    ran = await press(bot, buttons(ran)[1]["payload"])
    assert "已取消" in ran.text
    assert [one.status for one in await all_booked(demo)] == ["confirmed", "cancelled"]
    bot.hear("我订了哪些会议室", "track_booking")
    ran = await bot.run("action_track_booking")
    assert "14:00–15:00 · 已订" in ran.text


async def test_what_recurs_is_shown_and_nothing_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    each = entity("recurrence", {"each": "week", "from": "09:30", "to": "10:30"})
    ran = await say(bot, "每周一上午九点半在B座301开周会", each)
    assert "每周一 09:30–10:30，共 8 次" in ran.text
    assert ran.slots["booking"] is False
    assert await all_booked(demo) == []


async def test_hours_count_beside_the_part_of_the_day(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    morning = span(at(9, day=3), at(12, day=3), grain="part", clock_named=True)
    text = "周四上午想用一下会议室，9点半到11点"
    await say(bot, text, morning, span(at(9, 30, day=3), at(11, day=3)))
    [booking] = await all_booked(demo)
    assert (booking.starts_at, booking.ends_at) == (at(9, 30, day=3), at(11, day=3))


async def test_a_part_of_the_day_is_no_hours(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    morning = span(at(9, day=3), at(12, day=3), grain="part", clock_named=True)
    ran = await say(bot, "周四上午想用一下会议室", morning)
    assert ran.slots["booking"] is True
    assert await all_booked(demo) == []


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("book me a room tomorrow 10 to 11 for 4 people", (10, 11)),
        ("a meeting room tomorrow, 2-4", (14, 16)),
        ("a meeting room tomorrow from 11 till 1", (11, 13)),
        ("a meeting room tomorrow for 4 to 6 people", None),
    ],
)
async def test_plain_hours_of_a_day_that_is_told(
    demo: DemoPark, text: str, hours: tuple[int, int] | None
) -> None:
    bot = await Bot.new(demo)
    start = text.index("tomorrow")
    day = span(at(0, day=3), at(0, day=4), grain="day") | {"start": start, "end": start + 8}
    await say(bot, text, day, language="en")
    made = [(one.starts_at, one.ends_at) for one in await all_booked(demo)]
    assert made == ([(at(hours[0], day=3), at(hours[1], day=3))] if hours else [])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("明天下午3点订会议室，两个小时", 120),
        ("meeting room tomorrow at 3pm for 90 minutes", 90),
        ("meeting room tomorrow at 3pm", 60),
    ],
)
async def test_how_long_may_be_said_bare(demo: DemoPark, text: str, minutes: int) -> None:
    bot = await Bot.new(demo)
    await say(bot, text, time(at(15, day=3), day_named=True, clock_named=True, grain="minute"))
    [booking] = await all_booked(demo)
    assert booking.ends_at - booking.starts_at == timedelta(minutes=minutes)
