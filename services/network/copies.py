"""Copies of what other parks have published.

One rule makes them right whatever happens on the way: of two things that are said of a card, the
one with the larger number of its publisher holds. So what comes twice, late or in another order
changes nothing, and a card that was withdrawn does not come back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkOffer
from models.park import Park
from services.kit import fence
from services.network import networks

KEPT = timedelta(days=365)
"""What was withdrawn, so that whoever was away hears of it."""
MOST_CARDS = 2000
"""Of one park, which could fill our database otherwise."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Of which park a card is; `peer_id` if it is in another installation."""

    uid: UUID
    name_zh: str
    name_en: str
    peer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is said of a card. Without a `body` it is withdrawn."""

    network: str
    uid: UUID
    kind: str
    sequence: int
    body: dict[str, Any] | None


def told(offer: NetworkOffer) -> Told:
    gone = offer.withdrawn_at is not None
    return Told(offer.network, offer.uid, offer.kind, offer.sequence, None if gone else offer.body)


async def take(
    session: AsyncSession, park_id: int, origin: Origin, one: Told, *, now: datetime
) -> bool:
    """Keep what is said of a card, if nothing newer is known. Whether that changed anything."""
    values: dict[str, Any] = {
        "network": one.network,
        "origin_zh": origin.name_zh,
        "origin_en": origin.name_en,
        "peer_id": origin.peer_id,
        "kind": one.kind,
        "body": one.body or {},
        "sequence": one.sequence,
        "received_at": now,
        "withdrawn_at": now if one.body is None else None,
    }
    key = {"park_id": park_id, "origin": origin.uid, "uid": one.uid}
    adding = insert(NetworkCard).values(**key, **values)
    changed = await session.scalar(
        adding.on_conflict_do_update(
            index_elements=list(key),
            set_=values,
            where=NetworkCard.sequence < adding.excluded.sequence,
        ).returning(NetworkCard.id)
    )
    return changed is not None


async def count(session: AsyncSession, park_id: int, origin: UUID) -> int:
    """Cards that are kept of a park, withdrawn ones, too."""
    found = await session.scalar(
        select(func.count()).where(NetworkCard.park_id == park_id, NetworkCard.origin == origin)
    )
    return found or 0


async def hand_on(session: AsyncSession, offer: NetworkOffer, *, now: datetime) -> None:
    """Change the copies that other parks of this installation have, in the same transaction: what
    is withdrawn is gone with it."""
    park = await session.get_one(Park, offer.park_id)
    origin, one = Origin(park.uid, park.name_zh, park.name_en), told(offer)
    for other in await networks.neighbours(session, offer.park_id, offer.network):
        async with fence.abroad(session, other.park_id):
            await take(session, other.park_id, origin, one, now=now)


async def catch_up(session: AsyncSession, park_id: int, slug: str, *, now: datetime) -> int:
    """Copy what the others of this installation have published to a network; how many cards."""
    taken = 0
    for other in await networks.neighbours(session, park_id, slug):
        async with fence.abroad(session, other.park_id):
            rows = await networks.published(session, other.park_id, slug)
            said = [told(row) for row in rows]
        origin = Origin(other.uid, other.name_zh, other.name_en)
        for one in said:
            taken += await take(session, park_id, origin, one, now=now)
    return taken


async def find(session: AsyncSession, park_id: int, origin: UUID, uid: UUID) -> NetworkCard | None:
    found: NetworkCard | None = await session.scalar(
        select(NetworkCard).where(
            NetworkCard.park_id == park_id, NetworkCard.origin == origin, NetworkCard.uid == uid
        )
    )
    return found
