"""What people have to do with visits: their own, and those who are spoken of."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.visits import Visit
from services.visits import visits


async def of_host(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    open_only: bool = False,
    limit: int = 5,
) -> list[Visit]:
    """Visits that a person hosts: those still open, the next first; else all, the latest first."""
    query = select(Visit).where(Visit.park_id == park_id, Visit.host_id == person_id)
    if open_only:
        query = query.where(Visit.status.in_(visits.OPEN)).order_by(Visit.starts_at, Visit.id)
    else:
        query = query.order_by(Visit.starts_at.desc(), Visit.id.desc())
    return list(await session.scalars(query.limit(limit)))


def keeps_busy(park: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person hosts a visit that is not over; `park` and `person` are columns."""
    return exists().where(
        Visit.park_id == park, Visit.host_id == person, Visit.status.in_(visits.OPEN)
    )


def are_spoken_of(park_id: Any, person_id: Any, *, since: Any) -> ColumnElement[bool]:
    """Of which visits `spoken_of` is; all three may be parameters of a statement."""
    lately = or_(Visit.status.in_(visits.OPEN), Visit.updated_at >= since)
    return and_(Visit.park_id == park_id, Visit.host_id == person_id, lately)


async def spoken_of(
    session: AsyncSession, park_id: int, person_id: int, *, since: datetime, limit: int
) -> list[Visit]:
    """Visits that a person hosts which are open, or which something happened to since a moment;
    the last registered first."""
    found = await session.scalars(
        select(Visit)
        .where(are_spoken_of(park_id, person_id, since=since))
        .order_by(Visit.id.desc())
        .limit(limit)
    )
    return list(found)
