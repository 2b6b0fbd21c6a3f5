"""Plans of maintenance as operators write them. Every change is in the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.maintenance import MaintenancePlan, MaintenanceRun
from models.park import Park
from models.staff import Staff
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import Shown, claim, snapshot
from services.maintenance.rhythm import UNITS, Rhythm, due_after
from services.park import places
from services.park.calendar import special_days
from services.staff.admin import SKILLS

LONGEST_NAME, LONGEST_WORDS = 80, 2_000
MOST = 500
"""Plans of a park."""
MOST_BETWEEN = 100
URGENCIES = ("urgent", "normal", "low")
"""Danger is what people report."""
AHEAD = timedelta(days=2 * 366)
"""The park's special days are looked up so far ahead."""
WEEK = range(1, 8)


@dataclass(frozen=True, slots=True)
class Written:
    """A plan as it is entered."""

    name: str
    description: str
    category: str
    urgency: str
    building: str | None
    floor: int | None
    room: str | None
    place: str | None
    starts_on: date
    ends_on: date | None
    at: time
    unit: str
    every: int
    weekdays: Sequence[int]
    workdays_only: bool
    assignee_id: int | None


COLUMNS = (*Written.__dataclass_fields__, "active")


async def listing(session: AsyncSession, park_id: int) -> list[MaintenancePlan]:
    """What is due next comes first; then what is switched off, or over."""
    found = await session.scalars(
        select(MaintenancePlan)
        .where(MaintenancePlan.park_id == park_id)
        .order_by(
            MaintenancePlan.next_alarm_at.asc().nulls_last(),
            MaintenancePlan.name,
            MaintenancePlan.id,
        )
    )
    return list(found)


async def find(session: AsyncSession, park_id: int, plan_id: int) -> MaintenancePlan:
    """Raises NotFound."""
    found = await session.get(MaintenancePlan, (park_id, plan_id))
    if found is None:
        raise NotFound(f"plan {plan_id}")
    return found


async def add(session: AsyncSession, by: By, written: Written) -> MaintenancePlan:
    """Switched on. Raises Invalid."""
    count = await session.scalar(select(func.count()).where(MaintenancePlan.park_id == by.park_id))
    if (count or 0) >= MOST:
        raise Invalid(f"up to {MOST} plans", field="name")
    row = MaintenancePlan(park_id=by.park_id, active=True, created_at=by.at)
    await _set(session, row, written)
    session.add(row)
    await schedule(session, row, now=by.at)
    record(session, by, "maintenance.add", _subject(row), before={}, after=_shown(row))
    return row


async def edit(
    session: AsyncSession, by: By, row: MaintenancePlan, written: Written, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    await claim(session, row, COLUMNS, seen, _subject(row))
    before = _shown(row)
    await _set(session, row, written)
    await _changed(session, by, row, "maintenance.edit", before)


async def switch(session: AsyncSession, by: By, row: MaintenancePlan, *, on: bool) -> None:
    """What was due while it was switched off is not made up for."""
    before = _shown(row)
    row.active = on
    await _changed(session, by, row, "maintenance.edit", before)


async def remove(session: AsyncSession, by: By, row: MaintenancePlan) -> None:
    """Its tickets stay."""
    await session.execute(
        delete(MaintenanceRun).where(
            MaintenanceRun.park_id == row.park_id, MaintenanceRun.plan_id == row.id
        )
    )
    record(session, by, "maintenance.remove", _subject(row), before=_shown(row), after={})
    await session.delete(row)
    await session.flush()


async def schedule(session: AsyncSession, row: MaintenancePlan, *, now: datetime) -> None:
    """Set when its next ticket is opened: on no day on which it was due already."""
    park = await session.get_one(Park, row.park_id)
    zone = ZoneInfo(park.timezone)
    day = now.astimezone(zone).date() - timedelta(days=1)
    if row.id is not None:
        done = await session.scalar(
            select(func.max(MaintenanceRun.due_on)).where(
                MaintenanceRun.park_id == row.park_id, MaintenanceRun.plan_id == row.id
            )
        )
        day = max(day, done or day)
    moment = None
    if row.active:
        special = await special_days(session, row.park_id, day - AHEAD, day + AHEAD)
        moments = (_moment(row, due, zone) for due in due_after(rhythm_of(row), day, special))
        moment = next((one for one in moments if one > now), None)
    row.next_alarm_at = moment
    await session.flush()


async def between(
    session: AsyncSession, rows: Sequence[MaintenancePlan], first: date, last: date
) -> Mapping[date, Sequence[MaintenancePlan]]:
    """Which of these plans, that are switched on, are due on which days from one to the other."""
    if not rows:
        return {}
    special = await special_days(session, rows[0].park_id, first - AHEAD, last + AHEAD)
    found: dict[date, list[MaintenancePlan]] = {}
    for row in rows:
        if not row.active:
            continue
        for day in due_after(rhythm_of(row), first - timedelta(days=1), special):
            if day > last:
                break
            found.setdefault(day, []).append(row)
    return found


async def runs(
    session: AsyncSession, park_id: int, first: date, last: date
) -> Sequence[MaintenanceRun]:
    """Of all plans, from one day to the other, both included."""
    found = await session.scalars(
        select(MaintenanceRun)
        .where(MaintenanceRun.park_id == park_id, MaintenanceRun.due_on.between(first, last))
        .order_by(MaintenanceRun.due_on, MaintenanceRun.id)
    )
    return found.all()


async def runs_of(session: AsyncSession, row: MaintenancePlan) -> Sequence[MaintenanceRun]:
    """Its latest, the newest first."""
    found = await session.scalars(
        select(MaintenanceRun)
        .where(MaintenanceRun.park_id == row.park_id, MaintenanceRun.plan_id == row.id)
        .order_by(MaintenanceRun.due_on.desc())
        .limit(MOST_BETWEEN)
    )
    return found.all()


def rhythm_of(row: MaintenancePlan) -> Rhythm:
    return Rhythm(row.starts_on, row.unit, row.every, row.weekdays, row.ends_on, row.workdays_only)


def _moment(row: MaintenancePlan, day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, row.at, zone)


async def _changed(
    session: AsyncSession, by: By, row: MaintenancePlan, action: str, before: Mapping[str, object]
) -> None:
    await schedule(session, row, now=by.at)
    record(session, by, action, _subject(row), before=before, after=_shown(row))


async def _set(session: AsyncSession, row: MaintenancePlan, written: Written) -> None:
    name = " ".join(written.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field="name")
    if len(written.description) > LONGEST_WORDS:
        raise Invalid(f"up to {LONGEST_WORDS} characters", field="description")
    if written.category not in SKILLS:
        raise Invalid("no such category", field="category")
    if written.urgency not in URGENCIES:
        raise Invalid(f"one of {', '.join(URGENCIES)}", field="urgency")
    _check_rhythm(written)
    known = await places.buildings(session, row.park_id)
    wrong = places.unknown(known, written.building, written.floor, written.room)
    if wrong is not None:
        raise Invalid(f"the park has no such {wrong}", field=wrong)
    if written.assignee_id is not None:
        member = await session.get(Staff, (row.park_id, written.assignee_id))
        if member is None or not member.active:
            raise Invalid("nobody of the staff", field="assignee")
    for field, value in (asdict(written) | {"name": name}).items():
        setattr(row, field, value)
    row.weekdays = sorted(set(written.weekdays)) if written.unit == "week" else []


def _check_rhythm(written: Written) -> None:
    if written.unit not in UNITS:
        raise Invalid(f"one of {', '.join(UNITS)}", field="unit")
    if not 1 <= written.every <= MOST_BETWEEN:
        raise Invalid(f"1 to {MOST_BETWEEN}", field="every")
    if not set(written.weekdays) <= set(WEEK):
        raise Invalid("ISO weekdays", field="weekdays")
    if written.ends_on is not None and written.ends_on < written.starts_on:
        raise Invalid("before its first day", field="ends_on")


def _shown(row: MaintenancePlan) -> Shown:
    """As the audit log names its fields."""
    return {f"plan_{name}": value for name, value in snapshot(row, COLUMNS).items()}


def _subject(row: MaintenancePlan) -> str:
    return f"maintenance_plan:{row.id}"
