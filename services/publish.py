"""Events and jobs, written in the caller's transaction: together with the change, or not at all."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import make_transient_to_detached

from models import EventRow
from models.base import UtcDateTime
from services.events import Event

HANDLE_EVENT = "handle_event"
"""Task that runs an event's handlers; `parkline.jobs` registers it."""

_JOB = (
    "procrastinate_defer_jobs_v1(array[row(cast(:queue as varchar), cast(:task as varchar), 0,"
    " cast(:lock as text), null, {args}, cast(:at as timestamptz))"
    "::procrastinate_job_to_defer_v1])"
)
_DEFER = text(f"select {_JOB.format(args='cast(:args as jsonb)')}")
_WRITTEN = """
    with written as (
        insert into event
            (park_id, uid, type, version, subject, sequence, data, occurred_at, handled_at)
        select :park_id, :uid, :type, :version, :subject, coalesce(max(sequence), 0) + 1,
            cast(:data as jsonb), :occurred_at, cast(:handled_at as timestamptz)
        from event where park_id = :park_id and subject = :subject
        returning id, xid, sequence
    )
    select id, xid, sequence {job} from written
"""
_ARGS = "jsonb_build_object('park_id', :park_id, 'event_id', id)"
_COLUMNS = ("park_id", "uid", "type", "version", "subject", "occurred_at", "handled_at")
_TYPED = (
    bindparam("park_id", type_=BigInteger),
    bindparam("uid", type_=Uuid),
    bindparam("version", type_=Integer),
    *(bindparam(name, type_=Text) for name in ("type", "subject")),
    bindparam("occurred_at", type_=UtcDateTime),
)
_WRITE = text(_WRITTEN.format(job="")).bindparams(*_TYPED)
_WRITE_AND_DEFER = text(_WRITTEN.format(job=f", {_JOB.format(args=_ARGS)}")).bindparams(*_TYPED)


async def publish(session: AsyncSession, park_id: int, event: Event, *, now: datetime) -> EventRow:
    """Write the event and, where something follows from it, the job that will run its handlers.

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
    )
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["data"] = json.dumps(row.data)
    if event.awaited:
        values |= _job(HANDLE_EVENT, "events", f"{park_id}:{event.subject}")
    await session.flush()
    statement = _WRITE_AND_DEFER if event.awaited else _WRITE
    written = (await session.execute(statement, values)).one()
    row.id, row.xid, row.sequence = written.id, written.xid, written.sequence
    make_transient_to_detached(row)
    session.add(row)
    return row


def _job(
    task: str, queue: str, lock: str | None = None, at: datetime | None = None
) -> dict[str, Any]:
    return {"task": task, "queue": queue, "lock": lock, "at": at}


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
    await session.execute(_DEFER, {**_job(task, queue, lock, at), "args": json.dumps(args)})
