"""What goes back through WeChat Pay: learned by asking and by callbacks, tried again by staff."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.accounting import PaymentReturn
from models.staff import AuditEntry
from parkline.simulate.wechatpay.world import Refund, Trade
from services.accounting import returns
from services.kit.audit import By
from services.kit.errors import NotFound
from tests.given.demo_park import WEDNESDAY_MORNING, jobs
from tests.given.wechat_shop import Shop, shop

__all__ = ["shop"]


def at_the_platform(shop: Shop) -> tuple[Trade, Refund]:
    (trade,) = shop.simulator.world.trades.values()
    (refund,) = trade.refunds
    return trade, refund


async def cancelled(shop: Shop, status: str = "PROCESSING") -> str:
    """An order that was paid and cancelled, its refund asked for at the platform."""
    alice = await shop.tenant()
    order = await shop.paid(alice)
    shop.simulator.world.refund_status = status
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    return order


async def failures(shop: Shop) -> int:
    made = await shop.asked_back()
    async with shop.demo.sessions() as session:
        return len(await shop.demo.events(session, f"payment_return:{made.id}"))


async def stands(shop: Shop) -> tuple[str, str | None]:
    made = await shop.asked_back()
    return made.status, made.problem


async def test_a_refund_that_fails_is_told_to_staff(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    shop.simulator.world.refund_status = "ABNORMAL"
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    async with shop.demo.sessions() as session:
        made = (await session.scalars(select(PaymentReturn))).one()
        found = await shop.demo.events(session, f"payment_return:{made.id}")
    assert (made.status, made.problem) == ("failed", "ABNORMAL")
    assert found == [(1, "payment.return_failed")]


async def test_a_refund_under_way_is_looked_at_again(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    shop.simulator.world.refund_status = "PROCESSING"
    await alice.post(f"/orders/{order}/cancel")
    async with shop.demo.sessions() as session:
        made = (await session.scalars(select(PaymentReturn))).one()
    assert await shop.cashier.give_back(shop.demo.id, made.id) is not None
    trade = next(iter(shop.simulator.world.trades.values()))
    trade.refunds[0].status = "SUCCESS"
    assert await shop.cashier.give_back(shop.demo.id, made.id) is None
    assert trade.refunded == 2200


async def test_the_callback_says_that_it_was_given(shop: Shop) -> None:
    await cancelled(shop)
    assert await stands(shop) == ("waiting", None)
    shop.simulator.end_refund(at_the_platform(shop)[1].number)
    assert await shop.told(2) == [204, 204]
    assert await stands(shop) == ("given", None)
    made = await shop.asked_back()
    assert await shop.cashier.give_back(shop.demo.id, made.id) is None


@pytest.mark.parametrize("status", ["CLOSED", "ABNORMAL"])
async def test_the_callback_of_a_failure_alarms_staff_once(shop: Shop, status: str) -> None:
    await cancelled(shop)
    trade, refund = at_the_platform(shop)
    shop.simulator.courier.lost = True
    shop.simulator.end_refund(refund.number, status)
    body = shop.simulator.courier.refunded(trade, refund)
    answers = await asyncio.gather(*(shop.tell(body) for _ in range(5)))
    assert set(answers) == {204}
    assert await stands(shop) == ("failed", status)
    assert await failures(shop) == 1
    await shop.returned()  # Asked after once more, as a job may be: nothing is said twice.
    assert await failures(shop) == 1


async def test_what_staff_mended_at_the_platform_is_given_after_all(shop: Shop) -> None:
    await cancelled(shop, "ABNORMAL")
    assert await stands(shop) == ("failed", "ABNORMAL")
    trade, refund = at_the_platform(shop)
    late = shop.simulator.courier.refunded(trade, refund)
    shop.simulator.end_refund(refund.number)
    await shop.told(3)
    assert await stands(shop) == ("given", None)
    assert await shop.tell(late) == 204  # Overtaken: it has been given.
    assert await stands(shop) == ("given", None)
    assert await failures(shop) == 1


async def test_another_sum_than_was_asked_for_is_put_to_staff(shop: Shop) -> None:
    await cancelled(shop)
    trade, refund = at_the_platform(shop)
    refund.end("SUCCESS", WEDNESDAY_MORNING)
    sums = {"total": 2200, "refund": 2199}
    body = shop.simulator.courier.refunded(trade, refund, amount=sums)
    for _ in range(3):
        assert await shop.tell(body) == 204
    assert await stands(shop) == ("failed", "OTHER_SUM")
    assert await failures(shop) == 1


async def test_a_refund_of_another_payment_or_of_nobody_is_not_taken(shop: Shop) -> None:
    await cancelled(shop)
    trade, refund = at_the_platform(shop)
    refund.end("SUCCESS", WEDNESDAY_MORNING)
    for changed in ({"out_refund_no": "R-0"}, {"out_trade_no": "O-000000-1"}):
        body = shop.simulator.courier.refunded(trade, refund, **changed)
        assert await shop.tell(body) == 404
    assert await stands(shop) == ("waiting", None)


async def test_trying_again_asks_once_and_for_the_same_refund(shop: Shop) -> None:
    await cancelled(shop, "CLOSED")
    made = await shop.asked_back()
    request_order = await order_of(shop)

    async def press() -> bool:
        async with shop.demo.sessions.begin() as session:
            by = By(shop.demo.id, None, WEDNESDAY_MORNING)
            return await returns.retry(session, by, request_order, made.id)

    assert sorted(await asyncio.gather(press(), press())) == [False, True]
    assert await stands(shop) == ("waiting", None)
    shop.simulator.world.refund_status = "SUCCESS"
    assert await shop.returned() == 2200
    assert await stands(shop) == ("given", None)
    assert await press() is False
    trade, refund = at_the_platform(shop)
    assert (refund.number, trade.refunded) == (made.reference, 2200)
    async with shop.demo.sessions() as session:
        queued = [job.task_name for job in await jobs(session, "payments")]
        (entry,) = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "refund.retry")
        )
    assert queued.count("return_payment") == 2
    assert entry.subject == f"order:{request_order}"


async def order_of(shop: Shop) -> int:
    (trade,) = shop.simulator.world.trades.values()
    return (await shop.request(trade.number.rpartition("-")[0])).order_id


async def test_a_refund_is_tried_again_only_from_its_own_order(shop: Shop) -> None:
    await cancelled(shop, "CLOSED")
    made = await shop.asked_back()
    order_id = await order_of(shop)
    async with shop.demo.sessions.begin() as session:
        for park, order, refund in (
            (shop.demo.id, order_id + 1, made.id),
            (shop.demo.id, order_id, made.id + 1),
            (shop.demo.id + 1, order_id, made.id),
        ):
            by = By(park, None, WEDNESDAY_MORNING)
            with pytest.raises(NotFound):
                await returns.retry(session, by, order, refund)


async def test_trying_again_what_still_fails_alarms_staff_again(shop: Shop) -> None:
    await cancelled(shop, "ABNORMAL")
    made = await shop.asked_back()
    async with shop.demo.sessions.begin() as session:
        by = By(shop.demo.id, None, WEDNESDAY_MORNING + timedelta(hours=1))
        assert await returns.retry(session, by, await order_of(shop), made.id)
    await shop.returned()
    assert await stands(shop) == ("failed", "ABNORMAL")
    assert await failures(shop) == 2
