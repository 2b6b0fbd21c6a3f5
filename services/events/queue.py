"""Events whose handlers have not run yet: each row is its own place in the queue.

Who takes events holds their rows until the transaction ends, so one that dies gives them back by
that. Those of one subject are taken one at a time, in their order.
"""

from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow

CHANNEL = "parkline_events"
"""PostgreSQL notifies it when an event waits (migration 0019)."""

# `offset 0` keeps the planner from making a join of it: it takes every queue for empty, and would
# go over all of one for each row of it.
_TAKE = select(EventRow).from_statement(
    text(
        """
update event e set handled_at = :now, due_at = null
from (
    select w.park_id, w.id from event w
    where w.due_at <= :now and w.park_id not in (select id from park where state <> 'active')
        and not exists (
            select from event before
            where before.park_id = w.park_id and before.subject = w.subject
                and before.handled_at is null and before.sequence < w.sequence
            offset 0
        )
    order by w.id
    limit :limit
    for update skip locked
) taken
where e.park_id = taken.park_id and e.id = taken.id
returning e.*
"""
    ).bindparams(bindparam("now", type_=EventRow.handled_at.type))
)


async def take(session: AsyncSession, *, now: datetime, limit: int) -> list[EventRow]:
    """The oldest that are due, one a subject, marked as handled `now` if the transaction commits.

    What another transaction holds is passed over, and so is what came after it.
    """
    rows = await session.scalars(_TAKE, {"now": now, "limit": limit})
    return sorted(rows, key=lambda row: row.id)


async def postpone(session: AsyncSession, row: EventRow, *, until: datetime) -> None:
    """Its handlers failed: nothing of its subject is handled before then."""
    row.failures, row.due_at = row.failures + 1, until
    await session.flush()
