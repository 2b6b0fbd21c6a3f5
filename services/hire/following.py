"""What becomes of a booking when its order does not stand any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.hire import BookingCharge
from services.allowances import allowances
from services.booking import booking as bookings
from services.booking import states
from services.events.base import Event
from services.events.follows import Told
from services.hire import charges
from services.kit.actors import tenant
from services.ordering.events import OrderCancelRequested, OrderEvent

GIVES_UP = frozenset({"held", "confirmed"})


async def free_time(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Its order was cancelled, rejected or expired by somebody else: the time is free, or nothing
    is owed any more for time that was had."""
    assert isinstance(event, OrderEvent)
    booking_id = await _booking_of(session, row.park_id, event.order.id)
    if booking_id is None:
        return ()
    booking = await states.load(session, row.park_id, booking_id, lock=True)
    if booking.status not in GIVES_UP or booking.ends_at <= now:
        await charges.waive(session, booking, now=now)
    else:
        await allowances.give_back(session, row.park_id, states.subject(booking))
        booking.charged_min = 0
        reason = event.order.status_reason
        await states.advance(session, booking, "cancel", now=now, reason=reason, by_staff=True)
    return ()


async def cancel(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Who asks to cancel the order gives the booking up, by the rule of its pool."""
    assert isinstance(event, OrderCancelRequested)
    booking_id = await _booking_of(session, row.park_id, event.order.id)
    if booking_id is None:
        return ()
    booking = await states.load(session, row.park_id, booking_id, lock=True)
    if booking.status in GIVES_UP and booking.ends_at > now:
        by = tenant(booking.person_id)
        await bookings.cancel(session, row.park_id, booking_id, by=by, now=now)
    return ()


async def _booking_of(session: AsyncSession, park_id: int, order_id: int) -> int | None:
    """Whose order it is that counts."""
    found: int | None = await session.scalar(
        select(BookingCharge.booking_id).where(
            BookingCharge.park_id == park_id,
            BookingCharge.order_id == order_id,
            BookingCharge.ended_at.is_(None),
        )
    )
    return found
