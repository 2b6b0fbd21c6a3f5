"""A day of ours against the provider's bill, to the smallest unit of the currency.

`services.accounting.days` says which days are due. Each difference is a row, which somebody
settles with a note, or which is gone when the day is compared once more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import PaymentReturn, Reconciliation, ReconciliationDifference
from services.accounting import events
from services.accounting.books import Key, Line, is_elsewhere, ours_of
from services.events.publish import publish
from services.kit import audit
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound

MISSING_HERE, MISSING_THERE = "missing_here", "missing_there"
OTHER_SUM, OTHER_STATE = "other_sum", "other_state"
KINDS = (MISSING_HERE, MISSING_THERE, OTHER_SUM, OTHER_STATE)
LONGEST_NOTE = 500
_UNDER_WAY = "under_way"
_MOVED = {False: {"paid"}, True: {"given", "waiting"}}
"""States of payments, and of refunds, in which money has moved by our books, or is about to."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A line of the bill. `is_refund`: `reference` is the refund's own.

    `state`: paid; of a refund given, under_way or failed.
    """

    reference: str
    amount: int
    is_refund: bool = False
    state: str = "paid"


@dataclass(frozen=True, slots=True)
class Difference:
    """`ours` or `theirs` is None where one has no such line. Minor units."""

    kind: str
    reference: str
    is_refund: bool
    ours: int | None
    theirs: int | None
    our_state: str | None = None
    their_state: str | None = None
    order_id: int | None = None


async def reconcile(
    session: AsyncSession,
    park_id: int,
    method: str,
    day: date,
    bill: Iterable[Booked],
    *,
    now: datetime,
) -> list[Difference]:
    """Compare, keep the result, and alarm staff of what they have not been told of.

    Repeatable: what is settled stays so while it is the same, what is not found any more is gone.
    """
    theirs = {(line.is_refund, line.reference): line for line in bill}
    for key in await is_elsewhere(session, park_id, theirs):
        del theirs[key]
    row = await _row(session, park_id, method, day)
    await _mark_billed(session, park_id, day, theirs)
    ours = await ours_of(session, park_id, method, day, theirs)
    found = [
        difference
        for key in sorted(ours.keys() | theirs.keys())
        if (difference := _compared(key, ours.get(key), theirs.get(key))) is not None
    ]
    _sum_up(row, ours, theirs)
    row.status, row.problem, row.made_at = "compared", None, now
    if await _keep(session, row, found, now):
        count = sum(one.status == "open" for one in await differences(session, row))
        said = events.PaymentUnreconciled(
            reconciliation_id=row.id, method=method, day=day.isoformat(), differences=count
        )
        await publish(session, park_id, said, now=now)
    return found


async def differences(session: AsyncSession, row: Reconciliation) -> list[ReconciliationDifference]:
    """Of a day, the first found first."""
    found = await session.scalars(
        select(ReconciliationDifference)
        .where(
            ReconciliationDifference.park_id == row.park_id,
            ReconciliationDifference.reconciliation_id == row.id,
        )
        .order_by(ReconciliationDifference.id)
    )
    return list(found)


async def settle(
    session: AsyncSession, by: By, reconciliation_id: int, difference_id: int, note: str
) -> bool:
    """Somebody has looked into a difference, and says what it was; whether it was still open.

    Raises NotFound, Invalid without a note.
    """
    said = note.strip()
    if not 0 < len(said) <= LONGEST_NOTE:
        raise Invalid(f"a note has 1 to {LONGEST_NOTE} characters", field="note")
    one = await session.get(
        ReconciliationDifference,
        (by.park_id, difference_id),
        with_for_update=True,
        populate_existing=True,
    )
    if one is None or one.reconciliation_id != reconciliation_id:
        raise NotFound(f"difference {difference_id}")
    if one.status != "open":
        return False
    one.status, one.ended_at, one.staff_id, one.note = "settled", by.at, by.staff_id, said
    await session.flush()
    audit.record(
        session,
        by,
        "reconciliation.settle",
        f"reconciliation:{reconciliation_id}",
        before={},
        after={"reference": one.reference, "note": said},
    )
    return True


def _compared(key: Key, ours: Line | None, theirs: Booked | None) -> Difference | None:
    is_refund, reference = key
    if theirs is None:
        assert ours is not None
        kind = MISSING_THERE
    elif ours is None:
        kind = MISSING_HERE
    elif ours.amount != theirs.amount:
        kind = OTHER_SUM
    elif _states_differ(ours.state, theirs.state):
        kind = OTHER_STATE
    else:
        return None
    return Difference(
        kind,
        reference,
        is_refund,
        ours.amount if ours else None,
        theirs.amount if theirs else None,
        ours.state if ours else None,
        theirs.state if theirs else None,
        ours.order_id if ours else None,
    )


def _states_differ(ours: str, theirs: str) -> bool:
    """What is under way there may be anything here: the next day, it is not any more."""
    if theirs in (ours, _UNDER_WAY):
        return False
    return (ours, theirs) != ("waiting", "failed")


def _sum_up(row: Reconciliation, ours: dict[Key, Line], theirs: dict[Key, Booked]) -> None:
    row.lines = len(theirs)
    row.collected = sum(line.amount for (back, _), line in theirs.items() if not back)
    row.returned = sum(line.amount for (back, _), line in theirs.items() if back)
    counted = {key: line for key, line in ours.items() if line.state in _MOVED[key[0]]}
    row.our_lines = len(counted)
    row.our_collected = sum(line.amount for (back, _), line in counted.items() if not back)
    row.our_returned = sum(line.amount for (back, _), line in counted.items() if back)


async def _row(session: AsyncSession, park_id: int, method: str, day: date) -> Reconciliation:
    """Of the day, locked: two who compare at once do it one after the other."""
    await session.execute(
        insert(Reconciliation)
        .values(park_id=park_id, method=method, day=day)
        .on_conflict_do_nothing(index_elements=["park_id", "method", "day"])
    )
    found = await session.scalars(
        select(Reconciliation)
        .where(
            Reconciliation.park_id == park_id,
            Reconciliation.method == method,
            Reconciliation.day == day,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()


async def _mark_billed(
    session: AsyncSession, park_id: int, day: date, theirs: dict[Key, Booked]
) -> None:
    """Remember which bill has a refund: one that takes days is looked for in one of them only."""
    refunds = [reference for is_refund, reference in theirs if is_refund]
    ours = PaymentReturn.park_id == park_id
    billed, listed = PaymentReturn.billed_on == day, PaymentReturn.reference.in_(refunds)
    await session.execute(update(PaymentReturn).where(ours, billed, ~listed).values(billed_on=None))
    await session.execute(update(PaymentReturn).where(ours, listed).values(billed_on=day))


async def _keep(
    session: AsyncSession, row: Reconciliation, found: list[Difference], now: datetime
) -> bool:
    """Write what was found; whether any of it is new to staff."""
    await session.flush()
    kept = {(one.is_refund, one.reference): one for one in await differences(session, row)}
    is_new = False
    for one in found:
        known = kept.pop((one.is_refund, one.reference), None)
        if known is None:
            known = ReconciliationDifference(
                park_id=row.park_id,
                reconciliation_id=row.id,
                reference=one.reference,
                is_refund=one.is_refund,
            )
            session.add(known)
        elif known.status != "gone" and _is_same(known, one):
            continue
        is_new = True
        _write(known, one, now)
    for known in kept.values():
        if known.status == "open":
            known.status, known.ended_at = "gone", now
    await session.flush()
    return is_new


def _is_same(known: ReconciliationDifference, one: Difference) -> bool:
    return (known.kind, known.ours, known.theirs) == (one.kind, one.ours, one.theirs)


def _write(known: ReconciliationDifference, one: Difference, now: datetime) -> None:
    known.kind, known.ours, known.theirs = one.kind, one.ours, one.theirs
    known.our_state, known.their_state = one.our_state, one.their_state
    known.order_id, known.found_at = one.order_id, now
    known.status, known.ended_at, known.staff_id, known.note = "open", None, None, None
