"""How rooms, courts and halls were used: by thing, by hour of the week, by company."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingResource
from models.people import Company
from services.reports.period import Period

TAKEN = frozenset({"confirmed", "checked_in", "completed", "no_show"})
"""The time was theirs until it began, or longer."""
USED = frozenset({"checked_in", "completed"})
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Had:
    """One booking that began in the period. `company`: of who booked, then."""

    booking_id: int
    booking_no: str
    thing: str
    names: tuple[str, str]
    """In Chinese, in English; so are `company`'s."""
    company: tuple[str, str] | None
    starts_at: datetime
    ends_at: datetime
    status: str
    charged: timedelta

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Use:
    """Of bookings that have something in common. `released` was given up before it began."""

    bookings: int
    taken: timedelta
    used: timedelta
    missed: int
    missed_time: timedelta
    released: timedelta
    charged: timedelta


async def had(session: AsyncSession, park_id: int, period: Period) -> list[Had]:
    """In the order in which they began; requests that nobody said yes to are no part of it."""
    rows = await session.execute(
        select(Booking, BookingResource, Company)
        .join(
            BookingResource,
            (BookingResource.park_id == Booking.park_id)
            & (BookingResource.id == Booking.resource_id),
        )
        .outerjoin(
            Company, (Company.park_id == Booking.park_id) & (Company.id == Booking.company_id)
        )
        .where(
            Booking.park_id == park_id,
            period.within(Booking.starts_at),
            Booking.status.in_((*TAKEN, "cancelled")),
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    return [
        Had(
            booking.id,
            booking.booking_no,
            thing.code,
            (thing.name_zh, thing.name_en),
            (company.name_zh, company.name_en) if company else None,
            booking.starts_at,
            booking.ends_at,
            booking.status,
            timedelta(minutes=booking.charged_min),
        )
        for booking, thing, company in rows
    ]


def use(found: Iterable[Had]) -> Use:
    them = list(found)
    taken = [one for one in them if one.status in TAKEN]
    missed = [one for one in taken if one.status == "no_show"]
    return Use(
        len(taken),
        _sum(taken),
        _sum(one for one in taken if one.status in USED),
        len(missed),
        _sum(missed),
        _sum(one for one in them if one.status == "cancelled"),
        sum((one.charged for one in them), timedelta()),
    )


def grouped[Key: Hashable](
    found: Iterable[Had], key: Callable[[Had], Key]
) -> list[tuple[Key, Use]]:
    """What was taken longest first."""
    parts: dict[Key, list[Had]] = defaultdict(list)
    for one in found:
        parts[key(one)].append(one)
    return sorted(
        ((of, use(them)) for of, them in parts.items()), key=lambda it: it[1].taken, reverse=True
    )


def by_hour(found: Iterable[Had], zone: ZoneInfo) -> dict[tuple[int, int], timedelta]:
    """How long was taken within each hour of the week: (ISO weekday, hour), by the park's clock."""
    hours: dict[tuple[int, int], timedelta] = defaultdict(timedelta)
    for one in found:
        if one.status not in TAKEN:
            continue
        at = one.starts_at
        while at < one.ends_at:
            local = at.astimezone(zone)
            rest = HOUR - timedelta(minutes=local.minute, seconds=local.second)
            until = min(at + rest, one.ends_at)
            hours[local.isoweekday(), local.hour] += until - at
            at = until
    return dict(hours)


def _sum(found: Iterable[Had]) -> timedelta:
    return sum((one.lasts for one in found), timedelta())
