"""How long tenants waited for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.handoffs import Handoff
from models.park import Park
from services.reports.period import Period
from services.reports.quantiles import Spans, spans
from services.reports.working_time import calendar_of, worked

UNASKED = "taken"
"""The reason of a handoff that nobody waited for: staff took the conversation by themselves."""
HOURS = 24


@dataclass(frozen=True, slots=True)
class Response:
    """One handoff. `waited`: working time until the first reply of staff, None without one."""

    conversation_id: int
    queued_at: datetime
    reason: str
    assignee_id: int | None
    waited: timedelta | None

    @property
    def asked(self) -> bool:
        return self.reason != UNASKED


@dataclass(frozen=True, slots=True)
class Hour:
    """Handoffs queued in an hour of the day, over all days of the period."""

    hour: int
    queued: int
    waited: Spans


async def responses(session: AsyncSession, park: Park, period: Period) -> list[Response]:
    """Of the handoffs that began in the period, in order; a reply may have come after it."""
    calendar = await calendar_of(session, park, period)
    rows = await session.execute(
        select(
            Handoff.conversation_id,
            Handoff.queued_at,
            Handoff.reason,
            Handoff.assignee_id,
            Handoff.first_reply_at,
        )
        .where(Handoff.park_id == park.id, period.within(Handoff.queued_at))
        .order_by(Handoff.queued_at, Handoff.id)
    )
    return [
        Response(
            row.conversation_id,
            row.queued_at,
            row.reason,
            row.assignee_id,
            None
            if row.first_reply_at is None
            else worked(
                calendar, row.queued_at, row.first_reply_at, always=row.reason == "critical"
            ),
        )
        for row in rows
    ]


def queued(found: Iterable[Response]) -> list[Response]:
    """Those that somebody waited for."""
    return [response for response in found if response.asked]


def first_response(found: Iterable[Response]) -> Spans:
    """Of those that were answered; whom nobody waited for is left out."""
    return spans(one.waited for one in queued(found) if one.waited is not None)


def by_hour(found: Iterable[Response], zone: ZoneInfo) -> list[Hour]:
    """24 of them, by the clock on the wall."""
    hours: list[list[Response]] = [[] for _ in range(HOURS)]
    for response in queued(found):
        hours[response.queued_at.astimezone(zone).hour].append(response)
    return [Hour(hour, len(them), first_response(them)) for hour, them in enumerate(hours)]
