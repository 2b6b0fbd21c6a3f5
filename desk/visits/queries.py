"""Visits as reception sees them: a day, a search, one visit with all that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import ParkScoped
from models.conversations import Conversation
from models.people import ChannelIdentity, Company, Person
from models.staff import Staff
from models.visits import Visit, VisitPass, VisitPassage
from services.kit.folding import plain_phone, plain_plate
from services.notices import notices
from services.people.search import is_vouched
from services.visits.visits import OPEN

MOST = 300
"""Visits of a day on the page."""
FOUND = 50
MOST_WAITING = 50
"""Of those that wait for the desk, on the page."""
SHORTEST_PHONE = 4
NUMBER_LETTER = "V-"
COMING, INSIDE = ("requested", "approved"), ("checked_in",)


@dataclass(frozen=True, slots=True)
class Row:
    """`vouched`: the desk vouches for the host. `channel`: by which they registered it, if any."""

    visit: Visit
    host: Person
    company: Company | None
    vouched: bool
    channel: str | None

    @property
    def is_stranger(self) -> bool:
        """Whether the park knows the host neither by a company nor by the desk's word."""
        return self.host.company_id is None and not self.vouched

    @property
    def has_left(self) -> bool:
        """Whether the host belongs no more to the company for which they registered it."""
        return self.company is not None and self.host.company_id != self.company.id


@dataclass(frozen=True, slots=True)
class Day:
    """`waiting` for the desk and `inside` are of any day; `done` have left, or do not come."""

    waiting: Sequence[Row]
    waiting_in_all: int
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


async def day(
    session: AsyncSession, park_id: int, wanted: date, zone: ZoneInfo, *, now: datetime
) -> Day:
    """Who comes on a day of the park, the first first; whoever is inside, and what waits for the
    desk's yes."""
    begins = datetime.combine(wanted, datetime.min.time(), zone)
    ends = begins + timedelta(days=1)
    query = (
        _rows(park_id)
        .where(
            or_(
                Visit.status.in_(INSIDE),
                and_(Visit.starts_at < ends, Visit.ends_at >= begins),
            ),
            ~_waits(now),
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST)
    )
    rows = [Row(*row) for row in await session.execute(query)]
    groups: dict[str, list[Row]] = {"inside": [], "coming": [], "done": []}
    for row in rows:
        groups[_group(row.visit, begins)].append(row)
    first = _rows(park_id).where(_waits(now)).order_by(Visit.starts_at, Visit.id)
    waiting = [Row(*row) for row in await session.execute(first.limit(MOST_WAITING))]
    counted = select(func.count()).select_from(Visit).where(Visit.park_id == park_id, _waits(now))
    return Day(waiting, await session.scalar(counted) or 0, **groups)


def _waits(now: datetime) -> ColumnElement[bool]:
    """For the desk's yes, which can still be of use."""
    return and_(Visit.needs_desk, Visit.status == "requested", Visit.ends_at > now)


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
        select(Visit, Person, Company, is_vouched(), Conversation.channel)
        .join(Person, _of(Person, Visit.host_id))
        .outerjoin(Company, _of(Company, Visit.company_id))
        .outerjoin(Conversation, _of(Conversation, Visit.conversation_id))
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
        func.array_to_string(Visit.more_plates, " ").contains(plate, autoescape=True)
        if plate
        else false(),
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


async def channels(session: AsyncSession, park_id: int, person_id: int) -> Sequence[str]:
    """By which somebody has written."""
    found = await session.scalars(
        select(ChannelIdentity.channel)
        .where(ChannelIdentity.park_id == park_id, ChannelIdentity.person_id == person_id)
        .order_by(ChannelIdentity.id)
    )
    return list(dict.fromkeys(found))


async def hosted(session: AsyncSession, park_id: int, person_id: int) -> Sequence[Row]:
    """What somebody hosts that is not over, the next first."""
    query = (
        _rows(park_id)
        .where(Visit.host_id == person_id, Visit.status.in_(OPEN))
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST)
    )
    return [Row(*row) for row in await session.execute(query)]


async def came(session: AsyncSession, park_id: int, person_id: int) -> int:
    """How many visits of a host somebody has come to."""
    counted = (
        select(func.count())
        .select_from(Visit)
        .where(Visit.park_id == park_id, Visit.host_id == person_id, Visit.arrived_at.is_not(None))
    )
    return await session.scalar(counted) or 0
