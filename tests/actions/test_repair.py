"""Reporting a repair: what is clear is reported at once, danger before anything else is asked."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import Conversation, EventRow, Ticket
from services import tickets
from services.actors import ITSELF
from tests.actions.driver import Bot, Entity, Ran, entity, location
from tests.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

FORM = "repair_form"
NIGHT = datetime(2026, 12, 2, 21, 0, tzinfo=SHANGHAI)
A301 = {"building": "A", "floor": 3, "room": "301"}


def broken(category: str = "hvac", urgency: str = "normal") -> list[Entity]:
    """What the bot finds in every report."""
    return [entity("repair_category", category), entity("urgency", urgency)]


async def report(bot: Bot, text: str, *entities: Entity, **hearing: Any) -> Ran:
    bot.hear(text, "report_repair", *entities, **hearing)
    return await bot.run("action_report_repair")


def place_of(ticket: Ticket) -> tuple[Any, ...]:
    return ticket.building, ticket.floor, ticket.room, ticket.place


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
        (NIGHT, "normal", "现在不在服务时间，明天 09:00 起安排处理。"),
        (NIGHT, "critical", "紧急工单"),
        (datetime(2026, 12, 4, 18, 30, tzinfo=SHANGHAI), "normal", "12月7日周一 09:00 起"),
        (datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI), "urgent", "15 分钟内会有人响应。"),
        (
            datetime(2026, 12, 2, 17, 50, tzinfo=SHANGHAI),
            "normal",
            "最晚 明天 09:20 前会有人响应。",
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
    assert "您希望的时间：明天 14:00–18:00，我们尽量安排。" in ran.text


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
    assert "您已经报过" in ran.text


async def test_danger_gets_the_number_a_ticket_and_people_before_it_asks_where(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "着火了！", *broken("fire_safety", "critical"))
    [ticket] = await bot.tickets()
    assert [r["text"] for r in ran.responses] == [
        "请先确保自身安全，马上打园区应急电话 8110（火警 119，急救 120）。",
        f"紧急工单 {ticket.ticket_no} 已经开好，值班同事收到了警报。\n"
        "消防安全 · 位置待确认，师傅会先联系您",
    ]
    assert (ticket.urgency, ticket.building) == ("critical", None)
    assert (ran.slots["repair"], ran.slots["repair_location"]) == (True, None)
    async with demo.sessions() as session:
        row = await session.get_one(Conversation, (demo.id, bot.conversation_id))
        handed = await session.scalar(
            select(EventRow.data).where(EventRow.type == "conversation.handed_off")
        )
    assert row.owner == "queued"
    assert handed is not None
    assert handed["reason"] == "critical"


async def test_where_the_danger_is_completes_the_ticket(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "着火了！", *broken("fire_safety", "critical"))
    bot.asked("repair_location", FORM)
    bot.hear("B座5楼", "order_food", location("B", 5, start=0, end=4))
    ran = await bot.validate(FORM)
    assert ran.slots["repair_location"] == "known"
    bot.loop = None
    ran = await bot.run("action_file_repair")
    [ticket] = await bot.tickets()
    assert place_of(ticket) == ("B", 5, None, None)
    assert ran.text == "收到，位置已经告诉值班同事：B座5楼。"


async def test_who_does_not_know_where_the_danger_is_is_told_how_to_be_found(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我被困在电梯里了", *broken("elevator", "critical"), location(place="电梯"))
    bot.asked("repair_location", FORM)
    bot.hear("我不知道在几楼", "out_of_scope")
    await bot.validate(FORM)
    bot.loop = None
    ran = await bot.run("action_file_repair")
    assert ran.text == "明白。值班同事会马上在这里联系您；方便的话请直接打 8110，说一下周围有什么。"


async def test_a_building_is_enough_in_danger(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "B座冒烟了", *broken("fire_safety", "critical"), location("B"))
    assert (ran.slots["repair"], len(await bot.tickets())) == (False, 1)


async def test_danger_told_twice_is_one_ticket(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "着火了！", *broken("fire_safety", "critical"))
    bot.slots = {}
    ran = await report(bot, "快来，厨房着火了", *broken("fire_safety", "critical"))
    [ticket] = await bot.tickets()
    assert ticket.description == "着火了！\n快来，厨房着火了"
    assert f"已经补充到工单 {ticket.ticket_no}" in ran.text


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("out_of_scope", "action_out_of_scope"),
        ("complain", "action_complain"),
        ("ask_human", "action_ask_human"),
        ("ask_faq", "action_faq"),
    ],
)
async def test_danger_is_reported_whatever_else_the_message_is_taken_for(
    demo: DemoPark, intent: str, action: str
) -> None:
    bot = await Bot.new(demo)
    bot.hear("电梯里有人被困", intent, entity("urgency", "critical"))
    ran = await bot.run(action)
    assert "马上打园区应急电话 8110" in ran.text
    assert [(t.kind, t.urgency) for t in await bot.tickets()] == [("repair", "critical")]
    assert bot.loop == FORM
    assert (await bot.validate(FORM)).slots["repair_location"] is None


async def test_a_report_in_the_middle_of_an_order_keeps_the_order(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    where = location(**A301, start=3, end=8)
    bot.hear("对了，A座301空调不制冷", "report_repair", *broken(), where)
    assert (await bot.validate()).stepped_aside
    ran = await bot.run("action_report_repair")
    assert ran.responses[-1]["text"] == "您的订单还在，我们接着来。"
    assert (ran.slots["repair"], ran.slots["cart"]) == (False, True)
    # Where the air conditioning is broken is not where the noodles go.
    assert (await bot.validate()).slots["location"] is None
    assert (await bot.drafts())[0].building is None


async def test_danger_is_never_taken_for_where_the_food_goes(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    where = location("A", 3, start=0, end=4)
    bot.hear("A座3楼着火", "report_repair", *broken("fire_safety", "critical"), where)
    assert (await bot.validate()).stepped_aside
    await bot.run("action_report_repair")
    assert [t.urgency for t in await bot.tickets()] == ["critical"]


async def resolved(bot: Bot, *, at: datetime = WEDNESDAY_MORNING) -> Ticket:
    """A repair of the tenant's in A 301 that was done."""
    await report(bot, "A座301空调不制冷", *broken(), location(**A301), now=at)
    async with bot.demo.sessions.begin() as session:
        ticket = (await session.scalars(select(Ticket).order_by(Ticket.id.desc()))).first()
        assert ticket is not None
        return await tickets.advance(session, bot.demo.id, ticket.id, "resolve", by=ITSELF, now=at)


async def test_again_reopens_what_was_done_in_the_same_place_lately(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await resolved(bot)
    later = WEDNESDAY_MORNING + timedelta(days=6)
    ran = await report(bot, "301空调又不冷了", *broken(), location(**A301), now=later)
    [ticket] = await bot.tickets()
    assert (ticket.status, ticket.status_reason) == ("reopened", "301空调又不冷了")
    assert ran.text.startswith(f"抱歉没有一次修好。工单 {ticket.ticket_no} 已重新打开")


@pytest.mark.parametrize(
    ("category", "where", "days"),
    [("plumbing", A301, 1), ("hvac", {**A301, "room": "302"}, 1), ("hvac", A301, 8)],
    ids=["another_thing", "another_room", "too_long_ago"],
)
async def test_again_elsewhere_or_long_after_is_a_new_report(
    demo: DemoPark, category: str, where: dict[str, Any], days: int
) -> None:
    bot = await Bot.new(demo)
    await resolved(bot)
    later = WEDNESDAY_MORNING + timedelta(days=days)
    await report(bot, "又坏了", *broken(category), location(**where), now=later)
    assert [t.status for t in await bot.tickets()] == ["resolved", "reported"]


async def test_a_number_says_which_one_is_broken_again(demo: DemoPark) -> None:
    bot, other = await Bot.new(demo), await Bot.new(demo)
    ticket = await resolved(bot)
    number = entity("ticket_no", ticket.ticket_no)
    ran = await report(other, f"{ticket.ticket_no}又坏了", *broken("other"), number)
    assert ran.text == f"没有找到工单 {ticket.ticket_no}，麻烦核对一下工单号。"
    await report(bot, f"{ticket.ticket_no}又坏了", *broken("other"), number)
    assert [t.status for t in await bot.tickets()] == ["reopened"]


async def test_more_about_an_open_ticket_is_noted_there(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "A座301空调不制冷", *broken(), location(**A301))
    [ticket] = await bot.tickets()
    number = entity("ticket_no", ticket.ticket_no)
    ran = await report(bot, f"{ticket.ticket_no} 现在开始滴水", *broken("plumbing"), number)
    assert f"已经补充到工单 {ticket.ticket_no}" in ran.text
    async with demo.sessions() as session:
        lines = await tickets.history(session, demo.id, ticket.id)
    assert [(line.action, line.text) for line in lines] == [
        ("report", "A座301空调不制冷"),
        ("note", f"{ticket.ticket_no} 现在开始滴水"),
    ]


async def test_broken_again_counts_also_where_the_bot_understood_no_more(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await resolved(bot)
    bot.hear(f"{ticket.ticket_no} 又坏了", "out_of_scope", entity("ticket_no", ticket.ticket_no))
    await bot.run("action_out_of_scope")
    assert [t.status for t in await bot.tickets()] == ["reopened"]
