"""Visits to something that somebody holds, such as a meeting: they are when and where that is."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.people import Person
from models.visits import Visit
from services.events.base import Event
from services.events.follows import Told
from services.kit import gatherings
from services.kit.errors import Conflict, Invalid, Refused
from services.kit.gatherings import Gathering
from services.visits import amending, facts, visits
from services.visits.events import VisitCheckedIn
from services.visits.facts import Guests, Period

MOST = 50
"""Visits to one thing."""


async def register(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    gathering: Gathering,
    *,
    conversation: Conversation | None,
    now: datetime,
) -> Visit:
    """Register who comes to it, beside those that are registered. Raises as `visits.register`."""
    if len(await _open(session, gathering.park_id, gathering.subject)) >= MOST:
        raise visits.TooMany(limit=MOST)
    visit = await visits.register(
        session,
        host,
        guests,
        Period(gathering.starts_at, gathering.ends_at),
        place=dict(gathering.place),
        conversation=conversation,
        now=now,
    )
    visit.subject = gathering.subject
    await session.flush()
    return visit


async def moved(session: AsyncSession, gathering: Gathering, *, now: datetime) -> int:
    """Have those who have not come yet come then and there; how many people those are."""
    followed = 0
    for visit in await _open(session, gathering.park_id, gathering.subject):
        host = await session.get_one(Person, (visit.park_id, visit.host_id))
        try:
            async with session.begin_nested():
                await amending.amend(
                    session,
                    host,
                    visit,
                    _guests(visit),
                    Period(gathering.starts_at, gathering.ends_at),
                    place=dict(gathering.place),
                    now=now,
                )
        except (Refused, Invalid, Conflict):
            continue
        followed += visit.headcount
    return followed


async def ended(session: AsyncSession, park_id: int, subject: str, *, now: datetime) -> int:
    """Call them off, as their host does; how many people those were."""
    those = await _open(session, park_id, subject)
    for visit in those:
        await visits.advance(session, park_id, visit.id, "cancel", now=now, reason=visits.BY_HOST)
    return sum(one.headcount for one in those)


async def expected(session: AsyncSession, park_id: int, subject: str) -> int:
    """How many people are to come."""
    return sum(one.headcount for one in await _open(session, park_id, subject))


async def present(session: AsyncSession, park_id: int, subject: str) -> int:
    """How many people have come to it, and not left."""
    found = await session.scalars(
        select(Visit.headcount).where(
            Visit.park_id == park_id, Visit.subject == subject, Visit.status == "checked_in"
        )
    )
    return sum(found.all())


async def counted(session: AsyncSession, park_id: int, subjects: Collection[str]) -> dict[str, int]:
    """How many people come to each of several things, or are there."""
    rows = await session.execute(
        select(Visit.subject, func.sum(Visit.headcount))
        .where(
            Visit.park_id == park_id,
            Visit.subject.in_(subjects),
            Visit.status.in_((*amending.AMENDABLE, "checked_in")),
        )
        .group_by(Visit.subject)
    )
    return {subject or "": count for subject, count in rows}


async def tell(session: AsyncSession, row: EventRow, event: Event, now: datetime) -> Sequence[Told]:
    """After somebody was let in: whoever holds what they come to hears of it."""
    assert isinstance(event, VisitCheckedIn)
    visit = await visits.load(session, row.park_id, event.visit_id)
    if visit.subject is not None:
        await gatherings.came(session, row.park_id, visit.subject, now=now)
    return ()


async def _open(session: AsyncSession, park_id: int, subject: str) -> Sequence[Visit]:
    found = await session.scalars(
        select(Visit)
        .where(
            Visit.park_id == park_id,
            Visit.subject == subject,
            Visit.status.in_(amending.AMENDABLE),
        )
        .order_by(Visit.id)
    )
    return found.all()


def _guests(visit: Visit) -> Guests:
    return Guests(
        names=visit.names,
        headcount=visit.headcount,
        phone=visit.phone,
        company=visit.visitor_company,
        reason=visit.reason,
        **facts.cars(visit.plates),
    )
