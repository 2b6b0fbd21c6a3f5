"""Which promises were kept: every clock of a ticket counts once, when it was met or ran out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket, TicketChange
from services.reports.period import Period, step_of
from services.tickets.sla_clocks import CLOCKS, Clock


@dataclass(frozen=True, slots=True)
class Outcome:
    """A clock that was met in time (`kept`), or ran out, at this moment."""

    at: datetime
    clock: Clock
    kept: bool
    assignee_id: int | None


@dataclass(frozen=True, slots=True)
class Breaches:
    """In one step of a period."""

    start: datetime
    respond: int
    resolve: int


async def outcomes(session: AsyncSession, park_id: int, period: Period) -> list[Outcome]:
    """Of the clocks that were decided in the period, in order.

    A clock that ran out counts when its breach was noted, and never as kept later. One that was
    called off before it was decided (the ticket was cancelled) does not count.
    """
    noted = _noted(park_id)
    moments = (Ticket.responded_at, Ticket.resolved_at, noted.c.respond, noted.c.resolve)
    rows = await session.execute(
        select(
            Ticket.assignee_id,
            Ticket.breached,
            Ticket.responded_at,
            Ticket.resolved_at,
            noted.c.respond,
            noted.c.resolve,
        )
        .outerjoin(noted, noted.c.ticket_id == Ticket.id)
        .where(
            Ticket.park_id == park_id,
            Ticket.data.has_key("sla"),
            or_(*(period.within(moment) for moment in moments)),
        )
    )
    found = [outcome for row in rows for clock in CLOCKS for outcome in _outcome(row, clock)]
    return sorted((one for one in found if period.holds(one.at)), key=lambda one: one.at)


def _noted(park_id: int) -> Subquery:
    """When each clock of a ticket first ran out."""
    clock = TicketChange.details["clock"].as_string()
    at = func.min(TicketChange.at)
    return (
        select(
            TicketChange.ticket_id,
            at.filter(clock == "respond").label("respond"),
            at.filter(clock == "resolve").label("resolve"),
        )
        .join(
            Ticket,
            and_(Ticket.park_id == TicketChange.park_id, Ticket.id == TicketChange.ticket_id),
        )
        .where(
            TicketChange.park_id == park_id,
            TicketChange.action == "breach",
            func.cardinality(Ticket.breached) > 0,
        )
        .group_by(TicketChange.ticket_id)
        .subquery()
    )


def _outcome(row: Any, clock: Clock) -> list[Outcome]:
    met = row.responded_at if clock == "respond" else row.resolved_at
    broken = clock in row.breached
    # Met too late before its alarm rang: then there is no note of the breach.
    at = (getattr(row, clock) or met) if broken else met
    return [] if at is None else [Outcome(at, clock, not broken, row.assignee_id)]


def kept(found: Sequence[Outcome]) -> float | None:
    """The share that was kept, 0 to 1; None if none was decided."""
    return sum(one.kept for one in found) / len(found) if found else None


def broken(found: Iterable[Outcome]) -> list[Outcome]:
    return [one for one in found if not one.kept]


def over_time(found: Iterable[Outcome], period: Period) -> list[Breaches]:
    """One for each step of the period."""
    edges = period.edges()
    counts = [dict.fromkeys(CLOCKS, 0) for _ in edges[1:]]
    for one in broken(found):
        counts[step_of(edges, one.at)][one.clock] += 1
    return [Breaches(start, **count) for start, count in zip(edges, counts, strict=False)]
