"""A day of ours against the provider's bill, to the smallest unit of the currency."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models import PaymentRequest, PaymentReturn, Reconciliation
from services import events
from services.publish import publish

BEIJING = ZoneInfo("Asia/Shanghai")
"""WeChat Pay's days, wherever the park is."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A line of the bill. `is_refund`: `reference` is the refund's own."""

    reference: str
    amount: int
    is_refund: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """`ours` or `theirs` is None where one has no such line. Minor units."""

    reference: str
    is_refund: bool
    ours: int | None
    theirs: int | None


async def reconcile(
    session: AsyncSession,
    park_id: int,
    method: str,
    day: date,
    bill: Iterable[Booked],
    *,
    now: datetime,
) -> list[Difference]:
    """Compare, keep the result, and alarm staff of differences. Again: the new result counts."""
    theirs = {(line.is_refund, line.reference): line.amount for line in bill}
    ours = await _ours(session, park_id, method, day, theirs)
    found = [
        Difference(reference, is_refund, ours.get(key), theirs.get(key))
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
        for is_refund, reference in [key]
    ]
    values = {"lines": len(theirs), "differences": [asdict(one) for one in found], "made_at": now}
    made = await session.scalar(
        insert(Reconciliation)
        .values(park_id=park_id, method=method, day=day, **values)
        .on_conflict_do_update(index_elements=["park_id", "method", "day"], set_=values)
        .returning(Reconciliation.id)
    )
    assert made is not None
    if found:
        said = events.PaymentUnreconciled(
            reconciliation_id=made, method=method, day=day.isoformat(), differences=len(found)
        )
        await publish(session, park_id, said, now=now)
    return found


Lines = dict[tuple[bool, str], int]


async def _ours(
    session: AsyncSession, park_id: int, method: str, day: date, theirs: Lines
) -> Lines:
    """What we have of the day. A refund that took days is looked for where the bill has it."""
    begins = datetime.combine(day, time(), BEIJING)
    ends = begins + timedelta(days=1)
    paid = await session.execute(
        select(PaymentRequest.reference, PaymentRequest.amount).where(
            PaymentRequest.park_id == park_id,
            PaymentRequest.method == method,
            PaymentRequest.paid_at >= begins,
            PaymentRequest.paid_at < ends,
        )
    )
    told = [reference for is_refund, reference in theirs if is_refund]
    that_day = PaymentReturn.created_at >= begins, PaymentReturn.decided_at < ends
    back = await session.execute(
        select(PaymentReturn.reference, PaymentReturn.amount).where(
            PaymentReturn.park_id == park_id,
            PaymentReturn.reference.in_(told)
            | ((PaymentReturn.status == "given") & that_day[0] & that_day[1]),
        )
    )
    return {(False, row.reference): row.amount for row in paid} | {
        (True, row.reference): row.amount for row in back
    }
