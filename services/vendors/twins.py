"""Endpoints that are told the same twice: one URL that was registered again for the same vendor.

Two vendors may share a URL: one program can serve several of them.
"""

from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Endpoint

PORTS = {"http": 80, "https": 443}


async def of_endpoint(session: AsyncSession, endpoint: Endpoint) -> list[int]:
    """Ids of the vendor's other endpoints that get some of the same events at the same URL."""
    found = await session.scalars(
        select(Endpoint)
        .where(Endpoint.park_id == endpoint.park_id, Endpoint.vendor_id == endpoint.vendor_id)
        .order_by(Endpoint.id)
    )
    return [one.id for one in found if _is_told_the_same(one, endpoint)]


async def by_endpoint(session: AsyncSession, park_id: int) -> dict[int, list[int]]:
    """The same for each endpoint of the park that has such others."""
    rows = await session.scalars(
        select(Endpoint).where(Endpoint.park_id == park_id).order_by(Endpoint.id)
    )
    endpoints = rows.all()
    found = {
        one.id: [other.id for other in endpoints if _is_told_the_same(other, one)]
        for one in endpoints
    }
    return {id_: others for id_, others in found.items() if others}


def _is_told_the_same(one: Endpoint, other: Endpoint) -> bool:
    return (
        one.id != other.id
        and not (one.sandbox or other.sandbox)
        and one.vendor_id == other.vendor_id
        and _place(one.url) == _place(other.url)
        and _shares_events(one, other)
    )


def _place(url: str) -> tuple[str, str, int | None, str, str]:
    """What a URL reaches, however it is written."""
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme)
    return parts.scheme, parts.hostname or "", port, parts.path or "/", parts.query


def _shares_events(one: Endpoint, other: Endpoint) -> bool:
    """An empty list means all events."""
    mine, theirs = set(one.event_types), set(other.event_types)
    return not mine or not theirs or bool(mine & theirs)
