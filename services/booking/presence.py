"""Being there: checking in, leaving early, staying longer, and not coming."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.park import Park
from services.booking import charging, free, limits, rules, shelf, states
from services.booking.booking import Asked, move_to, retake
from services.booking.events import BookingMoved
from services.booking.states import advance, subject
from services.claims import claims
from services.kit.actors import Actor
from services.kit.errors import Refused

EARLY = timedelta(minutes=15)
"""How long before its start one may check in."""


class NotYet(Refused):
    """It is too early to check in. `details`: `from`."""

    code = "booking_not_yet"


async def check_in(
    session: AsyncSession, park_id: int, booking_id: int, *, now: datetime
) -> Booking:
    """Somebody is there. Again, it changes nothing. Raises NotFound, NotYet, IllegalTransition."""
    booking = await states.load(session, park_id, booking_id, lock=True)
    if booking.status == "checked_in":
        return booking
    if booking.status == "confirmed" and now < booking.starts_at - EARLY:
        raise NotYet(booking.booking_no, **{"from": (booking.starts_at - EARLY).isoformat()})
    await advance(session, booking, "check_in", now=now)
    booking.checked_in_at, booking.next_alarm_at = now, booking.ends_at
    await session.flush()
    return booking


async def came(session: AsyncSession, park_id: int, about: str, *, now: datetime) -> None:
    """A guest was let in at a gate, or by reception: somebody is there. Who comes long before is
    looked for again when it would be missed (`alarms`)."""
    kind, _, key = about.partition(":")
    if kind != "booking":
        return
    booking = await states.load(session, park_id, int(key), lock=True)
    if booking.status == "confirmed" and booking.starts_at - EARLY <= now < booking.ends_at:
        await check_in(session, park_id, booking.id, now=now)


async def end_early(
    session: AsyncSession, park: Park, booking_id: int, *, now: datetime
) -> Booking:
    """They leave: the rest of the time, from the next minute on, is free. Raises NotFound,
    IllegalTransition for what has not begun (cancel that) or is over."""
    booking = await states.load(session, park.id, booking_id, lock=True)
    if booking.starts_at > now:
        states.ACTIONS["complete"].check(booking.booking_no, "not_begun", "complete")
    thing = await shelf.thing(session, park, booking.resource_id, now=now)
    await claims.lock(session, thing.lanes)
    leaves = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    if booking.status in states.OPEN and leaves < booking.ends_at:
        await claims.shorten(session, park.id, subject(booking), leaves, now=now)
        booking.ends_at = max(leaves, booking.starts_at + timedelta(minutes=1))
        booking.sequence += 1
    return await advance(session, booking, "complete", now=now)


async def extend(
    session: AsyncSession,
    park: Park,
    booking_id: int,
    minutes: int,
    *,
    by: Actor,
    now: datetime,
    pays_min: int = 0,
    pays: int | None = None,
) -> Booking:
    """Stay longer, if nobody else has the time; who stays longer in what has begun is there, and is
    checked in by it. What goes beyond what is free is agreed to as when booking. Raises as
    `move_to`."""
    booking = await states.load(session, park.id, booking_id, lock=True)
    thing = await shelf.thing(session, park, booking.resource_id, now=now)
    ends_at = booking.ends_at + timedelta(minutes=minutes)
    asked = Asked(thing, booking.starts_at, ends_at, pays_min=pays_min, pays=pays)
    if booking.status == "confirmed" and booking.starts_at <= now:
        booking = await check_in(session, park.id, booking_id, now=now)
    if booking.status != "checked_in":
        return await move_to(session, park, booking_id, asked, by=by, now=now)
    await claims.lock(session, thing.lanes)
    span = rules.span(thing.pool, asked.starts_at, asked.ends_at)
    if thing.hours.between(asked.starts_at, asked.ends_at) < asked.ends_at - asked.starts_at:
        raise rules.OutOfHours(thing.resource.code)
    was_ends_at = booking.ends_at
    async with session.begin_nested():
        person = await retake(session, park, booking, asked, now=now)
        await claims.take(
            session,
            park.id,
            subject(booking),
            thing.lanes,
            span,
            now=now,
            despite=[subject(booking)],
        )
        booking.ends_at = booking.next_alarm_at = asked.ends_at
        booking.updated_at, booking.sequence = now, booking.sequence + 1
        await session.flush()
        await charging.order(session, person, booking, asked.payment, now)
    await states.say(
        session,
        booking,
        BookingMoved,
        now=now,
        was_resource=thing.resource.code,
        was_starts_at=booking.starts_at,
        was_ends_at=was_ends_at,
        by_staff=by.staff_id is not None,
    )
    return booking


async def may_stay(session: AsyncSession, park: Park, booking: Booking, *, now: datetime) -> int:
    """Minutes for which it may go on behind its end: as long as it is open, nobody else has it, and
    the rules let it last."""
    thing = await shelf.thing(session, park, booking.resource_id, now=now)
    step = timedelta(minutes=thing.pool.step_min)
    latest = booking.starts_at + timedelta(minutes=thing.pool.longest_min)
    ends_at = booking.ends_at
    taken = await free.taken_between(session, [thing], ends_at, max(latest, ends_at), now=now)
    others = [one for one in taken if one.subject != subject(booking)]
    while ends_at + step <= latest and (
        thing.hours.between(ends_at, ends_at + step) == step
        and free.is_free(thing, booking.starts_at, ends_at + step, others)
    ):
        ends_at += step
    return int((ends_at - booking.ends_at).total_seconds()) // 60


async def miss(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """Nobody came: the rest of the time is free, what it used of an allowance is not."""
    await limits.strike(session, booking, now=now)
    await advance(session, booking, "miss", now=now)
