"""Booking, moving and cancelling."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool
from models.conversations import Conversation
from models.park import Park
from models.people import Person
from services.allowances import allowances
from services.booking import charging, costs, events, limits, rules, shelf, states
from services.booking.shelf import Thing
from services.claims import claims
from services.kit import gatherings
from services.kit.actors import Actor
from services.kit.errors import Invalid
from services.kit.numbers import new_number
from services.people import guest_limits

LONGEST_TITLE = 120
"""Characters."""
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for. Moments are aware."""

    thing: Thing
    starts_at: datetime
    ends_at: datetime
    headcount: int | None = None
    title: str | None = None
    pays_min: int = 0
    """How many minutes beyond what is free they have agreed to pay for."""
    pays: int | None = None
    """The sum that they have agreed to pay, in minor units, where an hour has a price."""
    payment: str | None = None
    """How they pay; None: as is usual, by the company's account if they have one."""


async def book(
    session: AsyncSession,
    park: Park,
    person: Person,
    asked: Asked,
    *,
    conversation: Conversation | None,
    by: Actor,
    now: datetime,
    quiet: bool = False,
) -> Booking:
    """Take a time. Held where it is paid beforehand or staff have to say yes, else confirmed.
    `quiet`: the caller says what becomes of it.

    What it costs is ordered with it (`charging`). Raises what `rules.check` and `limits.check`
    raise; claims.Taken, costs.AllowanceSpent, costs.CostsMore, guest_limits.GuestLimit, and what
    `Charges.order` raises. Of a refusal nothing stays.
    """
    by_staff = by.staff_id is not None
    rules.check(
        asked.thing,
        asked.starts_at,
        asked.ends_at,
        headcount=asked.headcount,
        now=now,
        by_staff=by_staff,
    )
    _check_words(asked)
    span = rules.span(asked.thing.pool, asked.starts_at, asked.ends_at)
    await claims.look(session, park.id, asked.thing.lanes, span, now=now)
    await session.get_one(Person, (park.id, person.id), with_for_update={"key_share": True})
    if not by_staff:
        await limits.check(session, person, asked.thing.pool, now=now)
    async with session.begin_nested():
        booking = new_row(park, person, asked, conversation=conversation, by=by, now=now)
        session.add(booking)
        await session.flush()
        await claims.lock(session, asked.thing.lanes)
        asks = await costs.take(session, park, person, booking, asked, now=now)
        waits = not by_staff and (asked.thing.pool.needs_approval or asks)
        until = states.decide_by(asked.thing.pool, asked.starts_at, now) if waits else None
        unpaid = await _unpaid_until(session, booking, asked, now)
        await claims.take(
            session,
            park.id,
            states.subject(booking),
            asked.thing.lanes,
            span,
            now=now,
            held_until=unpaid or until,
        )
        if conversation is not None and not by_staff:
            await guest_limits.take_one(session, conversation, "ticket", now=now)
        booking.held_for = "payment" if unpaid else "approval" if waits else None
        booking.status = "held" if booking.held_for else "confirmed"
        booking.next_alarm_at = unpaid or until or states.attend_at(booking, asked.thing.pool)
        await charging.order(session, person, booking, asked.payment, now)
    if not quiet:
        kind = events.BookingRequested if booking.held_for else events.BookingConfirmed
        about = {"by_staff": by_staff, "unpaid": booking.held_for == "payment"}
        await states.say(session, booking, kind, now=now, **about)
    return booking


async def move_to(
    session: AsyncSession,
    park: Park,
    booking_id: int,
    asked: Asked,
    *,
    by: Actor,
    now: datetime,
) -> Booking:
    """Give it another time or thing of its pool; what it had is given back only if the new one is
    free. How many they are and what it is for stay where nothing is said of them. What goes on
    already may end at another time, though it has begun. Raises NotFound, IllegalTransition, and as
    `book`."""
    booking = await states.load(session, park.id, booking_id, lock=True)
    is_had = booking.status in {"held", "confirmed"} and booking.held_for != "payment"
    if not is_had or booking.ends_at <= now:
        raise states.illegal(booking, "move")
    if asked.thing.pool.id != booking.pool_id:
        raise Invalid("a thing of another kind is another booking", field="resource")
    was = await shelf.thing(session, park, booking.resource_id, now=now)
    stays = was.id == asked.thing.id and booking.starts_at == asked.starts_at
    is_same = stays and booking.ends_at == asked.ends_at
    goes_on = stays and asked.starts_at <= now
    rules.check(
        asked.thing,
        asked.starts_at,
        asked.ends_at,
        headcount=asked.headcount or booking.headcount,
        now=now,
        by_staff=by.staff_id is not None or goes_on or is_same,
    )
    _check_words(asked)
    if is_same:
        if _is_retold(booking, asked):
            booking.updated_at, booking.sequence = now, booking.sequence + 1
            await session.flush()
        return booking
    before = (booking.starts_at, booking.ends_at)
    guests = await gatherings.expected(session, park.id, states.subject(booking))
    if guests:
        await session.get_one(Person, (park.id, booking.person_id), with_for_update=True)
    async with session.begin_nested():
        await claims.lock(session, {*was.lanes, *asked.thing.lanes})
        person = await retake(session, park, booking, asked, now=now)
        held = booking.status == "held"
        until = states.decide_by(asked.thing.pool, asked.starts_at, now) if held else None
        await claims.take(
            session,
            park.id,
            states.subject(booking),
            asked.thing.lanes,
            rules.span(asked.thing.pool, asked.starts_at, asked.ends_at),
            now=now,
            held_until=until,
            despite=[states.subject(booking)],
        )
        booking.resource_id = asked.thing.id
        booking.starts_at, booking.ends_at = asked.starts_at, asked.ends_at
        _is_retold(booking, asked)
        booking.updated_at, booking.sequence = now, booking.sequence + 1
        booking.next_alarm_at = until or states.attend_at(booking, asked.thing.pool)
        await charging.order(session, person, booking, asked.payment, now)
    await states.say(
        session,
        booking,
        events.BookingMoved,
        now=now,
        was_resource=was.resource.code,
        was_starts_at=before[0],
        was_ends_at=before[1],
        by_staff=by.staff_id is not None,
    )
    if guests:
        await gatherings.moved(session, states.gathering(booking, asked.thing.resource), now=now)
    return booking


def _is_retold(booking: Booking, asked: Asked) -> bool:
    """Take how many they are and what it is for, where that is said; whether that is new."""
    headcount = asked.headcount or booking.headcount
    title = booking.title if asked.title is None else asked.title.strip() or None
    if (headcount, title) == (booking.headcount, booking.title):
        return False
    booking.headcount, booking.title = headcount, title
    return True


async def cancel(
    session: AsyncSession,
    park_id: int,
    booking_id: int,
    *,
    by: Actor,
    reason: str | None = None,
    now: datetime,
) -> Booking:
    """Give it up. What it used of an allowance comes back if it is early enough, or if staff
    cancel. Again, it changes nothing. Raises NotFound, IllegalTransition."""
    booking = await states.load(session, park_id, booking_id, lock=True)
    if booking.status == "cancelled":
        return booking
    if booking.status == "confirmed" and booking.ends_at <= now:
        raise states.illegal(booking, "cancel")
    pool = await session.get_one(BookingPool, (park_id, booking.pool_id))
    if by.staff_id is not None or costs.is_free_to_cancel(pool, booking, now):
        await allowances.give_back(session, park_id, states.subject(booking))
        booking.charged_min = 0
    return await states.advance(
        session, booking, "cancel", now=now, reason=reason, by_staff=by.staff_id is not None
    )


async def retake(
    session: AsyncSession, park: Park, booking: Booking, asked: Asked, *, now: datetime
) -> Person:
    """Use what another time needs of allowances instead; whose booking it is. What they agreed to
    pay for before they need not agree to again. Raises as `costs.take`; in a savepoint."""
    person = await session.get_one(Person, (park.id, booking.person_id))
    charged = await charging.of(session, booking)
    agreed = replace(
        asked,
        pays_min=max(asked.pays_min, booking.charged_min),
        pays=max(asked.pays or 0, charged.amount if charged else 0),
    )
    await allowances.give_back(session, park.id, states.subject(booking))
    booking.charged_min = 0
    await costs.take(session, park, person, booking, agreed, now=now)
    return person


async def _unpaid_until(
    session: AsyncSession, booking: Booking, asked: Asked, now: datetime
) -> datetime | None:
    """Until when it is held for who pays for it beforehand."""
    if not booking.charged_min:
        return None
    return await charging.held_until(
        session, asked.thing.pool, asked.payment, starts_at=asked.starts_at, now=now
    )


def new_row(
    park: Park,
    person: Person,
    asked: Asked,
    *,
    conversation: Conversation | None = None,
    by: Actor,
    now: datetime,
) -> Booking:
    """A booking that is not in the database yet; its time is not taken."""
    return Booking(
        park_id=park.id,
        booking_no=new_number("B"),
        pool_id=asked.thing.pool.id,
        resource_id=asked.thing.id,
        person_id=person.id,
        company_id=person.company_id,
        conversation_id=conversation.id if conversation is not None else None,
        status="confirmed",
        starts_at=asked.starts_at,
        ends_at=asked.ends_at,
        headcount=asked.headcount,
        title=(asked.title or "").strip() or None,
        uid=f"{secrets.token_hex(12)}@{park.slug}",
        sequence=0,
        charged_min=0,
        staff_id=by.staff_id,
        created_at=now,
        updated_at=now,
    )


def _check_words(asked: Asked) -> None:
    """Raises Invalid."""
    if len(asked.title or "") > LONGEST_TITLE:
        raise Invalid("too long", field="title")
    if asked.headcount is not None and not 0 < asked.headcount <= MOST_PEOPLE:
        raise Invalid("at least one person", field="headcount")
