"""Calendars of other programs close rooms: which there are, and what was read of them.

What a calendar has taken is closed for everybody; what was booked before stays, its time is left
out, and staff are told. What the calendar no longer has is open again. A calendar that cannot be
read changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_calendars import BookingCalendar
from models.booking_shelf import BookingClosure, BookingResource
from models.park import Park
from services.booking import closures, covering, shelf
from services.booking.events import CalendarFailed, CalendarMetBookings
from services.booking.foreign import Taken
from services.claims import claims
from services.events.publish import publish
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound, Refused
from services.kit.rest import at_work
from services.kit.sealing import Vault

EVERY = timedelta(minutes=15)
AHEAD = timedelta(days=400)
"""How far a calendar closes a room; bookings reach less far."""
MOST_CALENDARS = 10
"""Of one resource."""
LONGEST_NAME = 80
TELL_AFTER = 4
"""Failures in a row after which staff are told: an hour."""
PROBLEMS = (
    "unreachable", "refused", "slow", "too_big", "status_401", "status_403", "status_404",
    "status", "not_calendar", "broken_event", "too_often", "too_many", "unsealed",
)  # fmt: skip


class TooManyCalendars(Refused):
    """`details`: `limit`."""

    code = "too_many_calendars"


def address(url: str) -> str:
    """As people copy it: webcal is https."""
    scheme, mark, rest = url.strip().partition("://")
    return f"https://{rest}" if mark and scheme.lower() == "webcal" else url.strip()


async def add(
    session: AsyncSession, by: By, vault: Vault, resource_id: int, *, url: str, name: str
) -> BookingCalendar:
    """Read a calendar from now on. `url` was let pass by `connectors.vendors.guard.check_url`.
    Raises NotFound, Invalid, TooManyCalendars."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("a name, shortly", field="name")
    resource = await session.get(
        BookingResource, (by.park_id, resource_id), with_for_update={"key_share": True}
    )
    if resource is None:
        raise NotFound(f"resource {resource_id}")
    there = [one for one in await listed(session, by.park_id) if one.resource_id == resource_id]
    if len(there) >= MOST_CALENDARS:
        raise TooManyCalendars(limit=MOST_CALENDARS)
    row = BookingCalendar(
        park_id=by.park_id,
        resource_id=resource_id,
        name=name,
        sealed=vault.encrypt(url.encode()),
        staff_id=by.staff_id,
        created_at=by.at,
        next_alarm_at=by.at,
    )
    session.add(row)
    await session.flush()
    record(session, by, "calendar.add", f"calendar:{row.id}", before={}, after={"name": name})
    return row


async def listed(session: AsyncSession, park_id: int) -> Sequence[BookingCalendar]:
    """Those that are read, the oldest first."""
    found = await session.scalars(
        select(BookingCalendar)
        .where(BookingCalendar.park_id == park_id, BookingCalendar.ended_at.is_(None))
        .order_by(BookingCalendar.id)
    )
    return found.all()


async def end(session: AsyncSession, by: By, calendar_id: int) -> BookingCalendar:
    """Read it no more: its address is forgotten and what it closed is open. Raises NotFound."""
    row = await session.get(BookingCalendar, (by.park_id, calendar_id), with_for_update=True)
    if row is None:
        raise NotFound(f"calendar {calendar_id}")
    if row.ended_at is None:
        ended = list((await _closures(session, row)).values())
        for closure in ended:
            await _withdraw(session, closure, now=by.at)
        await closures.opened(session, ended, now=by.at)
        row.ended_at, row.next_alarm_at, row.sealed, row.etag = by.at, None, None, None
        await session.flush()
        before = {"name": row.name}
        record(session, by, "calendar.remove", f"calendar:{row.id}", before=before, after={})
    return row


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar that is to be read now. `sealed` is its address."""

    park_id: int
    calendar_id: int
    sealed: bytes
    etag: str | None
    timezone: str


async def due(
    session: AsyncSession, *, now: datetime, limit: int, only: tuple[int, int] | None = None
) -> list[Due]:
    """Those that nobody else reads, put off until next time; or one of a park, at once."""
    query = (
        select(BookingCalendar, Park.timezone)
        .join(Park, Park.id == BookingCalendar.park_id)
        .where(BookingCalendar.ended_at.is_(None))
        .order_by(BookingCalendar.next_alarm_at, BookingCalendar.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=BookingCalendar)
    )
    if only is None:
        query = query.where(BookingCalendar.next_alarm_at <= now, at_work(BookingCalendar.park_id))
    else:
        park_id, calendar_id = only
        query = query.where(BookingCalendar.park_id == park_id, BookingCalendar.id == calendar_id)
    found = []
    for row, timezone in await session.execute(query):
        row.next_alarm_at = now + EVERY
        assert row.sealed is not None
        found.append(Due(row.park_id, row.id, row.sealed, row.etag, timezone))
    await session.flush()
    return found


async def failed(
    session: AsyncSession, park_id: int, calendar_id: int, problem: str, *, now: datetime
) -> None:
    """It could not be read: what it closed stays closed."""
    row = await _live(session, park_id, calendar_id)
    if row is None:
        return
    row.failures, row.problem, row.next_alarm_at = row.failures + 1, problem, now + EVERY
    if row.failures == TELL_AFTER:
        told = CalendarFailed(calendar_id=row.id, resource_id=row.resource_id, problem=problem)
        await publish(session, park_id, told, now=now)
    await session.flush()


async def applied(
    session: AsyncSession,
    park: Park,
    calendar_id: int,
    events: Iterable[Taken] | None,
    *,
    etag: str | None,
    now: datetime,
) -> None:
    """What was read of it: None if it is as it was before."""
    row = await _live(session, park.id, calendar_id)
    if row is None:
        return
    row.failures, row.problem, row.next_alarm_at, row.read_at = 0, None, now + EVERY, now
    row.etag = etag
    await _forget_past(session, row, now=now)
    there = await _closures(session, row)
    thing = await shelf.thing(session, park, row.resource_id, now=now)
    await claims.lock(session, thing.lanes)
    if events is not None:
        wanted = {one.key: one for one in events}
        row.events, ended = len(wanted), list[BookingClosure]()
        for key, closure in list(there.items()):
            one = wanted.get(key)
            if one is None or (closure.starts_at, closure.ends_at) != (one.starts_at, one.ends_at):
                ended.append(there.pop(key))
                await _withdraw(session, ended[-1], now=now)
        await closures.opened(session, ended, now=now)
        new = [one for key, one in sorted(wanted.items()) if key not in there]
        there |= {one.event_key or "": one for one in await _add(session, row, new, now=now)}
        fresh = {one.key for one in new}
    else:
        fresh = set()
    met = await covering.cover(session, thing.lanes, there.values(), now=now)
    meeting = sorted(
        {number for closure, numbers in met if closure.event_key in fresh for number in numbers}
    )
    if meeting:
        told = CalendarMetBookings(
            calendar_id=row.id, resource_id=row.resource_id, booking_ids=meeting
        )
        await publish(session, park.id, told, now=now)
    await session.flush()


async def meets(
    session: AsyncSession, park_id: int, *, now: datetime
) -> Sequence[tuple[BookingClosure, Booking]]:
    """What calendars have taken ahead although it was booked before, in order of time."""
    found = await session.execute(
        select(BookingClosure, Booking)
        .join(
            Booking,
            (Booking.park_id == BookingClosure.park_id)
            & (Booking.resource_id == BookingClosure.resource_id)
            & (Booking.starts_at < BookingClosure.ends_at)
            & (Booking.ends_at > BookingClosure.starts_at),
        )
        .where(
            BookingClosure.park_id == park_id,
            BookingClosure.event_key.is_not(None),
            BookingClosure.ended_at.is_(None),
            BookingClosure.ends_at > now,
            Booking.status.in_(("held", "confirmed", "checked_in")),
        )
        .order_by(Booking.starts_at, Booking.id)
        .limit(100)
    )
    return [(closure, booking) for closure, booking in found]


async def _live(session: AsyncSession, park_id: int, calendar_id: int) -> BookingCalendar | None:
    row = await session.get(
        BookingCalendar, (park_id, calendar_id), with_for_update=True, populate_existing=True
    )
    return row if row is not None and row.ended_at is None else None


async def _closures(session: AsyncSession, row: BookingCalendar) -> dict[str, BookingClosure]:
    """Those of its events by key, also what staff have opened again: that stays open."""
    found = await session.scalars(
        select(BookingClosure)
        .where(
            BookingClosure.park_id == row.park_id,
            BookingClosure.calendar_id == row.id,
            BookingClosure.event_key.is_not(None),
        )
        .order_by(BookingClosure.id)
        .with_for_update()
    )
    return {one.event_key or "": one for one in found}


async def _forget_past(session: AsyncSession, row: BookingCalendar, *, now: datetime) -> None:
    """What is over is no event of the calendar any more, which may have the same one again."""
    await session.execute(
        update(BookingClosure)
        .where(
            BookingClosure.park_id == row.park_id,
            BookingClosure.calendar_id == row.id,
            BookingClosure.event_key.is_not(None),
            BookingClosure.ends_at <= now,
        )
        .values(event_key=None)
    )


async def _add(
    session: AsyncSession, row: BookingCalendar, events: Sequence[Taken], *, now: datetime
) -> list[BookingClosure]:
    made = [
        BookingClosure(
            park_id=row.park_id,
            resource_id=row.resource_id,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            reason=row.name,
            calendar_id=row.id,
            event_key=one.key,
            created_at=now,
        )
        for one in events
    ]
    session.add_all(made)
    await session.flush()
    return made


async def _withdraw(session: AsyncSession, closure: BookingClosure, *, now: datetime) -> None:
    closure.event_key = None
    closure.ended_at = closure.ended_at or now
    await session.flush()
    await claims.release(session, closure.park_id, f"closure:{closure.id}", now=now)
