"""Which tickets a list shows, and in which order: clauses of a query that chooses them by id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from models.labels import TicketLabel
from models.people import Person
from models.staff import Staff
from models.tickets import Ticket
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
NUMBER_LETTER = "T-"
NO_BUILDING = "-"
"""Of the filter: where no building is known."""

type Chosen = Select[int, int]
"""Keys of tickets; beside each its assignee (Staff) and reporter (Person) to sort and search by.
PostgreSQL leaves out a join that neither uses."""
type Order = Sequence[Any]
"""What a list is sorted by."""


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


_Merged = aliased(Ticket)
IS_ASSIGNEE = and_(Staff.park_id == Ticket.park_id, Staff.id == Ticket.assignee_id)
IS_REPORTER = and_(Person.park_id == Ticket.park_id, Person.id == Ticket.person_id)


def all_of(park_id: int) -> Chosen:
    return (
        select(Ticket.park_id, Ticket.id)
        .outerjoin(Staff, IS_ASSIGNEE)
        .outerjoin(Person, IS_REPORTER)
        .where(Ticket.park_id == park_id)
    )


IS_OPEN = Ticket.status.in_(OPEN)
_DUE = func.coalesce(Ticket.respond_by, Ticket.resolve_by)
_RUNS = case((_DUE.is_(None), 2), (Ticket.paused_at.is_not(None), 1), else_=0)
_RANK = case({"critical": 0, "urgent": 1, "normal": 2}, value=Ticket.urgency, else_=3)

BY_CLOCK: Order = (_RUNS, _DUE, _RANK, Ticket.id)
"""What breaches next, or did first, before clocks that stand still; then without a clock."""
DONE_LAST: Order = (case((IS_OPEN, 0), else_=1), *BY_CLOCK)
NEWEST_DONE: Order = (Ticket.resolved_at.desc(), Ticket.id.desc())
LAST_CHANGED: Order = (Ticket.updated_at.desc(), Ticket.id.desc())

SORTS: dict[str, tuple[Any, ...]] = {
    "urgency": (_RANK,),
    "ticket": (Ticket.id,),
    "category": (Ticket.kind, Ticket.category),
    "place": (Ticket.building, Ticket.floor, Ticket.room),
    "assignee": (Staff.name,),
    "status": (Ticket.status,),
    "age": (Ticket.created_at,),
}
"""By what the list is sorted besides the clock, which needs no name."""


def sorted_by(sort: str) -> Order:
    """One of SORTS, with a - before it the other way round. What has no value stands last either
    way; equals by clock."""
    back = sort.startswith("-")
    by = SORTS[sort.removeprefix("-")]
    return (*(one.desc().nulls_last() if back else one.asc().nulls_last() for one in by), *BY_CLOCK)


def in_column(query: Chosen, key: str, now: datetime) -> tuple[Chosen, Order]:
    """Those of a column of the board, and how it is sorted."""
    query = query.where(Ticket.status.in_(COLUMNS[key]))
    if key != "done":
        return query, BY_CLOCK
    return query.where(Ticket.resolved_at > now - DONE_WITHIN), NEWEST_DONE


def filtered(query: Chosen, staff: Staff, filters: Filters, now: datetime) -> Chosen:
    """`now`: at which a clock has run out."""
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
    return query.where(matches(filters.search)) if filters.search else query


def _dated(query: Chosen, filters: Filters) -> Chosen:
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


def matches(search: str) -> ColumnElement[bool]:
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
