"""Who asks for money for what is not free: brought by the domain that sells hours, if there is
one. Without it minutes are counted, and nothing is ordered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.booking import Booking
from models.booking_shelf import BookingPool
from models.people import Person
from services.kit.plugins import found

HOUR = 60
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Charged:
    """What counts for a booking now; sums in minor units of the park's currency."""

    order_id: int
    order_no: str
    order_status: str
    payment: str
    minutes: int
    amount: int
    pay_by: datetime | None = None
    """Until when it has to be paid; None: it is paid, or need not be yet."""


@dataclass(frozen=True, slots=True)
class Charges:
    """All are called in the booking's transaction, its row locked or new."""

    price: Callable[[AsyncSession, BookingPool], Awaitable[int | None]]
    """What an hour of a pool's things costs; None where nothing is asked for."""
    of: Callable[[AsyncSession, Booking], Awaitable[Charged | None]]
    order: Callable[[AsyncSession, Person, Booking, str | None, datetime], Awaitable[None]]
    """Order what its `charged_min` cost, to be paid in a way, or as is usual where None is said; in
    place of what was ordered before, if that differs."""
    held_until: Callable[
        [AsyncSession, BookingPool, str | None, datetime, datetime], Awaitable[datetime | None]
    ]
    """Until when what begins at a moment is held for who pays beforehand in a way; None: it is
    theirs at once, by that way."""
    follow: Callable[[AsyncSession, Booking, datetime], Awaitable[None]]
    """Its status is another one: what it ordered is accepted, given up or due."""

    @property
    def brief(self) -> str:
        return "asks for money for hours that are booked"


def _brought() -> Charges | None:
    return next(iter(found(services, Charges)), None)


async def hour_price(session: AsyncSession, pool: BookingPool) -> int | None:
    brought = _brought()
    return await brought.price(session, pool) if brought else None


async def of(session: AsyncSession, booking: Booking) -> Charged | None:
    brought = _brought()
    return await brought.of(session, booking) if brought else None


async def order(
    session: AsyncSession, person: Person, booking: Booking, payment: str | None, now: datetime
) -> None:
    if brought := _brought():
        await brought.order(session, person, booking, payment, now)


async def held_until(
    session: AsyncSession,
    pool: BookingPool,
    payment: str | None,
    *,
    starts_at: datetime,
    now: datetime,
) -> datetime | None:
    """See Charges."""
    brought = _brought()
    return await brought.held_until(session, pool, payment, starts_at, now) if brought else None


async def follow(session: AsyncSession, booking: Booking, now: datetime) -> None:
    if brought := _brought():
        await brought.follow(session, booking, now)


def amount(price: int, minutes: int) -> int:
    """What so many minutes cost at a price of an hour; half a minor unit is a whole one."""
    return (price * minutes + HOUR // 2) // HOUR
