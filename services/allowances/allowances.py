"""How much is left of an allowance, taking of it within its bound, and giving back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.allowances import Allowance, AllowanceEntry, AllowanceUse
from models.park import Park
from models.people import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """What one allowance leaves to who asks, in the period of a moment."""

    allowance: Allowance
    used: int

    @property
    def left(self) -> int:
        return max(0, self.allowance.amount - self.used)


def period_start(allowance: Allowance, park: Park, moment: datetime) -> date:
    """The park's day on which the period of a moment begins; weeks begin on Mondays."""
    day = moment.astimezone(ZoneInfo(park.timezone)).date()
    match allowance.period:
        case "month":
            return day.replace(day=1)
        case "week":
            return day - timedelta(days=day.weekday())
    return day


async def of(session: AsyncSession, park_id: int, what: str) -> list[Allowance]:
    return list(
        await session.scalars(
            select(Allowance)
            .where(Allowance.park_id == park_id, Allowance.what == what, Allowance.active)
            .order_by(Allowance.id)
        )
    )


async def standings(
    session: AsyncSession, park: Park, person: Person, what: str, at: datetime
) -> list[Standing]:
    """Of each allowance that counts for a person, in the period of `at`. Those of companies count
    for people of one only."""
    found = []
    for allowance in await of(session, park.id, what):
        if allowance.scope == "company" and person.company_id is None:
            continue
        use = await session.scalar(
            select(AllowanceUse.used).where(
                AllowanceUse.park_id == park.id,
                AllowanceUse.allowance_id == allowance.id,
                _holder(allowance, person),
                AllowanceUse.period_start == period_start(allowance, park, at),
            )
        )
        found.append(Standing(allowance, use or 0))
    return found


async def take(
    session: AsyncSession,
    park: Park,
    person: Person,
    what: str,
    amount: int,
    *,
    subject: str,
    at: datetime,
    now: datetime,
) -> list[tuple[Allowance, int]]:
    """Take of each allowance as much as it has left; by how much each falls short.

    Each sum is locked while it is looked at, so two at once never take more than there is. Whoever
    does not want what falls short gives back (`give_back`) or lets the transaction go.
    """
    over = []
    for allowance in await of(session, park.id, what):
        if allowance.scope == "company" and person.company_id is None:
            continue
        use_id = await _use(session, park, person, allowance, at)
        taken = await _guarded(session, park.id, use_id, allowance.amount, amount)
        if taken:
            session.add(
                AllowanceEntry(
                    park_id=park.id, use_id=use_id, subject=subject, amount=taken, created_at=now
                )
            )
        if taken < amount:
            over.append((allowance, amount - taken))
    await session.flush()
    return over


async def give_back(session: AsyncSession, park_id: int, subject: str) -> None:
    """All that a subject has taken; again, it changes nothing."""
    gone = (
        await session.execute(
            delete(AllowanceEntry)
            .where(AllowanceEntry.park_id == park_id, AllowanceEntry.subject == subject)
            .returning(AllowanceEntry.use_id, AllowanceEntry.amount)
            .execution_options(synchronize_session=False)
        )
    ).all()
    for use_id, amount in sorted((use_id, amount) for use_id, amount in gone):
        await session.execute(
            update(AllowanceUse)
            .where(AllowanceUse.park_id == park_id, AllowanceUse.id == use_id)
            .values(used=AllowanceUse.used - amount)
            .execution_options(synchronize_session=False)
        )


async def taken_by(session: AsyncSession, park_id: int, subjects: Sequence[str]) -> int:
    """The sum of what subjects have taken."""
    found: int | None = await session.scalar(
        select(func.sum(AllowanceEntry.amount)).where(
            AllowanceEntry.park_id == park_id, AllowanceEntry.subject.in_(subjects)
        )
    )
    return found or 0


async def _use(
    session: AsyncSession, park: Park, person: Person, allowance: Allowance, at: datetime
) -> int:
    """The row of who holds it in the period of `at`, made if there is none yet."""
    begins = period_start(allowance, park, at)
    whose = {"company_id": person.company_id} if allowance.scope == "company" else {}
    whose = whose or {"person_id": person.id}
    await session.execute(
        insert(AllowanceUse)
        .values(park_id=park.id, allowance_id=allowance.id, period_start=begins, used=0, **whose)
        .on_conflict_do_nothing()
    )
    found: int | None = await session.scalar(
        select(AllowanceUse.id).where(
            AllowanceUse.park_id == park.id,
            AllowanceUse.allowance_id == allowance.id,
            _holder(allowance, person),
            AllowanceUse.period_start == begins,
        )
    )
    assert found is not None
    return found


async def _guarded(
    session: AsyncSession, park_id: int, use_id: int, limit: int, amount: int
) -> int:
    """How much of `amount` is still within the limit, and taken now."""
    before = (
        select(AllowanceUse.used)
        .where(AllowanceUse.park_id == park_id, AllowanceUse.id == use_id)
        .with_for_update()
    )
    used = await session.scalar(before) or 0
    taken = max(0, min(amount, limit - used))
    if taken:
        await session.execute(
            update(AllowanceUse)
            .where(AllowanceUse.park_id == park_id, AllowanceUse.id == use_id)
            .values(used=AllowanceUse.used + taken)
            .execution_options(synchronize_session=False)
        )
    return taken


def _holder(allowance: Allowance, person: Person) -> ColumnElement[bool]:
    if allowance.scope == "company":
        return AllowanceUse.company_id == person.company_id
    return AllowanceUse.person_id == person.id
