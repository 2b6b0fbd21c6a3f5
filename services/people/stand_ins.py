"""Nobody in particular: the desk or a company that a courier visits, whoever stands at a door.

Each is a row of `person` without a channel, so that everything that shows a host shows it, and
nothing is sent to it. A search for people does not find it.
"""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Company, Person
from services.kit.errors import NotFound

DESK, COMPANY, DOOR = "desk", "company", "door"
MOST = 5
NAMED = {"zh": "服务台", "en": "Service desk"}
AT_DOORS = {"zh": "门口", "en": "At the door"}


async def desk(session: AsyncSession, park_id: int) -> Person:
    """The desk of a park."""
    name = " · ".join(NAMED.values())
    return await _one(session, park_id, DESK, None, name)


async def door(session: AsyncSession, park_id: int) -> Person:
    """Whoever books a room at its door."""
    return await _one(session, park_id, DOOR, None, " · ".join(AT_DOORS.values()))


async def company(session: AsyncSession, park_id: int, company_id: int) -> Person:
    """A company, whoever of it. Raises NotFound."""
    row = await session.get(Company, (park_id, company_id))
    if row is None:
        raise NotFound(f"company {company_id}")
    return await _one(session, park_id, COMPANY, row.id, row.name_zh)


async def companies(session: AsyncSession, park_id: int, search: str) -> list[Company]:
    """By name, in either language."""
    found = await session.scalars(
        select(Company)
        .where(
            Company.park_id == park_id,
            Company.name_zh.icontains(search, autoescape=True)
            | Company.name_en.icontains(search, autoescape=True),
        )
        .order_by(Company.name_zh, Company.id)
        .limit(MOST)
    )
    return list(found)


async def _one(
    session: AsyncSession, park_id: int, kind: str, company_id: int | None, name: str
) -> Person:
    """Two who ask at once get the same."""
    key = f"stand-in:{park_id}:{kind}:{company_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    known = await session.scalar(
        select(Person).where(
            Person.park_id == park_id,
            Person.stands_for == kind,
            Person.company_id.is_not_distinct_from(company_id),
            Person.name.is_not(None),
        )
    )
    if known is not None:
        return known
    made = Person(
        park_id=park_id, company_id=company_id, name=name, checked_name=name, stands_for=kind
    )
    session.add(made)
    await session.flush()
    return made
