"""Refunds by staff: of lines, of a sum, once, and never more than was charged."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from models.accounting import AccountEntry
from models.ordering import Order
from models.payments import Refund
from models.staff import AuditEntry
from services.kit.audit import By
from services.kit.errors import IdempotencyMismatch, Invalid, NotFound, ParkError
from services.ordering import orders, payments, refunds
from services.ordering.refunds import Asked
from tests.given import factories
from tests.given.companies import BOWL, NOW, account_of, charged, ledger_by_month, spent_by_month
from tests.given.demo_park import DemoPark


async def _by(session: object, demo: DemoPark) -> By:
    staff = await factories.make_staff(session, demo.id, roles=["manager"])  # type: ignore[arg-type]
    return By(demo.id, staff.id, NOW)


async def test_some_of_a_line_is_given_back_with_a_reason_and_by_whom(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=3)
        (line,) = order.lines
        asked = Asked("一碗洒了", {line.id: 1})
        refund_id = await refunds.refund(session, by, order.id, asked, key="k1")
        refund = await session.get_one(Refund, (demo.id, refund_id))
        assert (refund.amount, refund.cause, refund.reason, refund.staff_id) == (
            BOWL, "staff", "一碗洒了", by.staff_id,
        )  # fmt: skip
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert (payment.refunded, payment.status) == (2200, "partly_refunded")
        assert await spent_by_month(session) == {"2026-12": 4400} == await ledger_by_month(session)
        entry = await session.scalar(select(AccountEntry).where(AccountEntry.kind == "refund"))
        assert entry is not None
        assert (entry.amount, entry.staff_id, entry.refund_id) == (-2200, by.staff_id, refund.id)
        audited = await session.scalar(
            select(AuditEntry).where(AuditEntry.action == "order.refund")
        )
        assert audited is not None
        assert audited.after == {"refunded": 2200, "reason": "一碗洒了"}
        assert order.status == "placed"


async def test_the_same_bowl_is_not_given_back_twice(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=2)
        (line,) = order.lines
        await refunds.refund(session, by, order.id, Asked("漏送", {line.id: 2}), key="k1")
        with pytest.raises(Invalid) as refused:
            await refunds.refund(session, by, order.id, Asked("漏送", {line.id: 1}), key="k2")
        assert refused.value.details["field"] == "lines"


async def test_a_sum_up_to_what_is_left_and_not_a_fen_more(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=1)
        await refunds.refund(session, by, order.id, Asked("迟到", sum=333), key="k1")
        with pytest.raises(refunds.TooMuch) as refused:
            await refunds.refund(session, by, order.id, Asked("迟到", sum=1868), key="k2")
        assert refused.value.details == {"left": 1867}
        await refunds.refund(session, by, order.id, Asked("迟到", sum=1867), key="k3")
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert payment.status == "refunded"
        assert await spent_by_month(session) == {"2026-12": 0}


async def test_what_was_partly_given_back_gives_back_only_the_rest_when_it_ends(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=2)
        await refunds.refund(session, by, order.id, Asked("少了小菜", sum=500), key="k1")
        await orders.advance(session, demo.id, order.id, "reject", reason="卖完", now=NOW)
        sums = await session.scalars(select(Refund.amount).order_by(Refund.id))
        assert sums.all() == [500, 3900]
        assert await spent_by_month(session) == {"2026-12": 0} == await ledger_by_month(session)


async def test_the_same_key_gives_back_once_and_for_something_else_is_refused(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=2)
        asked = Asked("迟到", sum=100)
        first = await refunds.refund(session, by, order.id, asked, key="k1")
        assert await refunds.refund(session, by, order.id, asked, key="k1") == first
        with pytest.raises(IdempotencyMismatch):
            await refunds.refund(session, by, order.id, Asked("迟到", sum=200), key="k1")
        assert await spent_by_month(session) == {"2026-12": 4300}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked("迟到"), "sum"),
        (Asked("迟到", {1: 1}, 100), "sum"),
        (Asked("迟到", sum=0), "sum"),
        (Asked("迟到", sum=-5), "sum"),
        (Asked("  ", sum=100), "reason"),
        (Asked("长" * 201, sum=100), "reason"),
        (Asked("迟到", {999_999: 1}), "lines"),
    ],
)
async def test_what_makes_no_sense_is_said(demo: DemoPark, asked: Asked, field: str) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo))
        with pytest.raises(Invalid) as refused:
            await refunds.refund(session, by, order.id, asked, key="k1")
        assert refused.value.details["field"] == field


async def test_what_was_paid_at_the_counter_is_given_back_there(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        by = await _by(session, demo)
        order = await demo.placed(session)
        with pytest.raises(refunds.NotOurs):
            await refunds.refund(session, by, order.id, Asked("迟到", sum=100), key="k1")
        with pytest.raises(NotFound):
            await refunds.refund(session, by, order.id + 999, Asked("迟到", sum=100), key="k2")


async def test_ten_who_give_back_at_once_give_back_no_more_than_was_charged(
    demo: DemoPark,
) -> None:
    """3 × ¥22 = ¥66; each wants ¥20: three fit, ¥6 are left."""
    async with demo.sessions.begin() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=3)

    async def give_back(number: int) -> str:
        try:
            async with demo.sessions.begin() as session:
                asked = Asked("迟到", sum=2000)
                await refunds.refund(session, by, order.id, asked, key=f"k{number}")
                return "done"
        except ParkError as refused:
            return refused.code

    outcomes = await asyncio.gather(*(give_back(number) for number in range(10)))

    assert Counter(outcomes) == {"done": 3, "refund_too_much": 7}
    async with demo.sessions() as session:
        assert await spent_by_month(session) == {"2026-12": 600} == await ledger_by_month(session)


async def test_a_refund_and_a_cancellation_at_once_give_back_everything_once(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        by = await _by(session, demo)
        order = await charged(session, demo, await account_of(session, demo), quantity=3)

    async def cancel() -> None:
        async with demo.sessions.begin() as session:
            await orders.advance(session, demo.id, order.id, "cancel", now=NOW)

    async def give_back() -> None:
        try:
            async with demo.sessions.begin() as session:
                await refunds.refund(session, by, order.id, Asked("迟到", sum=100), key="k1")
        except refunds.TooMuch:
            pass

    await asyncio.gather(cancel(), give_back())

    async with demo.sessions() as session:
        assert sum(await session.scalars(select(Refund.amount))) == 6600
        assert await spent_by_month(session) == {"2026-12": 0} == await ledger_by_month(session)
        assert (await session.get_one(Order, (demo.id, order.id))).status == "cancelled"
