"""Tickets as the board and the lists show them: a few bounded queries, what breaches next first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.labels import TicketLabel
from models.people import Person
from models.staff import Staff
from models.tickets import Photo, Ticket
from services.tickets.dispatch import ANY_SKILL
from services.tickets.tickets import OPEN, WAITING

COLUMNS: Mapping[str, Sequence[str]] = {
    "new": ("reported", "triaged", "reopened"),
    "assigned": ("assigned", "accepted"),
    "working": ("in_progress",),
    "waiting": tuple(sorted(WAITING)),
    "done": ("resolved", "confirmed", "closed"),
}
"""Statuses by column of the board."""
DONE_WITHIN = timedelta(days=7)
"""How long the board shows what is done."""
PER_COLUMN = 40
PAGE = 100
MOST = 500
FOUND = 8
"""Tickets that the search of a dialog offers."""
NUMBER_LETTER = "T-"
NO_BUILDING = "-"
"""Of the filter: where no building is known."""

_Merged = aliased(Ticket)
type Rows = Select[Ticket, str, Person, int]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown; empty means all. `whose`: mine, nobody."""

    whose: str = ""
    category: str = ""
    urgency: str = ""
    building: str = ""
    kind: str = ""
    breached: bool = False
    search: str = ""
    label: int | None = None
    assignee: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Moments: what was reported, or resolved, from the one until just before the other."""
    dated: str = "reported"


@dataclass(frozen=True, slots=True)
class Row:
    ticket: Ticket
    assignee: str | None
    reporter: Person | None
    photos: int


@dataclass(frozen=True, slots=True)
class Column:
    """`total` counts also those beyond the first PER_COLUMN."""

    key: str
    rows: Sequence[Row]
    total: int


async def board(
    session: AsyncSession, park_id: int, staff: Staff, filters: Filters, *, now: datetime
) -> list[Column]:
    found = []
    for key in COLUMNS:
        query = _in_column(_filtered(_rows(park_id), staff, filters, now), key, now)
        total = func.count().over().label("total")
        rows = (await session.execute(query.add_columns(total).limit(PER_COLUMN))).all()
        shown = [Row(*row[:4]) for row in rows]
        found.append(Column(key, shown, rows[0].total if rows else 0))
    return found


async def listing(
    session: AsyncSession,
    park_id: int,
    staff: Staff,
    filters: Filters,
    *,
    state: str,
    limit: int,
    now: datetime,
    sort: str = "",
) -> tuple[list[Row], bool]:
    """By clock, what is done newest first; and whether there are more. `state`: open, done, all.
    `sort`: one of SORTS, with a - before it the other way round."""
    query = _filtered(_rows(park_id), staff, filters, now)
    if sort:
        query = _sorted(_in_state(query, state), sort)
        rows = (await session.execute(query.limit(limit + 1))).all()
        return [Row(*row) for row in rows[:limit]], len(rows) > limit
    match state:
        case "open":
            query = _by_clock(query.where(Ticket.status.in_(OPEN)))
        case "done":
            query = query.where(Ticket.status.not_in(OPEN)).order_by(Ticket.updated_at.desc())
        case _:
            is_open = Ticket.status.in_(OPEN)
            query = _by_clock(query.order_by(case((is_open, 0), else_=1)))
    rows = (await session.execute(query.limit(limit + 1))).all()
    return [Row(*row) for row in rows[:limit]], len(rows) > limit


def _in_state(query: Rows, state: str) -> Rows:
    if state == "all":
        return query
    is_open = Ticket.status.in_(OPEN)
    return query.where(is_open if state == "open" else ~is_open)


async def found(session: AsyncSession, park_id: int, search: str) -> list[Row]:
    """Tickets by number, words, place, phone or name; open ones first, the newest first."""
    is_open = case((Ticket.status.in_(OPEN), 0), else_=1)
    query = _rows(park_id).where(_matches(search)).order_by(is_open, Ticket.id.desc())
    return [Row(*row) for row in await session.execute(query.limit(FOUND))]


async def of_worker(session: AsyncSession, staff: Staff) -> list[Row]:
    """Somebody's open tickets, by clock."""
    query = _rows(staff.park_id).where(Ticket.assignee_id == staff.id, Ticket.status.in_(OPEN))
    return [Row(*row) for row in await session.execute(_by_clock(query).limit(PAGE))]


async def to_take(session: AsyncSession, staff: Staff) -> list[Row]:
    """Repairs of somebody's skills that nobody has, by clock."""
    query = _rows(staff.park_id).where(
        Ticket.assignee_id.is_(None),
        Ticket.status.in_(OPEN),
        Ticket.kind == "repair",
        Ticket.category.in_([*staff.skills, ANY_SKILL]),
    )
    return [Row(*row) for row in await session.execute(_by_clock(query).limit(PER_COLUMN))]


async def offered(session: AsyncSession, ticket: Ticket, search: str) -> list[Row]:
    """Open tickets of its kind that one may be merged into: of its place first, then the newest."""
    query = _rows(ticket.park_id).where(
        Ticket.status.in_(OPEN), Ticket.kind == ticket.kind, Ticket.id != ticket.id
    )
    if search:
        query = query.where(_matches(search))
    near = and_(
        Ticket.building.is_not_distinct_from(ticket.building),
        Ticket.floor.is_not_distinct_from(ticket.floor),
    )
    same = case((and_(near, Ticket.category == ticket.category), 0), (near, 1), else_=2)
    found = await session.execute(query.order_by(same, Ticket.id.desc()).limit(FOUND))
    return [Row(*row) for row in found]


def _rows(park_id: int) -> Rows:
    photos = (
        select(func.count())
        .where(Photo.park_id == Ticket.park_id, Photo.ticket_id == Ticket.id)
        .correlate(Ticket)
        .scalar_subquery()
    )
    return (
        select(Ticket, Staff.name, Person, photos)
        .outerjoin(Staff, and_(Staff.park_id == Ticket.park_id, Staff.id == Ticket.assignee_id))
        .outerjoin(Person, and_(Person.park_id == Ticket.park_id, Person.id == Ticket.person_id))
        .where(Ticket.park_id == park_id)
    )


def _in_column(query: Rows, key: str, now: datetime) -> Rows:
    query = query.where(Ticket.status.in_(COLUMNS[key]))
    if key != "done":
        return _by_clock(query)
    done = Ticket.resolved_at > now - DONE_WITHIN
    return query.where(done).order_by(Ticket.resolved_at.desc(), Ticket.id.desc())


_DUE = func.coalesce(Ticket.respond_by, Ticket.resolve_by)
_RANK = case({"critical": 0, "urgent": 1, "normal": 2}, value=Ticket.urgency, else_=3)


def _by_clock(query: Rows) -> Rows:
    """What breaches next, or did first, before clocks that stand still; then without a clock."""
    runs = case((_DUE.is_(None), 2), (Ticket.paused_at.is_not(None), 1), else_=0)
    return query.order_by(runs, _DUE, _RANK, Ticket.id)


_PLACE = (Ticket.building, Ticket.floor, Ticket.room)
SORTS: dict[str, tuple[Any, ...]] = {
    "urgency": (_RANK,),
    "ticket": (Ticket.id,),
    "category": (Ticket.kind, Ticket.category),
    "place": _PLACE,
    "assignee": (Staff.name,),
    "status": (Ticket.status,),
    "age": (Ticket.created_at,),
}
"""By what the list is sorted besides the clock, which needs no name."""


def _sorted(query: Rows, sort: str) -> Rows:
    """What has no value stands last either way; equals by clock."""
    back = sort.startswith("-")
    by = SORTS[sort.removeprefix("-")]
    turned = [one.desc().nulls_last() if back else one.asc().nulls_last() for one in by]
    return _by_clock(query.order_by(*turned))


def _filtered(query: Rows, staff: Staff, filters: Filters, now: datetime) -> Rows:
    wanted = {
        Ticket.category: filters.category,
        Ticket.urgency: filters.urgency,
        Ticket.kind: filters.kind,
    }
    for column, value in wanted.items():
        if value:
            query = query.where(column == value)
    if filters.building:
        nowhere = filters.building == NO_BUILDING
        query = query.where(Ticket.building == (None if nowhere else filters.building))
    match filters.whose:
        case "mine":
            query = query.where(Ticket.assignee_id == staff.id)
        case "nobody":
            query = query.where(Ticket.assignee_id.is_(None))
    if filters.breached:
        over = and_(Ticket.status.in_(OPEN), func.coalesce(Ticket.paused_at, now) >= _DUE)
        query = query.where(or_(func.cardinality(Ticket.breached) > 0, over))
    query = _dated(query, filters)
    if filters.assignee is not None:
        query = query.where(Ticket.assignee_id == filters.assignee)
    if filters.label is not None:
        labelled = exists().where(
            TicketLabel.park_id == Ticket.park_id,
            TicketLabel.ticket_id == Ticket.id,
            TicketLabel.label_id == filters.label,
        )
        query = query.where(labelled)
    return query.where(_matches(filters.search)) if filters.search else query


def _dated(query: Rows, filters: Filters) -> Rows:
    """As reports count: resolved are those that still are; what was merged counts once."""
    if filters.since is None and filters.until is None:
        return query
    if filters.dated == "resolved":
        at = Ticket.resolved_at
        query = query.where(Ticket.status.in_(COLUMNS["done"]))
    else:
        at = Ticket.created_at
        query = query.where(Ticket.merged_into_id.is_(None))
    if filters.since is not None:
        query = query.where(at >= filters.since)
    return query if filters.until is None else query.where(at < filters.until)


def _matches(search: str) -> ColumnElement[bool]:
    """By number, words, place, phone or who reported it; a number's T- may be left out. What was
    merged is found under the ticket that it goes on with."""
    number = search.upper().removeprefix(NUMBER_LETTER)
    phone = "".join(search.split())
    merged = exists().where(
        _Merged.park_id == Ticket.park_id,
        _Merged.merged_into_id == Ticket.id,
        or_(
            _Merged.ticket_no == NUMBER_LETTER + number,
            _Merged.data["caller"].as_string().icontains(search, autoescape=True),
            _Merged.phone.contains(phone, autoescape=True) if phone else false(),
        ),
    )
    return or_(
        merged,
        Ticket.ticket_no == NUMBER_LETTER + number,
        Ticket.data["caller"].as_string().icontains(search, autoescape=True),
        Ticket.description.icontains(search, autoescape=True),
        Ticket.room.icontains(search, autoescape=True),
        Ticket.place.icontains(search, autoescape=True),
        Ticket.phone.contains(phone, autoescape=True) if phone else false(),
        Person.name.icontains(search, autoescape=True),
    )
