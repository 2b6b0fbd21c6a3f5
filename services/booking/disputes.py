"""Somebody else is in a room: who that may be is asked kindly to leave, and the desk is told.

Neither party learns who the other is; at the most its company, where the pool's rule lets it be
named.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingResource
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from services.booking import events, free, shelf, states, telling
from services.booking.shelf import Thing
from services.kit.actors import tenant
from services.texts import say
from services.tickets import tickets

JUST_BEFORE = timedelta(hours=1)
"""Whose booking ended within it may still be in there."""
AGAIN = timedelta(minutes=10)
"""So long nobody is told a second time."""
How = Literal["early", "asked", "unknown"]


@dataclass(frozen=True, slots=True)
class Disputed:
    """early: others have it, until `until`. asked: whose time is over was asked to leave. unknown:
    nobody is known to have been there."""

    how: How
    until: datetime | None = None


async def dispute(
    session: AsyncSession,
    park: Park,
    booking: Booking,
    *,
    conversation: Conversation,
    now: datetime,
) -> Disputed:
    """Tell the other party and the desk. `booking` is had now, or within minutes."""
    thing = await shelf.thing(session, park, booking.resource_id, now=now)
    other = await _other(session, park, booking, thing, now)
    if not await _told_lately(session, booking, now):
        await states.say(
            session,
            booking,
            events.BookingDisputed,
            now=now,
            by_booking_id=other.id if other is not None else None,
        )
        await _ticket(session, booking, thing.resource, conversation, now)
    if other is None:
        return Disputed("unknown")
    return Disputed("early", other.ends_at) if other.ends_at > now else Disputed("asked")


async def elsewhere(
    session: AsyncSession,
    park: Park,
    booking: Booking,
    *,
    now: datetime,
    wish: free.Wish | None = None,
) -> Thing | None:
    """Another thing of its kind that is free for what is left of its time: the smallest that holds
    as many, or suits `wish`."""
    here = await shelf.thing(session, park, booking.resource_id, now=now)
    things = [
        one
        for one in await shelf.things(session, park, now=now, pool_ids=[booking.pool_id])
        if one.id != here.id
    ]
    found = await free.free(
        session,
        things,
        booking.starts_at,
        booking.ends_at,
        wish=wish or free.Wish(booking.headcount),
        now=now,
    )
    return found[0] if found else None


async def _other(
    session: AsyncSession, park: Park, booking: Booking, thing: Thing, now: datetime
) -> Booking | None:
    """Who has it until ours begins; else who had it just before."""
    things = await shelf.things(session, park, now=now, active_only=False)
    shares = [one.id for one in things if set(one.lanes) & set(thing.lanes)]
    return await session.scalar(
        select(Booking)
        .where(
            Booking.park_id == park.id,
            Booking.resource_id.in_(shares),
            Booking.id != booking.id,
            Booking.person_id != booking.person_id,
            Booking.status.in_(("confirmed", "checked_in", "completed")),
            Booking.ends_at > now - JUST_BEFORE,
            Booking.starts_at < booking.starts_at,
        )
        .order_by(Booking.ends_at.desc())
        .limit(1)
    )


async def _told_lately(session: AsyncSession, booking: Booking, now: datetime) -> bool:
    found = await session.scalar(
        select(EventRow.id)
        .where(
            EventRow.park_id == booking.park_id,
            EventRow.subject == states.subject(booking),
            EventRow.type == events.BookingDisputed.type,
            EventRow.occurred_at > now - AGAIN,
        )
        .limit(1)
    )
    return found is not None


async def _ticket(
    session: AsyncSession,
    booking: Booking,
    resource: BookingResource,
    conversation: Conversation,
    now: datetime,
) -> None:
    """For the desk, which goes there where the two do not settle it."""
    words = say(
        conversation.language,
        "booking-dispute-ticket",
        what=telling.name(resource, conversation.language),
        number=booking.booking_no,
    )
    await tickets.open_ticket(
        session,
        booking.park_id,
        kind="complaint",
        urgency="urgent",
        description=words,
        person_id=booking.person_id,
        conversation_id=conversation.id,
        building=resource.building,
        floor=resource.floor,
        room=resource.room,
        now=now,
        by=tenant(booking.person_id),
    )
