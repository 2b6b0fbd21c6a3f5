"""Placing what the checkout form has collected, and what stands in the way."""

from datetime import datetime, timedelta

from sqlalchemy import text

from services.ordering import fulfilments, orders
from tests.actions.driver import entity
from tests.actions.ordering.carts import confirm, ready
from tests.given.demo_park import NOON, SHANGHAI, DemoPark, jobs


async def test_the_whole_order_is_shown_before_it_is_placed(demo: DemoPark) -> None:
    bot = await ready(demo)
    ran = await bot.run("action_ask_checkout_form_confirm")
    for part in ("牛肉面 ×2  ¥44", "今天 12:00–12:15", "送到 A座3楼301", "13800000000", "合计 ¥44"):
        assert part in ran.text
    assert [payload for _, payload in ran.buttons] == ["/affirm", "/deny", "/cancel_order"]
    assert ran.responses[0]["custom"]["expects"] == "confirm"


async def test_a_confirmed_order_is_placed_once_however_often_it_is_run(demo: DemoPark) -> None:
    bot = await ready(demo)
    await confirm(bot)
    order = await bot.draft()
    first = await bot.call("action_place_order")
    assert await bot.call("action_place_order") == first
    assert f"下单成功！订单号 {order.order_no}" in first.text
    assert "送到 A座3楼301" in first.text
    assert first.slots["cart"] is False
    assert first.responses[0]["custom"]["order_no"] == order.order_no
    async with demo.sessions() as session:
        assert (await orders.load(session, demo.id, order.id)).status == "placed"
        assert await demo.events(session, f"order:{order.id}") == [(1, "order.placed")]
        assert await demo.taken(session) == 1


async def test_out_of_stock_is_told_and_nothing_is_placed(demo: DemoPark) -> None:
    bot = await ready(demo)
    await bot.order("cola", 3)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "cola", stock=1)
    await confirm(bot)
    ran = await bot.run("action_place_order")
    assert ran.text == "很抱歉，可乐只剩 1 瓶了，这单还没有下。要改成 1 瓶，还是换一样？"
    assert ran.buttons == [
        ("就要 1 瓶", f'/modify_order{{"item": {demo.items["cola"]}, "quantity": 1}}')
    ]
    assert (ran.slots["cart"], ran.slots["confirm"]) == (True, None)
    async with demo.sessions() as session:
        assert (await demo.stock(session, "cola"), await demo.taken(session)) == (1, 0)
        assert await jobs(session) == []
    order = await bot.draft()
    assert (order.status, order.placed_at, order.slot_start) == ("draft", None, NOON)
    # The offer is taken, and the order goes through.
    bot.hear(ran.buttons[0][1], "modify_order", entity("item", demo.items["cola"]),
             entity("quantity", 1))  # fmt: skip
    await bot.run("action_act")
    assert await bot.cart() == [("beef_noodles", 2, [], None), ("cola", 1, [], None)]
    await confirm(bot)
    assert "下单成功" in (await bot.run("action_place_order")).text


async def test_sold_out_is_told(demo: DemoPark) -> None:
    bot = await ready(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=0)
    await confirm(bot)
    ran = await bot.run("action_place_order")
    assert ran.text == "很抱歉，牛肉面刚刚售完，这单还没有下。换一样，或者去掉它？"
    beef = demo.items["beef_noodles"]
    assert ran.buttons == [("到货告诉我", f'/watch_item{{"item": {beef}}}')]


async def test_confirmed_after_the_cut_off_it_is_refused_and_asked_for_another_time(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    late = datetime(2026, 12, 2, 10, 46, tzinfo=SHANGHAI)
    bot.hear("确认", "affirm", now=late)
    await bot.validate()
    ran = await bot.run("action_place_order")
    assert ran.text == "今天 12:00–12:15 已经过了下单时间（10:45 截止）。"
    order = await bot.draft()
    assert (order.status, order.slot_start, fulfilments.missing(order)) == ("draft", None, ["slot"])


async def test_a_full_slot_is_refused_and_the_next_one_has_to_be_confirmed(demo: DemoPark) -> None:
    bot = await ready(demo)
    async with demo.sessions.begin() as session:
        await session.execute(text("update service_window set capacity = 1"))
        await demo.placed(session)
    await confirm(bot)
    ran = await bot.run("action_place_order")
    assert ran.text == "今天 12:00–12:15 已经约满了。"
    assert (ran.slots["cart"], ran.slots["confirm"]) == (True, None)
    order = await bot.draft()
    assert (order.status, order.slot_start) == ("draft", NOON + timedelta(minutes=15))
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert "今天 12:15–12:30" in asked.text


async def test_a_new_price_is_shown_and_asked_to_be_confirmed(demo: DemoPark) -> None:
    bot = await ready(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", price=2300)
    await confirm(bot)
    assert "价格刚刚有变动" in (await bot.run("action_place_order")).text
    assert "合计 ¥46" in (await bot.run("action_ask_checkout_form_confirm")).text
    await confirm(bot)
    assert "合计 ¥46" in (await bot.run("action_place_order")).text


async def test_a_breakfast_dish_added_to_a_lunch_is_said_when_it_is_placed(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    await bot.order("jianbing", 1)
    await confirm(bot)
    await bot.run("action_place_order")
    assert (await bot.draft()).status == "draft"
    bot.asked("slot")
    ran = await bot.run("action_ask_checkout_form_slot")
    assert ran.text == "这几样不在同一餐供应，没法放在一单里：牛肉面×2、煎饼果子×1。去掉哪一样？"


async def test_the_next_counters_order_goes_on_to_the_same_place(demo: DemoPark) -> None:
    bot = await ready(demo)
    await bot.order("americano", 1)
    await confirm(bot)
    ran = await bot.run("action_place_order")
    assert "接下来是晨光咖啡吧的这一单：" in ran.text
    assert ran.slots["cart"] is True
    following = await bot.draft()
    assert (following.building, following.room, following.phone) == ("A", "301", "13800000000")
    assert (following.slot_start, fulfilments.missing(following)) == (NOON, [])
