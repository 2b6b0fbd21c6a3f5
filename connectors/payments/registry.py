"""Every way of paying, one line each."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.payments.base import PaymentMethod
from connectors.payments.booked import CompanyAccount, OnPickup


def payment_methods(
    sessions: async_sessionmaker[AsyncSession], park_id: int, clock: Callable[[], datetime]
) -> Mapping[str, PaymentMethod]:
    """By code, as in `order.payment`; services.ordering.payments.METHODS says which are offered."""
    methods: tuple[PaymentMethod, ...] = (
        OnPickup(sessions, park_id, clock),
        CompanyAccount(sessions, park_id, clock),
    )
    return {method.code: method for method in methods}
