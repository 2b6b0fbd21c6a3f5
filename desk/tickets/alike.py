"""Open tickets that a new one may be the same as."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from models.tickets import Ticket
from services.tickets import tickets

WITHIN = timedelta(days=7)
SHOWN = 5


async def alike(
    session: AsyncSession,
    park_id: int,
    *,
    kind: str,
    category: str,
    building: str | None,
    floor: int | None,
    room: str | None,
    phone: str | None,
    now: datetime,
) -> Sequence[Ticket]:
    """Of a week: the same kind and category at the same place, as far as it is known, or by
    somebody with that phone; the newest first, SHOWN at most."""
    same: list[ColumnElement[bool]] = []
    if building is not None and (floor is not None or room is not None):
        there = [Ticket.category == category, Ticket.building == building]
        there += [Ticket.floor == floor] if floor is not None else []
        there += [Ticket.room == room] if room is not None else []
        same.append(and_(*there))
    if phone is not None:
        theirs = select(Person.id).where(Person.park_id == park_id, Person.phone == phone)
        same.append(or_(Ticket.phone == phone, Ticket.person_id.in_(theirs)))
    if not same:
        return ()
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == park_id,
            Ticket.kind == kind,
            Ticket.status.in_(tickets.OPEN),
            Ticket.created_at > now - WITHIN,
            or_(*same),
        )
        .order_by(Ticket.id.desc())
        .limit(SHOWN)
    )
    return found.all()
