"""How much one person may have booked, who may book at all, and strikes of who does not come."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingStrike
from models.booking_shelf import BookingPool
from models.people import Person
from services.kit.errors import Refused

STRIKES = 3
"""So many times nobody came within REMEMBERED, and nothing is booked until one of them is older."""
REMEMBERED = timedelta(days=60)


class TooManyBookings(Refused):
    """`details`: `limit` of what one person may have ahead of them in the pool."""

    code = "too_many_bookings"


class CompaniesOnly(Refused):
    """Only people of the park's companies may book it."""

    code = "booking_companies_only"


class Struck(Refused):
    """Too often nobody came. `details`: `strikes`, `until`."""

    code = "booking_strikes"


async def check(session: AsyncSession, person: Person, pool: BookingPool, *, now: datetime) -> None:
    """Raises one of the errors above. The person's row is locked, so two at once count each
    other."""
    if pool.audience == "companies" and person.company_id is None:
        raise CompaniesOnly(pool.code)
    counted = await strikes(session, person.park_id, person.id, now=now)
    if len(counted) >= STRIKES:
        until = counted[-STRIKES].created_at + REMEMBERED
        raise Struck(pool.code, strikes=len(counted), until=until.isoformat())
    ahead = await session.scalar(
        select(func.count()).where(
            Booking.park_id == person.park_id,
            Booking.person_id == person.id,
            Booking.pool_id == pool.id,
            Booking.status.in_(("held", "confirmed", "checked_in")),
            Booking.series_id.is_(None),
            Booking.ends_at > now,
        )
    )
    if (ahead or 0) >= pool.most_open:
        raise TooManyBookings(pool.code, limit=pool.most_open)


async def strikes(
    session: AsyncSession, park_id: int, person_id: int, *, now: datetime
) -> list[BookingStrike]:
    """Those that still count, the oldest first."""
    return list(
        await session.scalars(
            select(BookingStrike)
            .where(
                BookingStrike.park_id == park_id,
                BookingStrike.person_id == person_id,
                BookingStrike.created_at > now - REMEMBERED,
                BookingStrike.taken_back_at.is_(None),
            )
            .order_by(BookingStrike.created_at, BookingStrike.id)
        )
    )


async def strike(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    session.add(
        BookingStrike(
            park_id=booking.park_id,
            booking_id=booking.id,
            person_id=booking.person_id,
            created_at=now,
        )
    )
    await session.flush()
