"""Who pays, said in the chat; a manager's yes and no; joining a company."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.ordering import Order
from models.people import Company, Person
from services.conversations import conversations
from services.kit.audit import By
from services.ordering import orders, spending
from services.people import company_codes
from tests.actions.driver import Bot, entity
from tests.given.companies import NOW, account_of
from tests.given.demo_park import DemoPark


async def at_the_confirmation(
    demo: DemoPark, *, limit: int | None = 100_000, quantity: int = 2
) -> tuple[Bot, CompanyAccount | None]:
    """A cart for pickup at noon, all known; `limit` is of the tenant's company, None without."""
    bot, account = await Bot.new(demo), None
    await bot.order("beef_noodles", quantity)
    async with demo.sessions.begin() as session:
        if limit is not None:
            account = await account_of(session, demo, limit=limit)
            await session.execute(
                text(
                    "update person set company_id = :company, name = '李雷' where id ="
                    " (select person_id from conversation where id = :id)"
                ),
                {"company": account.company_id, "id": bot.conversation_id},
            )
        await session.execute(
            text(
                "update \"order\" set fulfilment = 'pickup',"
                " slot_start = '2026-12-02T12:00+08:00', slot_end = '2026-12-02T12:15+08:00'"
            )
        )
    bot.asked("confirm")
    return bot, account


async def says(bot: Bot, text: str, intent: str, method: str) -> str:
    """What the form answers, and then the confirmation."""
    bot.hear(text, intent, entity("payment", method, text=text, start=0, end=len(text)))
    ran = await bot.validate()
    asked = await bot.run("action_ask_checkout_form_confirm")
    return f"{ran.text}\n{asked.text}"


async def place(bot: Bot) -> str:
    bot.hear("确认", "affirm")
    await bot.validate()
    return (await bot.run("action_place_order")).text


async def test_the_confirmation_says_what_the_company_has_left_and_offers_the_other_way(
    demo: DemoPark,
) -> None:
    bot, _ = await at_the_confirmation(demo)
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert "取餐时付款" in asked.text
    assert ("挂公司账", '/checkout{"payment": "company_account"}') in asked.buttons
    told = await says(bot, "挂公司账", "ask_faq", "company_account")
    assert "记星桥科技的账（本月还剩 ¥1,000）" in told
    assert (await bot.draft()).payment == "company_account"
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert ("我自己付", '/checkout{"payment": "on_pickup"}') in asked.buttons
    assert "取餐时付款" in await says(bot, "我自己付", "out_of_scope", "on_pickup")


async def test_who_has_no_company_sees_no_button_and_is_told_how_to_get_one(
    demo: DemoPark,
) -> None:
    bot, _ = await at_the_confirmation(demo, limit=None)
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert "挂公司账" not in [title for title, _ in asked.buttons]
    told = await says(bot, "挂公司账", "out_of_scope", "company_account")
    assert "您还没有可以用的公司账户" in told
    assert "取餐时付款" in told


async def test_wechat_pay_is_answered_with_what_there_is(demo: DemoPark) -> None:
    bot, _ = await at_the_confirmation(demo)
    told = await says(bot, "微信付", "out_of_scope", "wechat_pay")
    assert "微信支付还没有开通。现在可以到付，也可以挂公司账。" in told
    assert (await bot.draft()).payment == "on_pickup"


async def test_placed_it_says_what_is_left_now(demo: DemoPark) -> None:
    bot, _ = await at_the_confirmation(demo)
    await says(bot, "挂公司账", "affirm", "company_account")
    assert "记星桥科技的账（本月还剩 ¥956）" in await place(bot)


async def test_above_the_limit_it_is_said_before_the_yes_and_held_after_it(demo: DemoPark) -> None:
    bot, _ = await at_the_confirmation(demo, limit=3000)
    told = await says(bot, "挂公司账", "affirm", "company_account")
    assert "本月还剩 ¥30，超出 ¥14，要公司负责人批准" in told
    told = await place(bot)
    assert "超出公司本月额度 ¥14" in told
    assert "联系不上这位负责人" in told  # 王经理 has never written to the bot.
    assert (await held_of(bot)).held
    bot.hear("订单到哪了", "track_order")
    assert "等公司负责人批准" in (await bot.run("action_track_order")).text


async def held_of(bot: Bot) -> Order:
    """The tenant's one order that waits for the manager."""
    async with bot.demo.sessions() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
        (held,) = await spending.held_of(session, bot.demo.id, conversation.person_id)
        return held


async def test_the_manager_says_yes_or_somebody_else_does_in_vain(demo: DemoPark) -> None:
    bot, account = await at_the_confirmation(demo, limit=3000)
    assert account is not None
    await says(bot, "挂公司账", "affirm", "company_account")
    boss, stranger = await Bot.new(demo), await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await session.execute(
            text(
                "update company_account set manager_id ="
                " (select person_id from conversation where id = :id)"
            ),
            {"id": boss.conversation_id},
        )
        boss_person = await person_in(session, boss)
        boss_person.company_id = account.company_id
    assert "已经请" in await place(bot)
    number = (await held_of(bot)).order_no
    about = entity("order_no", number)
    stranger.hear(f'/approve_spending{{"order_no": "{number}"}}', "approve_spending", about)
    assert "已批准" not in (await stranger.run("action_approve_spending")).text
    boss.hear(f'/approve_spending{{"order_no": "{number}"}}', "approve_spending", about)
    assert (
        await boss.run("action_approve_spending")
    ).text == f"已批准，李雷的订单 {number} 已经下了。"
    boss.hear(f'/deny_spending{{"order_no": "{number}"}}', "deny_spending", about)
    assert "已经批准过了" in (await boss.run("action_deny_spending")).text
    async with demo.sessions() as session:
        found = await orders.find_by_number(session, demo.id, number)
        assert found is not None
        assert found.status == "placed"


async def test_a_manager_who_has_left_the_company_decides_nothing(demo: DemoPark) -> None:
    bot, account = await at_the_confirmation(demo, limit=3000)
    assert account is not None
    await says(bot, "挂公司账", "affirm", "company_account")
    boss = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        boss_person = await person_in(session, boss)
        boss_person.company_id = account.company_id
        row = await session.get_one(CompanyAccount, (demo.id, account.id))
        row.manager_id = boss_person.id
    await place(bot)
    number = (await held_of(bot)).order_no
    async with demo.sessions.begin() as session:
        await company_codes.move(session, By(demo.id, None, NOW), boss_person, None)
    for verb in ("approve", "deny"):
        about = entity("order_no", number)
        boss.hear(f'/{verb}_spending{{"order_no": "{number}"}}', f"{verb}_spending", about)
        said = (await boss.run(f"action_{verb}_spending")).text
        assert said == (await _unknown(boss, number))
    assert (await held_of(bot)).status == "draft"


async def _unknown(bot: Bot, number: str) -> str:
    """What is said of an order that there is not."""
    bot.hear("/x", "approve_spending", entity("order_no", "F-000000"))
    return (await bot.run("action_approve_spending")).text.replace("F-000000", number)


async def person_in(session: AsyncSession, bot: Bot) -> Person:
    conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
    return await session.get_one(Person, (bot.demo.id, conversation.person_id))


async def test_a_manager_who_orders_above_the_limit_is_asked_in_the_same_chat(
    demo: DemoPark,
) -> None:
    bot, _ = await at_the_confirmation(demo, limit=3000)
    async with demo.sessions.begin() as session:
        await session.execute(
            text(
                "update company_account set manager_id ="
                " (select person_id from conversation where id = :id)"
            ),
            {"id": bot.conversation_id},
        )
    await says(bot, "挂公司账", "affirm", "company_account")
    bot.hear("确认", "affirm")
    await bot.validate()
    ran = await bot.run("action_place_order")
    assert "您是公司负责人，要批准吗？" in ran.text
    assert [title for title, _ in ran.buttons] == ["批准", "不批准"]


async def test_who_does_not_wait_pays_and_the_cart_goes_on(demo: DemoPark) -> None:
    bot, _ = await at_the_confirmation(demo, limit=3000)
    await says(bot, "挂公司账", "affirm", "company_account")
    await place(bot)
    held = await held_of(bot)
    bot.hear(
        "/checkout", "checkout", entity("order_no", held.order_no), entity("payment", "on_pickup")
    )
    ran = await bot.run("action_checkout")
    assert ran.slots["cart"] is True
    order = await bot.draft()
    assert (order.id, order.held, order.payment) == (held.id, False, "on_pickup")


async def test_an_account_that_closed_meanwhile_is_said_and_the_order_waits(
    demo: DemoPark,
) -> None:
    bot, _ = await at_the_confirmation(demo)
    await says(bot, "挂公司账", "affirm", "company_account")
    async with demo.sessions.begin() as session:
        await session.execute(text("update company_account set is_open = false"))
    assert "公司账户刚刚用不了了" in await place(bot)
    assert (await bot.draft()).payment == "on_pickup"


async def test_cancelling_says_what_went_back(demo: DemoPark) -> None:
    bot, _ = await at_the_confirmation(demo)
    await says(bot, "挂公司账", "affirm", "company_account")
    await place(bot)
    bot.hear("取消订单", "cancel_order")
    assert "¥44 已退回公司账户" in (await bot.run("action_act")).text


async def test_a_code_joins_a_company_and_a_wrong_one_counts_though_nothing_else_happens(
    demo: DemoPark,
) -> None:
    guest = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo)
        company = await session.get_one(Company, (demo.id, account.company_id))
        code = await company_codes.issue(session, By(demo.id, None, NOW), company)
    guest.hear("/join_company", "join_company", entity("code", "AAAAAA"))
    assert "还可以再试 4 次" in (await guest.run("action_join_company")).text
    guest.hear("/join_company", "join_company", entity("code", "BBBBBB"))
    assert "还可以再试 3 次" in (await guest.run("action_join_company")).text
    guest.hear("/join_company", "join_company", entity("code", code.lower()))
    told = (await guest.run("action_join_company")).text
    assert told == "好了，您现在是星桥科技的人了，订餐时说“挂公司账”就记在公司账上。"
