"""Durations of the past in the park's working time."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.park.business_time import ALWAYS, Calendar, NeverOpens, load_calendar
from services.reports.period import LONGEST, Period


async def calendar_of(session: AsyncSession, park: Park, period: Period) -> Calendar:
    """For what happened in a period; in a park without hours every minute counts."""
    found = await load_calendar(session, park, period.end, days=2 * LONGEST.days)
    try:
        found.next_open(period.start)
    except NeverOpens:
        return ALWAYS
    return found


def worked(calendar: Calendar, start: datetime, end: datetime, *, always: bool) -> timedelta:
    """`always`: what is critical waits by the clock on the wall."""
    return (ALWAYS if always else calendar).between(start, end)
