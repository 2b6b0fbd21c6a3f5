"""The states of bookings, moving between them, and what a booking is called."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool, BookingResource
from services.booking import charging, events
from services.claims import claims
from services.events.publish import publish
from services.events.states import Move, Transition, move, transition
from services.kit import gatherings
from services.kit.errors import IllegalTransition, NotFound
from services.kit.gatherings import Gathering

ACTIONS: dict[str, Move] = {
    "confirm": transition("held", "confirmed", events.BookingConfirmed),
    "decline": transition("held", "declined", events.BookingDeclined),
    "expire": transition("held", "expired", events.BookingExpired),
    "check_in": transition("confirmed", "checked_in", events.BookingCheckedIn),
    "miss": transition("confirmed", "no_show", events.BookingMissed),
    "complete": transition("confirmed checked_in", "completed", events.BookingCompleted),
    "cancel": transition("held confirmed", "cancelled", events.BookingCancelled),
    "fill": move("skipped", "confirmed"),
}
"""The state machine, whole. A booking is born held, if somebody has to say yes, or confirmed; an
occurrence of a series whose time was taken is born skipped, and may be filled in later."""

OPEN = frozenset({"held", "confirmed", "checked_in"})
CLOSED = frozenset({"declined", "cancelled", "expired", "no_show", "completed"})
_OFF = frozenset({"declined", "cancelled", "expired"})
"""It does not take place: nobody comes to it either."""
LONGEST_REASON = 500
"""Characters."""


async def advance(
    session: AsyncSession,
    booking: Booking,
    action: str,
    *,
    now: datetime,
    reason: str | None = None,
    **said: Any,
) -> Booking:
    """Move a locked booking by one of ACTIONS, and publish the event that says so, if there is
    one; what has ended gives its time back. Asking again changes nothing.

    Raises IllegalTransition.
    """
    rule = ACTIONS[action]
    if booking.status == rule.target:
        return booking
    rule.check(booking.booking_no, booking.status, action)
    booking.status, booking.updated_at = rule.target, now
    booking.status_reason = reason[:LONGEST_REASON] if reason else booking.status_reason
    if rule.target in CLOSED:
        booking.closed_at, booking.next_alarm_at = now, None
        booking.held_for = None
        if rule.target != "completed":
            await claims.release(session, booking.park_id, subject(booking), now=now)
    if rule.target not in {"checked_in", "completed"}:
        booking.sequence += 1
    if rule.target in _OFF:
        await gatherings.ended(session, booking.park_id, subject(booking), now=now)
    await session.flush()
    await charging.follow(session, booking, now)
    if isinstance(rule, Transition):
        await say(session, booking, rule.event, now=now, **said)
    return booking


async def load(
    session: AsyncSession, park_id: int, booking_id: int, *, lock: bool = False
) -> Booking:
    """A booking by its id, its row locked if asked. Raises NotFound."""
    booking = await session.get(
        Booking,
        (park_id, booking_id),
        with_for_update={"key_share": True} if lock else None,
        populate_existing=lock,
    )
    if booking is None:
        raise NotFound(f"booking {booking_id}")
    return booking


async def find_by_number(session: AsyncSession, park_id: int, booking_no: str) -> Booking | None:
    return await session.scalar(
        select(Booking).where(Booking.park_id == park_id, Booking.booking_no == booking_no)
    )


async def of_ids(session: AsyncSession, park_id: int, ids: Collection[int]) -> Sequence[Booking]:
    found = await session.scalars(
        select(Booking)
        .where(Booking.park_id == park_id, Booking.id.in_(ids))
        .order_by(Booking.starts_at, Booking.id)
    )
    return found.all()


def subject(booking: Booking) -> str:
    """As its claims and what it uses of allowances call it."""
    return f"booking:{booking.id}"


def gathering(booking: Booking, resource: BookingResource) -> Gathering:
    """As what guests come to. A room is found by its number, the rest by what it is called."""
    where = {"building": resource.building, "floor": resource.floor, "room": resource.room}
    place = {name: value for name, value in where.items() if value is not None}
    return Gathering(
        booking.park_id,
        subject(booking),
        booking.person_id,
        booking.starts_at,
        booking.ends_at,
        place if "room" in place else place | {"place": resource.name_zh},
    )


def decide_by(pool: BookingPool, starts_at: datetime, now: datetime) -> datetime:
    """Until when a time is held for an answer: never beyond its start, were that ahead."""
    until = now + timedelta(hours=pool.decide_hours)
    return min(until, starts_at) if starts_at > now else until


def attend_at(booking: Booking, pool: BookingPool) -> datetime:
    """When something happens to a confirmed booking by itself: it is missed, or over."""
    if booking.status == "checked_in" or not pool.grace_min:
        return booking.ends_at
    begins = max(booking.starts_at, booking.created_at)
    return min(begins + timedelta(minutes=pool.grace_min), booking.ends_at)


async def summary(session: AsyncSession, booking: Booking) -> dict[str, Any]:
    """What every event of a booking says. Nothing personal: events live longer than that may."""
    pool = await session.get_one(BookingPool, (booking.park_id, booking.pool_id))
    resource = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    return {
        "booking_id": booking.id,
        "booking_no": booking.booking_no,
        "pool": pool.code,
        "resource": resource.code,
        "status": booking.status,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "series_id": booking.series_id,
    }


async def say(
    session: AsyncSession,
    booking: Booking,
    event: Any,
    *,
    now: datetime,
    **said: Any,
) -> None:
    await session.flush()
    about = await summary(session, booking)
    taken = {name: value for name, value in said.items() if name in event.model_fields}
    await publish(session, booking.park_id, event(**about, **taken), now=now)


def illegal(booking: Booking, action: str) -> IllegalTransition:
    return IllegalTransition(
        f"{booking.booking_no} is {booking.status}: it cannot {action}",
        status=booking.status,
        action=action,
    )
