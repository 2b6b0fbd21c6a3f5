"""The contract fits a method whose money is elsewhere and that answers later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.payments.base import State, Unverified
from tests.connectors.payments.wallet import OLDEST, Wallet
from tests.contract.payments import NOW, PaymentCase, PaymentContract, due_of


class TestWallet(PaymentContract):
    @pytest.fixture
    async def case(self) -> PaymentCase:
        wallet, due = Wallet(b"k" * 32), due_of(1, 7, "O-7K3M9Q")

        async def pay() -> None:
            wallet.pays(due.reference, NOW)

        async def given_back() -> int:
            return sum(one.amount for one in wallet.repaid.values())

        return PaymentCase(wallet, due, pay, given_back)


async def test_a_callback_is_believed_once_it_is_verified_and_not_too_old() -> None:
    wallet, due = Wallet(b"k" * 32), due_of(1, 7, "O-7K3M9Q")
    await wallet.prepare(due)
    callback = wallet.pays(due.reference, NOW)
    settled = wallet.confirm(callback)
    assert (settled.reference, settled.amount, settled.paid_at) == ("O-7K3M9Q", 4400, NOW)
    for wrong in (
        replace(callback, body=callback.body.replace(b"4400", b"4401")),
        replace(callback, headers={}),
        replace(callback, received_at=NOW + OLDEST + timedelta(seconds=1)),
    ):
        with pytest.raises(Unverified):
            wallet.confirm(wrong)
    with pytest.raises(Unverified):
        Wallet(b"").confirm(callback)


async def test_what_is_closed_can_be_paid_no_more() -> None:
    wallet, due = Wallet(b"k" * 32), due_of(1, 7, "O-7K3M9Q")
    await wallet.prepare(due)
    assert await wallet.close(due.reference) is State.CLOSED
    assert await wallet.query(due.reference) is State.CLOSED
