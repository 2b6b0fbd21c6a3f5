"""One attempt of a delivery: may it go now? What its answer means stands in `services.answers`."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Row, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models import Delivery
from services.deliveries import Told
from services.delivery_states import advance
from services.errors import NotFound
from services.retries import PROBE_LEASE

SHORTEST_WAIT = 0.05
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to do for this delivery: delivered, failed, cancelled or superseded."""

    outcome: str


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Come back then. `reason` is retry (an attempt failed), early, breaker, rate or busy."""

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


async def claim(
    session: AsyncSession, park_id: int, delivery_id: int, *, now: datetime, random: Random
) -> Claim | Done | RetryAt:
    """Read a delivery, and take its turn if it is due: past the breaker, with a token of the rate.

    Of many that find the breaker half-open exactly one goes, as its probe. A wait is no attempt.
    Call it in a transaction of its own: losing one in a crash harms nobody. Raises NotFound.
    """
    values = {"park": park_id, "delivery": delivery_id, "now": now, "lease": now + PROBE_LEASE}
    found = (await session.execute(_CLAIM, values)).first()
    if found is None:
        raise NotFound(f"delivery {delivery_id}")
    if found.admitted:
        return _claimed(found, park_id, delivery_id, now)
    if found.status != "pending":
        return Done(found.status)
    if found.endpoint_status == "disabled":
        return await _cancelled(session, park_id, delivery_id)
    if found.next_attempt_at is not None and found.next_attempt_at > now:
        return RetryAt(found.next_attempt_at.astimezone(UTC), "early")
    return await _wait(session, found, park_id, delivery_id, now=now, random=random)


async def _cancelled(session: AsyncSession, park_id: int, delivery_id: int) -> Done:
    """Its endpoint is disabled; it may have ended otherwise since it was read."""
    delivery = await session.get_one(
        Delivery, (park_id, delivery_id), with_for_update={"key_share": True}
    )
    if delivery.status == "pending":
        advance(delivery, "cancel")
    return Done(delivery.status)


# One statement, since it runs for every webhook. The bucket holds a second's worth and starts full.
# Nothing here needs to survive a crash, and without waiting for the disk at its commit the
# endpoint's row, which all its deliveries need, is locked for well under a millisecond.
_CLAIM = text(
    """
with found as (
    select d.status, d.attempts, d.next_attempt_at, d.endpoint_id, p.slug,
        v.type, v.uid, v.sequence, v.data, v.occurred_at,
        e.url, e.secret, e.status as endpoint_status,
        case when e.previous_until > :now then e.previous_secret end as previous_secret,
        e.failing_since is not null or e.open_until is not null as troubled,
        set_config('synchronous_commit', 'off', true) as no_wait
    from delivery d
    join endpoint e on e.park_id = d.park_id and e.id = d.endpoint_id
    join event v on v.park_id = d.park_id and v.id = d.event_id
    join park p on p.id = d.park_id
    where d.park_id = :park and d.id = :delivery
), admitted as (
    update endpoint e set
        tokens = case when e.tokens_at is null then e.rate_per_second else least(
            e.rate_per_second,
            e.tokens + e.rate_per_second
                * greatest(0, extract(epoch from cast(:now as timestamptz) - e.tokens_at))
        ) end - 1,
        tokens_at = greatest(e.tokens_at, :now),
        open_until = case when e.open_until is not null then cast(:lease as timestamptz) end
    from found
    where e.park_id = :park and e.id = found.endpoint_id
        and found.status = 'pending'
        and (found.next_attempt_at is null or found.next_attempt_at <= :now)
        and e.status = 'active'
        and (e.open_until is null or e.open_until <= :now)
        and (e.tokens_at is null or e.tokens + e.rate_per_second
            * greatest(0, extract(epoch from cast(:now as timestamptz) - e.tokens_at)) >= 1)
    returning e.id
)
select found.*, exists (select from admitted) as admitted from found
"""
)


def _claimed(found: Row[Any], park_id: int, delivery_id: int, now: datetime) -> Claim:
    secrets = [found.secret, found.previous_secret]
    return Claim(
        park_id=park_id,
        park=found.slug,
        delivery_id=delivery_id,
        endpoint_id=found.endpoint_id,
        url=found.url,
        secrets=[bytes(secret) for secret in secrets if secret is not None],
        told=Told(
            type=found.type,
            uid=uuid.UUID(str(found.uid)),
            sequence=found.sequence,
            data=found.data,
            occurred_at=found.occurred_at.astimezone(UTC),
        ),
        number=found.attempts + 1,
        at=now,
        troubled=found.troubled,
    )


async def _wait(
    session: AsyncSession,
    found: Row[Any],
    park_id: int,
    delivery_id: int,
    *,
    now: datetime,
    random: Random,
) -> RetryAt:
    """A wait spread by how many wait before this one, so that nobody returns in a herd."""
    endpoint = (
        await session.execute(_ENDPOINT, {"park": park_id, "endpoint": found.endpoint_id})
    ).one()
    is_open = endpoint.open_until is not None and endpoint.open_until > now
    turn = await _waiting_before(session, park_id, found.endpoint_id, delivery_id, now)
    seconds = max((turn + random.random()) / endpoint.rate_per_second, SHORTEST_WAIT)
    since = endpoint.open_until.astimezone(UTC) if is_open else now
    return RetryAt(since + timedelta(seconds=seconds), "breaker" if is_open else "rate")


_ENDPOINT = text(
    "select open_until, rate_per_second from endpoint where park_id = :park and id = :endpoint"
)


async def _waiting_before(
    session: AsyncSession, park_id: int, endpoint_id: int, delivery_id: int, now: datetime
) -> int:
    """Deliveries of the endpoint that are due and older than this one."""
    count = await session.scalar(
        select(func.count())
        .select_from(Delivery)
        .where(
            Delivery.park_id == park_id,
            Delivery.endpoint_id == endpoint_id,
            Delivery.status == "pending",
            Delivery.id < delivery_id,
            or_(Delivery.next_attempt_at.is_(None), Delivery.next_attempt_at <= now),
        )
    )
    return count or 0
