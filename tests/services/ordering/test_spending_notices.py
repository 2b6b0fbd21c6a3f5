"""What managers are asked, what tenants are told of the answer, and of refunds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.ordering import Order
from models.payments import SpendingApproval
from models.people import Person
from services.accounting import accounts
from services.kit.audit import By
from services.notices import opt_outs
from services.ordering import orders, placing, refunds, spending
from services.ordering.refunds import Asked
from tests.given import factories
from tests.given.companies import (
    NOW,
    account_of,
    charged,
    charged_draft,
    manager_conversation,
    member_of,
    moment,
)
from tests.given.demo_park import DemoPark
from tests.given.notices import Notifier

Deed = Callable[[AsyncSession, int, int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Case:
    order: Order
    approval: SpendingApproval
    tenant: Conversation
    manager: Conversation


async def asked(demo: DemoPark, *, language: str = "zh") -> Case:
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo, limit=3000)
        manager = await manager_conversation(session, demo, account)
        tenant = await member_of(session, demo, account)
        manager.language = tenant.language = language
        order = await charged_draft(session, demo, account, quantity=2, conversation=tenant)
        try:
            await placing.place(session, order, now=NOW)
        except accounts.LimitReached as reached:
            question = await spending.ask(session, order, reached, now=NOW)
        return Case(order, question.approval, tenant, manager)


async def told(demo: DemoPark, case: Case, deed: Deed | None = None) -> Message:
    """The one message that comes of it."""
    notifier = Notifier(demo)
    if deed is not None:
        async with demo.sessions.begin() as session:
            await deed(session, demo.id, case.approval.id)
    await notifier.handle_last(f"spending:{case.approval.id}")
    (message,) = await notifier.messages()
    return message


async def test_the_manager_reads_who_what_how_much_and_how_far_above(demo: DemoPark) -> None:
    case = await asked(demo)
    message = await told(demo, case)
    no = case.order.order_no
    assert message.conversation_id == case.manager.id
    assert message.text == (
        f"李雷有一单要记公司账，超出了本月额度，请您批准：{no}\n"
        "牛肉面×2 · 合计 ¥44，超出 ¥14\n"
        "今天 12:00–12:15 用，请在今天 10:45 前答复。"
    )
    assert message.buttons == [
        {"title": "批准", "payload": f'/approve_spending{{"order_no": "{no}"}}'},
        {"title": "不批准", "payload": f'/deny_spending{{"order_no": "{no}"}}'},
    ]
    assert (message.data["expects"], message.data["settles"]) == ("confirm", "spending_approval")


async def test_in_english(demo: DemoPark) -> None:
    case = await asked(demo, language="en")
    message = await told(demo, case)
    assert message.text == (
        "李雷 wants to charge an order to the company that goes above this month's limit. "
        f"Do you approve? {case.order.order_no}\n"
        "2 × beef noodles · ¥44, which is ¥14 above\n"
        "For today 12:00–12:15; please answer before today 10:45."
    )


async def test_who_wants_no_news_of_orders_is_asked_all_the_same(demo: DemoPark) -> None:
    case = await asked(demo)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, case.manager.person_id))
        await opt_outs.opt_out(session, person, "order", now=NOW)
    assert (await told(demo, case)).conversation_id == case.manager.id


async def test_the_tenant_hears_that_it_is_placed(demo: DemoPark) -> None:
    async def approve(session: AsyncSession, park: int, approval: int) -> None:
        await spending.approve(session, park, approval, now=NOW)

    case = await asked(demo)
    message = await told(demo, case, approve)
    assert message.conversation_id == case.tenant.id
    assert message.text == (
        f"韩梅梅批准了，已经下单：{case.order.order_no}，牛肉面×2，今天 12:00–12:15。"
        "阳光食堂接单后我会告诉您。"
    )
    assert message.buttons == []


async def test_placed_too_late_the_tenant_is_offered_other_times(demo: DemoPark) -> None:
    async def approve(session: AsyncSession, park: int, approval: int) -> None:
        await spending.approve(session, park, approval, now=moment("2026-12-02T10:46:00"))

    case = await asked(demo)
    message = await told(demo, case, approve)
    assert message.text == (
        "韩梅梅批准了，但那个时段已经不能订了，这单（牛肉面×2）还没有下，东西都给您留着。"
    )
    assert len(message.buttons) == 4
    assert message.buttons[0]["payload"].startswith('/checkout{"time": "2026-12-02T')


async def test_denied_the_tenant_hears_why_and_may_pay_themselves(demo: DemoPark) -> None:
    async def deny(session: AsyncSession, park: int, approval: int) -> None:
        await spending.deny(session, park, approval, reason="这个月超了", now=NOW)

    message = await told(demo, await asked(demo), deny)
    assert message.text == (
        "韩梅梅没有批准这单（牛肉面×2，¥44）。已经改为您自己付，要这样下单吗？\n说明：这个月超了"
    )
    assert message.buttons == [
        {"title": "自己付，下单", "payload": '/checkout{"payment": "on_pickup"}'},
        {"title": "取消", "payload": "/cancel_order"},
    ]


async def test_expired_the_tenant_is_offered_other_times(demo: DemoPark) -> None:
    async def expire(session: AsyncSession, park: int, approval: int) -> None:
        await spending.due(session, park, approval, now=moment("2026-12-02T10:46:00"))

    message = await told(demo, await asked(demo), expire)
    assert message.text == (
        "一直没有等到韩梅梅批准，这单（牛肉面×2）的时段已经截止，没有下。要换个时段吗？"
    )
    assert len(message.buttons) == 4


async def test_a_refund_by_staff_is_told_with_its_reason(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo)
        order = await charged(session, demo, account, quantity=2)
        staff = await factories.make_staff(session, demo.id)
        by = By(demo.id, staff.id, NOW)
        await refunds.refund(session, by, order.id, Asked("汤洒了", sum=550), key="k")
    notifier = Notifier(demo)
    await notifier.handle_all(f"order:{order.id}")
    assert await notifier.texts() == [f"订单 {order.order_no} 已退 ¥5.50 到公司账户：汤洒了。"]


async def test_what_a_rejected_order_gives_back_is_said_with_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await charged(session, demo, await account_of(session, demo), quantity=2)
        await orders.advance(session, demo.id, order.id, "reject", reason="卖完了", now=NOW)
    notifier = Notifier(demo)
    await notifier.handle_all(f"order:{order.id}")
    (text,) = await notifier.texts()
    assert "卖完了" in text
    assert "¥44 已退回公司账户" in text
    assert "没有扣款" not in text
