"""Which question of a visit somebody answers: what was asked may have been changed since."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.visits import Visit
from services.visits import events

ASKS = (events.VisitRequested.type, events.VisitAskedAgain.type, events.VisitRestored.type)
"""Events of which an approver is asked for a yes."""
FIRST = 1
"""The sequence of a visit's first question, which its buttons need not name."""


async def is_latest(session: AsyncSession, visit: Visit, asked: int) -> bool:
    """Whether `asked`, the sequence of the event by which somebody was asked, is the last one."""
    latest = await session.scalar(
        select(func.max(EventRow.sequence)).where(
            EventRow.park_id == visit.park_id,
            EventRow.subject == f"visit:{visit.id}",
            EventRow.type.in_(ASKS),
        )
    )
    return latest is None or asked == latest
