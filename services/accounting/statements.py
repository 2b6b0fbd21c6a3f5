"""What a company owes for a month: every charge and refund that was booked in it, and their sum.

Nothing in it changes once the month is over: its lines are the ledger's, which is only added to,
and what is given back later is booked in the month in which it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import AccountEntry, CompanyAccount
from models.catalogue import Outlet
from models.ordering import Order
from models.payments import Refund
from models.people import Person
from models.staff import Staff


@dataclass(frozen=True, slots=True)
class Line:
    """A charge or a refund; `amount` is negative for a refund. Minor units."""

    at: datetime
    kind: str
    amount: int
    order: Order
    outlet: Outlet
    person: str | None
    reason: str | None
    cause: str | None
    staff: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    month: date
    lines: Sequence[Line]

    @property
    def charged(self) -> int:
        return sum(line.amount for line in self.lines if line.kind == "charge")

    @property
    def refunded(self) -> int:
        """As a sum above zero."""
        return -sum(line.amount for line in self.lines if line.kind == "refund")

    @property
    def total(self) -> int:
        return self.charged - self.refunded


async def statement(session: AsyncSession, account: CompanyAccount, month: date) -> Statement:
    """Of the month that begins on that day."""
    entry = AccountEntry
    rows = await session.execute(
        select(entry, Order, Outlet, Person.name, Refund.reason, Refund.cause, Staff.name)
        .join(Order, and_(Order.park_id == entry.park_id, Order.id == entry.order_id))
        .join(Outlet, and_(Outlet.park_id == Order.park_id, Outlet.id == Order.outlet_id))
        # Of the order, which follows when two people turn out to be one.
        .join(Person, and_(Person.park_id == Order.park_id, Person.id == Order.person_id))
        .outerjoin(Refund, and_(Refund.park_id == entry.park_id, Refund.id == entry.refund_id))
        .outerjoin(Staff, and_(Staff.park_id == entry.park_id, Staff.id == entry.staff_id))
        .where(
            entry.park_id == account.park_id,
            entry.account_id == account.id,
            entry.month == month,
        )
        .order_by(entry.id)
    )
    lines = [
        Line(one.at, one.kind, one.amount, order, outlet, person, reason, cause, staff)
        for one, order, outlet, person, reason, cause, staff in rows
    ]
    return Statement(month, lines)


async def months(session: AsyncSession, account: CompanyAccount) -> Sequence[date]:
    """Months in which something was booked, the latest first."""
    found = await session.scalars(
        select(AccountEntry.month)
        .where(AccountEntry.park_id == account.park_id, AccountEntry.account_id == account.id)
        .distinct()
        .order_by(AccountEntry.month.desc())
    )
    return found.all()
