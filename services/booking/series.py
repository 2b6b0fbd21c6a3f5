"""Bookings that recur: each a row of its own, those that are free taken, gaps filled in later."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingSeries
from models.park import Park
from models.people import Person
from services.booking import booking as bookings
from services.booking import events, limits, occurring, rrules, rules, shelf, states
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.booking.states import attend_at, say
from services.claims import claims
from services.kit.actors import Actor
from services.kit.errors import Invalid, NotFound, Refused

MOST = rrules.MOST
"""Occurrences of one series."""
MOST_SERIES = 10
"""That one person may have at once."""
LOOKS_EVERY = timedelta(days=1)
"""How often a series looks whether dates that lay too far ahead can be booked by now."""


class TooManySeries(Refused):
    """`details`: `limit`."""

    code = "too_many_series"


class NeedsApproval(Refused):
    """What staff have to say yes to each time is not booked as a series."""

    code = "booking_series_approval"


@dataclass(frozen=True, slots=True)
class Recurs:
    """What is to recur. `rule` has a COUNT or a local UNTIL; `starts` is the park's clock; `skips`
    are days that are left out."""

    thing: Thing
    rule: str
    starts_on: date
    starts: time
    minutes: int
    skips: frozenset[date] = frozenset()
    headcount: int | None = None
    title: str | None = None
    fills: bool = False
    """Whether what is skipped is to be taken by itself once it can be had."""


@dataclass(frozen=True, slots=True)
class Made:
    """A series with its occurrences: those that are booked, and those whose time was taken."""

    series: BookingSeries
    booked: list[Booking]
    skipped: list[Booking]

    def put(self, booking: Booking) -> None:
        (self.booked if booking.status == "confirmed" else self.skipped).append(booking)


def occurrences(recurs: Recurs, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """When it takes place, in UTC. Raises Invalid for a rule that is none, has no end or is too
    long."""
    found = [
        rrules.moment(local, zone)
        for local in rrules.dates(recurs.rule, recurs.starts_on, recurs.starts)
        if local.date() not in recurs.skips
    ]
    if not found:
        raise Invalid("it never takes place", field="rule")
    return [(begins, begins + timedelta(minutes=recurs.minutes)) for begins in found]


def by_rule(row: BookingSeries, zone: ZoneInfo) -> list[datetime]:
    """When a series begins by its rule alone, days that were left out too, in UTC."""
    dates = rrules.dates(row.rule, row.starts_on, row.starts)
    return [rrules.moment(local, zone) for local in dates]


async def book(
    session: AsyncSession,
    park: Park,
    person: Person,
    recurs: Recurs,
    *,
    by: Actor,
    now: datetime,
) -> Made:
    """Book those occurrences that are free and within the rules; the others stand as skipped.

    Of an allowance each uses what it needs; what would cost something is skipped. Raises Invalid,
    TooManySeries, NeedsApproval, and what `limits.check` raises; rules.NotBookable where none at
    all could be had.
    """
    spans = occurrences(recurs, ZoneInfo(park.timezone))
    if recurs.thing.pool.needs_approval:
        raise NeedsApproval(recurs.thing.pool.code)
    await session.get_one(Person, (park.id, person.id), with_for_update={"key_share": True})
    await limits.check(session, person, recurs.thing.pool, now=now)
    await _check_count(session, person)
    series = BookingSeries(
        park_id=park.id,
        person_id=person.id,
        resource_id=recurs.thing.id,
        rule=recurs.rule,
        starts_on=recurs.starts_on,
        starts=recurs.starts,
        minutes=recurs.minutes,
        fills=recurs.fills,
        fills_at=now + LOOKS_EVERY,
        created_at=now,
    )
    session.add(series)
    await session.flush()
    await claims.lock(session, recurs.thing.lanes)
    made = Made(series, [], [])
    for starts_at, ends_at in spans:
        asked = Asked(recurs.thing, starts_at, ends_at, recurs.headcount, recurs.title)
        made.put(await occurring.add(session, park, person, series, asked, by=by, now=now))
    if not made.booked:
        raise rules.NotBookable(recurs.thing.resource.code)
    return made


async def fill(
    session: AsyncSession,
    park: Park,
    series_id: int,
    *,
    person_id: int,
    now: datetime,
    by_itself: bool = False,
) -> list[Booking]:
    """Take those occurrences that were skipped and are free by now; which those are. `by_itself`:
    nobody asked just now, so they are told. Raises NotFound for somebody else's."""
    series = await load(session, park.id, series_id, person_id)
    if series.ended_at is not None:
        return []
    thing = await shelf.thing(session, park, series.resource_id, now=now)
    person = await session.get_one(Person, (park.id, person_id))
    gaps = await session.scalars(
        select(Booking)
        .where(
            Booking.park_id == park.id,
            Booking.series_id == series_id,
            Booking.status == "skipped",
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at)
        .with_for_update()
    )
    await claims.lock(session, thing.lanes)
    filled = []
    for booking in gaps.all():
        if await occurring.have(session, park, person, booking, thing, now=now):
            booking.next_alarm_at = attend_at(booking, thing.pool)
            await states.advance(session, booking, "fill", now=now)
            kind = events.BookingFilled if by_itself else events.BookingConfirmed
            await say(session, booking, kind, now=now)
            filled.append(booking)
    return filled


async def end(
    session: AsyncSession,
    park_id: int,
    series_id: int,
    *,
    by: Actor,
    now: datetime,
    days: Collection[date] | None = None,
    zone: ZoneInfo,
) -> list[Booking]:
    """Give up what is still to come of it, or those occurrences alone that are on some days; which
    those are. Raises NotFound for somebody else's."""
    series = await load(session, park_id, series_id, by.person_id or 0)
    coming = await session.scalars(
        select(Booking.id)
        .where(
            Booking.park_id == park_id,
            Booking.series_id == series_id,
            Booking.status.in_(("confirmed", "held")),
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at)
    )
    given_up = []
    for booking_id in coming.all():
        booking = await states.load(session, park_id, booking_id)
        if days is None or booking.starts_at.astimezone(zone).date() in days:
            given_up.append(await bookings.cancel(session, park_id, booking_id, by=by, now=now))
    if days is None:
        series.ended_at = now
        await session.flush()
    return given_up


async def of_series(session: AsyncSession, park_id: int, series_id: int) -> Sequence[Booking]:
    """Its occurrences, skipped ones too, in order."""
    found = await session.scalars(
        select(Booking)
        .where(Booking.park_id == park_id, Booking.series_id == series_id)
        .order_by(Booking.recurs_at)
    )
    return found.all()


async def of_person(session: AsyncSession, park_id: int, person_id: int) -> Sequence[BookingSeries]:
    """Those that were not ended, the newest first."""
    found = await session.scalars(
        select(BookingSeries)
        .where(
            BookingSeries.park_id == park_id,
            BookingSeries.person_id == person_id,
            BookingSeries.ended_at.is_(None),
        )
        .order_by(BookingSeries.id.desc())
        .limit(MOST_SERIES)
    )
    return found.all()


async def load(
    session: AsyncSession, park_id: int, series_id: int, person_id: int
) -> BookingSeries:
    row = await session.get(
        BookingSeries, (park_id, series_id), with_for_update={"key_share": True}
    )
    if row is None or row.person_id != person_id:
        raise NotFound(f"series {series_id}")
    return row


async def _check_count(session: AsyncSession, person: Person) -> None:
    if len(await of_person(session, person.park_id, person.id)) >= MOST_SERIES:
        raise TooManySeries(limit=MOST_SERIES)
