"""Events and jobs, written in the caller's transaction: together with the change, or not at all."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import make_transient_to_detached

from models.base import UtcDateTime
from models.events import EventRow
from services.events.base import Event
from services.kit import tracing

_DEFER = text(
    "select procrastinate_defer_jobs_v1(array[row(cast(:queue as varchar), cast(:task as varchar),"
    " 0, cast(:lock as text), null, cast(:args as jsonb), cast(:at as timestamptz))"
    "::procrastinate_job_to_defer_v1])"
)
JOB_TRACEPARENT = "traceparent"
_COLUMNS = (
    "park_id",
    "uid",
    "type",
    "version",
    "subject",
    "occurred_at",
    "handled_at",
    "due_at",
    "traceparent",
)
_WRITE = text(
    """
    insert into event
        (park_id, uid, type, version, subject, sequence, data, occurred_at, handled_at, due_at,
        traceparent)
    select :park_id, :uid, :type, :version, :subject, coalesce(max(sequence), 0) + 1,
        cast(:data as jsonb), :occurred_at, :handled_at, :due_at, :traceparent
    from event where park_id = :park_id and subject = :subject
    returning id, xid, sequence
    """
).bindparams(
    bindparam("park_id", type_=BigInteger),
    bindparam("uid", type_=Uuid),
    bindparam("version", type_=Integer),
    *(bindparam(name, type_=Text) for name in ("type", "subject", "traceparent")),
    *(bindparam(name, type_=UtcDateTime) for name in ("occurred_at", "handled_at", "due_at")),
)


async def publish(session: AsyncSession, park_id: int, event: Event, *, now: datetime) -> EventRow:
    """Write the event. Where something follows from it, the row waits to be handled, and says so.

    The caller holds the row lock of the event's subject (or has just inserted it), which is what
    makes `sequence` gapless and in commit order; two writers without it collide on a unique key.
    """
    row = EventRow(
        park_id=park_id,
        uid=uuid.uuid4(),
        type=event.type,
        version=event.version,
        subject=event.subject,
        data=event.model_dump(mode="json"),
        occurred_at=now,
        handled_at=None if event.awaited else now,
        due_at=now if event.awaited else None,
        traceparent=tracing.traceparent(),
    )
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["data"] = json.dumps(row.data)
    await session.flush()
    written = (await session.execute(_WRITE, values)).one()
    row.id, row.xid, row.sequence = written.id, written.xid, written.sequence
    make_transient_to_detached(row)
    session.add(row)
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

    Jobs of one `lock` run one at a time, first in first out. `at` holds the job until then. A job
    of traced work has one argument more, which whoever runs it takes away (JOB_TRACEPARENT).
    """
    if (here := tracing.traceparent()) is not None:
        args = args | {JOB_TRACEPARENT: here}
    values = {"task": task, "queue": queue, "lock": lock, "at": at, "args": json.dumps(args)}
    await session.execute(_DEFER, values)
