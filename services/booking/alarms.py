"""What becomes of bookings by itself: holds that run out, nobody who comes, and the end."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import deciding, presence
from services.booking.states import advance, subject
from services.kit import alarms, gatherings


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """What is due, of every park; how many there were."""
    return await alarms.ring(session, Booking, _attend, now=now, limit=limit)


async def _attend(session: AsyncSession, booking: Booking, now: datetime) -> None:
    pool = await session.get_one(BookingPool, (booking.park_id, booking.pool_id))
    if booking.status == "held":
        await deciding.lapse(session, booking, now=now)
    elif booking.status == "confirmed" and pool.grace_min:
        if await gatherings.present(session, booking.park_id, subject(booking)):
            await presence.check_in(session, booking.park_id, booking.id, now=now)
        else:
            await presence.miss(session, booking, now=now)
    elif booking.status in {"confirmed", "checked_in"}:
        await advance(session, booking, "complete", now=now)
    else:
        booking.next_alarm_at = None
