"""The same guests at the same hour for some weeks, such as a cleaner.

Each week is a visit of its own, with its own yes, pass and number: one can be moved or called off,
and the others stand.
"""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.people import Person
from models.visits import Visit
from services.visits import visits
from services.visits.facts import Guests, Period

MOST_WEEKS = 12
"""Chosen by us: a quarter; who comes longer is one of the house."""


async def register(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    first: Period,
    *,
    weeks: int,
    zone: tzinfo,
    place: dict[str, Any],
    conversation: Conversation | None,
    now: datetime,
) -> list[Visit]:
    """Register the first visit and those of the weeks after it, in order; all of them or none.

    `weeks`: how many visits, 1 to MOST_WEEKS. `zone`: of the park, whose clock says the same hour
    every week. Raises what visits.register raises for any of them.
    """
    return [
        await visits.register(
            session,
            host,
            guests,
            _later(first, week, zone),
            place=place,
            conversation=conversation,
            now=now,
        )
        for week in range(weeks)
    ]


def _later(period: Period, weeks: int, zone: tzinfo) -> Period:
    starts, ends = (
        (at.astimezone(zone) + timedelta(weeks=weeks)) for at in (period.starts_at, period.ends_at)
    )
    return Period(starts, ends, period.daily)
