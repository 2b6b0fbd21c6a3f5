"""What people have to do with bookings: what they have, what they wait for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingWait
from services.booking import booking as bookings
from services.booking import states, waiting
from services.booking.states import OPEN
from services.kit.actors import Actor
from services.people.waiting import Waiting

MOST_SHOWN = 20


async def of_person(
    session: AsyncSession, park_id: int, person_id: int, *, limit: int = MOST_SHOWN
) -> list[Booking]:
    """What a person has that is not over, the next first."""
    return list(
        await session.scalars(
            select(Booking)
            .where(
                Booking.park_id == park_id,
                Booking.person_id == person_id,
                Booking.status.in_(OPEN),
            )
            .order_by(Booking.starts_at, Booking.id)
            .limit(limit)
        )
    )


async def waited_for(session: AsyncSession, park_id: int, person_id: int) -> list[Waiting]:
    """For services.people.waiting: the newest first."""
    found = await of_person(session, park_id, person_id)
    newest = sorted(found, key=lambda one: one.id, reverse=True)
    return [Waiting(one.booking_no, one.status) for one in newest]


def keeps_busy(park: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person has something booked; `park` and `person` are columns."""
    return exists().where(
        Booking.park_id == park, Booking.person_id == person, Booking.status.in_(OPEN)
    )


async def end(session: AsyncSession, park_id: int, people: Sequence[int], *, now: datetime) -> None:
    """Give up what people have who are forgotten, and what they wait for."""
    for person_id in people:
        for booking in await of_person(session, park_id, person_id, limit=1000):
            if booking.status in {"held", "confirmed"} and booking.ends_at > now:
                await bookings.cancel(
                    session, park_id, booking.id, by=Actor(person_id=person_id), now=now
                )
            elif booking.status != "held":
                locked = await states.load(session, park_id, booking.id, lock=True)
                await states.advance(session, locked, "complete", now=now)
        waits = await session.scalars(
            select(BookingWait).where(
                BookingWait.park_id == park_id,
                BookingWait.person_id == person_id,
                BookingWait.status != "over",
            )
        )
        for wait in waits:
            await waiting.give_up(session, wait, now=now)
