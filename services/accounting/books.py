"""What our books have of a day that a provider's bill is compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.accounting import PaymentReturn, Reconciliation
from models.payments import PaymentRequest

BEIJING = ZoneInfo("Asia/Shanghai")
"""WeChat Pay's days, wherever the park is."""
Key = tuple[bool, str]
"""Whether it is a refund, and its reference."""
_PAID = {"paid", "returned", "disputed"}


@dataclass(frozen=True, slots=True)
class Line:
    """`state`: paid, waiting or closed; of a refund given, waiting or failed."""

    amount: int
    state: str
    order_id: int


def span(day: date) -> tuple[datetime, datetime]:
    """The day's beginning, and the next one's."""
    begins = datetime.combine(day, time(), BEIJING)
    return begins, begins + timedelta(days=1)


async def ours_of(
    session: AsyncSession, park_id: int, method: str, day: date, theirs: Iterable[Key]
) -> dict[Key, Line]:
    """What we have of the day, and of what the bill has whatever its day is here."""
    keys = list(theirs)
    paid = await _payments(session, park_id, method, day, [ref for back, ref in keys if not back])
    back = await _refunds(session, park_id, method, day, [ref for back, ref in keys if back])
    return paid | back


async def expects(session: AsyncSession, park_id: int, method: str, day: date) -> bool:
    """Whether the bill of a day should have anything at all."""
    return bool(await ours_of(session, park_id, method, day, ()))


async def _payments(
    session: AsyncSession, park_id: int, method: str, day: date, listed: list[str]
) -> dict[Key, Line]:
    one, (begins, ends) = PaymentRequest, span(day)
    found = await session.scalars(
        select(one).where(
            one.park_id == park_id,
            one.method == method,
            or_(one.reference.in_(listed), (one.paid_at >= begins) & (one.paid_at < ends)),
        )
    )
    return {
        (False, row.reference): Line(
            row.amount, "paid" if row.status in _PAID else row.status, row.order_id
        )
        for row in found
    }


async def _refunds(
    session: AsyncSession, park_id: int, method: str, day: date, listed: list[str]
) -> dict[Key, Line]:
    back, request = PaymentReturn, PaymentRequest
    found = await session.execute(
        select(back, request.order_id)
        .join(request, (request.park_id == back.park_id) & (request.id == back.request_id))
        .where(
            back.park_id == park_id,
            request.method == method,
            or_(back.reference.in_(listed), _given_by(method, day)),
        )
    )
    return {
        (True, row.reference): Line(row.amount, row.status, order_id) for row, order_id in found
    }


def _given_by(method: str, day: date) -> ColumnElement[bool]:
    """Refunds that were given on the day, and that no bill before has.

    A bill has a refund on the day on which the provider took it, which may be earlier: one that
    was begun on a day that was never compared is not looked for.
    """
    back, before = PaymentReturn, aliased(Reconciliation)
    begins, ends = span(day)
    begun_on = cast(func.timezone(BEIJING.key, back.created_at), Date)
    that_day_too: Any = (
        select(before.id)
        .where(
            before.park_id == back.park_id,
            before.method == method,
            before.day == begun_on,
            before.made_at.is_not(None),
        )
        .exists()
    )
    return (
        (back.status == "given")
        & (back.decided_at >= begins)
        & (back.decided_at < ends)
        & or_(back.billed_on.is_(None), back.billed_on == day)
        & or_(back.created_at >= begins, that_day_too)
    )


async def is_elsewhere(
    session: AsyncSession, park_id: int, theirs: Mapping[Key, object]
) -> set[Key]:
    """Lines of the bill that are another park's: a merchant has one bill for all of them."""
    found: set[Key] = set()
    for is_refund, table in ((False, PaymentRequest), (True, PaymentReturn)):
        listed = [reference for back, reference in theirs if back is is_refund]
        others = await session.scalars(
            select(table.reference).where(table.park_id != park_id, table.reference.in_(listed))
        )
        found |= {(is_refund, reference) for reference in others}
    return found
