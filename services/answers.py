"""What a vendor's answer means for the delivery, and for its endpoint.

An endpoint's row is always locked before its deliveries', so that no two of these can deadlock.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models import Attempt, Delivery, Endpoint
from services.attempts import Claim, Done, RetryAt
from services.delivery_states import advance
from services.endpoints import disable_endpoint, lock_endpoint
from services.retries import (
    BREAKER_OPENS_AFTER,
    DISABLED_AFTER,
    MAX_ATTEMPTS,
    PROBE_LEASE,
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


async def record(
    session: AsyncSession, claim: Claim, answer: Answer, *, at: datetime, random: Random
) -> Done | RetryAt:
    """Write the attempt, and what follows from it.

    An answer that comes after somebody else recorded this attempt's number is logged and changes
    nothing. A healthy endpoint's row is not touched by a success: it would be a queue of its own.
    """
    if answer.is_success and not claim.troubled:
        delivered = await session.scalar(_DELIVERED, _log(claim, answer) | {"delivered_at": at})
        return Done("delivered" if delivered else "superseded")
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
    delivery.attempts, delivery.next_attempt_at = claim.number, None
    if answer.is_success:
        endpoint.failures, endpoint.failing_since, endpoint.open_until = 0, None, None
        advance(delivery, "deliver")
        delivery.delivered_at = at
        return Done("delivered")
    return await _failed(session, claim, delivery, endpoint, answer, at=at, random=random)


# The common case in one statement.
_DELIVERED = text(
    """
with logged as (
    insert into attempt
        (park_id, delivery_id, number, at, status_code, milliseconds, answer, error)
    values
        (:park_id, :delivery_id, :number, :at, :status_code, :milliseconds, :answer, :error)
), delivered as (
    update delivery set
        status = 'delivered', attempts = :number, delivered_at = :delivered_at,
        next_attempt_at = null
    where park_id = :park_id and id = :delivery_id
        and status = 'pending' and attempts = :number - 1
    returning id
)
select exists (select from delivered)
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
    if endpoint.status == "disabled":
        advance(delivery, "cancel")
        return Done("cancelled")
    _count_failure(endpoint, claim, at)
    if reason := _reason_to_disable(endpoint, answer, at):
        advance(delivery, "fail")
        await session.flush()
        await disable_endpoint(session, endpoint.park_id, endpoint.id, reason=reason, now=at)
        return Done("failed")
    if claim.number >= MAX_ATTEMPTS:
        advance(delivery, "fail")
        return Done("failed")
    next_at = retry_at(claim.number, at, retry_after=answer.retry_after, random=random)
    delivery.next_attempt_at = next_at
    return RetryAt(next_at, "retry")


def _count_failure(endpoint: Endpoint, claim: Claim, at: datetime) -> None:
    """Count towards the breaker, unless it tells nothing new about the endpoint.

    Neither the retry of one order that the vendor cannot digest, nor what was already on its way
    as the breaker opened, may open it (further) for all the others.
    """
    endpoint.failing_since = endpoint.failing_since or at
    is_open = endpoint.failures >= BREAKER_OPENS_AFTER
    is_probe = is_open and endpoint.open_until == claim.at + PROBE_LEASE
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
