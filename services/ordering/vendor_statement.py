"""What a vendor sold in a month: every payment and refund that was booked in it, and two sums.

What was paid through the park is owed to the vendor by the park; what was paid on pickup the vendor
has already. A refund stands in the month in which it was given, so a month that is over stays as it
is. It names orders and no people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.ordering import Order
from models.park import Park
from models.payments import Payment, Refund
from services.ordering.payments import PREPAID


@dataclass(frozen=True, slots=True)
class Line:
    """A payment, or a refund with a negative `amount`, in minor units."""

    at: datetime
    kind: str
    """payment or refund."""
    order_no: str
    outlet: Outlet
    method: str
    amount: int
    cause: str | None
    """Of a refund: cancelled, rejected, expired or staff."""


@dataclass(frozen=True, slots=True)
class Statement:
    month: date
    """Its first day."""
    lines: Sequence[Line]

    @property
    def through_park(self) -> int:
        """What the park owes the vendor, refunds taken off."""
        return sum(line.amount for line in self.lines if line.method in PREPAID)

    @property
    def on_pickup(self) -> int:
        """What the vendor took itself."""
        return sum(line.amount for line in self.lines if line.method not in PREPAID)


async def statement(session: AsyncSession, park: Park, vendor_id: int, month: date) -> Statement:
    """Of the month, by the park's clock, that begins on that day; in the order of booking."""
    since, until = _bounds(month, ZoneInfo(park.timezone))
    paid = await session.execute(
        select(Payment, Order.order_no, Outlet)
        .join(Order, (Order.park_id == Payment.park_id) & (Order.id == Payment.order_id))
        .join(Outlet, (Outlet.park_id == Order.park_id) & (Outlet.id == Order.outlet_id))
        .where(Payment.park_id == park.id, Outlet.vendor_id == vendor_id)
        .where(Payment.paid_at >= since, Payment.paid_at < until)
    )
    lines = [
        Line(one.paid_at, "payment", number, outlet, one.method, one.amount, None)
        for one, number, outlet in paid
    ]
    refunded = await session.execute(
        select(Refund, Payment.method, Order.order_no, Outlet)
        .join(Payment, (Payment.park_id == Refund.park_id) & (Payment.id == Refund.payment_id))
        .join(Order, (Order.park_id == Payment.park_id) & (Order.id == Payment.order_id))
        .join(Outlet, (Outlet.park_id == Order.park_id) & (Outlet.id == Order.outlet_id))
        .where(Refund.park_id == park.id, Outlet.vendor_id == vendor_id)
        .where(Refund.created_at >= since, Refund.created_at < until)
    )
    lines += [
        Line(one.created_at, "refund", number, outlet, method, -one.amount, one.cause)
        for one, method, number, outlet in refunded
    ]
    return Statement(month, sorted(lines, key=lambda line: (line.at, line.order_no, line.kind)))


def _bounds(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """[since, until) of a month."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return datetime.combine(month, time(), zone), datetime.combine(after, time(), zone)
