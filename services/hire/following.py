"""What becomes of a booking when its order does not stand any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.events import EventRow
from models.hire import BookingCharge
from services.allowances import allowances
from services.booking import booking as bookings
from services.booking import deciding, states
from services.events.base import Event
from services.events.follows import Told
from services.hire import charges
from services.kit.actors import tenant
from services.ordering.events import OrderCancelRequested, OrderEvent, PaymentRequestEvent

GIVES_UP = frozenset({"held", "confirmed"})


async def keep(session: AsyncSession, row: EventRow, event: Event, now: datetime) -> Sequence[Told]:
    """What was held until it is paid for is; if its time has gone to somebody else meanwhile, all
    of the money goes back."""
    assert isinstance(event, OrderEvent)
    booking = await _unpaid(session, row.park_id, event.order.id)
    if booking is not None:
        try:
            await deciding.paid(session, booking, now=now)
        except deciding.TooLateToDecide:
            await deciding.lapse(session, booking, now=now)
    return ()


async def let_go(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Nobody paid in time, or wants to any more, or it was another sum: the time is free."""
    assert isinstance(event, PaymentRequestEvent)
    booking = await _unpaid(session, row.park_id, event.order_id)
    if booking is not None:
        await deciding.lapse(session, booking, now=now)
    return ()


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


async def _unpaid(session: AsyncSession, park_id: int, order_id: int) -> Booking | None:
    """What is held until an order is paid, its row locked."""
    booking_id = await _booking_of(session, park_id, order_id)
    if booking_id is None:
        return None
    booking = await states.load(session, park_id, booking_id, lock=True)
    is_unpaid = booking.status == "held" and booking.held_for == "payment"
    return booking if is_unpaid else None


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
