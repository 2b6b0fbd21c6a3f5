"""What a vendor's answer means for the delivery, and for its endpoint.

An endpoint's row is always locked before its deliveries', and those in the order of their ids, so
that no two of these can deadlock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Attempt, Delivery, Endpoint
from services.vendors.attempts import Claim, Done, RetryAt
from services.vendors.delivery_states import advance
from services.vendors.endpoints import disable_endpoint, lock_endpoint
from services.vendors.retries import (
    BREAKER_OPENS_AFTER,
    DISABLED_AFTER,
    LEASE,
    MAX_ATTEMPTS,
    breaker_opens_for,
    retry_at,
)

GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a POST. `status` is None when no answer arrived, `error` says why."""

    status: int | None
    milliseconds: int
    body: str = ""
    error: str | None = None
    retry_after: str | None = None

    @property
    def is_success(self) -> bool:
        return self.error is None and self.status is not None and self.status // 100 == 2  # noqa: PLR2004 - 2xx


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim, what came of its POST, and when."""

    claim: Claim
    answer: Answer
    at: datetime

    @property
    def is_plain(self) -> bool:
        """A success of a healthy endpoint, whose row it leaves alone: that would be a queue."""
        return self.answer.is_success and not self.claim.troubled


@dataclass(frozen=True, slots=True)
class Recorded:
    outcomes: list[Done]
    """One for each that was given."""
    is_followed: bool
    """Whether anything waited for one of them: a later event of its order."""


async def record_plain(session: AsyncSession, answered: Sequence[Answered]) -> Recorded:
    """Write the attempts of plain successes. One that comes after somebody else recorded its number
    is logged and changes nothing."""
    in_order = sorted(answered, key=lambda one: one.claim.delivery_id)
    logs = [_log(one.claim, one.answer) | {"delivered_at": one.at} for one in in_order]
    columns = {name: [log[name] for log in logs] for name in logs[0]}
    rows = (await session.execute(_DELIVERED, columns)).all()
    delivered = {(row.park_id, row.id) for row in rows}
    keys = [(one.claim.park_id, one.claim.delivery_id) for one in answered]
    outcomes = [Done("delivered" if key in delivered else "superseded") for key in keys]
    return Recorded(outcomes, any(row.is_followed for row in rows))


async def record(
    session: AsyncSession, claim: Claim, answer: Answer, *, at: datetime, random: Random
) -> Done | RetryAt:
    """Write the attempt, and what follows from it.

    An answer that comes after somebody else recorded this attempt's number is logged and changes
    nothing.
    """
    endpoint = await lock_endpoint(session, claim.park_id, claim.endpoint_id)
    delivery = await session.get_one(
        Delivery,
        (claim.park_id, claim.delivery_id),
        with_for_update={"key_share": True},
        populate_existing=True,
    )
    session.add(Attempt(**_log(claim, answer)))
    if delivery.status != "pending" or delivery.attempts != claim.number - 1:
        is_due = delivery.status == "pending"
        return RetryAt(delivery.next_attempt_at or at, "early") if is_due else Done("superseded")
    delivery.attempts = claim.number
    if answer.is_success:
        endpoint.failures, endpoint.failing_since, endpoint.open_until = 0, None, None
        advance(delivery, "deliver")
        delivery.delivered_at = at
        return Done("delivered")
    return await _failed(session, claim, delivery, endpoint, answer, at=at, random=random)


# Locked one by one in the order given, and asked for by key: see the claim in
# `services.vendors.attempts`.
_DELIVERED = text(
    """
with answered as materialized (
    select * from unnest(
        cast(:park_id as bigint[]), cast(:delivery_id as bigint[]), cast(:number as int[]),
        cast(:at as timestamptz[]), cast(:status_code as int[]), cast(:milliseconds as int[]),
        cast(:answer as text[]), cast(:error as text[]), cast(:delivered_at as timestamptz[])
    ) as a (park_id, delivery_id, number, at, status_code, milliseconds, answer, error,
        delivered_at)
), open as materialized (
    select a.park_id, a.delivery_id as id, a.number, a.delivered_at
    from answered a cross join lateral (
        select d.status, d.attempts from delivery d
        where d.park_id = a.park_id and d.id = a.delivery_id
        for no key update
    ) d
    where d.status = 'pending' and d.attempts = a.number - 1
), logged as (
    insert into attempt
        (park_id, delivery_id, number, at, status_code, milliseconds, answer, error)
    select park_id, delivery_id, number, at, status_code, milliseconds, answer, error from answered
), delivered as (
    update delivery d set
        status = 'delivered', attempts = open.number, delivered_at = open.delivered_at,
        next_attempt_at = null
    from open where d.park_id = open.park_id and d.id = open.id
    returning d.park_id, d.id, d.event_id, d.endpoint_id
)
select d.park_id, d.id, exists (
    select from event o
    where o.park_id = v.park_id and o.subject = v.subject and o.id <> v.id and (
        select w.status = 'pending' from delivery w
        where w.park_id = o.park_id and w.event_id = o.id and w.endpoint_id = d.endpoint_id
    )
) as is_followed
from delivered d join event v on v.park_id = d.park_id and v.id = d.event_id
"""
)


async def _failed(
    session: AsyncSession,
    claim: Claim,
    delivery: Delivery,
    endpoint: Endpoint,
    answer: Answer,
    *,
    at: datetime,
    random: Random,
) -> Done | RetryAt:
    was_active = endpoint.status == "active"
    _count_failure(endpoint, claim, at)
    if claim.number >= MAX_ATTEMPTS:
        advance(delivery, "fail")
        result: Done | RetryAt = Done("failed")
    else:
        next_at = retry_at(claim.number, at, retry_after=answer.retry_after, random=random)
        delivery.next_attempt_at, result = next_at, RetryAt(next_at, "retry")
    reason = _reason_to_disable(endpoint, answer, at)
    if was_active and reason is not None:
        await session.flush()
        await disable_endpoint(session, endpoint.park_id, endpoint.id, reason=reason, now=at)
    return result


def _count_failure(endpoint: Endpoint, claim: Claim, at: datetime) -> None:
    """Count towards the breaker, unless it tells nothing new about the endpoint.

    Neither the retry of one order that the vendor cannot digest, nor what was already on its way
    as the breaker opened, may open it (further) for all the others.
    """
    endpoint.failing_since = endpoint.failing_since or at
    is_open = endpoint.failures >= BREAKER_OPENS_AFTER
    is_probe = is_open and endpoint.open_until == claim.at + LEASE
    if is_probe or (not is_open and claim.number == 1):
        endpoint.failures += 1
        opens_for = breaker_opens_for(endpoint.failures)
        endpoint.open_until = at + opens_for if opens_for else None


def _reason_to_disable(endpoint: Endpoint, answer: Answer, at: datetime) -> str | None:
    if answer.status == GONE:
        return "gone"
    if endpoint.failing_since is not None and at - endpoint.failing_since >= DISABLED_AFTER:
        return "failing"
    return None


def _log(claim: Claim, answer: Answer) -> dict[str, object]:
    """The attempt's row."""
    return {
        "park_id": claim.park_id,
        "delivery_id": claim.delivery_id,
        "number": claim.number,
        "at": claim.at,
        "status_code": answer.status,
        "milliseconds": answer.milliseconds,
        "answer": answer.body,
        "error": answer.error,
    }
