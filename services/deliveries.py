"""Which webhooks are owed to whom: planning them with the event, and replaying them later."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models import Delivery, Endpoint, EventRow, Order, Outlet
from services.delivery_states import advance
from services.endpoints import JOBS, QUEUE, hurry, lock_endpoint, lock_prefix
from services.errors import NotFound, Refused
from services.publish import defer

DELIVER = "deliver"
"""Task that makes one attempt of a delivery; `parkline.jobs` registers it."""

_ORDER = "order:"


@dataclass(frozen=True, slots=True)
class Told:
    """What a vendor is told of an event."""

    type: str
    uid: uuid.UUID
    sequence: int
    data: dict[str, Any]
    occurred_at: datetime

    @classmethod
    def of(cls, row: EventRow) -> "Told":
        return cls(row.type, row.uid, row.sequence, row.data, row.occurred_at)

    @property
    def message_id(self) -> str:
        """The `webhook-id`: the same on every attempt, and on every replay."""
        return f"evt_{self.uid.hex}"


@dataclass(frozen=True, slots=True)
class One:
    """One delivery, whatever became of it."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class FailedSince:
    """All that failed or were cancelled, of events since a moment."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Between:
    """All of events in [since, until), delivered ones too."""

    since: datetime
    until: datetime


Selection = One | FailedSince | Between


async def plan(session: AsyncSession, event: EventRow, *, now: datetime) -> list[int]:
    """Owe an order's event to every endpoint of its vendor that wants it; defer the jobs.

    Returns the ids of the new deliveries. Safe to repeat: what is planned stays as it is.
    """
    wanting = await _endpoints_wanting(session, event)
    if not wanting:
        return []
    rows = [
        {"park_id": event.park_id, "event_id": event.id, "endpoint_id": id_, "created_at": now}
        for id_ in wanting
    ]
    planned = await session.execute(
        insert(Delivery)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["park_id", "event_id", "endpoint_id"])
        .returning(Delivery.id, Delivery.endpoint_id)
    )
    found = planned.all()
    for delivery_id, endpoint_id in found:
        await defer(
            session,
            DELIVER,
            queue=QUEUE,
            lock=lock_name(event, endpoint_id),
            args={"park_id": event.park_id, "delivery_id": delivery_id},
        )
    return [row.id for row in found]


def lock_name(event: EventRow, endpoint_id: int) -> str:
    """What is delivered one at a time, first in first out: an order's events to one endpoint."""
    return lock_prefix(event.park_id, endpoint_id) + event.subject


async def _endpoints_wanting(session: AsyncSession, event: EventRow) -> list[int]:
    if not event.subject.startswith(_ORDER):
        return []
    order_id = int(event.subject.removeprefix(_ORDER))
    found = await session.scalars(
        select(Endpoint.id)
        .join(
            Outlet, (Outlet.park_id == Endpoint.park_id) & (Outlet.vendor_id == Endpoint.vendor_id)
        )
        .join(Order, (Order.park_id == Outlet.park_id) & (Order.outlet_id == Outlet.id))
        .where(
            Order.park_id == event.park_id,
            Order.id == order_id,
            Endpoint.status == "active",
            or_(
                func.cardinality(Endpoint.event_types) == 0,
                Endpoint.event_types.any_() == event.type,
            ),
        )
        .order_by(Endpoint.id)
    )
    return list(found)


def envelope(told: Told, park: str) -> dict[str, Any]:
    """An event as vendors get it, pushed or pulled. The same event always looks the same."""
    return {
        "type": told.type,
        "id": told.message_id,
        "timestamp": told.occurred_at.isoformat(),
        "park": park,
        "data": told.data,
        "sequence": told.sequence,
    }


async def replay(
    session: AsyncSession,
    park_id: int,
    endpoint_id: int,
    selection: Selection,
    *,
    dry_run: bool = False,
) -> list[int]:
    """Send chosen deliveries of an endpoint again, with ten new attempts each and the same id.

    Returns their ids in the order of their events; `dry_run` changes nothing. What is replayed
    goes before what waits of the same order. Raises NotFound, and Refused while the endpoint is
    disabled.
    """
    endpoint = await lock_endpoint(session, park_id, endpoint_id)
    if endpoint.status == "disabled":
        raise Refused("enable the endpoint before replaying", endpoint_id=endpoint_id)
    chosen = await session.execute(
        select(Delivery, EventRow)
        .join(
            EventRow,
            (EventRow.park_id == Delivery.park_id) & (EventRow.id == Delivery.event_id),
        )
        .where(
            Delivery.park_id == park_id,
            Delivery.endpoint_id == endpoint_id,
            *_condition(selection),
        )
        .order_by(EventRow.id)
        .with_for_update(of=Delivery, key_share=True)
    )
    pairs = chosen.all()
    if not pairs and isinstance(selection, One):
        raise NotFound(f"delivery {selection.delivery_id}")
    if not dry_run:
        for delivery, event in pairs:
            await _send_again(session, delivery, event)
        locks = {lock_name(event, endpoint_id) for _, event in pairs}
        # The job of a retry due tomorrow would hold up the order's later events until then.
        await hurry(session, JOBS.c.lock.in_(locks))
    return [delivery.id for delivery, _ in pairs]


def _condition(selection: Selection) -> list[ColumnElement[bool]]:
    match selection:
        case One(delivery_id):
            return [Delivery.id == delivery_id]
        case FailedSince(since):
            return [EventRow.occurred_at >= since, Delivery.status.in_(["failed", "cancelled"])]
        case Between(since, until):
            return [EventRow.occurred_at >= since, EventRow.occurred_at < until]


async def _send_again(session: AsyncSession, delivery: Delivery, event: EventRow) -> None:
    advance(delivery, "replay")
    delivery.attempts = 0
    delivery.next_attempt_at, delivery.delivered_at = None, None
    await session.flush()
    await session.execute(
        _DEFER_AHEAD,
        {
            "queue": QUEUE,
            "task": DELIVER,
            "lock": lock_name(event, delivery.endpoint_id),
            "args": json.dumps({"park_id": delivery.park_id, "delivery_id": delivery.id}),
        },
    )


# Priority 1: a later event of the same order may sit in the queue with a retry due tomorrow, and
# first in first out would have the replay wait behind it.
_DEFER_AHEAD = text(
    "select procrastinate_defer_jobs_v1(array[row(cast(:queue as varchar), cast(:task as varchar),"
    " 1, cast(:lock as text), null::text, cast(:args as jsonb), null::timestamptz)"
    "::procrastinate_job_to_defer_v1])"
)
