"""What falls due on visits without anybody's doing: expiry, no-show, overstay."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.visits import Visit
from services.events.publish import publish
from services.kit import alarms
from services.visits import events, visits


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Do what is due on visits of every park, as services.kit.alarms does; how many there were."""
    return await alarms.ring(session, Visit, _ring, now=now, limit=limit)


async def _ring(session: AsyncSession, visit: Visit, now: datetime) -> None:
    match visit.status:
        case "requested":
            await visits.advance(session, visit.park_id, visit.id, "expire", now=now)
        case "approved":
            await visits.advance(session, visit.park_id, visit.id, "no_show", now=now)
        case "checked_in":
            visit.overstayed, visit.next_alarm_at = True, None
            overstayed = events.VisitOverstayed(**visits.summary(visit))
            await publish(session, visit.park_id, overstayed, now=now)
        case _:
            visit.next_alarm_at = None
