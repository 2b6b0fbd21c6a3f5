"""Which webhooks are owed to whom: planning them with the event, and replaying them later."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.vendors import Delivery, Endpoint
from services.events.follows import Happened
from services.kit.errors import NotFound, Refused
from services.vendors.delivery_states import advance
from services.vendors.endpoints import PARK_EVENTS, VENDOR_EVENTS, lock_endpoint

CHANNEL = "parkline_deliveries"
"""PostgreSQL notifies it when a delivery waits (migration 0019)."""
LONGEST_WAIT = timedelta(days=7)
"""For an endpoint that is disabled. After that a delivery is cancelled; a replay still sends it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a vendor is told of an event."""

    type: str
    uid: uuid.UUID
    sequence: int
    data: dict[str, Any]
    occurred_at: datetime
    traceparent: str | None = None
    """Of the work that wrote the event; a vendor is told of it by the header, not by the body."""

    @classmethod
    def of(cls, row: EventRow) -> "Told":
        return cls(row.type, row.uid, row.sequence, row.data, row.occurred_at, row.traceparent)

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
    """All that failed or were cancelled, of events since a moment; and events since then, and since
    the endpoint was registered, of which no delivery was planned."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Between:
    """All of events in [since, until), delivered ones and those that were never planned too."""

    since: datetime
    until: datetime


Selection = One | FailedSince | Between


async def plan(session: AsyncSession, events: Sequence[EventRow], *, now: datetime) -> list[int]:
    """Owe each order's event to every endpoint of its vendor that wants it, and what goes on in the
    park to those that name it. What is owed to an endpoint that is disabled waits until it is
    enabled, LONGEST_WAIT at most.

    Returns the ids of the new deliveries. Safe to repeat: what is planned stays as it is.
    """
    found: list[int] = []
    for statement, some in (
        (_PLAN, [one for one in events if one.type not in PARK_EVENTS]),
        (_PLAN_NAMED, [one for one in events if one.type in PARK_EVENTS]),
    ):
        if some:
            parks, ids = [one.park_id for one in some], [one.id for one in some]
            found += await session.scalars(statement, {"parks": parks, "events": ids, "now": now})
    return sorted(found)


async def plan_after(session: AsyncSession, happened: Sequence[Happened], now: datetime) -> None:
    """What follows from events that vendors may be told of."""
    await plan(session, [row for row, _ in happened], now=now)


_PLAN = text(
    """
insert into delivery (park_id, event_id, endpoint_id, created_at, next_attempt_at)
select v.park_id, v.id, e.id, :now, :now
from unnest(cast(:parks as bigint[]), cast(:events as bigint[])) as given (park_id, id)
join event v on v.park_id = given.park_id and v.id = given.id
join "order" o on o.park_id = v.park_id
    and o.id = case when v.subject like 'order:%' then split_part(v.subject, ':', 2)::bigint end
join outlet t on t.park_id = o.park_id and t.id = o.outlet_id
join endpoint e on e.park_id = t.park_id and e.vendor_id = t.vendor_id
where not e.sandbox and (cardinality(e.event_types) = 0 or v.type = any(e.event_types))
order by v.id, e.id
on conflict (park_id, event_id, endpoint_id) do nothing
returning id
"""
)


_PLAN_NAMED = text(
    """
insert into delivery (park_id, event_id, endpoint_id, created_at, next_attempt_at)
select v.park_id, v.id, e.id, :now, :now
from unnest(cast(:parks as bigint[]), cast(:events as bigint[])) as given (park_id, id)
join event v on v.park_id = given.park_id and v.id = given.id
join endpoint e on e.park_id = v.park_id
where not e.sandbox and v.type = any(e.event_types)
order by v.id, e.id
on conflict (park_id, event_id, endpoint_id) do nothing
returning id
"""
)


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
    trial = await session.begin_nested()
    await _plan_missing(session, endpoint, selection)
    pairs = await _chosen(session, endpoint, selection)
    ids = [delivery.id for delivery, _ in pairs]
    if dry_run:
        await trial.rollback()
        return ids
    for delivery, _ in pairs:
        advance(delivery, "replay")
        delivery.attempts, delivery.replayed = 0, True
        delivery.next_attempt_at, delivery.delivered_at = delivery.created_at, None
    await trial.commit()
    return ids


async def _chosen(
    session: AsyncSession, endpoint: Endpoint, selection: Selection
) -> list[tuple[Delivery, EventRow]]:
    """In the order of their events, locked. Raises NotFound."""
    chosen = await session.execute(
        select(Delivery, EventRow)
        .join(
            EventRow,
            (EventRow.park_id == Delivery.park_id) & (EventRow.id == Delivery.event_id),
        )
        .where(
            Delivery.park_id == endpoint.park_id,
            Delivery.endpoint_id == endpoint.id,
            *_condition(selection),
        )
        # Whoever locks several locks them in this order, so that no two wait for each other.
        .order_by(Delivery.id)
        .with_for_update(of=Delivery, key_share=True)
    )
    pairs = sorted(((row[0], row[1]) for row in chosen), key=lambda pair: pair[1].id)
    if not pairs and isinstance(selection, One):
        raise NotFound(f"delivery {selection.delivery_id}")
    return pairs


async def _plan_missing(session: AsyncSession, endpoint: Endpoint, selection: Selection) -> None:
    """Plan what was never planned, as if it had been cancelled then."""
    match selection:
        case One():
            return
        case FailedSince(since):
            bounds = {"since": max(since, endpoint.created_at), "until": None}
        case Between(since, until):
            bounds = {"since": since, "until": until}
    key = {"park_id": endpoint.park_id, "endpoint_id": endpoint.id}
    for statement in (_PLAN_MISSING, _PLAN_MISSING_NAMED):
        await session.execute(statement, key | bounds)


_PLAN_MISSING = text(
    """
insert into delivery (park_id, event_id, endpoint_id, status, created_at)
select v.park_id, v.id, e.id, 'cancelled', v.occurred_at
from endpoint e
join event v on v.park_id = e.park_id
join "order" o on o.park_id = v.park_id
    and o.id = case when v.subject like 'order:%' then split_part(v.subject, ':', 2)::bigint end
join outlet t on t.park_id = o.park_id and t.id = o.outlet_id and t.vendor_id = e.vendor_id
where e.park_id = :park_id and e.id = :endpoint_id and not e.sandbox
    and v.occurred_at >= :since
    and v.occurred_at < coalesce(cast(:until as timestamptz), 'infinity')
    and v.type = any(:types)
    and (cardinality(e.event_types) = 0 or v.type = any(e.event_types))
order by v.id
on conflict (park_id, event_id, endpoint_id) do nothing
"""
).bindparams(types=sorted(VENDOR_EVENTS))


_PLAN_MISSING_NAMED = text(
    """
insert into delivery (park_id, event_id, endpoint_id, status, created_at)
select v.park_id, v.id, e.id, 'cancelled', v.occurred_at
from endpoint e
join event v on v.park_id = e.park_id
where e.park_id = :park_id and e.id = :endpoint_id and not e.sandbox
    and v.occurred_at >= :since
    and v.occurred_at < coalesce(cast(:until as timestamptz), 'infinity')
    and v.type = any(:types) and v.type = any(e.event_types)
order by v.id
on conflict (park_id, event_id, endpoint_id) do nothing
"""
).bindparams(types=sorted(PARK_EVENTS))


async def give_up_waiting(session: AsyncSession, *, now: datetime) -> int:
    """Cancel what has waited for a disabled endpoint for longer than LONGEST_WAIT; how many."""
    cancelled = await session.execute(_GIVE_UP_WAITING, {"before": now - LONGEST_WAIT})
    return len(cancelled.all())


_GIVE_UP_WAITING = text(
    """
update delivery d set status = 'cancelled', next_attempt_at = null
from (
    select w.park_id, w.id from delivery w
    join endpoint e on e.park_id = w.park_id and e.id = w.endpoint_id
    where e.status = 'disabled' and w.status = 'pending'
        and e.park_id not in (select id from park where state <> 'active')
        and greatest(w.created_at, e.disabled_at) < :before
    order by w.id
    for no key update of w skip locked
) waited
where d.park_id = waited.park_id and d.id = waited.id
returning d.id
"""
)


def _condition(selection: Selection) -> list[ColumnElement[bool]]:
    match selection:
        case One(delivery_id):
            return [Delivery.id == delivery_id]
        case FailedSince(since):
            return [EventRow.occurred_at >= since, Delivery.status.in_(["failed", "cancelled"])]
        case Between(since, until):
            return [EventRow.occurred_at >= since, EventRow.occurred_at < until]
