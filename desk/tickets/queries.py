"""Tickets as the board and the lists show them: a few bounded queries, what breaches next first.

Each chooses the ids that are shown, and reads of those alone who has and who reported them: with
ten thousand open tickets a page reads no more rows of people than it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Subquery, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.tickets import filters as which
from desk.tickets.filters import BY_CLOCK, COLUMNS, IS_OPEN, Chosen, Filters, Order
from models.people import Person
from models.staff import Staff
from models.tickets import Photo, Ticket
from services.tickets.dispatch import ANY_SKILL

PER_COLUMN = 40
PAGE = 100
MOST = 500
FOUND = 8
"""Tickets that the search of a dialog offers."""


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
        chosen = which.filtered(which.all_of(park_id), staff, filters, now)
        chosen, order = which.in_column(chosen, key, now)
        total = func.count().over().label("total")
        first = chosen.add_columns(total).order_by(*order).limit(PER_COLUMN).subquery()
        query = _shown(first).add_columns(first.c.total).order_by(*order)
        rows = (await session.execute(query)).all()
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
    `sort`: one of filters.SORTS, with a - before it the other way round."""
    chosen = which.filtered(which.all_of(park_id), staff, filters, now)
    order = BY_CLOCK
    match state:
        case "open":
            chosen = chosen.where(IS_OPEN)
        case "done":
            chosen, order = chosen.where(~IS_OPEN), which.LAST_CHANGED
        case _:
            order = which.DONE_LAST
    if sort:
        order = which.sorted_by(sort)
    rows = await _rows(session, chosen, order, limit=limit + 1)
    return rows[:limit], len(rows) > limit


_OPEN_FIRST = case((IS_OPEN, 0), else_=1)


async def found(session: AsyncSession, park_id: int, search: str) -> list[Row]:
    """Tickets by number, words, place, phone or name; open ones first, the newest first."""
    chosen = which.all_of(park_id).where(which.matches(search))
    return await _rows(session, chosen, (_OPEN_FIRST, Ticket.id.desc()), limit=FOUND)


async def of_worker(session: AsyncSession, staff: Staff) -> list[Row]:
    """Somebody's open tickets, by clock."""
    chosen = which.all_of(staff.park_id).where(Ticket.assignee_id == staff.id, IS_OPEN)
    return await _rows(session, chosen, BY_CLOCK, limit=PAGE)


async def to_take(session: AsyncSession, staff: Staff) -> list[Row]:
    """Repairs of somebody's skills that nobody has, by clock."""
    chosen = which.all_of(staff.park_id).where(
        Ticket.assignee_id.is_(None),
        IS_OPEN,
        Ticket.kind == "repair",
        Ticket.category.in_([*staff.skills, ANY_SKILL]),
    )
    return await _rows(session, chosen, BY_CLOCK, limit=PER_COLUMN)


async def offered(session: AsyncSession, ticket: Ticket, search: str) -> list[Row]:
    """Open tickets of its kind that one may be merged into: of its place first, then the newest."""
    chosen = which.all_of(ticket.park_id).where(
        IS_OPEN, Ticket.kind == ticket.kind, Ticket.id != ticket.id
    )
    if search:
        chosen = chosen.where(which.matches(search))
    near = and_(
        Ticket.building.is_not_distinct_from(ticket.building),
        Ticket.floor.is_not_distinct_from(ticket.floor),
    )
    same = case((and_(near, Ticket.category == ticket.category), 0), (near, 1), else_=2)
    return await _rows(session, chosen, (same, Ticket.id.desc()), limit=FOUND)


async def _rows(session: AsyncSession, chosen: Chosen, order: Order, *, limit: int) -> list[Row]:
    """The first of those chosen, in that order, with who has and who reported them."""
    first = chosen.order_by(*order).limit(limit).subquery()
    return [Row(*row) for row in await session.execute(_shown(first).order_by(*order))]


def _shown(first: Subquery) -> Select[Ticket, str, Person, int]:
    """Those of its keys, with what a Row says of them."""
    photos = (
        select(func.count())
        .where(Photo.park_id == Ticket.park_id, Photo.ticket_id == Ticket.id)
        .correlate(Ticket)
        .scalar_subquery()
    )
    return (
        select(Ticket, Staff.name, Person, photos)
        .join(first, and_(first.c.park_id == Ticket.park_id, first.c.id == Ticket.id))
        .outerjoin(Staff, which.IS_ASSIGNEE)
        .outerjoin(Person, which.IS_REPORTER)
    )
