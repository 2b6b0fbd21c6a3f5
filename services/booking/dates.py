"""Some dates of a series at once: which are meant, moved to another hour or day, given up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingSeries
from models.park import Park
from services.booking import booking as bookings
from services.booking import shelf
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.kit.actors import Actor
from services.kit.errors import Conflict, Invalid, ParkError, Refused

LIVE = ("confirmed", "held")
Moves = Callable[[datetime], datetime]
"""When something begins by the park's clock → when it is to begin."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Those that are at the new time, and those that stay with why."""

    moved: Sequence[Booking]
    stay: Sequence[tuple[Booking, ParkError]]


async def coming(
    session: AsyncSession, park_id: int, series_id: int, *, now: datetime
) -> Sequence[Booking]:
    """Occurrences of a series that are still to come and are had, in order."""
    found = await session.scalars(
        select(Booking)
        .where(
            Booking.park_id == park_id,
            Booking.series_id == series_id,
            Booking.status.in_(LIVE),
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at)
    )
    return found.all()


async def of_person(session: AsyncSession, park_id: int, person_id: int) -> Sequence[BookingSeries]:
    """A person's series that go on, the newest first."""
    found = await session.scalars(
        select(BookingSeries)
        .where(
            BookingSeries.park_id == park_id,
            BookingSeries.person_id == person_id,
            BookingSeries.ended_at.is_(None),
        )
        .order_by(BookingSeries.id.desc())
        .limit(20)
    )
    return found.all()


async def move(
    session: AsyncSession,
    park: Park,
    those: Sequence[Booking],
    moves: Moves,
    *,
    lasts: timedelta | None = None,
    thing: Thing | None = None,
    by: Actor,
    now: datetime,
) -> Moved:
    """Give each of them another time, or another thing; each that cannot have it stays as it is.

    `lasts`: how long they are to be; as long as they are, if nothing is said.
    """
    zone = ZoneInfo(park.timezone)
    moved: list[Booking] = []
    stay: list[tuple[Booking, ParkError]] = []
    for booking in sorted(those, key=lambda one: one.starts_at, reverse=_later(those, moves, zone)):
        starts_at = moves(booking.starts_at.astimezone(zone))
        until = starts_at + (lasts or booking.ends_at - booking.starts_at)
        there = thing or await shelf.thing(session, park, booking.resource_id, now=now)
        try:
            async with session.begin_nested():
                await bookings.move_to(
                    session, park, booking.id, Asked(there, starts_at, until), by=by, now=now
                )
        except (Refused, Conflict, Invalid) as refused:
            await session.refresh(booking)
            stay.append((booking, refused))
        else:
            moved.append(booking)
    return Moved(
        sorted(moved, key=lambda one: one.starts_at),
        sorted(stay, key=lambda one: one[0].starts_at),
    )


def _later(those: Sequence[Booking], moves: Moves, zone: ZoneInfo) -> bool:
    """Whether they move towards later: then the last goes first, and none is in another's way."""
    if not those:
        return False
    begins = those[0].starts_at.astimezone(zone)
    return moves(begins) > begins


def at_clock(hour: int, minute: int) -> Moves:
    """The same day at another hour."""
    return lambda begins: begins.replace(hour=hour, minute=minute, second=0, microsecond=0)


def by_minutes(minutes: int) -> Moves:
    """Later by so many minutes of the clock on the wall; earlier below zero."""
    return lambda begins: begins + timedelta(minutes=minutes)


def to_day(day: date, clock: tuple[int, int] | None = None) -> Moves:
    """Another day, at the same hour or at another one."""

    def moves(begins: datetime) -> datetime:
        hour, minute = clock or (begins.hour, begins.minute)
        return begins.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=minute)

    return moves
