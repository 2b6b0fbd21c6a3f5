"""Rooms, courts and halls of the demo park, and who has them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.claims import Claim
from models.conversations import Conversation
from models.park import Park
from models.people import Company, Person
from services.booking import booking as bookings
from services.booking import shelf, states
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.kit.actors import Actor, tenant
from services.kit.audit import By
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """In December 2026, by the park's clock; the second is today."""
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


async def park_of(session: AsyncSession, demo: DemoPark) -> Park:
    return await session.get_one(Park, demo.id)


async def thing(session: AsyncSession, demo: DemoPark, code: str, now: datetime = NOW) -> Thing:
    row = await shelf.by_code(session, demo.id, code)
    assert row is not None
    return await shelf.thing(session, await park_of(session, demo), row.id, now=now)


async def person(session: AsyncSession, demo: DemoPark, company: str | None = None) -> Person:
    """Somebody new, of the company that is called so, which may be new."""
    conversation = await demo.conversation(session)
    found = await session.get_one(Person, (demo.id, conversation.person_id))
    if company is not None:
        row = await session.scalar(select(Company).where(Company.name_en == company))
        if row is None:
            row = Company(park_id=demo.id, name_zh=company, name_en=company)
            session.add(row)
            await session.flush()
        found.company_id = row.id
        await session.flush()
    return found


async def booked(
    demo: DemoPark,
    code: str = "a_301",
    starts_at: datetime | None = None,
    *,
    hours: float = 1,
    who: int | None = None,
    now: datetime = NOW,
    by: Actor | None = None,
    conversation: Conversation | None = None,
    **asked: Any,
) -> Booking:
    """By somebody new, or by the person of an id."""
    async with demo.sessions.begin() as session:
        whose = (
            await person(session, demo)
            if who is None
            else await session.get_one(Person, (demo.id, who))
        )
        begins = starts_at or at(14)
        return await bookings.book(
            session,
            await park_of(session, demo),
            whose,
            Asked(await thing(session, demo, code, now), begins, begins + hours * HOUR, **asked),
            conversation=conversation,
            by=by or tenant(whose),
            now=now,
        )


async def reloaded(demo: DemoPark, booking_id: int) -> Booking:
    async with demo.sessions() as session:
        return await states.load(session, demo.id, booking_id)


async def live(demo: DemoPark) -> list[tuple[str, int]]:
    """Subjects of live claims, and how many lanes each has."""
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Claim.subject)
            .where(Claim.status.in_(("held", "confirmed")))
            .order_by(Claim.subject)
        )
        subjects = found.all()
    return sorted({one: subjects.count(one) for one in subjects}.items())


async def told(demo: DemoPark, booking_id: int) -> list[str]:
    """Types of its events, in order."""
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"booking:{booking_id}")]


def by(demo: DemoPark, *, now: datetime = NOW, staff_id: int | None = None) -> By:
    return By(demo.id, staff_id, now)
