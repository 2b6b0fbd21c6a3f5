"""Reporting a repair: what is clear is reported at once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.tickets import TicketChange
from tests.actions.driver import Bot, Entity, entity, location, times_of
from tests.actions.repair.repairing import A301, broken, place_of, report
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

NIGHT = datetime(2026, 12, 2, 21, 0, tzinfo=SHANGHAI)


async def test_one_sentence_makes_a_ticket_and_says_number_what_where_and_when(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "A座3楼301空调不制冷", *broken(), location(**A301))
    [ticket] = await bot.tickets()
    assert (ticket.kind, ticket.category, ticket.urgency) == ("repair", "hvac", "normal")
    assert place_of(ticket) == ("A", 3, "301", None)
    assert ticket.description == "A座3楼301空调不制冷"
    assert ran.text == (
        f"报修已登记，工单号 {ticket.ticket_no}\n空调通风 · A座3楼301\n"
        "30 分钟内会有人响应。\n有照片可以直接发过来，师傅能提前看到。"
    )
    assert ran.slots["repair"] is False


async def test_the_same_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await report(
        bot, "the AC in A-301 isn't cooling", *broken(), location(**A301), language="en"
    )
    [ticket] = await bot.tickets()
    assert ran.text == (
        f"Your repair is reported: {ticket.ticket_no}\n"
        "air conditioning · Building A, floor 3, room 301\n"
        "Someone will respond within 30 minutes.\n"
        "You can send photos right here, so the engineer sees them beforehand."
    )


@pytest.mark.parametrize(
    ("now", "urgency", "promise"),
    [
        (NIGHT, "normal", "现在不在服务时间，明天 12月3日 周四 09:00 起安排处理。"),
        (NIGHT, "critical", "紧急工单"),
        (datetime(2026, 12, 4, 18, 30, tzinfo=SHANGHAI), "normal", "12月7日 周一 09:00 起"),
        (datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI), "urgent", "15 分钟内会有人响应。"),
        (
            datetime(2026, 12, 2, 17, 50, tzinfo=SHANGHAI),
            "normal",
            "最晚 明天 12月3日 周四 09:20 前会有人响应。",
        ),
    ],
    ids=["at_night", "danger_at_night", "friday_evening", "urgent", "just_before_closing"],
)
async def test_when_somebody_comes_follows_the_business_hours(
    demo: DemoPark, now: datetime, urgency: str, promise: str
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "灯坏了", *broken("electrical", urgency), location(**A301), now=now)
    assert promise in ran.text


async def test_the_word_repair_alone_asks_what_then_where(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "我要报修", *broken("other"))
    assert (ran.responses, ran.slots["repair"], ran.slots["repair_problem"]) == ([], True, None)
    assert await bot.tickets() == []


@pytest.mark.parametrize(
    "said", ["报修", "你好，我要报修", "需要维修一下", "有东西坏了", "I need to report a repair",
             "something is broken, please send someone"],
)  # fmt: skip
async def test_asking_for_a_repair_names_no_problem(demo: DemoPark, said: str) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, said, *broken("other"))
    assert ran.slots["repair_problem"] is None


@pytest.mark.parametrize("said", ["投影没反应", "报修，窗帘掉了", "the projector is dead"])
async def test_a_problem_of_no_known_kind_is_one(demo: DemoPark, said: str) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, said, *broken("other"))
    assert ran.slots["repair_problem"] == "known"


@pytest.mark.parametrize(
    ("where", "enough"),
    [
        (location("A", 3, "301"), True),
        (location("A", 3), True),
        (location("A", place="大堂"), True),
        (location(place="大堂"), True),
        (location(floor=-2, place="地下车库"), True),
        (location(floor=3, place="男厕"), True),
        (location(place="the car park"), True),
        (location("A"), False),
        (location(floor=3, room="301"), False),
        (location(place="茶水间"), False),
    ],
)
async def test_a_place_is_enough_when_whoever_is_sent_finds_it(
    demo: DemoPark, where: Entity, enough: bool
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "灯坏了", *broken("electrical"), where)
    assert len(await bot.tickets()) == enough
    assert ran.slots["repair"] is not enough


async def test_a_time_that_is_named_is_kept_and_never_asked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    start = datetime(2026, 12, 3, 14, 0, tzinfo=SHANGHAI)
    afternoon = {"from": start.isoformat(), "to": (start + timedelta(hours=4)).isoformat()}
    ran = await report(
        bot, "301空调坏了，明天下午来修", *broken(), location(**A301), entity("period", afternoon)
    )
    [ticket] = await bot.tickets()
    assert (ticket.preferred_from, ticket.preferred_until) == (start, start + timedelta(hours=4))
    assert "您希望的时间：明天 12月3日 周四 14:00–18:00，我们尽量安排。" in ran.text


async def test_an_hour_that_is_over_is_not_tomorrow_s(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "301空调坏了，9点来修"
    ran = await report(bot, text, *broken(), location(**A301), *times_of(text))
    assert (await bot.tickets())[0].preferred_from is None
    assert "今天的 09:00 已经过了，这个时间就没有记下。" in ran.text


async def test_the_day_may_be_said_first_and_the_hour_with_the_place(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "空调坏了，周五来修"
    await report(bot, text, *broken(), *times_of(text))
    bot.asked("repair_location", "repair_form")
    text = "A座301，10点来"
    bot.hear(text, "out_of_scope", location(**A301, start=0, end=5), *times_of(text))
    await bot.validate("repair_form")
    [ticket] = await bot.tickets()
    assert ticket.preferred_from == datetime.fromisoformat("2026-12-04T10:00:00+08:00")


async def test_since_when_it_is_broken_is_no_wish(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    yesterday = (WEDNESDAY_MORNING - timedelta(days=1)).isoformat()
    await report(
        bot, "昨天修过，301空调又坏了", *broken(), location(**A301), entity("time", yesterday)
    )
    assert (await bot.tickets())[0].preferred_from is None


async def test_a_building_that_the_park_does_not_have_is_said_and_asked_again(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "X座301漏水", *broken("plumbing"), location("X", 3, "301"))
    assert "没有找到这个地方：X" in ran.text
    assert ran.slots["repair_draft"]["place"] == {"floor": 3, "room": "301"}
    ran = await report(bot, "A座40楼漏水", *broken("plumbing"), location("A", 40))
    assert "A座没有 40 楼。" in ran.text
    assert await bot.tickets() == []


async def test_somebody_else_reported_it_already(demo: DemoPark) -> None:
    first, second = await Bot.new(demo), await Bot.new(demo)
    await report(first, "A座301空调不制冷", *broken(), location(**A301))
    ran = await report(second, "301的空调坏了", *broken(), location(**A301))
    [ticket] = await first.tickets()
    assert ran.text == (
        f"这个问题已经有同事报过了，工单号 {ticket.ticket_no}，目前已登记，等待派单。"
        "您也会收到进展通知。"
    )


async def test_saying_it_twice_makes_one_ticket(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "A座301空调不制冷", *broken(), location(**A301))
    later = WEDNESDAY_MORNING + timedelta(minutes=2)
    ran = await report(bot, "A301空调不行", *broken(), location(**A301), now=later)
    assert len(await bot.tickets()) == 1
    assert ran.text.startswith("收到，已经补充到工单")


async def test_a_report_in_the_middle_of_an_order_keeps_the_order(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    where = location(**A301, start=3, end=8)
    bot.hear("对了，A座301空调不制冷", "report_repair", *broken(), where)
    assert (await bot.validate()).stepped_aside
    ran = await bot.run("action_act")
    assert ran.responses[0]["text"].startswith("报修已登记")
    assert ran.text.endswith("您的订单还在，我们接着来。")
    goes_on = ran.slots["repair"], ran.slots["cart"], ran.slots["next_form"]
    assert goes_on == (False, True, "checkout_form")
    # Where the air conditioning is broken is not where the noodles go.
    assert (await bot.validate()).slots["location"] is None
    assert (await bot.draft()).building is None


async def test_the_description_leaves_out_the_address_and_the_history_has_all_of_it(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    text = "A座301的空调一直滴水，电话13800138000"
    asides = [
        entity("aside", "", start=0, end=6),
        entity("aside", "", start=12, end=len(text)),
    ]
    found = [*broken(), location(**A301), entity("phone", "13800138000"), *asides]
    await report(bot, text, *found)
    [ticket] = await bot.tickets()
    assert (ticket.description, ticket.phone) == ("空调一直滴水", "13800138000")
    async with demo.sessions() as session:
        told = await session.scalars(select(TicketChange.text).order_by(TicketChange.id))
        assert told.first() == text
