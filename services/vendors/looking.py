"""How a vendor's connection is, in plain values."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Endpoint, Vendor
from services.vendors import queries, twins


async def vendor(session: AsyncSession, row: Vendor, *, now: datetime) -> dict[str, Any]:
    """Its code, names, number of API keys that hold, and endpoints."""
    endpoints = (await queries.endpoints_by_vendor(session, row.park_id)).get(row.id, [])
    keys = (await queries.keys_by_vendor(session, row.park_id)).get(row.id, [])
    same = await twins.by_endpoint(session, row.park_id)
    waiting = await queries.waiting(session, row.park_id)
    return {
        "code": row.code,
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "keys": sum(key.revoked_at is None for key in keys),
        "endpoints": [
            _endpoint(one, now) | {"waiting": waiting.get(one.id, 0), "twins": same.get(one.id, [])}
            for one in endpoints
        ],
    }


def _endpoint(row: Endpoint, now: datetime) -> dict[str, Any]:
    status, reason = row.status, row.disabled_reason
    if status == "active" and queries.breaker(row, now) != "closed":
        status, reason = "paused", f"{row.failures} deliveries in a row failed"
    elif status == "active" and row.failing_since is not None:
        status, reason = "failing", f"since {row.failing_since:%Y-%m-%d %H:%M} UTC"
    return {
        "id": row.id,
        "url": row.url,
        "sandbox": row.sandbox,
        "status": status,
        "reason": reason,
        "events": row.event_types or "all",
        "scheme": row.scheme,
        "rate_per_second": row.rate_per_second,
    }
