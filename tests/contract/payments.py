"""What every way of paying keeps to whose money moves outside our books.

A subclass gives a fixture `case`: the method, and how its payments come about in its test.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from connectors.payments.base import (
    Callback,
    Due,
    PaymentMethod,
    ProviderRefused,
    Repayment,
    State,
    Unverified,
)

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PaymentCase:
    """`due` is of ¥44 and not paid; `pay` is what the payer does, or what stands for it."""

    method: PaymentMethod
    due: Due
    pay: Callable[[], Awaitable[None]]
    given_back: Callable[[], Awaitable[int]]
    """The sum of all refunds so far."""

    def repayment(self, amount: int, reference: str = "r-1") -> Repayment:
        return Repayment(
            park_id=self.due.park_id,
            order_id=self.due.order_id,
            reference=reference,
            paid_reference=self.due.reference,
            amount=amount,
            currency=self.due.currency,
            reason="one was spilt",
        )


class PaymentContract:
    async def test_it_is_a_payment_method_with_a_code(self, case: PaymentCase) -> None:
        assert isinstance(case.method, PaymentMethod)
        assert case.method.code
        assert case.method.code == case.method.code.lower()

    async def test_preparing_again_asks_the_payer_for_the_same(self, case: PaymentCase) -> None:
        assert await case.method.prepare(case.due) == await case.method.prepare(case.due)

    async def test_it_waits_until_it_is_paid(self, case: PaymentCase) -> None:
        await case.method.prepare(case.due)
        assert await case.method.query(case.due.reference) is State.WAITING
        await case.pay()
        assert await case.method.query(case.due.reference) is State.PAID

    async def test_what_it_never_heard_of_is_unknown(self, case: PaymentCase) -> None:
        assert await case.method.query("O-NEVER1") is State.UNKNOWN

    async def test_closing_what_is_paid_says_so_and_takes_nothing(self, case: PaymentCase) -> None:
        await case.method.prepare(case.due)
        await case.pay()
        assert await case.method.close(case.due.reference) is State.PAID
        assert await case.given_back() == 0

    async def test_a_callback_that_nobody_signed_is_not_believed(self, case: PaymentCase) -> None:
        forged = Callback({"signature": "AAAA"}, b'{"reference": "O-1", "amount": 1}', NOW)
        with pytest.raises(Unverified):
            case.method.confirm(forged)

    async def test_a_refund_is_given_once_however_often_it_is_asked(
        self, case: PaymentCase
    ) -> None:
        await case.method.prepare(case.due)
        await case.pay()
        for _ in range(3):
            await case.method.refund(case.repayment(1234))
        assert await case.given_back() == 1234

    async def test_no_more_is_given_back_than_was_paid(self, case: PaymentCase) -> None:
        await case.method.prepare(case.due)
        await case.pay()
        await case.method.refund(case.repayment(4000))
        with pytest.raises(ProviderRefused):
            await case.method.refund(case.repayment(401, "r-2"))
        await case.method.refund(case.repayment(400, "r-3"))
        assert await case.given_back() == 4400

    async def test_nothing_is_given_back_of_what_is_not_paid(self, case: PaymentCase) -> None:
        await case.method.prepare(case.due)
        with pytest.raises(ProviderRefused):
            await case.method.refund(case.repayment(100))


def due_of(park_id: int, order_id: int, order_no: str) -> Due:
    return Due(
        park_id=park_id,
        order_id=order_id,
        order_no=order_no,
        reference=order_no,
        amount=4400,
        currency="CNY",
        payer=None,
        expires_at=NOW + timedelta(minutes=15),
    )
