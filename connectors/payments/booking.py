"""What a provider vouches for, booked: payments, refunds, and the lines of a day's bill."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.payments.base import BillLine, Giving, Repaid, Settled
from services.accounting import returns
from services.accounting.reconciliation import Booked
from services.ordering import payment_requests

PROBLEMS = {Giving.FAILED: "ABNORMAL", Giving.CLOSED: "CLOSED"}
"""What stands in our books of a refund that was not given, where the provider names no code."""

Sessions = async_sessionmaker[AsyncSession]


async def book(
    sessions: Sessions, park_id: int, said: Settled | Repaid, *, now: datetime, account: str = ""
) -> None:
    """Write what a provider vouches for, in one transaction. `account`: code of the park's to which
    it says so; empty: that of the settings. Raises NotFound."""
    async with sessions.begin() as session:
        match said:
            case Settled():
                await payment_requests.settle(
                    session,
                    park_id,
                    said.reference,
                    amount=said.amount,
                    currency=said.currency,
                    paid_at=said.paid_at.astimezone(UTC),
                    provider_id=said.provider_id,
                    now=now,
                    account=account,
                )
            case Repaid():
                await returns.settle(
                    session,
                    park_id,
                    said.reference,
                    paid_reference=said.paid_reference,
                    amount=said.amount,
                    problem=PROBLEMS.get(said.giving),
                    now=now,
                    account=account,
                )


def booked_of(lines: Iterable[BillLine]) -> list[Booked]:
    """A bill as our books compare it."""
    return [
        Booked(line.reference, line.amount)
        if line.refund_reference is None
        else Booked(line.refund_reference, line.amount, True, str(line.giving))
        for line in lines
    ]
