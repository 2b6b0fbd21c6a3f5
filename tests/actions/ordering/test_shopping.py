"""The shop by chat: shelves, searching, how it gets to one, waiting for it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from models.catalogue import StockWatch
from models.ordering import Order
from services.ordering import fulfilments, orders
from services.privacy import housekeeping
from tests.actions.driver import Bot, Ran, entity, location, time
from tests.actions.ordering.buying import answer, cart
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING, DemoPark


async def browse(bot: Bot, said: str, *entities: dict[str, Any], **how: Any) -> Ran:
    bot.hear(said, "browse_shop", *entities, **how)
    return await bot.run("action_browse_shop")


# Looking around


async def test_all_shelves_with_the_hours_of_the_shop(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await browse(bot, "看商店")
    assert ran.text == (
        "启明便利店（B座1楼），今天 08:00–21:00 营业。\n"
        "想看哪一类？也可以直接说要什么，比如“有没有雨伞”。"
    )
    assert ran.buttons[:2] == [
        ("纸品与本册（4）", '/browse_shop{"shelf": "纸品与本册"}'),
        ("文具（14）", '/browse_shop{"shelf": "文具"}'),
    ]
    night = WEDNESDAY_MORNING.replace(hour=22)
    ran = await browse(bot, "shop", language="en", now=night)
    assert ran.text.startswith(
        "Daybreak Shop (Building B, 1F) is open 08:00–21:00 today. It's closed right now"
    )


@pytest.mark.parametrize("said", ["你们有什么文具", "文具有哪些"])
async def test_a_shelf_that_is_named_comes_a_page_at_a_time(demo: DemoPark, said: str) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "gel_pen", stock=3)
        await demo.set_item(session, "ballpoint_pen", stock=0)
    ran = await browse(bot, said)
    assert ran.text.splitlines()[:3] == [
        "【文具】第 1/3 页", "中性笔 ¥3/支（只剩 3 支）", "圆珠笔 ¥2/支（已售完）",
    ]  # fmt: skip
    assert ran.text.splitlines()[-1] == "档案袋 ¥1.50/个（5 个起订）"
    titles = [title for title, _ in ran.buttons]
    assert (len(titles), titles[-1], "圆珠笔 ¥2" in titles) == (6, "下一页", False)
    ran = await browse(bot, "/browse_shop", entity("shelf", "文具"), entity("page", 3))
    assert ran.text == "【文具】第 3/3 页\n固体胶 ¥3/支\n计算器 ¥38/台"
    assert "下一页" not in dict(ran.buttons)


async def test_one_thing_is_offered_in_the_least_quantity(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await browse(bot, "do you sell A4 paper", bot.item("a4_paper"), language="en")
    paper = demo.items["a4_paper"]
    assert ran.text == "A4 paper ¥25 (2 or more)"
    assert ran.buttons == [("Order 2", f'/order_goods{{"item": {paper}, "quantity": 2}}')]


async def test_what_is_wanted_behind_the_question_is_put_in(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "do you sell A4 paper, I'll take 3"
    paper = bot.item("a4_paper", text="A4 paper", start=12, end=20, group="1")
    asked = entity("question", "stock", start=0, end=20)
    many = entity("quantity", 3, start=32, end=33, group="1", text="3")
    ran = await browse(bot, text, paper, asked, many, language="en")
    assert "Added:\n3 × A4 paper" in ran.text


async def test_a_word_is_searched_for_and_what_is_not_there_is_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await browse(bot, "有没有充电的东西卖")
    assert "没有找到" in ran.text
    ran = await browse(bot, "你们有充电线吗")
    assert ran.text == "有这些：\nUSB-C充电线 ¥29/根\n苹果充电线 ¥35/根"
    ran = await browse(bot, "have you got any hdmi adapters", language="en")
    assert ran.text.startswith('I couldn\'t find "hdmi adapter".\n---\nDaybreak Shop')


# How it gets to one


async def test_the_three_ways_are_offered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    ran = await bot.run("action_ask_checkout_form_location")
    assert ran.text == "放快递柜、送到工位，还是到店自取（B座1楼）？"
    assert ran.buttons == [
        ("放快递柜", '/checkout{"fulfilment": "locker"}'),
        ("送到工位", '/checkout{"fulfilment": "desk"}'),
        ("到店自取", '/checkout{"fulfilment": "counter"}'),
    ]


async def test_which_locker_is_asked_and_a_building_answers_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    await answer(bot, "放快递柜", entity("fulfilment", "locker"))
    assert ((await bot.draft()).fulfilment, (await bot.draft()).locker_id) == ("locker", None)
    ran = await bot.run("action_ask_checkout_form_location")
    assert (ran.text, [title for title, _ in ran.buttons]) == (
        "放哪个快递柜？",
        ["A座快递柜（A座1楼大堂东侧）", "B座快递柜（B座1楼便利店旁）", "C座快递柜（C座1楼电梯厅）"],
    )
    ran = await answer(bot, "D座的", location("D"))
    assert ran.text == "D座没有快递柜，有的是：A座快递柜、B座快递柜、C座快递柜。"
    await answer(bot, "B座", location("B"))
    order = await bot.draft()
    assert (order.building, fulfilments.missing(order)) == ("B", ["slot"])
    await answer(bot, "不对，放A座的柜子", entity("fulfilment", "locker"), location("A"))
    assert (await bot.draft()).building == "A"


async def test_a_locker_becomes_a_desk_and_a_desk_the_counter(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    await answer(bot, "放B座快递柜", entity("fulfilment", "locker"), location("B"))
    ran = await answer(bot, "还是送到工位吧", entity("fulfilment", "desk"))
    order = await bot.draft()
    assert (order.fulfilment, order.locker_id) == ("desk", None)
    await answer(bot, "A座301", location("A", 3, "301"))
    order = await bot.draft()
    assert (order.fulfilment, order.building, order.room) == ("desk", "A", "301")
    assert fulfilments.missing(order) == ["slot", "phone"]
    ran = await answer(bot, "我去店里拿", entity("fulfilment", "counter"))
    assert fulfilments.missing(await bot.draft()) == ["slot"]
    assert ran.text == ""


async def test_what_sounds_like_a_report_but_names_a_locker_is_an_answer(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    way = entity("fulfilment", "locker", start=0, end=10)
    said = "the locker in building C please"
    ran = await answer(bot, said, way, location("C", start=14, end=24), intent="report_repair")
    assert (ran.stepped_aside, (await bot.draft()).building) == (False, "C")
    bot.asked("confirm")
    said = "no wait, the locker in building A"
    ran = await answer(bot, said, way, location("A", start=14, end=24), intent="report_repair")
    assert (ran.stepped_aside, (await bot.draft()).building) == (False, "A")
    said = "the locker in building B is broken"
    ran = await answer(bot, said, way, location("B", start=14, end=24), intent="report_repair")
    assert (ran.stepped_aside, (await bot.draft()).building) == (True, "A")


async def test_a_canteen_has_no_locker_and_calls_its_counter_pickup(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order()
    bot.asked("location")
    ran = await answer(bot, "放快递柜", entity("fulfilment", "locker"))
    assert ran.text == "阳光食堂不放快递柜。"
    await answer(bot, "到店自取", entity("fulfilment", "counter"))
    assert (await bot.draft()).fulfilment == "pickup"


async def test_the_locker_is_in_the_confirmation_and_the_code_in_tracking(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    await answer(
        bot, "放B座快递柜，12点", entity("fulfilment", "locker"), location("B"), time(NOON)
    )
    ran = await bot.run("action_ask_checkout_form_confirm")
    assert "放进B座快递柜（B座1楼便利店旁）" in ran.text
    ran = await bot.run("action_place_order")
    assert "放进B座快递柜（B座1楼便利店旁）" in ran.text
    async with demo.sessions.begin() as session:
        order = await session.scalar(select(Order))
        for action in ("accept", "ready"):
            order = await orders.advance(session, demo.id, order.id, action, now=WEDNESDAY_MORNING)
        code = order.pickup_code
    bot.hear("我的订单到哪了", "track_order")
    ran = await bot.run("action_track_order")
    assert ran.text.endswith(f"备好了\nB座快递柜 1 号格，取件码 {code}")


# Minimum quantities, sold out


async def test_too_few_says_the_least_with_a_button_that_takes_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("一包A4纸", "order_goods", bot.item("a4_paper"), entity("quantity", 1, group="1"))
    ran = await bot.run("action_act")
    assert ran.text == "打印纸A4 2 包起订，1 包订不了，要 2 包吗？"
    paper = demo.items["a4_paper"]
    take = f'/modify_order{{"item": {paper}, "quantity": 2}}'
    assert [title for title, _ in ran.buttons] == ["就要 2 包"]
    bot.hear(take, "modify_order", {"entity": "item", "value": paper}, entity("quantity", 2))
    await bot.run("action_act")
    assert await bot.cart() == [("a4_paper", 2, [], None)]


async def test_sold_out_is_waited_for_and_taken_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "umbrella", stock=0)
    umbrella = demo.items["umbrella"]
    ran = await browse(bot, "有没有雨伞", bot.item("umbrella"))
    assert ran.text == "雨伞现在没有货。"
    assert ran.buttons == [("到货告诉我", f'/watch_item{{"item": {umbrella}}}')]
    assert ran.responses[0]["custom"] == {"restock": umbrella}
    bot.hear("/watch_item", "watch_item", entity("item", umbrella))
    ran = await bot.run("action_watch_item")
    assert ran.text == "好的，雨伞到货了我马上告诉您。"
    async with demo.sessions() as session:
        assert [row.item_id for row in await session.scalars(select(StockWatch))] == [umbrella]
    bot.hear("/unwatch_item", "unwatch_item", entity("item", umbrella))
    assert (await bot.run("action_unwatch_item")).text == "好的，雨伞到货不再提醒您。"
    async with demo.sessions() as session:
        assert (await session.scalars(select(StockWatch))).all() == []


async def test_who_names_what_they_wait_for_needs_no_answer_of_ours_before(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await browse(bot, "雨伞到货了告诉我", bot.item("umbrella"))
    assert ran.text.startswith("雨伞现在就有货：\n---\n雨伞 ¥35/把")
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "umbrella", stock=0)
    ran = await browse(bot, "雨伞到货了告诉我", bot.item("umbrella"))
    assert ran.text == "好的，雨伞到货了我马上告诉您。"


async def test_sold_out_while_ordering_offers_to_wait(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "umbrella", stock=0)
    bot.hear("两把雨伞", "order_goods", bot.item("umbrella"), entity("quantity", 2, group="1"))
    ran = await bot.run("action_act")
    assert ran.text == "雨伞已经售完了，没有加上。"
    assert [title for title, _ in ran.buttons] == ["到货告诉我"]


# Carts that expire


async def test_an_expired_cart_is_said_and_filled_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    await answer(bot, "到店自取", entity("fulfilment", "counter"))
    bot.loop = None
    later = WEDNESDAY_MORNING + timedelta(hours=25)
    async with demo.sessions.begin() as session:
        await housekeeping.tidy(session, now=later)
    bot.hear("结账", "checkout", now=later)
    ran = await bot.run("action_checkout")
    assert ran.text == ("之前的购物车（雨伞×2）放了一天没有下单，已经清空了。要照原样再放回去吗？")
    assert ran.slots["cart"] is False
    (title, command), _ = ran.buttons
    assert title == "放回去"
    number = command.removeprefix('/reorder{"order_no": "').removesuffix('"}')
    bot.hear(command, "reorder", entity("order_no", number), now=later)
    ran = await bot.run("action_act")
    assert ran.text.startswith("已经放回购物车：\n雨伞 ×2  ¥70")
    assert (await bot.draft()).fulfilment == "counter"


async def test_a_cart_that_was_touched_since_stays(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    touched = datetime(2026, 12, 2, 20, 0, tzinfo=SHANGHAI)
    bot.hear("放B座快递柜", "checkout", entity("fulfilment", "locker"), location("B"), now=touched)
    await bot.validate()
    async with demo.sessions.begin() as session:
        await housekeeping.tidy(session, now=WEDNESDAY_MORNING + timedelta(hours=25))
        assert (await session.execute(text('select status from "order"'))).scalar_one() == "draft"
