"""Invoices by chat: asked for while ordering, or afterwards."""

from sqlalchemy import select

from models.ordering import Order
from models.people import Person
from services.ordering import placing
from tests.actions.driver import Bot, Ran, entity, time
from tests.actions.ordering.buying import answer, cart
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark

TITLE, NUMBER = "启明科技有限公司", "9144030071526726XG"


async def ask_for_invoice(bot: Bot, **said: str) -> Ran:
    entities = [entity(name, value) for name, value in said.items()]
    bot.hear("/request_invoice", "request_invoice", *entities)
    return await bot.run("action_request_invoice")


async def test_a_wrong_number_is_said_and_asked_for_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    bot.loop = None
    ran = await ask_for_invoice(bot, invoice_title=TITLE, tax_no="91440300MA5DC5TX9K")
    assert ran.text == (
        "这个税号的最后一位校验码对不上，应该有哪一位抄错了，麻烦核对一下。\n---\n"
        f"{TITLE}的税号是多少？18 位统一社会信用代码。"
    )
    ran = await ask_for_invoice(bot, tax_no=NUMBER)
    assert ran.text == f"好的，这单开发票：{TITLE}（{NUMBER}）。"


async def test_the_form_asks_for_a_title_and_offers_the_last_one(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        person = await session.scalar(select(Person))
        person.invoice_title, person.invoice_tax_no = TITLE, NUMBER
    await cart(bot)
    ran = await answer(bot, "到店自取，12点，要发票", entity("fulfilment", "counter"), time(NOON))
    assert (ran.slots["slot"], ran.slots["invoice"]) == ("known", None)
    ran = await bot.run("action_ask_checkout_form_invoice")
    assert ran.text == "发票还开给上次的抬头吗？换一个的话，请发抬头和税号。"
    assert ran.buttons[0] == (
        f"同上次：{TITLE}",
        f'/request_invoice{{"invoice_title": "{TITLE}", "tax_no": "{NUMBER}"}}',
    )
    await ask_for_invoice(bot, invoice_title=TITLE, tax_no=NUMBER)
    ran = await bot.run("action_ask_checkout_form_confirm")
    assert f"发票：{TITLE}（{NUMBER}）" in ran.text


async def test_with_nothing_ordered_there_is_nothing_to_invoice(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await ask_for_invoice(bot)
    assert "没有进行中的订单" in ran.text


async def test_what_a_vendor_has_is_not_taken_back_by_chat(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await cart(bot)
    async with demo.sessions.begin() as session:
        order = await session.get_one(Order, (demo.id, (await bot.draft()).id))
        order.fulfilment, order.slot_start = "counter", NOON
        await placing.place(session, order, now=WEDNESDAY_MORNING)
    bot.loop = None
    assert "已经告诉启明便利店" in (await ask_for_invoice(bot, invoice="personal")).text
    assert "不开的话请打服务台" in (await ask_for_invoice(bot, invoice="none")).text
