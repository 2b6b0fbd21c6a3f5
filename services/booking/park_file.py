"""What bookings bring to a park's file: pools with rules, hours and free minutes, and things."""

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingHours, BookingPool, BookingResource
from models.park import Park
from services.booking import admin, keeping, shelf
from services.booking.features import FEATURES
from services.kit.errors import Invalid
from services.kit.park_file import Code, Entry, Filing, Named, Section, Texts, Weekdays, as_there
from services.park.weekly import WeeklyHours

Minutes = Annotated[int, Field(ge=0, le=20160)]


def _feature(code: str) -> str:
    if code not in FEATURES:
        raise ValueError(f"a feature is one of {', '.join(sorted(FEATURES))}")
    return code


class OpeningEntry(Entry):
    """Clock times of the park; 23:59 goes on until midnight."""

    weekdays: Weekdays
    on_holidays: bool = False
    starts: time
    ends: time

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("hours end after they start")
        return self


class AllowanceEntry(Entry):
    """So many minutes for each company or person in each period, and what becomes of more."""

    scope: Literal["company", "person"]
    period: Literal["day", "week", "month"]
    minutes: Annotated[int, Field(ge=0, le=100_000)]
    beyond: Literal["refuse", "charge", "ask"]


def _by_clock(hours: list[OpeningEntry]) -> list[OpeningEntry]:
    return sorted(hours, key=lambda one: (one.weekdays, one.starts, one.ends))


def _by_scope(allowances: list[AllowanceEntry]) -> list[AllowanceEntry]:
    return sorted(allowances, key=lambda one: (one.scope, one.period))


class PoolEntry(Named):
    """Things of one kind under one set of rules. Minutes where nothing else is said."""

    code: Code
    kind: Literal["room", "court", "hall", "equipment"]
    aliases: Texts = Field(default_factory=list)
    audience: Literal["anybody", "companies"] = "anybody"
    step_min: Minutes = 30
    shortest_min: Minutes = 30
    longest_min: Minutes = 240
    lead_min: Annotated[int, Field(ge=0, le=43_200)] = 0
    horizon_days: Annotated[int, Field(ge=0, le=730)] = 60
    before_min: Minutes = 0
    after_min: Minutes = 0
    grace_min: Minutes = 0
    free_cancel_min: Annotated[int, Field(ge=0, le=43_200)] = 0
    most_open: Annotated[int, Field(ge=1, le=1000)] = 10
    needs_approval: bool = False
    decide_hours: Annotated[int, Field(ge=1, le=720)] = 24
    names_company: bool = False
    active: bool = True
    sort: int = 0
    hours: Annotated[list[OpeningEntry], AfterValidator(_by_clock)] = Field(default_factory=list)
    allowances: Annotated[list[AllowanceEntry], AfterValidator(_by_scope)] = Field(
        default_factory=list
    )


class ThingEntry(Named):
    """A room, court, hall or piece of equipment; `parts` are codes of those that make it up, which
    stand before it."""

    code: Code
    pool: Code
    aliases: Texts = Field(default_factory=list)
    building: str | None = None
    floor: int | None = None
    room: str | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    features: Annotated[list[Annotated[str, AfterValidator(_feature)]], AfterValidator(sorted)] = (
        Field(default_factory=list)
    )
    parts: Annotated[list[Code], AfterValidator(sorted)] = Field(default_factory=list)
    active: bool = True
    sort: int = 0


async def _pools(session: AsyncSession, park: Park) -> list[PoolEntry]:
    return [
        as_there(
            PoolEntry,
            row,
            hours=_by_clock([_opening(one) for one in await keeping.hours_of(session, row)]),
            allowances=_by_scope(
                [
                    as_there(AllowanceEntry, one, minutes=one.amount)
                    for one in await keeping.allowances_of(session, row)
                ]
            ),
        )
        for row in await shelf.pools(session, park.id, active_only=False)
    ]


def _opening(row: BookingHours) -> OpeningEntry:
    return as_there(OpeningEntry, row)


async def _put_pool(filing: Filing, entry: PoolEntry) -> None:
    session, by = filing.session, filing.by
    values = entry.model_dump(exclude={"code", "hours", "allowances"})
    pool = await keeping.keep_pool(session, by, entry.code, values)
    hours = [
        (WeeklyHours(one.weekdays, one.starts, one.ends), one.on_holidays) for one in entry.hours
    ]
    await keeping.set_hours(session, by, pool, hours)
    wanted = {(one.scope, one.period) for one in entry.allowances}
    for former in await keeping.allowances_of(session, pool):
        if (former.scope, former.period) not in wanted:
            await keeping.end_allowance(session, by, pool, former.id)
    for one in entry.allowances:
        await keeping.keep_allowance(session, by, pool, **one.model_dump())


async def _things(session: AsyncSession, park: Park) -> list[ThingEntry]:
    rows = await session.execute(
        select(BookingResource, BookingPool.code)
        .join(
            BookingPool,
            (BookingPool.park_id == BookingResource.park_id)
            & (BookingPool.id == BookingResource.pool_id),
        )
        .where(BookingResource.park_id == park.id)
        .order_by(BookingPool.sort, BookingPool.id, BookingResource.sort, BookingResource.id)
    )
    entries = [
        as_there(
            ThingEntry,
            row,
            pool=pool,
            features=sorted(row.features),
            parts=list(await keeping.parts_of(session, row)),
        )
        for row, pool in rows.all()
    ]
    return sorted(entries, key=lambda one: bool(one.parts))


async def _put_thing(filing: Filing, entry: ThingEntry) -> None:
    session, by = filing.session, filing.by
    pool = await admin.pool(session, by.park_id, entry.pool)
    if pool is None:
        raise Invalid(f"there is no pool {entry.pool!r}", field="pool")
    values = entry.model_dump(exclude={"code", "pool", "parts"})
    await keeping.keep_thing(session, by, pool, entry.code, values, parts=entry.parts)


SECTIONS = (
    Section("booking_pools", PoolEntry, ("code",), 62, _pools, _put_pool),
    Section("booking_things", ThingEntry, ("code",), 63, _things, _put_thing),
)
