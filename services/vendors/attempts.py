"""Which deliveries may go now. What their answers mean stands in `services.vendors.outcomes`.

A delivery is claimed by moving its next attempt behind the lease: one whose worker died is due
again then. Nothing waits for a lock here; what somebody else holds is passed over.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.vendors.deliveries import Told
from services.vendors.retries import LEASE


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to do for this delivery: delivered, failed, cancelled or superseded."""

    outcome: str


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Due again then. `reason` is retry (an attempt failed) or early (another's attempt did)."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery whose turn it is, admitted at `at`, with all that its POST needs."""

    park_id: int
    park: str
    delivery_id: int
    endpoint_id: int
    url: str
    secrets: list[bytes]
    """Encrypted: the present one, and the previous one while they overlap."""
    told: Told
    number: int
    """Of this attempt, from 1: also the fencing token of what is recorded for it."""
    at: datetime
    troubled: bool
    """The endpoint had failures when it was claimed."""

    @property
    def endpoint(self) -> tuple[int, int]:
        return self.park_id, self.endpoint_id


@dataclass(frozen=True, slots=True)
class Claimed:
    """What may go, oldest first; and when to look again because a rate allows no more now."""

    claims: list[Claim]
    again_at: datetime | None


async def claim(
    session: AsyncSession, *, now: datetime, rooms: Mapping[tuple[int, int], int], each: int,
    at_most: int, full: Sequence[int] = (),
) -> Claimed:  # fmt: skip
    """Take what is due, until `now` + LEASE: past the breaker, with tokens of the rate, and of an
    order only the first that waits.

    No more than `each` of an endpoint, or its number in `rooms` by (park, endpoint); `at_most` in
    all, those first that were served longest ago; none of parks that are `full`. Of a half-open
    breaker one goes, as its probe. A wait is no attempt. Call it in a transaction of its own:
    losing one in a crash harms nobody.
    """
    values = {
        "now": now,
        "lease": now + LEASE,
        "parks": [park_id for park_id, _ in rooms],
        "endpoints": [endpoint_id for _, endpoint_id in rooms],
        "rooms": list(rooms.values()),
        "each": each,
        "at_most": at_most,
        "full": list(full),
    }
    rows = (await session.execute(_CLAIM, values)).all()
    waits = [now + timedelta(seconds=row.token_in) for row in rows if row.token_in > 0]
    claims = [_claimed(row, now) for row in rows if row.delivery_id is not None]
    return Claimed(claims, min(waits, default=None))


async def release(session: AsyncSession, claims: list[Claim]) -> None:
    """Give back what was claimed and not attempted, at once and to anybody."""
    values = {
        "parks": [one.park_id for one in claims],
        "deliveries": [one.delivery_id for one in claims],
        "leases": [one.at + LEASE for one in claims],
    }
    await session.execute(_RELEASE, values)


# `reachable` holds the endpoints' rows, so that what others claim meanwhile is counted. A bucket
# holds a second's worth and starts full. Whether others go before is asked event by event, not as a
# join: the planner takes every queue for empty, and would go over all of one for each row of it.
# Nothing here needs to survive a crash, so the commit does not wait for the disk.
_CLAIM = text(
    """
with reachable as materialized (
    select e.park_id, e.id, e.rate_per_second, e.tokens_at, e.open_until is not null as half_open,
        case when e.tokens_at is null then e.rate_per_second else least(
            e.rate_per_second,
            e.tokens + e.rate_per_second
                * greatest(0, extract(epoch from cast(:now as timestamptz) - e.tokens_at))
        ) end as tokens,
        set_config('synchronous_commit', 'off', true) as no_wait
    from endpoint e
    where e.status = 'active' and (e.open_until is null or e.open_until <= :now)
        and e.park_id not in (select id from park where state <> 'active')
        and e.park_id <> all(cast(:full as bigint[]))
        and exists (
            select from delivery d
            where d.park_id = e.park_id and d.endpoint_id = e.id and d.status = 'pending'
                and d.next_attempt_at <= :now
        )
    for no key update of e skip locked
), room as materialized (
    select r.*, least(
        case when r.half_open then 1 else floor(r.tokens)::int end,
        coalesce(g.room, :each),
        :at_most - coalesce(sum(coalesce(g.room, :each)) over before, 0)
    ) as room
    from reachable r
    left join unnest(cast(:parks as bigint[]), cast(:endpoints as bigint[]), cast(:rooms as int[]))
        as g (park_id, id, room) on g.park_id = r.park_id and g.id = r.id
    window before as (
        order by r.tokens_at nulls first, r.id rows between unbounded preceding and 1 preceding
    )
), chosen as materialized (
    select room.park_id, room.id as endpoint_id, due.id from room cross join lateral (
        select d.id from delivery d
        join event v on v.park_id = d.park_id and v.id = d.event_id
        where d.park_id = room.park_id and d.endpoint_id = room.id and d.status = 'pending'
            and d.next_attempt_at <= :now
            and not exists (
                select from event b
                where b.park_id = v.park_id and b.subject = v.subject and b.id <> v.id and (
                    select w.status = 'pending'
                        and (w.replayed, -b.sequence) > (d.replayed, -v.sequence)
                    from delivery w
                    where w.park_id = b.park_id and w.event_id = b.id
                        and w.endpoint_id = d.endpoint_id
                )
            )
        order by d.next_attempt_at, d.id
        limit greatest(room.room, 0)
        for no key update of d skip locked
    ) due
), leased as (
    update delivery d set next_attempt_at = :lease from chosen c
    where d.park_id = c.park_id and d.id = c.id
    returning d.park_id, d.id, d.endpoint_id, d.event_id, d.attempts
), served as (
    update endpoint e set
        tokens = room.tokens - taken.count,
        tokens_at = greatest(e.tokens_at, :now),
        open_until = case when taken.count > 0 and room.half_open
            then cast(:lease as timestamptz) else e.open_until end
    from room, lateral (
        select count(*) from chosen c where c.park_id = room.park_id and c.endpoint_id = room.id
    ) taken
    where e.park_id = room.park_id and e.id = room.id and room.room > 0
)
select l.id as delivery_id, room.park_id, room.id as endpoint_id, l.attempts,
    p.slug, e.url, e.secret,
    case when e.previous_until > :now then e.previous_secret end as previous_secret,
    e.failing_since is not null or e.open_until is not null as troubled,
    v.type, v.uid, v.sequence, v.data, v.occurred_at, v.traceparent,
    (1 - room.tokens + count(l.id) over (partition by room.park_id, room.id))
        / room.rate_per_second as token_in
from room
join endpoint e on e.park_id = room.park_id and e.id = room.id
join park p on p.id = room.park_id
left join leased l on l.park_id = room.park_id and l.endpoint_id = room.id
left join event v on v.park_id = l.park_id and v.id = l.event_id
order by l.id
"""
)

_RELEASE = text(
    """
update delivery d set next_attempt_at = d.created_at
from unnest(cast(:parks as bigint[]), cast(:deliveries as bigint[]), cast(:leases as timestamptz[]))
    as given (park_id, id, lease)
where d.park_id = given.park_id and d.id = given.id and d.status = 'pending'
    and d.next_attempt_at = given.lease
"""
)


def _claimed(found: Row[Any], now: datetime) -> Claim:
    secrets = [found.secret, found.previous_secret]
    return Claim(
        park_id=found.park_id,
        park=found.slug,
        delivery_id=found.delivery_id,
        endpoint_id=found.endpoint_id,
        url=found.url,
        secrets=[bytes(secret) for secret in secrets if secret is not None],
        told=Told(
            type=found.type,
            uid=uuid.UUID(str(found.uid)),
            sequence=found.sequence,
            data=found.data,
            occurred_at=found.occurred_at.astimezone(UTC),
            traceparent=found.traceparent,
        ),
        number=found.attempts + 1,
        at=now,
        troubled=found.troubled,
    )
