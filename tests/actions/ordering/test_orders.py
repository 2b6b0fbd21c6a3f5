"""Tracking, cancelling and repeating orders by words."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from services.conversations import conversations
from services.ordering import orders
from tests.actions.driver import Bot, entity
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def place(bot: Bot, *then: str, item: str = "beef_noodles") -> Order:
    """An order of the tenant's, moved on by a vendor's actions."""
    async with bot.demo.sessions.begin() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
        order = await bot.demo.placed(session, item, quantity=2, conversation=conversation)
        for action in then:
            await orders.advance(session, bot.demo.id, order.id, action, now=NOW)
    return order


async def reload(session: AsyncSession, order: Order) -> Order:
    return await orders.load(session, order.park_id, order.id)


# Where is it?


async def test_open_orders_are_shown_newest_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    first, second = await place(bot), await place(bot, "accept", "preparing")
    await place(bot, "cancel")
    bot.hear("我的饭到哪了", "track_order")
    text = (await bot.run("action_track_order")).text
    assert text == (
        f"{second.order_no} · 牛肉面×2\n今天 12:00–12:15，正在做\n"
        f"{first.order_no} · 牛肉面×2\n今天 12:00–12:15，已下单，等阳光食堂接单"
    )


async def test_an_order_is_found_by_its_number_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await place(bot, "accept", "ready")
    bot.hear("track it", "track_order", entity("order_no", order.order_no), language="en")
    text = (await bot.run("action_track_order")).text
    assert text == f"{order.order_no} · 2 × beef noodles\nFor today 12:00–12:15: ready"


@pytest.mark.parametrize("action", ["action_track_order", "action_act"])
async def test_somebody_elses_order_is_as_good_as_none(demo: DemoPark, action: str) -> None:
    mine, other = await Bot.new(demo), await Bot.new(demo)
    theirs = await place(other)
    mine.hear("我的订单", "track_order", entity("order_no", theirs.order_no))
    ran = await mine.run(action)
    assert ran.text == f"没有找到订单 {theirs.order_no}，麻烦核对一下订单号。"
    async with demo.sessions() as session:
        assert (await reload(session, theirs)).status == "placed"


async def test_with_nothing_open_the_draft_or_the_last_one_is_told(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("查订单", "track_order")
    assert (await bot.run("action_track_order")).text == "您现在没有进行中的订单。"
    await place(bot, "cancel")
    assert "最近一单：" in (await bot.run("action_track_order")).text
    await bot.order("cola", 1)
    assert "您手上这单（可乐×1）还没有下" in (await bot.run("action_track_order")).text


# Cancelling


async def test_the_cart_at_hand_is_dropped_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    placed = await place(bot)
    await bot.order("cola", 1)
    bot.asked("confirm")
    bot.hear("取消", "cancel_order")
    ran = await bot.run("action_act")
    assert (ran.text, bot.loop) == ("好的，这单不要了（可乐×1），什么都没有下。", None)
    assert (await bot.drafts(), ran.slots["cart"]) == ([], False)
    async with demo.sessions() as session:
        assert (await reload(session, placed)).status == "placed"


async def test_what_no_vendor_has_accepted_is_cancelled_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await place(bot)
    bot.hear("取消订单", "cancel_order")
    first = await bot.call("action_act")
    assert first.text == f"订单 {order.order_no} 已取消（牛肉面×2）。"
    assert await bot.call("action_act") == first
    async with demo.sessions() as session:
        assert (await demo.taken(session), (await reload(session, order)).status) == (
            0,
            "cancelled",
        )
        assert await demo.events(session, f"order:{order.id}") == [
            (1, "order.placed"),
            (2, "order.cancelled"),
        ]


async def test_what_the_vendor_has_begun_is_asked_of_them(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await place(bot, "accept")
    bot.hear("取消订单", "cancel_order")
    text = (await bot.run("action_act")).text
    assert text.startswith(f"阳光食堂已经开始做 {order.order_no} 了")
    async with demo.sessions() as session:
        assert (await reload(session, order)).status == "accepted"
        assert (3, "order.cancel_requested") in await demo.events(session, f"order:{order.id}")


async def test_it_may_be_too_late_or_nothing_there(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await place(bot, "accept", "ready")
    bot.hear("取消订单", "cancel_order")
    assert "现在是“做好了”，不能取消了" in (await bot.run("action_act")).text
    bot.hear("取消它", "cancel_order", entity("order_no", order.order_no))
    assert "现在是“做好了”，不能取消了" in (await bot.run("action_act")).text


async def test_of_several_it_is_asked_which(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    first, second = await place(bot), await place(bot, item="cola")
    bot.hear("取消订单", "cancel_order")
    ran = await bot.run("action_act")
    titles = [f"{second.order_no} 可乐×2", f"{first.order_no} 牛肉面×2"]
    assert [title for title, _ in ran.buttons] == titles
    async with demo.sessions() as session:
        assert {(await reload(session, o)).status for o in (first, second)} == {"placed"}


# No


@pytest.mark.parametrize(
    ("text", "requested", "said", "left"),
    [
        ("不要了", "slot", "这单已经取消", 0),
        ("never mind", "confirm", "这单已经取消", 0),
        ("不", "confirm", "先不下单", 1),
        ("不", "slot", "这单还没有下", 1),
    ],
)
async def test_a_no_to_the_order(
    demo: DemoPark, text: str, requested: str, said: str, left: int
) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 1)
    bot.asked(requested)
    bot.hear(text, "deny")
    assert said in (await bot.run("action_deny")).text
    assert len(await bot.drafts()) == left


# The same again


async def test_the_last_order_again_at_todays_price(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await place(bot, "accept", "ready", "complete")
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", price=2300)
    bot.hear("再来一单", "reorder")
    first = await bot.call("action_act")
    assert await bot.call("action_act") == first
    assert [response["text"] for response in first.responses] == [
        "牛肉面现在是 ¥23（上次 ¥22）。\n照上次（今天）的来：\n牛肉面 ×2  ¥46\n合计 ¥46",
    ]
    assert await bot.cart() == [("beef_noodles", 2, [], None)]


async def test_nothing_of_it_is_left(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await place(bot, "accept", "ready", "complete")
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", active=False)
    bot.hear("same again", "reorder", language="en")
    ran = await bot.run("action_act")
    assert [response["text"] for response in ran.responses] == [
        "No longer available: beef noodles.\n"
        'Nothing of your last order is available any more. Say "menu" to see what there is today.',
    ]
    assert ran.slots["cart"] is False
