"""What became of a vendor's webhooks, as operators and the vendor look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.vendors import ApiKey, Attempt, Delivery, Endpoint

PAGE = 50
STATUSES = ("pending", "delivered", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery, and the event that it tells."""

    delivery: Delivery
    type: str
    subject: str
    occurred_at: datetime


def breaker(endpoint: Endpoint, now: datetime) -> str:
    """closed, open (nothing is sent) or half_open (one probe may go)."""
    if endpoint.open_until is None:
        return "closed"
    return "open" if endpoint.open_until > now else "half_open"


async def endpoints_by_vendor(session: AsyncSession, park_id: int) -> dict[int, list[Endpoint]]:
    found: dict[int, list[Endpoint]] = {}
    rows = await session.scalars(
        select(Endpoint).where(Endpoint.park_id == park_id).order_by(Endpoint.id)
    )
    for row in rows:
        found.setdefault(row.vendor_id, []).append(row)
    return found


async def keys_by_vendor(session: AsyncSession, park_id: int) -> dict[int, list[ApiKey]]:
    """Those that hold, and then those that were revoked, the newest first."""
    found: dict[int, list[ApiKey]] = {}
    rows = await session.scalars(
        select(ApiKey)
        .where(ApiKey.park_id == park_id)
        .order_by(ApiKey.revoked_at.is_not(None), ApiKey.id.desc())
    )
    for row in rows:
        found.setdefault(row.vendor_id, []).append(row)
    return found


async def last_attempts(session: AsyncSession, park_id: int) -> dict[int, Attempt]:
    """The latest attempt at each endpoint."""
    rows = await session.execute(
        select(Delivery.endpoint_id, func.max(Attempt.id).label("latest"))
        .join(Attempt, (Attempt.park_id == Delivery.park_id) & (Attempt.delivery_id == Delivery.id))
        .where(Delivery.park_id == park_id)
        .group_by(Delivery.endpoint_id)
    )
    latest = {row.latest: row.endpoint_id for row in rows}
    found = await session.scalars(
        select(Attempt).where(Attempt.park_id == park_id, Attempt.id.in_(latest))
    )
    return {latest[attempt.id]: attempt for attempt in found}


async def counts(session: AsyncSession, endpoint: Endpoint) -> dict[str, int]:
    """How many deliveries there are of each status."""
    rows = await session.execute(
        select(Delivery.status, func.count().label("number"))
        .where(Delivery.park_id == endpoint.park_id, Delivery.endpoint_id == endpoint.id)
        .group_by(Delivery.status)
    )
    return {row.status: row.number for row in rows}


async def deliveries(
    session: AsyncSession, endpoint: Endpoint, *, status: str | None, before_id: int | None
) -> list[Sent]:
    """The newest first, one page."""
    query = (
        select(Delivery, EventRow.type, EventRow.subject, EventRow.occurred_at)
        .join(EventRow, (EventRow.park_id == Delivery.park_id) & (EventRow.id == Delivery.event_id))
        .where(Delivery.park_id == endpoint.park_id, Delivery.endpoint_id == endpoint.id)
        .order_by(Delivery.id.desc())
        .limit(PAGE)
    )
    if status is not None:
        query = query.where(Delivery.status == status)
    if before_id is not None:
        query = query.where(Delivery.id < before_id)
    return [Sent(*row) for row in await session.execute(query)]


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt, and what it was to tell."""

    attempt: Attempt
    type: str
    order_no: str | None
    delivery_status: str


async def latest_attempts(
    session: AsyncSession,
    endpoint: Endpoint,
    *,
    order_no: str | None = None,
    only_failed: bool = False,
    limit: int = PAGE,
) -> list[Tried]:
    """At an endpoint, the newest first; of one order if it is named."""
    number = EventRow.data["order"]["order_no"].as_string()
    query = (
        select(Attempt, EventRow.type, number, Delivery.status)
        .join(
            Delivery, (Delivery.park_id == Attempt.park_id) & (Delivery.id == Attempt.delivery_id)
        )
        .join(EventRow, (EventRow.park_id == Delivery.park_id) & (EventRow.id == Delivery.event_id))
        .where(Delivery.park_id == endpoint.park_id, Delivery.endpoint_id == endpoint.id)
        .order_by(Attempt.id.desc())
        .limit(limit)
    )
    if order_no is not None:
        query = query.where(number == order_no)
    if only_failed:
        was_taken = Attempt.error.is_(None) & Attempt.status_code.between(200, 299)
        query = query.where(not_(func.coalesce(was_taken, False)))
    return [Tried(*row) for row in await session.execute(query)]


async def waiting(session: AsyncSession, park_id: int) -> dict[int, int]:
    """How many deliveries wait for each endpoint."""
    rows = await session.execute(
        select(Delivery.endpoint_id, func.count().label("number"))
        .where(Delivery.park_id == park_id, Delivery.status == "pending")
        .group_by(Delivery.endpoint_id)
    )
    return {row.endpoint_id: row.number for row in rows}


async def attempts(
    session: AsyncSession, endpoint: Endpoint, delivery_id: int
) -> Sequence[Attempt]:
    """Of a delivery of this endpoint, the newest first; none of another's."""
    found = await session.scalars(
        select(Attempt)
        .join(
            Delivery, (Delivery.park_id == Attempt.park_id) & (Delivery.id == Attempt.delivery_id)
        )
        .where(
            Attempt.park_id == endpoint.park_id,
            Attempt.delivery_id == delivery_id,
            Delivery.endpoint_id == endpoint.id,
        )
        .order_by(Attempt.id.desc())
    )
    return found.all()
