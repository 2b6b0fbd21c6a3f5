"""Orders above the limit: held, answered by the manager, placed or given back."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.ordering import Order
from models.payments import Payment, SpendingApproval
from services.accounting import accounts
from services.conversations import conversations
from services.kit.errors import IllegalTransition, NotFound
from services.ordering import carts, orders, payments, placing, spending
from services.ordering.spending import Question
from services.privacy import housekeeping
from tests.given.companies import (
    BOWL,
    NOW,
    account_of,
    charged,
    charged_draft,
    ledger_by_month,
    manager_conversation,
    member_of,
    moment,
    spent_by_month,
)
from tests.given.demo_park import NOON, DemoPark, jobs

CLOSES = moment("2026-12-02T10:45:00")


async def asked(
    session: AsyncSession, demo: DemoPark, account: CompanyAccount, **how: object
) -> tuple[Order, Question]:
    """Two bowls, ¥44, where ¥30 is the limit."""
    order = await charged_draft(session, demo, account, quantity=2, **how)  # type: ignore[arg-type]
    with pytest.raises(accounts.LimitReached) as reached:
        await placing.place(session, order, now=NOW)
    return order, await spending.ask(session, order, reached.value, now=NOW)


async def test_the_draft_is_held_and_the_manager_asked_until_the_slot_closes(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        approval = question.approval
        assert (approval.amount, approval.over, approval.status) == (4400, 1400, "pending")
        assert approval.expires_at == CLOSES
        assert (question.manager.name, question.can_hear) == ("王经理", False)
        assert (order.status, order.held) == ("draft", True)
        assert await demo.events(session, f"spending:{approval.id}") == [(1, "spending.requested")]
        due = [job for job in await jobs(session, "deadlines") if job.task_name == "spending_due"]
        assert [(job.args["approval_id"], job.scheduled_at) for job in due] == [
            (approval.id, CLOSES)
        ]
        assert await spent_by_month(session) == {}


async def test_a_manager_who_left_the_company_is_not_asked_and_decides_nothing(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        _, question = await asked(session, demo, account)
        manager = question.manager
        assert await spending.may_decide(session, question.approval, manager.id)
        manager.company_id = None
        await session.flush()
        assert not await spending.may_decide(session, question.approval, manager.id)
        with pytest.raises(spending.NobodyToAsk):
            await asked(session, demo, account)


async def test_a_manager_who_has_written_to_the_bot_can_hear(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        await manager_conversation(session, demo, account)
        _, question = await asked(session, demo, account)
        assert (question.manager.name, question.can_hear) == ("韩梅梅", True)


async def test_without_a_manager_nobody_can_be_asked_and_the_cart_stays_a_cart(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000, manager=False)
        with pytest.raises(spending.NobodyToAsk):
            await asked(session, demo, account)
        assert not (await session.scalars(select(Order))).one().held


async def test_a_held_draft_is_no_cart_and_another_can_be_begun_at_the_same_outlet(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        conversation = await member_of(session, demo, account)
        order, _ = await asked(session, demo, account, conversation=conversation)
        assert await carts.at_hand(session, conversation) is None
        assert not await carts.discard(session, conversation, now=NOW)
        another = await demo.draft(session, conversation=conversation)
        assert another.id != order.id
        assert [line.quantity for line in order.lines] == [2]
        with pytest.raises(placing.Held):
            await placing.place(session, order, now=NOW)


async def test_approved_it_is_placed_at_once_above_the_limit(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        approval = await spending.approve(session, demo.id, question.approval.id, now=NOW)
        again = await spending.approve(session, demo.id, question.approval.id, now=NOW)
        assert (approval.status, approval.failure, again.decided_at) == ("approved", None, NOW)
        assert (order.status, order.held) == ("placed", False)
        payment = (await session.scalars(select(Payment))).one()
        assert (payment.amount, payment.approval_id) == (4400, approval.id)
        assert await spent_by_month(session) == {"2026-12": 4400} == await ledger_by_month(session)
        assert await demo.events(session, f"spending:{approval.id}") == [
            (1, "spending.requested"), (2, "spending.approved"),
        ]  # fmt: skip


async def test_what_was_approved_once_does_not_open_the_account_for_the_next(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        _, question = await asked(session, demo, account)
        await spending.approve(session, demo.id, question.approval.id, now=NOW)
        order = await charged_draft(session, demo, account, quantity=1)
        with pytest.raises(accounts.LimitReached) as refused:
            await placing.place(session, order, now=NOW)
        assert (refused.value.left, refused.value.over) == (0, BOWL + 1400)


@pytest.mark.parametrize(
    ("meanwhile", "failure"),
    [
        ("update item set stock = 1 where code = 'beef_noodles'", "out_of_stock"),
        ("update item set price = 2300 where code = 'beef_noodles'", "price_changed"),
        ("update service_window set cutoff = '09:00'", "slot_refused"),
        ("update company_account set is_open = false", "not_entitled"),
    ],
)
async def test_approved_too_late_the_draft_is_the_tenants_again(
    demo: DemoPark, meanwhile: str, failure: str
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        conversation = await member_of(session, demo, account)
        _, question = await asked(session, demo, account, conversation=conversation)
        approval_id, seat = question.approval.id, conversation.id
        await session.execute(text(meanwhile))
        await session.commit()  # What is asked and what is approved are transactions of their own.
        approval = await spending.approve(session, demo.id, approval_id, now=NOW)
        order = await orders.load(session, demo.id, approval.order_id)
        assert (approval.status, approval.failure) == ("approved", failure)
        assert (order.status, order.held) == ("draft", False)
        assert (order.slot_start is None) == (failure == "slot_refused")
        at_hand = await carts.at_hand(session, await conversations.find(session, demo.id, seat))
        assert at_hand is not None
        assert at_hand.id == order.id
        assert await spent_by_month(session) == {}


async def test_denied_it_is_the_tenants_again_to_be_paid_by_themselves(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        approval = await spending.deny(
            session, demo.id, question.approval.id, reason="这个月超了", now=NOW
        )
        assert (approval.status, approval.reason) == ("denied", "这个月超了")
        assert (order.held, order.payment, order.slot_start) == (False, "on_pickup", NOON)
        assert (await placing.place(session, order, now=NOW)).status == "placed"
        assert await spent_by_month(session) == {}
        with pytest.raises(IllegalTransition):
            await spending.approve(session, demo.id, approval.id, now=NOW)


async def test_nobody_answers_until_the_slot_closes(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        for _ in range(2):
            await spending.due(session, demo.id, question.approval.id, now=CLOSES)
        assert (question.approval.status, order.held, order.slot_start) == ("expired", False, None)
        assert await demo.events(session, f"spending:{question.approval.id}") == [
            (1, "spending.requested"), (2, "spending.expired"),
        ]  # fmt: skip


async def test_an_answer_in_time_is_left_alone_when_the_slot_closes(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        await spending.approve(session, demo.id, question.approval.id, now=NOW)
        await spending.due(session, demo.id, question.approval.id, now=CLOSES)
        assert (question.approval.status, order.status) == ("approved", "placed")


async def test_who_does_not_wait_gets_the_cart_back(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)
        cart = await spending.withdraw(session, order, now=NOW)
        assert (cart.id, cart.held, question.approval.status) == (order.id, False, "withdrawn")
        with pytest.raises(NotFound):
            await spending.withdraw(session, order, now=NOW)


async def test_where_another_cart_was_begun_at_the_outlet_the_lines_join_it(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        conversation = await member_of(session, demo, account)
        order, question = await asked(session, demo, account, conversation=conversation)
        other = await demo.draft(session, "cola", conversation=conversation)
        await spending.deny(session, demo.id, question.approval.id, reason=None, now=NOW)
        assert (order.status, order.held) == ("cancelled", False)
        lines = sorted((line.name_zh, line.quantity) for line in other.lines)
        assert lines == [("可乐", 1), ("牛肉面", 2)]
        assert other.total == 2 * BOWL + 500
        assert await demo.events(session, f"order:{order.id}") == []


async def test_an_approval_is_of_one_account(demo: DemoPark) -> None:
    """Who has changed company meanwhile does not spend the new one's money on the old one's yes."""
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        other = await account_of(session, demo, limit=0)
        order, question = await asked(session, demo, account)
        await session.execute(
            text("update person set company_id = :company where id = :id"),
            {"company": other.company_id, "id": order.person_id},
        )
        approval = await spending.approve(session, demo.id, question.approval.id, now=NOW)
        assert approval.failure == "not_entitled"
        assert await spent_by_month(session) == {}


async def test_yes_and_no_at_once_one_of_them_holds(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo, limit=3000)
        order, question = await asked(session, demo, account)

    async def answer(yes: bool) -> str:
        try:
            async with demo.sessions.begin() as session:
                if yes:
                    await spending.approve(session, demo.id, question.approval.id, now=NOW)
                else:
                    await spending.deny(
                        session, demo.id, question.approval.id, reason=None, now=NOW
                    )
        except IllegalTransition:
            return "too late"
        return "done"

    assert sorted(await asyncio.gather(answer(True), answer(False))) == ["done", "too late"]
    async with demo.sessions() as session:
        found = await orders.load(session, demo.id, order.id)
        assert found.status in {"placed", "draft"}
        assert await spent_by_month(session) == await ledger_by_month(session)


async def test_a_forgotten_draft_goes_with_its_approvals_and_a_held_one_stays(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=3000)
        await asked(session, demo, account)
        denied, question = await asked(session, demo, account)
        await spending.deny(session, demo.id, question.approval.id, reason=None, now=NOW)
        await housekeeping.tidy(session, now=NOW + timedelta(days=8))
        left = await session.scalars(select(SpendingApproval.status))
        assert left.all() == ["pending"]
        assert await session.scalar(select(Order.id).where(Order.id == denied.id)) is None


async def test_the_limit_moves_and_the_next_order_sees_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=BOWL)
        await charged(session, demo, account)
        account.monthly_limit = 2 * BOWL
        assert (await charged(session, demo, account)).status == "placed"
        assert await payments.of_order(session, demo.id, 0) is None
