"""People as the desk looks them up: by name or phone, with what the park knows of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Company, HostVouch, Person
from services.kit.folding import plain_phone

MOST = 8
SHORTEST_PHONE = 4


@dataclass(frozen=True, slots=True)
class Known:
    """`company` is what the park knows, whatever they say of themselves."""

    person: Person
    company: Company | None
    vouched: bool

    @property
    def is_stranger(self) -> bool:
        return self.company is None and not self.vouched


async def people(session: AsyncSession, park_id: int, search: str) -> list[Known]:
    """People by name or by their whole phone number; whom the park knows first."""
    phone = plain_phone(search)
    named = Person.name.icontains(search, autoescape=True)
    called = Person.phone == phone if len(phone) >= SHORTEST_PHONE else false()
    query = (
        select(Person, Company, is_vouched())
        .outerjoin(
            Company, and_(Company.park_id == Person.park_id, Company.id == Person.company_id)
        )
        .where(
            Person.park_id == park_id,
            Person.merged_into_id.is_(None),
            Person.stands_for.is_(None),
            or_(named, called),
        )
        .order_by(and_(Person.company_id.is_(None), ~is_vouched()), Person.name, Person.id)
        .limit(MOST)
    )
    return [Known(*row) for row in await session.execute(query)]


async def person(session: AsyncSession, park_id: int, person_id: int) -> Known | None:
    """Somebody by their id; None for who is one with somebody else."""
    query = (
        select(Person, Company, is_vouched())
        .outerjoin(
            Company, and_(Company.park_id == Person.park_id, Company.id == Person.company_id)
        )
        .where(Person.park_id == park_id, Person.id == person_id, Person.merged_into_id.is_(None))
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Known(*row)


def is_vouched() -> ColumnElement[bool]:
    """Whether somebody vouches for a person of the statement."""
    return exists().where(
        HostVouch.park_id == Person.park_id,
        HostVouch.person_id == Person.id,
        HostVouch.ended_at.is_(None),
    )
