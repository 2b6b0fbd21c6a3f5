"""What the chat makes of an order that came with something missing, and of a wish for money."""

from sqlalchemy import select

from models.conversations import Conversation
from models.ordering import Order
from models.tickets import Ticket
from services.ordering import order_ratings, orders
from tests.actions.driver import Bot, Ran, entity
from tests.actions.talk.test_ratings import rate
from tests.given.companies import NOW
from tests.given.demo_park import DemoPark
from tests.services.ordering.test_order_ratings import COURSE


async def eaten(bot: Bot, *steps: str) -> Order:
    """An order of theirs, after these steps, or handed over."""
    async with bot.demo.sessions.begin() as session:
        conversation = await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))
        order = await bot.demo.placed(session, "beef_noodles", conversation=conversation)
        for action in steps or COURSE:
            if action != "none":
                await orders.advance(session, bot.demo.id, order.id, action, now=NOW)
    return order


async def said(bot: Bot, words: str, aspect: str, intent: str = "cancel_order") -> Ran:
    bot.hear(words, intent, entity("question", aspect))
    return await bot.run("action_act")


async def complaints_of(bot: Bot) -> list[Ticket]:
    async with bot.demo.sessions() as session:
        return list(await session.scalars(select(Ticket).where(Ticket.kind == "complaint")))


async def test_what_is_missing_is_a_complaint_about_the_order_at_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await eaten(bot)
    ran = await said(bot, "少送了一份饭", "amiss", "chitchat")
    [ticket] = await complaints_of(bot)
    assert (ticket.order_id, ticket.description) == (order.id, "这一单有问题\n少送了一份饭")
    assert f"订单 {order.order_no}（牛肉面×1）的问题已登记，编号 {ticket.ticket_no}" in ran.text
    again = await said(bot, "我要退款", "refund")
    assert f"已经登记过，编号 {ticket.ticket_no}" in again.text
    assert len(await complaints_of(bot)) == 1


async def test_a_wish_for_money_alone_opens_the_page_and_changes_nothing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await eaten(bot)
    ran = await said(bot, "我想退款", "refund")
    assert f"是订单 {order.order_no}（牛肉面×1）吗？" in ran.text
    [response] = ran.responses
    assert response["custom"]["opens"]["page"] == f"pages/order/complain?no={order.order_no}"
    assert await complaints_of(bot) == []


async def test_what_is_still_being_made_is_offered_to_be_cancelled(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await eaten(bot, "none")
    ran = await said(bot, "我想退款", "refund")
    assert f"订单 {order.order_no}（牛肉面×1）还没有交到您手上" in ran.text
    assert [title for title, _ in ran.buttons] == ["取消这单"]


async def test_without_an_order_a_person_is_offered_and_a_cart_stays(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        conversation = await session.get_one(Conversation, (demo.id, bot.conversation_id))
        cart = await demo.draft(session, "latte", conversation=conversation)
    ran = await said(bot, "我要退款", "refund")
    assert "没有查到您这两天收到的订单" in ran.text
    async with demo.sessions() as session:
        assert (await session.get_one(Order, (demo.id, cart.id))).status == "draft"


async def test_stars_of_an_order_are_given_in_the_chat_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    order = await eaten(bot)
    assert (await rate(bot, f"order:{order.id}", 4, "面很好")).text == "谢谢您的评价！"
    assert "已经评过了" in (await rate(bot, f"order:{order.id}", 1)).text
    stranger = await Bot.new(demo)
    assert "已经评过了" in (await rate(stranger, f"order:{order.id}", 1)).text
    async with demo.sessions() as session:
        whole = await order_ratings.of_order(session, order)
        assert whole is not None
        assert (whole.stars, whole.words) == (4, "面很好")
