"""Events whose handlers have not run yet: each row is its own place in the queue.

Who takes events holds their rows until the transaction ends, so one that dies gives them back by
that. Those of one subject are taken one at a time, in their order.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow

CHANNEL = "parkline_events"
"""PostgreSQL notifies it when an event waits (migration 0019)."""

# Which parks have events waiting is found by a step in the index for each of them, not by reading
# what waits. Each of them gets an equal share of a take, so that one with a hundred thousand events
# does not keep the others waiting. `offset 0` keeps the planner from making a join of it: it takes
# every queue for empty, and would go over all of one for each row of it.
_TAKE = select(EventRow).from_statement(
    text(
        """
with recursive waiting (park_id) as (
    select min(park_id) from event where due_at is not null
    union all
    select (select min(n.park_id) from event n where n.due_at is not null and n.park_id > w.park_id)
    from waiting w where w.park_id is not null
), parks as materialized (
    select park_id, row_number() over (order by park_id <= :after, park_id) as turn
    from waiting where park_id in (select id from park where state = 'active')
), share as materialized (
    select greatest(1, cast(:limit as int) / greatest(1, count(*))) as each from parks
)
update event e set handled_at = :now, due_at = null
from (
    select due.park_id, due.id from parks p cross join lateral (
        select w.park_id, w.id from event w
        where w.park_id = p.park_id and w.due_at <= :now
            and not exists (
                select from event before
                where before.park_id = w.park_id and before.subject = w.subject
                    and before.handled_at is null and before.sequence < w.sequence
                offset 0
            )
        order by w.id
        limit (select each from share)
        for update skip locked
    ) due
    where p.turn <= :limit
) taken
where e.park_id = taken.park_id and e.id = taken.id
returning e.*
"""
    ).bindparams(bindparam("now", type_=EventRow.handled_at.type))
)


async def take(
    session: AsyncSession, *, now: datetime, limit: int, after: int = 0
) -> list[EventRow]:
    """Some of the oldest that are due of each park, one a subject, marked as handled `now` if the
    transaction commits. Parks are served in rotation: those whose id is greater than `after` first,
    which matters where more of them wait than `limit`.

    What another transaction holds is passed over, and so is what came after it.
    """
    rows = await session.scalars(_TAKE, {"now": now, "limit": limit, "after": after})
    return sorted(rows, key=lambda row: row.id)


def last_in_turn(rows: Sequence[EventRow], after: int) -> int:
    """After which park the next take goes on; 0 where nothing was taken."""
    parks = {row.park_id for row in rows}
    return max(parks, key=lambda park: (park <= after, park), default=0)


async def postpone(session: AsyncSession, row: EventRow, *, until: datetime) -> None:
    """Its handlers failed: nothing of its subject is handled before then."""
    row.failures, row.due_at = row.failures + 1, until
    await session.flush()
