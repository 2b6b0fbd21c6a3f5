"""Payments in our own books keep to the contract of those that a bank will hold."""

import pytest
from sqlalchemy import func, select

from connectors.payments.registry import payment_methods
from models import Refund
from services.ordering import orders, payments, placing
from tests.contract.payments import PaymentCase, PaymentContract, due_of
from tests.given.companies import NOW, account_of, charged_draft
from tests.given.demo_park import DemoPark


async def _given_back(demo: DemoPark) -> int:
    async with demo.sessions() as session:
        return await session.scalar(select(func.coalesce(func.sum(Refund.amount), 0))) or 0


class TestCompanyAccount(PaymentContract):
    @pytest.fixture
    async def case(self, demo: DemoPark) -> PaymentCase:
        async with demo.sessions.begin() as session:
            account = await account_of(session, demo)
            order = await charged_draft(session, demo, account, quantity=2)

        async def pay() -> None:
            """It is charged where the order is placed."""
            async with demo.sessions.begin() as session:
                mine = await orders.load(session, demo.id, order.id)
                await placing.place(session, mine, now=NOW)

        method = payment_methods(demo.sessions, demo.id, lambda: NOW)["company_account"]
        due = due_of(demo.id, order.id, order.order_no)
        return PaymentCase(method, due, pay, lambda: _given_back(demo))


class TestOnPickup(PaymentContract):
    @pytest.fixture
    async def case(self, demo: DemoPark) -> PaymentCase:
        async with demo.sessions.begin() as session:
            order = await demo.placed(session, quantity=2)

        async def pay() -> None:
            """At the counter, which the vendor says by completing the order."""
            async with demo.sessions.begin() as session:
                for action in ("accept", "ready", "complete"):
                    await orders.advance(session, demo.id, order.id, action, now=NOW)

        method = payment_methods(demo.sessions, demo.id, lambda: NOW)["on_pickup"]
        due = due_of(demo.id, order.id, order.order_no)
        return PaymentCase(method, due, pay, lambda: _given_back(demo), refunds=False)


def test_every_way_that_is_offered_has_its_line(demo: DemoPark) -> None:
    found = payment_methods(demo.sessions, demo.id, lambda: NOW)
    assert tuple(found) == payments.METHODS
