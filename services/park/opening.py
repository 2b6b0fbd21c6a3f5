"""When there is somebody at the park again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.park.business_time import NeverOpens, load_calendar

DAYS = 60
"""How far ahead hours are looked for."""


async def closed_until(session: AsyncSession, park: Park, *, now: datetime) -> datetime | None:
    """When the park's business hours begin; None within them, or where it has none."""
    calendar = await load_calendar(session, park, now, days=DAYS)
    try:
        opens = calendar.next_open(now)
    except NeverOpens:
        return None
    return opens if opens > now else None
