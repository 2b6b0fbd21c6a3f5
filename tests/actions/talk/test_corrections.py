"""Corrections of what was just made: a ticket, an order."""

import pytest

from models.ordering import Order
from models.tickets import Ticket
from services.ordering import orders
from services.tickets import tickets
from tests.actions.driver import Bot, entity, location
from tests.actions.ordering.test_orders import place
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
HVAC = entity("repair_category", "hvac")


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def report(bot: Bot) -> Ticket:
    bot.hear("A座501空调坏了", "report_repair", HVAC, location("A", 5, "501", start=0, end=5))
    ran = await bot.run("action_act")
    await bot.told(ran.text, **ran.responses[-1]["custom"])
    [ticket] = await bot.tickets()
    return ticket


async def placed(bot: Bot, *then: str) -> Order:
    order = await place(bot, *then)
    await bot.told("下单成功", order_no=order.order_no)
    return order


async def fresh(bot: Bot, order: Order) -> Order:
    async with bot.demo.sessions() as session:
        return await orders.load(session, order.park_id, order.id)


async def test_another_building_keeps_floor_and_room(bot: Bot) -> None:
    ticket = await report(bot)
    bot.hear("不对，是B座", "deny", location("B", start=4, end=6))
    ran = await bot.run("action_deny")
    assert ran.text == f"改好了，工单 {ticket.ticket_no}：\n空调通风 · B座5楼501"
    [ticket] = await bot.tickets()
    assert (ticket.building, ticket.floor, ticket.room) == ("B", 5, "501")
    assert ticket.description == "A座501空调坏了"


async def test_another_thing_is_broken(bot: Bot) -> None:
    await report(bot)
    bot.hear("说错了，是灯坏了", "report_repair", entity("repair_category", "electrical"))
    await bot.run("action_act")
    [ticket] = await bot.tickets()
    assert ticket.category == "electrical"


async def test_a_report_that_takes_nothing_back_is_a_new_one(bot: Bot) -> None:
    await report(bot)
    lamp = entity("repair_category", "electrical")
    bot.hear("B座601灯坏了，换个灯泡", "report_repair", lamp, location("B", 6, "601"))
    await bot.run("action_act")
    assert [ticket.category for ticket in await bot.tickets()] == ["hvac", "electrical"]


async def test_the_same_thing_in_another_room_is_a_new_one(bot: Bot) -> None:
    await report(bot)
    bot.hear("A座502空调也坏了", "report_repair", HVAC, location("A", 5, "502", start=0, end=5))
    await bot.run("action_act")
    assert [ticket.room for ticket in await bot.tickets()] == ["501", "502"]


async def test_a_place_that_the_park_does_not_have_changes_nothing(bot: Bot) -> None:
    await report(bot)
    bot.hear("不对，是Z座", "deny", location("Z"))
    assert (await bot.run("action_deny")).text.startswith("园区里没有找到这个地方：Z")
    [ticket] = await bot.tickets()
    assert ticket.building == "A"


async def test_what_an_engineer_has_taken_is_noted_only(bot: Bot) -> None:
    ticket = await report(bot)
    async with bot.demo.sessions.begin() as session:
        loaded = await tickets.load(session, ticket.park_id, ticket.id)
        loaded.status = "in_progress"
    bot.hear("不对，是B座", "deny", location("B"))
    assert "师傅会看到" in (await bot.run("action_deny")).text
    async with bot.demo.sessions() as session:
        history = await tickets.history(session, ticket.park_id, ticket.id)
    assert (history[-1].action, history[-1].text) == ("message", "B座5楼501")


async def test_an_order_that_waits_is_changed_in_place(bot: Bot) -> None:
    order = await placed(bot)
    phone = entity("phone", "13900139000")
    bot.hear("不对，送到B座201，电话13900139000", "deny", location("B", 2, "201"), phone)
    ran = await bot.run("action_deny")
    assert order.order_no in ran.text
    changed = await fresh(bot, order)
    assert (changed.building, changed.room, changed.status) == ("B", "201", "placed")
    assert (changed.slot_start, changed.total) == (order.slot_start, order.total)
    assert await bot.drafts() == []


async def test_a_phone_that_was_wrong_is_corrected_whatever_intent_was_seen(bot: Bot) -> None:
    order = await placed(bot)
    bot.hear("手机号错了，是13900139000", "out_of_scope", entity("phone", "13900139000"))
    await bot.run("action_out_of_scope")
    changed = await fresh(bot, order)
    assert (changed.phone, changed.status) == ("13900139000", "placed")
    assert await bot.drafts() == []


async def test_an_order_that_is_cooked_stays_as_it_is(bot: Bot) -> None:
    order = await placed(bot, "accept")
    bot.hear("不对，送到B座201", "deny", location("B", 2, "201"))
    ran = await bot.run("action_deny")
    assert "改不了了" in ran.text
    assert (await bot.drafts(), (await fresh(bot, order)).status) == ([], "accepted")


async def test_a_no_alone_corrects_nothing(bot: Bot) -> None:
    order = await placed(bot)
    bot.hear("不对", "deny")
    await bot.run("action_deny")
    assert (await fresh(bot, order)).status == "placed"


async def test_a_correction_that_sounds_like_a_complaint_opens_none(bot: Bot) -> None:
    ticket = await report(bot)
    bot.hear("错了错了，是B座！", "complain", location("B", start=5, end=7))
    await bot.run("action_complain")
    [changed] = await bot.tickets()
    assert (changed.ticket_no, changed.building, changed.kind) == (ticket.ticket_no, "B", "repair")
