"""What was reported, and how long it took to resolve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.tickets import Ticket
from services.park.business_time import Calendar
from services.reports.period import Period
from services.reports.quantiles import Spans, spans
from services.reports.working_time import calendar_of, worked

_DONE = ("resolved", "confirmed", "closed")


@dataclass(frozen=True, slots=True)
class Reported:
    """So many tickets of one kind, category and urgency."""

    kind: str
    category: str
    urgency: str
    count: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """One ticket that was resolved. `took`: working time since the report, waiting included;
    `responded`: the same until somebody accepted it, None where nobody had to."""

    assignee_id: int | None
    took: timedelta
    responded: timedelta | None = None
    kind: str = "repair"
    category: str = "other"
    building: str | None = None
    resolved_at: datetime | None = None


async def reported(session: AsyncSession, park_id: int, period: Period) -> list[Reported]:
    """Tickets opened in the period. One that was merged into another counts as that other."""
    rows = await session.execute(
        select(Ticket.kind, Ticket.category, Ticket.urgency, func.count())
        .where(
            Ticket.park_id == park_id,
            period.within(Ticket.created_at),
            Ticket.merged_into_id.is_(None),
        )
        .group_by(Ticket.kind, Ticket.category, Ticket.urgency)
        .order_by(Ticket.kind, Ticket.category, Ticket.urgency)
    )
    return [Reported(*row) for row in rows]


async def resolutions(session: AsyncSession, park: Park, period: Period) -> list[Resolution]:
    """Of the tickets resolved in the period, for the last time, and not reopened since."""
    calendar = await calendar_of(session, park, period)
    rows = await session.execute(
        select(
            Ticket.assignee_id,
            Ticket.created_at,
            Ticket.responded_at,
            Ticket.resolved_at,
            Ticket.kind,
            Ticket.category,
            Ticket.building,
            Ticket.urgency,
            Ticket.data["sla"]["always"].as_boolean().label("always"),
        )
        .where(
            Ticket.park_id == park.id,
            period.within(Ticket.resolved_at),
            Ticket.status.in_(_DONE),
        )
        .order_by(Ticket.resolved_at, Ticket.id)
    )
    return [_resolution(calendar, row) for row in rows]


def _resolution(calendar: Calendar, row: Any) -> Resolution:
    always = bool(row.always) or row.urgency == "critical"

    def since_report(at: datetime) -> timedelta:
        return worked(calendar, row.created_at, at, always=always)

    return Resolution(
        row.assignee_id,
        since_report(row.resolved_at),
        None if row.responded_at is None else since_report(row.responded_at),
        row.kind,
        row.category,
        row.building,
        row.resolved_at,
    )


def resolution(found: Iterable[Resolution]) -> Spans:
    return spans(one.took for one in found)
