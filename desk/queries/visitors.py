"""Visits as reception sees them: a day, a search, one visit with all that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Company, Person, Staff, Visit, VisitPass, VisitPassage
from models.base import ParkScoped
from services import notices
from services.folding import plain_phone, plain_plate

MOST = 300
"""Visits of a day on the page."""
FOUND = 50
HOSTS = 8
SHORTEST_PHONE = 4
NUMBER_LETTER = "V-"
COMING, INSIDE = ("requested", "approved"), ("checked_in",)


@dataclass(frozen=True, slots=True)
class Row:
    visit: Visit
    host: Person
    company: Company | None


@dataclass(frozen=True, slots=True)
class Day:
    """`inside` are those of any day; `done` have left, or do not come."""

    inside: Sequence[Row]
    coming: Sequence[Row]
    done: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Passage:
    passage: VisitPassage
    staff: str | None


@dataclass(frozen=True, slots=True)
class Details:
    row: Row
    approver: Person | None
    approver_told: bool
    """Whether a question reached them."""
    held: VisitPass | None
    passages: Sequence[Passage]


async def day(session: AsyncSession, park_id: int, wanted: date, zone: ZoneInfo) -> Day:
    """Who comes on a day of the park, the first first; and whoever is inside."""
    begins = datetime.combine(wanted, datetime.min.time(), zone)
    ends = begins + timedelta(days=1)
    query = (
        _rows(park_id)
        .where(
            or_(
                Visit.status.in_(INSIDE),
                and_(Visit.starts_at < ends, Visit.ends_at >= begins),
            )
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST)
    )
    rows = [Row(*row) for row in await session.execute(query)]
    groups: dict[str, list[Row]] = {"inside": [], "coming": [], "done": []}
    for row in rows:
        groups[_group(row.visit, begins)].append(row)
    return Day(**groups)


def _group(visit: Visit, begins: datetime) -> str:
    """Who left on an earlier day of a visit over several days comes again."""
    if visit.status in INSIDE:
        return "inside"
    left_before = (
        visit.status == "checked_out" and visit.left_at is not None and visit.left_at < begins
    )
    return "coming" if visit.status in COMING or left_before else "done"


async def found(session: AsyncSession, park_id: int, search: str) -> list[Row]:
    """By number, name of visitor or host, plate or phone; the latest first."""
    query = _rows(park_id).where(_matches(search)).order_by(Visit.starts_at.desc(), Visit.id.desc())
    return [Row(*row) for row in await session.execute(query.limit(FOUND))]


def _rows(park_id: int) -> Any:
    return (
        select(Visit, Person, Company)
        .join(Person, _of(Person, Visit.host_id))
        .outerjoin(Company, _of(Company, Visit.company_id))
        .where(Visit.park_id == park_id)
    )


def _of(table: type[ParkScoped], column: Any) -> ColumnElement[bool]:
    return and_(table.park_id == Visit.park_id, table.id == column)


def _matches(search: str) -> ColumnElement[bool]:
    number = search.upper().removeprefix(NUMBER_LETTER)
    phone, plate = plain_phone(search), plain_plate(search)
    return or_(
        Visit.visit_no == NUMBER_LETTER + number,
        func.array_to_string(Visit.names, " ").icontains(search, autoescape=True),
        Visit.visitor_company.icontains(search, autoescape=True),
        Visit.plate.contains(plate, autoescape=True) if plate else false(),
        Visit.phone.endswith(phone, autoescape=True) if len(phone) >= SHORTEST_PHONE else false(),
        Person.name.icontains(search, autoescape=True),
    )


async def details(session: AsyncSession, park_id: int, visit_id: int) -> Details | None:
    row = (await session.execute(_rows(park_id).where(Visit.id == visit_id))).one_or_none()
    if row is None:
        return None
    visit: Visit = row[0]
    approver, told = None, False
    if visit.approver_id is not None:
        approver = await session.get(Person, (park_id, visit.approver_id))
        told = await notices.can_reach(session, park_id, visit.approver_id)
    held = await session.scalar(
        select(VisitPass)
        .where(VisitPass.park_id == park_id, VisitPass.visit_id == visit_id)
        .order_by(VisitPass.id.desc())
        .limit(1)
    )
    passages = await session.execute(
        select(VisitPassage, Staff.name)
        .outerjoin(
            Staff, and_(Staff.park_id == VisitPassage.park_id, Staff.id == VisitPassage.staff_id)
        )
        .where(VisitPassage.park_id == park_id, VisitPassage.visit_id == visit_id)
        .order_by(VisitPassage.id)
    )
    return Details(Row(*row), approver, told, held, [Passage(*one) for one in passages])


async def hosts(session: AsyncSession, park_id: int, search: str) -> list[tuple[Person, Any]]:
    """People of the park by name or by their whole phone number, with their company."""
    phone = plain_phone(search)
    named = Person.name.icontains(search, autoescape=True)
    called = Person.phone == phone if len(phone) >= SHORTEST_PHONE else false()
    query = (
        select(Person, Company)
        .outerjoin(
            Company, and_(Company.park_id == Person.park_id, Company.id == Person.company_id)
        )
        .where(Person.park_id == park_id, or_(named, called))
        .order_by(Person.name, Person.id)
        .limit(HOSTS)
    )
    return [(person, company) for person, company in await session.execute(query)]
