"""Danger: the number, a ticket and people, before anything else is asked."""

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.events import EventRow
from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import FORM, broken, place_of, report
from tests.given.demo_park import DemoPark


async def test_danger_gets_the_number_a_ticket_and_people_before_it_asks_where(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "着火了！", *broken("fire_safety", "critical"))
    [ticket] = await bot.tickets()
    assert ran.text == (
        "马上离开，别回去拿东西，别坐电梯。有烟就弯下腰走，身后的门随手关上。\n"
        "到了外面打火警 119 和园区应急 8110。出不去就关好门、堵住门缝，到窗口呼救。\n"
        f"紧急工单 {ticket.ticket_no} 已经开好，值班同事收到了警报。\n消防安全 · 位置还不知道"
    )
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
    ran = await bot.validate(FORM)
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
    heard = {"zone": "alarm", "kind": "trapped", "p": 1.0}
    bot.hear("电梯里有人被困", intent, entity("urgency", "critical"), danger=heard)
    ran = await bot.run(action)
    assert "园区应急 8110" in ran.text
    assert [(t.kind, t.urgency) for t in await bot.tickets()] == [("repair", "critical")]
    assert bot.loop == FORM
    assert (await bot.validate(FORM)).slots["repair_location"] is None


async def test_danger_is_never_taken_for_where_the_food_goes(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    where = location("A", 3, start=0, end=4)
    bot.hear("A座3楼着火", "report_repair", *broken("fire_safety", "critical"), where)
    assert (await bot.validate()).stepped_aside
    await bot.run("action_act")
    assert [t.urgency for t in await bot.tickets()] == ["critical"]
