"""Reminders of one's own on tickets and conversations."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.follow_ups import FollowUp
from models.staff import Staff
from models.tickets import Ticket
from services.events.publish import publish
from services.follow_ups.events import FollowUpDue
from services.kit import alarms
from services.kit.errors import Invalid, NotFound

What = Literal["ticket", "conversation"]

LONGEST = 200
"""Characters of what it is for."""
FURTHEST = timedelta(days=366)
MOST = 100
"""Of one person."""
TABLES: dict[What, type[Ticket] | type[Conversation]] = {
    "ticket": Ticket,
    "conversation": Conversation,
}


async def add(
    session: AsyncSession,
    staff: Staff,
    what: What,
    id_: int,
    *,
    due: datetime,
    text: str,
    now: datetime,
) -> FollowUp:
    """Raises Invalid, and NotFound where there is no such ticket or conversation."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise Invalid(f"up to {LONGEST} characters", field="text")
    if not now < due <= now + FURTHEST:
        raise Invalid("a moment within a year from now", field="due")
    if await session.get(TABLES[what], (staff.park_id, id_)) is None:
        raise NotFound(f"{what} {id_}")
    mine = (FollowUp.park_id == staff.park_id) & (FollowUp.staff_id == staff.id)
    if (await session.scalar(select(func.count()).where(mine)) or 0) >= MOST:
        raise Invalid(f"up to {MOST} of them", field="due")
    row = FollowUp(
        park_id=staff.park_id,
        staff_id=staff.id,
        ticket_id=id_ if what == "ticket" else None,
        conversation_id=id_ if what == "conversation" else None,
        text=words,
        due_at=due,
        created_at=now,
        next_alarm_at=due,
    )
    session.add(row)
    await session.flush()
    return row


async def mine(
    session: AsyncSession, staff: Staff, what: What | None = None, id_: int | None = None
) -> Sequence[FollowUp]:
    """Somebody's own, the next one first: all, or those on one ticket or conversation."""
    query = select(FollowUp).where(FollowUp.park_id == staff.park_id, FollowUp.staff_id == staff.id)
    if what is not None:
        query = query.where(getattr(FollowUp, f"{what}_id") == id_)
    return (await session.scalars(query.order_by(FollowUp.due_at, FollowUp.id))).all()


async def done(session: AsyncSession, staff: Staff, follow_up_id: int) -> None:
    """It is over, alerted or not. Raises NotFound, also for a colleague's."""
    row = await session.get(FollowUp, (staff.park_id, follow_up_id))
    if row is None or row.staff_id != staff.id:
        raise NotFound(f"follow-up {follow_up_id}")
    await session.delete(row)
    await session.flush()


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Alert those whose day has come, of every park; how many there were."""
    return await alarms.ring(session, FollowUp, _due, now=now, limit=limit)


async def _due(session: AsyncSession, row: FollowUp, now: datetime) -> None:
    row.next_alarm_at = None
    event = FollowUpDue(follow_up_id=row.id, staff_id=row.staff_id)
    await publish(session, row.park_id, event, now=now)
