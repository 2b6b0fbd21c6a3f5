"""Refunds through WeChat Pay on an order's page: how far they are, why one failed, once more."""

import re

from sqlalchemy import select

from models.accounting import PaymentReturn
from models.ordering import Order
from models.staff import AuditEntry
from services.accounting import returns
from services.ordering import orders, payment_requests, payments
from tests.desk.driver import Desk
from tests.given.companies import NOW
from tests.given.demo_park import jobs


async def being_paid(desk: Desk) -> tuple[Order, str]:
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.draft(session)
        await payments.choose(session, order, "wechat_pay", also=("wechat_pay",))
        request = await payment_requests.begin(session, order, now=NOW)
        return order, request.reference


async def collect(desk: Desk, reference: str, amount: int = 2200) -> None:
    async with desk.demo.sessions.begin() as session:
        await payment_requests.settle(
            session, desk.demo.id, reference,
            amount=amount, currency="CNY", paid_at=NOW, provider_id="4200", now=NOW,
        )  # fmt: skip


async def refused_refund(desk: Desk, problem: str = "CLOSED") -> tuple[Order, PaymentReturn]:
    """An order that was paid and cancelled, whose refund failed."""
    order, reference = await being_paid(desk)
    await collect(desk, reference)
    async with desk.demo.sessions.begin() as session:
        await orders.advance(session, desk.demo.id, order.id, "cancel", now=NOW)
        made = (await session.scalars(select(PaymentReturn))).one()
        await returns.decide(session, desk.demo.id, made.id, problem, now=NOW)
    return order, made


def retry_of(order: Order, made: PaymentReturn) -> str:
    return f"/orders/{order.id}/returns/{made.id}/retry"


async def test_a_refund_that_failed_says_why_and_is_tried_again_once(desk: Desk) -> None:
    order, made = await refused_refund(desk)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/orders/{order.id}")
        assert "WeChat Pay couldn&#39;t refund it" in page
        assert "WeChat Pay closed this refund" in page
        path = retry_of(order, made)
        assert f"/desk{path}" in page
        for _ in range(2):
            assert (await browser.htmx(path)).status == 200
        page = await browser.page(f"/orders/{order.id}")
    assert "WeChat Pay is refunding it" in page
    assert path not in page
    async with desk.demo.sessions() as session:
        queued = [job for job in await jobs(session, "payments") if "return" in job.task_name]
        assert len(queued) == 2  # The first, and one for both presses.
        (entry,) = await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))
        assert (entry.action, entry.before) == ("refund.retry", {"problem": "CLOSED"})


async def test_a_problem_without_words_is_shown_as_the_platform_calls_it(desk: Desk) -> None:
    order, _ = await refused_refund(desk, "USER_ACCOUNT_ABNORMAL")
    async with desk.signed_in("manager", language="zh") as browser:
        page = await browser.page(f"/orders/{order.id}")
    assert "微信支付退款没有成功" in page
    assert "USER_ACCOUNT_ABNORMAL" in page


async def test_who_may_not_refund_sees_it_and_cannot_try_again(desk: Desk) -> None:
    order, made = await refused_refund(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/orders/{order.id}")
        assert "WeChat Pay closed this refund" in page
        assert "Try again" not in page
        assert (await browser.htmx(retry_of(order, made))).status == 403


async def test_a_refund_is_not_tried_again_by_way_of_another_order(desk: Desk) -> None:
    order, made = await refused_refund(desk)
    async with desk.demo.sessions.begin() as session:
        other = await desk.demo.placed(session, "americano")
    async with desk.signed_in("manager") as browser:
        await browser.page(f"/orders/{order.id}")
        for path in (retry_of(other, made), f"/orders/{order.id}/returns/999/retry"):
            assert (await browser.htmx(path)).status == 404


async def test_what_was_paid_too_late_is_found_though_it_is_a_cart_again(desk: Desk) -> None:
    order, reference = await being_paid(desk)
    async with desk.demo.sessions.begin() as session:
        await payment_requests.withdraw(
            session, await orders.load(session, desk.demo.id, order.id), now=NOW
        )
    async with desk.signed_in("manager") as browser:
        assert (await browser.get(f"/orders/{order.id}")).status == 404
        await collect(desk, reference)
        page = await browser.page(f"/orders/{order.id}")
    assert "¥22 was paid after the order was given up" in page
    assert "WeChat Pay is refunding it" in page


async def test_another_sum_than_was_due_is_shown_with_its_number(desk: Desk) -> None:
    order, reference = await being_paid(desk)
    await collect(desk, reference, 2100)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/orders/{order.id}")
    assert "another sum than the ¥22 that was due" in page
    assert reference in page


async def test_what_waits_to_be_paid_is_told_from_what_waits_for_a_manager(desk: Desk) -> None:
    order, _ = await being_paid(desk)
    async with desk.signed_in("agent") as browser:
        assert order.order_no in await browser.page("/orders?status=paying")
        assert order.order_no not in await browser.page("/orders?status=held")
        page = await browser.page(f"/orders/{order.id}")
    assert re.search(r'class="badge"[^>]*>Awaiting payment<', page)
