"""What the park itself brings to its file: names, numbers, hours, buildings, calendar."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Building, CalendarDay, Park
from services.kit.audit import record
from services.kit.errors import Conflict, Invalid
from services.kit.park_file import (
    Code,
    Entry,
    Filing,
    Named,
    Phone,
    Section,
    Texts,
    Weekdays,
    as_there,
    keep,
    phone,
)
from services.kit.snapshots import snapshot, version
from services.park import calendar_admin, places
from services.park.calendar_admin import SpecialDay
from services.park.weekly import WeeklyHours

Wait = Annotated[int, Field(ge=1, le=calendar_admin.LONGEST_WAIT)]
"""Minutes."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone is an IANA name, such as Asia/Shanghai")
    return name


def _currency(code: str) -> str:
    if code not in list_currencies():
        raise ValueError("a currency is an ISO 4217 code, such as CNY")
    return code


class HoursEntry(Entry):
    weekdays: Weekdays
    starts: time
    ends: time

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("hours end after they start")
        return self


OFFICE_HOURS = [HoursEntry(weekdays=[1, 2, 3, 4, 5], starts=time(9), ends=time(18))]


def _by_clock(hours: list[HoursEntry]) -> list[HoursEntry]:
    return sorted(hours, key=lambda one: (one.weekdays, one.starts))


def _phone_or_none(number: str) -> str:
    return phone(number) if number else ""


class ParkEntry(Named):
    """The columns of the park that are entered, and its working hours as a whole.

    `public_phone` is the desk's number from outside; it, the address and a map are shown to guests.
    """

    slug: Code
    language: Literal["zh", "en"] = "zh"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    currency: Annotated[str, AfterValidator(_currency)] = "CNY"
    desk_phone: Phone
    emergency_phone: Phone
    public_phone: Annotated[str, AfterValidator(_phone_or_none)] = ""
    address_zh: Annotated[str, Field(max_length=200)] = ""
    address_en: Annotated[str, Field(max_length=200)] = ""
    map_url: Annotated[str, Field(pattern=r"^(https://\S{4,500})?$")] = ""
    fire_phone: Phone = "119"
    ambulance_phone: Phone = "120"
    police_phone: Phone = "110"
    crisis_phone: Phone = "12356"
    acceptance_minutes: Wait = 10
    handback_minutes: Wait = 30
    quiet_from: time | None = time(22)
    quiet_until: time | None = time(7)
    anybody_hosts: bool = False
    hours: Annotated[list[HoursEntry], Field(min_length=1), AfterValidator(_by_clock)] = Field(
        default_factory=lambda: list(OFFICE_HOURS)
    )

    @model_validator(mode="after")
    def _quiet(self) -> Self:
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet hours need both ends, quiet_from and quiet_until")
        return self


class BuildingEntry(Named):
    code: Annotated[str, Field(pattern=r"^\w[\w-]{0,19}$")]
    aliases: Texts = Field(default_factory=list)
    floors: Annotated[int, Field(ge=1, le=200)]
    basements: Annotated[int, Field(ge=0, le=20)] = 0


class DayEntry(Named):
    """A holiday, or a make-up workday; with `until` all days from `day` on."""

    day: date
    until: date | None = None
    kind: Literal["holiday", "workday"] = "holiday"

    @model_validator(mode="after")
    def _span(self) -> Self:
        if self.until and not timedelta() <= self.until - self.day < calendar_admin.LONGEST_SPAN:
            raise ValueError(f"a span is 1 to {calendar_admin.LONGEST_SPAN.days} days")
        return self


class SlugTaken(Conflict):
    """A park of this slug is there already."""

    code = "slug_taken"


COLUMNS = tuple(name for name in ParkEntry.model_fields if name not in {"slug", "hours"})


async def found_park(session: AsyncSession, entry: ParkEntry) -> Park:
    """A new park, empty but for what every park has. Raises SlugTaken."""
    if await session.scalar(select(Park.id).where(Park.slug == entry.slug)) is not None:
        raise SlugTaken(f"there is a park {entry.slug!r} already")
    park = Park(slug=entry.slug, **{name: getattr(entry, name) for name in COLUMNS})
    session.add(park)
    await session.flush()
    return park


async def _present(session: AsyncSession, park: Park) -> list[ParkEntry]:
    rows = await calendar_admin.hours_of(session, park.id)
    hours = [
        HoursEntry(weekdays=sorted(row.weekdays), starts=row.starts, ends=row.ends) for row in rows
    ]
    return [as_there(ParkEntry, park, hours=_by_clock(hours))]


async def _put(filing: Filing, entry: ParkEntry) -> None:
    session, by, park = filing.session, filing.by, filing.park
    await session.refresh(park, with_for_update={"key_share": True})
    if entry.currency != park.currency:
        raise Invalid("a park's currency stays: its prices are in it", field="currency")
    before = snapshot(park, COLUMNS)
    for name in COLUMNS:
        setattr(park, name, getattr(entry, name))
    await session.flush()
    subject = f"park:{park.id}"
    record(session, by, "park.edit", subject, before=before, after=snapshot(park, COLUMNS))
    await _put_hours(filing, entry.hours)


async def _put_hours(filing: Filing, wanted: Sequence[HoursEntry]) -> None:
    session, by = filing.session, filing.by
    rows = await calendar_admin.hours_of(session, filing.park.id)
    there = {(tuple(sorted(row.weekdays)), row.starts, row.ends): row for row in rows}
    entered = {(tuple(sorted(one.weekdays)), one.starts, one.ends) for one in wanted}
    going = [there[key].id for key in there.keys() - entered]
    for weekdays, starts, ends in sorted(entered - there.keys()):
        hours = WeeklyHours(weekdays, starts, ends)
        await calendar_admin.add_hours(session, by, hours, going=going)
    for key in there.keys() - entered:
        await calendar_admin.remove_hours(session, by, there[key])


async def _buildings(session: AsyncSession, park: Park) -> list[BuildingEntry]:
    rows = await places.buildings(session, park.id)
    return [as_there(BuildingEntry, row) for row in rows.values()]


async def _put_building(filing: Filing, entry: BuildingEntry) -> None:
    values = entry.model_dump(exclude={"code"})
    await keep(filing, Building, "building", {"code": entry.code}, values)


async def _days(session: AsyncSession, park: Park) -> list[DayEntry]:
    rows = await session.scalars(
        select(CalendarDay).where(CalendarDay.park_id == park.id).order_by(CalendarDay.day)
    )
    return [
        DayEntry(day=row.day, kind=row.kind, name_zh=row.name_zh, name_en=row.name_en)  # type: ignore[arg-type]
        for row in rows
    ]


def _each_day(entry: DayEntry) -> list[DayEntry]:
    said = entry.model_dump(exclude={"until"}, exclude_unset=True)
    last = entry.until or entry.day
    days = range((last - entry.day).days + 1)
    return [DayEntry(**{**said, "day": entry.day + timedelta(days=one)}) for one in days]


async def _put_day(filing: Filing, entry: DayEntry) -> None:
    session, by = filing.session, filing.by
    entered = SpecialDay(entry.kind, entry.name_zh, entry.name_en)
    row = await session.get(CalendarDay, (filing.park.id, entry.day))
    if row is None:
        await calendar_admin.add_days(session, by, entry.day, entry.day, entered)
    else:
        seen = version(snapshot(row, calendar_admin.DAY))
        await calendar_admin.edit_day(session, by, row, entered, seen=seen)


PARK = Section("park", ParkEntry, ("slug",), 0, _present, _put, single=True)
SECTIONS = (
    PARK,
    Section("buildings", BuildingEntry, ("code",), 10, _buildings, _put_building),
    Section("calendar", DayEntry, ("day",), 20, _days, _put_day, spread=_each_day),
)
