"""Events and jobs, written in the caller's transaction: together with the change, or not at all."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow
from services.events import Event

HANDLE_EVENT = "handle_event"
"""Task that runs an event's handlers; `parkline.jobs` registers it."""

_DEFER = text(
    "select procrastinate_defer_jobs_v1(array[row(cast(:queue as varchar), cast(:task as varchar),"
    " 0, cast(:lock as text), cast(:queueing_lock as text), cast(:args as jsonb),"
    " cast(:at as timestamptz))::procrastinate_job_to_defer_v1])"
)


_LAST = select(func.max(EventRow.sequence)).where(
    EventRow.park_id == bindparam("park"), EventRow.subject == bindparam("subject")
)


async def publish(session: AsyncSession, park_id: int, event: Event, *, now: datetime) -> EventRow:
    """Write the event and, where something follows from it, the job that will run its handlers.

    The caller holds the row lock of the event's subject (or has just inserted it), which is what
    makes `sequence` gapless and in commit order; two writers without it collide on a unique key.
    """
    last = await session.scalar(_LAST, {"park": park_id, "subject": event.subject})
    row = EventRow(
        park_id=park_id,
        uid=uuid.uuid4(),
        type=event.type,
        version=event.version,
        subject=event.subject,
        sequence=(last or 0) + 1,
        data=event.model_dump(mode="json"),
        occurred_at=now,
    )
    if not event.awaited:
        row.handled_at = now
    session.add(row)
    await session.flush()
    if event.awaited:
        await defer(
            session,
            HANDLE_EVENT,
            queue="events",
            lock=f"{park_id}:{event.subject}",
            args={"park_id": park_id, "event_id": row.id},
        )
    return row


async def defer(
    session: AsyncSession,
    task: str,
    *,
    queue: str,
    args: dict[str, Any],
    lock: str | None = None,
    at: datetime | None = None,
) -> None:
    """Queue a job that exists only if the caller's transaction commits.

    Jobs of one `lock` run one at a time, first in first out. `at` holds the job until then.
    """
    await session.execute(
        _DEFER,
        {
            "queue": queue,
            "task": task,
            "lock": lock,
            "queueing_lock": None,
            "args": json.dumps(args),
            "at": at,
        },
    )
