"""What people have to do with tickets: what waits for them, what they wait for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket
from services.people.waiting import Waiting
from services.tickets import tickets


async def unfinished(
    session: AsyncSession, park_id: int, person_id: int, *, limit: int = 5
) -> list[Ticket]:
    """What a person reported and is still being worked on, newest first."""
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == park_id,
            Ticket.person_id == person_id,
            Ticket.status.in_(tickets.OPEN),
        )
        .order_by(Ticket.id.desc())
        .limit(limit)
    )
    return list(found)


async def waited_for(session: AsyncSession, park_id: int, person_id: int) -> list[Waiting]:
    found = await unfinished(session, park_id, person_id)
    return [Waiting(one.ticket_no, one.status) for one in found]


async def worked_on(session: AsyncSession, park_id: int, people: Sequence[int]) -> Sequence[str]:
    """Numbers of what staff are at for these people."""
    found = await session.scalars(
        select(Ticket.ticket_no).where(
            Ticket.park_id == park_id, Ticket.person_id.in_(people), Ticket.status.in_(tickets.OPEN)
        )
    )
    return found.all()


def keeps_busy(park: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person has an open ticket; `park` and `person` are columns."""
    return exists().where(
        Ticket.park_id == park, Ticket.person_id == person, Ticket.status.in_(tickets.OPEN)
    )
