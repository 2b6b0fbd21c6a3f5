"""An occurrence of a series: a booking of its own, had or skipped."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingSeries
from models.park import Park
from models.people import Person
from services.booking import booking as bookings
from services.booking import costs, deciding, events, rules
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.booking.states import attend_at, say, subject
from services.claims import claims
from services.kit.actors import Actor
from services.kit.errors import Refused


async def add(
    session: AsyncSession,
    park: Park,
    person: Person,
    series: BookingSeries,
    asked: Asked,
    *,
    by: Actor,
    now: datetime,
) -> Booking:
    """One more: confirmed if its time can be had, else skipped. The lanes are locked."""
    booking = bookings.new_row(park, person, asked, by=by, now=now)
    booking.series_id, booking.recurs_at, booking.status = series.id, asked.starts_at, "skipped"
    session.add(booking)
    await session.flush()
    if await have(session, park, person, booking, asked.thing, now=now):
        booking.status = "confirmed"
        booking.next_alarm_at = attend_at(booking, asked.thing.pool)
        await say(session, booking, events.BookingConfirmed, now=now)
    return booking


async def have(
    session: AsyncSession,
    park: Park,
    person: Person,
    booking: Booking,
    thing: Thing,
    *,
    now: datetime,
) -> bool:
    """Whether its time could be taken. The lanes are locked."""
    asked = Asked(thing, booking.starts_at, booking.ends_at, booking.headcount)
    if not rules.fits(thing, asked.starts_at, asked.ends_at, headcount=asked.headcount, now=now):
        return False
    span = rules.span(thing.pool, asked.starts_at, asked.ends_at)
    try:
        async with session.begin_nested():
            if await costs.take(session, park, person, booking, asked, now=now):
                raise deciding.TooLateToDecide(booking.booking_no)
            await claims.take(session, park.id, subject(booking), thing.lanes, span, now=now)
    except (claims.Taken, Refused, deciding.TooLateToDecide):
        await session.refresh(booking)
        return False
    return True
