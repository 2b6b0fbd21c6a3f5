"""Waiting for a time that is taken: who waits longest is offered it first, for a quarter of an
hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingWait
from models.booking_shelf import BookingPool
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.people import Person
from services.booking import booking as bookings
from services.booking import deciding, events, rules, shelf, states
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.booking.states import advance, attend_at, say, subject
from services.claims import claims
from services.events.base import Event
from services.events.follows import Told
from services.kit.actors import Actor
from services.kit.errors import Invalid, NotFound, Refused

HOLD = timedelta(minutes=15)
"""How long a time that is free again is held for who waited for it."""
MOST = 5
"""Times that one person may wait for."""


class TooManyWaits(Refused):
    """`details`: `limit`."""

    code = "too_many_waits"


async def wait(
    session: AsyncSession,
    person: Person,
    asked: Asked,
    *,
    any_thing: bool,
    conversation: Conversation | None,
    now: datetime,
) -> BookingWait:
    """Be asked first when the time is free, on that thing or on any of its pool; at once, where
    that thing is free by now. Again, it changes nothing. Raises what `rules.check` raises,
    TooManyWaits."""
    rules.check(asked.thing, asked.starts_at, asked.ends_at, headcount=asked.headcount, now=now)
    if asked.starts_at <= now:
        raise Invalid("it has begun", field="starts_at")
    await session.get_one(Person, (person.park_id, person.id), with_for_update={"key_share": True})
    mine = (
        BookingWait.park_id == person.park_id,
        BookingWait.person_id == person.id,
        BookingWait.status == "waiting",
        BookingWait.starts_at > now,
    )
    resource_id = None if any_thing else asked.thing.id
    same = await session.scalar(
        select(BookingWait).where(
            *mine,
            BookingWait.pool_id == asked.thing.pool.id,
            BookingWait.resource_id.is_not_distinct_from(resource_id),
            BookingWait.starts_at == asked.starts_at,
            BookingWait.ends_at == asked.ends_at,
        )
    )
    if same is not None:
        return same
    if (await session.scalar(select(func.count()).where(*mine)) or 0) >= MOST:
        raise TooManyWaits(limit=MOST)
    row = BookingWait(
        park_id=person.park_id,
        pool_id=asked.thing.pool.id,
        resource_id=resource_id,
        person_id=person.id,
        conversation_id=conversation.id if conversation is not None else None,
        status="waiting",
        starts_at=asked.starts_at,
        ends_at=asked.ends_at,
        headcount=asked.headcount,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    await session.flush()
    await _hold(session, await session.get_one(Park, person.park_id), row, asked.thing, now)
    return row


async def give_up(session: AsyncSession, row: BookingWait, *, now: datetime) -> None:
    row.status, row.updated_at = "over", now
    await session.flush()


async def of_person(
    session: AsyncSession, park_id: int, person_id: int, *, now: datetime
) -> Sequence[BookingWait]:
    """What a person still waits for, the next first."""
    found = await session.scalars(
        select(BookingWait)
        .where(
            BookingWait.park_id == park_id,
            BookingWait.person_id == person_id,
            BookingWait.status == "waiting",
            BookingWait.starts_at > now,
        )
        .order_by(BookingWait.starts_at, BookingWait.id)
    )
    return found.all()


async def load(session: AsyncSession, park_id: int, wait_id: int, person_id: int) -> BookingWait:
    """Raises NotFound for somebody else's."""
    row = await session.get(BookingWait, (park_id, wait_id))
    if row is None or row.person_id != person_id:
        raise NotFound(f"wait {wait_id}")
    return row


async def offer(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """After an event that made time free: hold it for who waits longest and can have it."""
    assert isinstance(event, events.BookingEvent | events.ClosureEnded)
    park = await session.get_one(Park, row.park_id)
    code, starts_at, ends_at = event.freed
    freed = await shelf.by_code(session, park.id, code)
    if freed is None:
        return ()
    if isinstance(event, events.BookingEvent):
        await _end_offer_of(session, park.id, event.booking_id, now)
    waits = await session.scalars(
        select(BookingWait)
        .where(
            BookingWait.park_id == park.id,
            BookingWait.status == "waiting",
            BookingWait.pool_id == freed.pool_id,
            BookingWait.starts_at > now,
            BookingWait.starts_at < ends_at + timedelta(days=1),
            BookingWait.ends_at > starts_at - timedelta(days=1),
        )
        .order_by(BookingWait.created_at, BookingWait.id)
        .limit(50)
        .with_for_update(skip_locked=True)
    )
    things = await shelf.things(session, park, now=now, pool_ids=[freed.pool_id])
    for one in waits.all():
        wanted = [it for it in things if one.resource_id in {None, it.id}]
        for thing in wanted:
            if await _hold(session, park, one, thing, now):
                break
    return ()


async def take(
    session: AsyncSession, park_id: int, booking_id: int, *, person_id: int, now: datetime
) -> Booking:
    """They want what they were offered. Again, it changes nothing.

    Raises NotFound for somebody else's, IllegalTransition, deciding.TooLateToDecide.
    """
    booking = await states.load(session, park_id, booking_id, lock=True)
    if booking.person_id != person_id:
        raise NotFound(f"booking {booking_id}")
    if booking.status == "confirmed":
        return booking
    states.ACTIONS["confirm"].check(booking.booking_no, booking.status, "confirm")
    if booking.held_for != "offer":
        raise deciding.TooLateToDecide(booking.booking_no)
    await deciding.keep(session, booking, now=now)
    booking.next_alarm_at = attend_at(booking, await _pool(session, booking))
    await advance(session, booking, "confirm", now=now)
    await _end_offer_of(session, park_id, booking.id, now)
    return booking


async def _pool(session: AsyncSession, booking: Booking) -> BookingPool:
    return await session.get_one(BookingPool, (booking.park_id, booking.pool_id))


async def _hold(
    session: AsyncSession, park: Park, one: BookingWait, thing: Thing, now: datetime
) -> bool:
    """Whether the time could be held for them; what it uses of allowances is used from then on."""
    person = await session.get_one(Person, (park.id, one.person_id))
    asked = Asked(thing, one.starts_at, one.ends_at, one.headcount)
    try:
        async with session.begin_nested():
            booking = await bookings.book(
                session, park, person, asked, conversation=None, by=Actor(), now=now, quiet=True
            )
            if booking.held_for is None:
                await hold_as_offer(session, booking, now=now)
            one.status, one.booking_id, one.updated_at = "offered", booking.id, now
            await session.flush()
    except (Refused, claims.Taken, Invalid):
        return False
    await say(
        session,
        booking,
        events.BookingOffered if booking.held_for == "offer" else events.BookingRequested,
        now=now,
    )
    return True


async def hold_as_offer(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """What was just booked for somebody waits for their yes."""
    until = min(now + HOLD, booking.starts_at)
    await claims.hold(session, booking.park_id, subject(booking), until)
    booking.status, booking.held_for, booking.next_alarm_at = "held", "offer", until
    await session.flush()


async def _end_offer_of(
    session: AsyncSession, park_id: int, booking_id: int, now: datetime
) -> None:
    """Whoever took, refused, or let pass what they were offered waits no more."""
    row = await session.scalar(
        select(BookingWait).where(
            BookingWait.park_id == park_id,
            BookingWait.booking_id == booking_id,
            BookingWait.status == "offered",
        )
    )
    if row is not None:
        await give_up(session, row, now=now)
