"""Staff's yes or no to a time that is held, and who else wants it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingWait
from models.booking_shelf import BookingPool, BookingResource
from services.allowances import allowances
from services.booking import costs, states
from services.booking.events import BookingRequested
from services.booking.states import advance, attend_at, subject
from services.claims import claims, lanes
from services.kit.audit import By, record
from services.kit.errors import Conflict

MOST_SHOWN = 20


class TooLateToDecide(Conflict):
    """Nobody decided in time: it is free again, and may have gone to somebody else."""

    code = "booking_hold_over"


async def approve(session: AsyncSession, by: By, booking_id: int) -> Booking:
    """Again, it changes nothing. Raises NotFound, IllegalTransition, TooLateToDecide."""
    booking = await states.load(session, by.park_id, booking_id, lock=True)
    if booking.status == "confirmed":
        return booking
    states.ACTIONS["confirm"].check(booking.booking_no, booking.status, "confirm")
    _check_asked(booking)
    await keep(session, booking, now=by.at)
    booking.staff_id = by.staff_id
    await advance(session, booking, "confirm", now=by.at, by_staff=True)
    _note(session, by, booking, "booking.approve")
    return booking


async def decline(session: AsyncSession, by: By, booking_id: int, reason: str | None) -> Booking:
    """Raises NotFound, IllegalTransition."""
    booking = await states.load(session, by.park_id, booking_id, lock=True)
    await allowances.give_back(session, by.park_id, subject(booking))
    booking.staff_id, booking.charged_min = by.staff_id, 0
    await advance(session, booking, "decline", now=by.at, reason=reason)
    _note(session, by, booking, "booking.decline")
    return booking


def _check_asked(booking: Booking) -> None:
    """Raises IllegalTransition for what is held for the one who pays for it."""
    if booking.held_for == "payment":
        raise states.illegal(booking, "confirm")


async def keep(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """Keep for good the time that is held for a locked booking. Raises TooLateToDecide."""
    if not await claims.confirm(session, booking.park_id, subject(booking), now=now):
        raise TooLateToDecide(booking.booking_no)
    pool = await session.get_one(BookingPool, (booking.park_id, booking.pool_id))
    booking.held_for = None
    booking.next_alarm_at = attend_at(booking, pool)


async def lapse(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """Nobody said yes, or paid, in time: a locked booking that is held is free again."""
    unpaid = booking.held_for == "payment"
    await allowances.give_back(session, booking.park_id, subject(booking))
    booking.charged_min = 0
    await advance(session, booking, "expire", now=now, unpaid=unpaid)


async def paid(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """What a locked booking was held for is paid: it is theirs, or staff are asked now.

    Raises TooLateToDecide.
    """
    pool = await session.get_one(BookingPool, (booking.park_id, booking.pool_id))
    if await costs.may_ask(session, pool):
        until = states.decide_by(pool, booking.starts_at, now)
        if not await claims.prolong(session, booking.park_id, subject(booking), until, now=now):
            raise TooLateToDecide(booking.booking_no)
        booking.held_for, booking.next_alarm_at, booking.updated_at = "approval", until, now
        await states.say(session, booking, BookingRequested, now=now, paid=True)
    else:
        await keep(session, booking, now=now)
        await advance(session, booking, "confirm", now=now, paid=True)


async def waiting(session: AsyncSession, park_id: int) -> Sequence[Booking]:
    """What waits for staff's answer, the longest first."""
    found = await session.scalars(
        select(Booking)
        .where(Booking.park_id == park_id, Booking.status == "held", Booking.held_for == "approval")
        .order_by(Booking.created_at, Booking.id)
        .limit(200)
    )
    return found.all()


def _note(session: AsyncSession, by: By, booking: Booking, action: str) -> None:
    record(
        session,
        by,
        action,
        f"booking:{booking.id}",
        before={"booking_status": "held"},
        after={"booking_status": booking.status},
    )


async def competitors(session: AsyncSession, booking: Booking) -> Sequence[BookingWait]:
    """Who else wants some of what is held, the whole or a part of it, the longest waiting first."""
    found = await session.scalars(
        select(BookingWait)
        .where(
            BookingWait.park_id == booking.park_id,
            BookingWait.pool_id == booking.pool_id,
            BookingWait.status == "waiting",
            BookingWait.starts_at < booking.ends_at,
            BookingWait.ends_at > booking.starts_at,
        )
        .order_by(BookingWait.created_at, BookingWait.id)
        .limit(200)
    )
    shares = await _sharing(session, booking)
    return [one for one in found if one.resource_id in {None, *shares}][:MOST_SHOWN]


async def _sharing(session: AsyncSession, booking: Booking) -> set[int]:
    """Ids of what cannot be had beside it: the thing, its parts, what it is part of."""
    rows = await session.execute(
        select(BookingResource.id, BookingResource.lane_id).where(
            BookingResource.park_id == booking.park_id, BookingResource.pool_id == booking.pool_id
        )
    )
    lane_of = {row.id: row.lane_id for row in rows}
    leaves = await lanes.leaves(session, booking.park_id, lane_of.values())
    mine = set(leaves[lane_of[booking.resource_id]])
    return {key for key, lane in lane_of.items() if mine & set(leaves[lane])}
