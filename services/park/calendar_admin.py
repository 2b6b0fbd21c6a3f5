"""Keeping when the park works: its hours, the days that break the rule, and its quiet times."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import BusinessHours, CalendarDay, Park
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.snapshots import claim, snapshot
from services.park.weekly import WeeklyHours

PARK = ("quiet_from", "quiet_until", "handback_minutes", "acceptance_minutes")
HOURS = ("weekdays", "starts", "ends")
DAY = ("kind", "name_zh", "name_en")
KINDS = ("holiday", "workday")

LONGEST_SPAN = timedelta(days=31)
LONGEST_NAME = 40
LONGEST_WAIT = 24 * 60


class DayTaken(Conflict):
    """The day breaks the rule already. `details`: `day`."""

    code = "day_taken"


class HoursOverlap(Invalid):
    """`details`: `starts` and `ends` of the hours that are there, such as 09:00."""

    code = "hours_overlap"


class LastHours(Conflict):
    """Without working hours nothing would ever fall due."""

    code = "last_hours"


@dataclass(frozen=True, slots=True)
class ParkTimes:
    """Clock times of the park, and waits in minutes. No quiet hours: neither of the two."""

    quiet_from: time | None
    quiet_until: time | None
    handback_minutes: int
    acceptance_minutes: int


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """`kind` is holiday or workday (调休)."""

    kind: str
    name_zh: str
    name_en: str


async def set_times(
    session: AsyncSession, by: By, park: Park, entered: ParkTimes, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    subject = f"park:{park.id}"
    before = await claim(session, park, PARK, seen, subject)
    if (entered.quiet_from is None) != (entered.quiet_until is None):
        raise Invalid("quiet hours need both ends", field="quiet_until")
    if entered.quiet_from is not None and entered.quiet_from == entered.quiet_until:
        raise Invalid("quiet hours that last all day", field="quiet_until")
    for field in ("handback_minutes", "acceptance_minutes"):
        if not 1 <= getattr(entered, field) <= LONGEST_WAIT:
            raise Invalid("a wait is 1 minute to a day", field=field)
    for column, value in asdict(entered).items():
        setattr(park, column, value)
    await session.flush()
    record(session, by, "park.edit", subject, before=before, after=snapshot(park, PARK))


async def hours_of(session: AsyncSession, park_id: int) -> list[BusinessHours]:
    found = await session.scalars(
        select(BusinessHours)
        .where(BusinessHours.park_id == park_id)
        .order_by(BusinessHours.weekdays, BusinessHours.starts, BusinessHours.id)
    )
    return list(found)


async def find_hours(session: AsyncSession, park_id: int, hours_id: int) -> BusinessHours:
    """Raises NotFound."""
    row = await session.get(BusinessHours, (park_id, hours_id))
    if row is None:
        raise NotFound(f"business hours {hours_id}")
    return row


async def add_hours(
    session: AsyncSession, by: By, entered: WeeklyHours, *, going: Collection[int] = ()
) -> None:
    """`going` are ids of hours that are removed next. Raises Invalid, HoursOverlap."""
    await _refuse_overlap(session, by.park_id, entered, but=going)
    row = BusinessHours(park_id=by.park_id, **entered.columns())
    session.add(row)
    await session.flush()
    after = snapshot(row, HOURS)
    record(session, by, "hours.add", f"park:{by.park_id}", before={}, after=after)


async def edit_hours(
    session: AsyncSession, by: By, row: BusinessHours, entered: WeeklyHours, *, seen: str
) -> None:
    """Raises Invalid, HoursOverlap, ChangedMeanwhile."""
    subject = f"park:{row.park_id}"
    before = await claim(session, row, HOURS, seen, subject)
    await _refuse_overlap(session, row.park_id, entered, but=[row.id])
    for column, value in entered.columns().items():
        setattr(row, column, value)
    await session.flush()
    record(session, by, "hours.edit", subject, before=before, after=snapshot(row, HOURS))


async def _refuse_overlap(
    session: AsyncSession, park_id: int, entered: WeeklyHours, *, but: Collection[int] = ()
) -> None:
    """Hours that share a day and a minute would count it twice. Locks the park's row, so that two
    who enter hours at once see each other's."""
    await session.get_one(Park, park_id, with_for_update={"key_share": True})
    for other in await hours_of(session, park_id):
        shared = set(other.weekdays) & set(entered.weekdays)
        meet = other.starts < entered.ends and entered.starts < other.ends
        if other.id not in but and shared and meet:
            raise HoursOverlap(
                "these hours overlap others",
                field="starts",
                starts=f"{other.starts:%H:%M}",
                ends=f"{other.ends:%H:%M}",
            )


async def remove_hours(session: AsyncSession, by: By, row: BusinessHours) -> None:
    """Raises LastHours."""
    subject, before = f"park:{row.park_id}", snapshot(row, HOURS)
    # The park's row, so that two do not remove each other's last hours.
    await session.get_one(Park, row.park_id, with_for_update={"key_share": True})
    kept = select(func.count(BusinessHours.id)).where(BusinessHours.park_id == row.park_id)
    if await session.scalar(kept) == 1:
        raise LastHours
    await session.delete(row)
    await session.flush()
    record(session, by, "hours.remove", subject, before=before, after={})


async def days_of(session: AsyncSession, park_id: int, year: int) -> dict[date, CalendarDay]:
    """The days of a year that break the weekly rule."""
    found = await session.scalars(
        select(CalendarDay)
        .where(
            CalendarDay.park_id == park_id,
            CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(CalendarDay.day)
    )
    return {row.day: row for row in found}


async def find_day(session: AsyncSession, park_id: int, day: date) -> CalendarDay:
    """Raises NotFound."""
    row = await session.get(CalendarDay, (park_id, day))
    if row is None:
        raise NotFound(f"{day} follows the weekly rule")
    return row


async def add_days(
    session: AsyncSession, by: By, first: date, last: date, entered: SpecialDay
) -> None:
    """From `first` to `last`, both included. Raises Invalid, DayTaken."""
    entered = _checked(entered)
    if not timedelta() <= last - first < LONGEST_SPAN:
        raise Invalid(f"a span is 1 to {LONGEST_SPAN.days} days", field="until")
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if await session.get(CalendarDay, (by.park_id, day)) is not None:
            raise DayTaken(str(day), day=day)
        session.add(CalendarDay(park_id=by.park_id, day=day, **asdict(entered)))
        record(session, by, "day.add", f"day:{day}", before={}, after=asdict(entered))
    await session.flush()


async def edit_day(
    session: AsyncSession, by: By, row: CalendarDay, entered: SpecialDay, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    subject = f"day:{row.day}"
    before = await claim(session, row, DAY, seen, subject)
    for column, value in asdict(_checked(entered)).items():
        setattr(row, column, value)
    await session.flush()
    record(session, by, "day.edit", subject, before=before, after=snapshot(row, DAY))


async def remove_day(session: AsyncSession, by: By, row: CalendarDay) -> None:
    """The weekly rule holds on it again."""
    subject, before = f"day:{row.day}", snapshot(row, DAY)
    await session.delete(row)
    await session.flush()
    record(session, by, "day.remove", subject, before=before, after={})


def _checked(entered: SpecialDay) -> SpecialDay:
    if entered.kind not in KINDS:
        raise Invalid("a day is a holiday or a workday", field="kind")
    names = {"name_zh": entered.name_zh.strip(), "name_en": entered.name_en.strip()}
    for field, name in names.items():
        if not 0 < len(name) <= LONGEST_NAME:
            raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field=field)
    return SpecialDay(entered.kind, **names)
