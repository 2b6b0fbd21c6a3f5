"""Which days are compared with a provider's bill, and when: each once it is complete, by itself.

A day that is due is a row and a job in one transaction. The job asks for the bill outside of any,
and comes again until it has it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import Reconciliation
from models.payments import PaymentRequest
from services.accounting import events
from services.accounting.books import BEIJING, expects
from services.events.publish import defer, publish
from services.kit import audit, idempotency
from services.kit.audit import By
from services.kit.errors import NotFound
from services.kit.rest import at_work

RECONCILE_DAY = "reconcile_day"
"""Task that compares one day; `parkline.roles.jobs` registers it."""
READY = time(10)
"""From then on a day's bill is there, on the next morning of Beijing."""
LOOK_BACK = timedelta(days=31)
"""Days before are not caught up with; bills can be had for three months."""
SOON, LATER = timedelta(minutes=15), timedelta(hours=1)
OFTEN = 8
"""So many times it is asked for soon again."""
LATE = timedelta(hours=24)
"""After that staff are told that there is no bill, and where we expect nothing else, that is it."""


def due_at(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), READY, BEIJING)


def last_due(now: datetime) -> date:
    """The last day whose bill should be there."""
    moment = now.astimezone(BEIJING)
    days = 1 if moment.time() >= READY else 2
    return moment.date() - timedelta(days=days)


async def plan(
    session: AsyncSession, method: str, *, now: datetime, by_settings: bool = True
) -> int:
    """Have every day compared that is due and is not planned yet, of every park; how many.

    It begins with the first day on which something was asked for. Unless `by_settings`, parks that
    only an account of the settings ever collected for are left alone.
    """
    last = last_due(now)
    parks = await session.execute(
        select(PaymentRequest.park_id, func.min(PaymentRequest.created_at))
        .where(
            PaymentRequest.method == method,
            at_work(PaymentRequest.park_id),
            true() if by_settings else PaymentRequest.account != "",
        )
        .group_by(PaymentRequest.park_id)
    )
    planned = 0
    for park_id, began in parks:
        first = max(began.astimezone(BEIJING).date(), last - LOOK_BACK)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        planned += await _plan(session, park_id, method, days)
    return planned


async def _plan(session: AsyncSession, park_id: int, method: str, days: Sequence[date]) -> int:
    if not days:
        return 0
    made = await session.scalars(
        insert(Reconciliation)
        .values([{"park_id": park_id, "method": method, "day": day} for day in days])
        .on_conflict_do_nothing(index_elements=["park_id", "method", "day"])
        .returning(Reconciliation.id)
    )
    new = sorted(made)
    for id_ in new:
        await _ask(session, park_id, id_)
    return len(new)


async def _ask(session: AsyncSession, park_id: int, reconciliation_id: int) -> None:
    args = {"park_id": park_id, "reconciliation_id": reconciliation_id}
    await defer(session, RECONCILE_DAY, queue="payments", args=args)


async def again(session: AsyncSession, by: By, reconciliation_id: int) -> bool:
    """Compare a day once more; False where it is going to be anyhow. Raises NotFound."""
    row = await _locked(session, by.park_id, reconciliation_id)
    if row.status == "waiting":
        return False
    row.status, row.tries, row.problem = "waiting", 0, None
    await session.flush()
    await _ask(session, row.park_id, row.id)
    subject = f"reconciliation:{row.id}"
    audit.record(
        session,
        by,
        "reconciliation.again",
        subject,
        before={"compared_at": row.made_at.isoformat() if row.made_at else None},
        after={},
    )
    return True


async def without_bill(
    session: AsyncSession,
    park_id: int,
    reconciliation_id: int,
    problem: str | None,
    *,
    now: datetime,
) -> datetime | None:
    """There is no bill, or none was to be had (`problem`): when to ask again.

    None: there is none because nothing was traded, so compare with an empty one.
    """
    row = await _locked(session, park_id, reconciliation_id)
    is_late = now >= due_at(row.day) + LATE
    if problem is None and (is_late or not await expects(session, park_id, row.method, row.day)):
        return None
    row.tries, row.problem = row.tries + 1, problem or "NO_STATEMENT_EXIST"
    await session.flush()
    if is_late:
        await _tell_once(session, row, now)
    return now + (SOON if row.tries <= OFTEN else LATER)


async def _tell_once(session: AsyncSession, row: Reconciliation, now: datetime) -> None:
    key = f"{row.id}"
    told = await idempotency.begin(session, row.park_id, scope="bill_late", key=key, request=b"")
    if told is None:
        said = events.PaymentBillMissing(
            reconciliation_id=row.id,
            method=row.method,
            day=row.day.isoformat(),
            problem=str(row.problem),
        )
        await publish(session, row.park_id, said, now=now)


async def _locked(session: AsyncSession, park_id: int, reconciliation_id: int) -> Reconciliation:
    row = await session.get(
        Reconciliation, (park_id, reconciliation_id), with_for_update=True, populate_existing=True
    )
    if row is None:
        raise NotFound(f"reconciliation {reconciliation_id}")
    return row
