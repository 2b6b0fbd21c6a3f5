"""Ways of paying that stand in the park's own books: nothing goes over a network.

`services.ordering.payments` charges and gives back in the transaction of the order's change; here
is how that looks through the seam that a bank will use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.payments.base import (
    Callback,
    Due,
    Giving,
    Prompt,
    ProviderRefused,
    Repayment,
    Settled,
    State,
    Unsupported,
)
from models import Order
from services.kit.audit import By
from services.kit.errors import ParkError
from services.ordering import orders, payments, refunds
from services.ordering.refunds import Asked


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment's reference is the number of its order."""

    sessions: async_sessionmaker[AsyncSession]
    park_id: int
    clock: Callable[[], datetime]

    code: ClassVar[str]

    async def prepare(self, due: Due) -> Prompt:
        """The payer has nothing to do."""
        return Prompt(parameters={})

    def confirm(self, callback: Callback) -> Settled:
        raise Unsupported("nobody calls back from our own books")

    async def query(self, reference: str) -> State:
        async with self.sessions() as session:
            order = await session.scalar(
                select(Order).where(
                    Order.park_id == self.park_id,
                    Order.order_no == reference,
                    Order.payment == self.code,
                )
            )
            if order is None:
                return State.UNKNOWN
            if await payments.of_order(session, self.park_id, order.id) is not None:
                return State.PAID
            return State.CLOSED if order.status in orders.ENDED else State.WAITING

    async def close(self, reference: str) -> State:
        """An unpaid order is closed by ending it; nothing else could be paid."""
        return await self.query(reference)

    async def settled(self, reference: str) -> Settled | None:
        raise Unsupported("our own books are the proof")

    async def refund(self, repayment: Repayment) -> Giving:
        raise Unsupported("given back where it was paid")


class OnPickup(Booked):
    """Paid to the vendor at the counter or at the door, who also gives it back."""

    code = payments.ON_PICKUP


class CompanyAccount(Booked):
    """Charged to a company when the order is placed."""

    code = payments.COMPANY_ACCOUNT

    async def refund(self, repayment: Repayment) -> Giving:
        asked = Asked(repayment.reason, sum=repayment.amount)
        by = By(self.park_id, None, self.clock())
        try:
            async with self.sessions.begin() as session:
                await refunds.refund(
                    session, by, repayment.order_id, asked, key=repayment.reference
                )
        except ParkError as wrong:
            raise ProviderRefused(str(wrong), code=wrong.code) from wrong
        return Giving.GIVEN
