"""What a peer is told: a feed of what is so now, by the number of its last change (RPDE).

A page is what we answer when the peer asks, and what we send by ourselves; whoever reads all pages
has all that is so, whatever was lost on the way. Cards of the networks that are exchanged with it,
what was asked of it, and what we answered.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkFeed, NetworkIntroduction, NetworkOffer, NetworkPeer
from models.park import Park
from services.kit.sealing import Vault
from services.network import keys, peers

PAGE = 100


async def newest(session: AsyncSession, park_id: int) -> int:
    """The last number that the park has given."""
    found = await session.scalar(select(NetworkFeed.sequence).where(NetworkFeed.park_id == park_id))
    return found or 0


async def page(
    session: AsyncSession, peer: NetworkPeer, vault: Vault, *, after: int
) -> dict[str, Any]:
    """What changed after that number, the oldest first; `next` is what to ask after then."""
    # What has a number up to this one is committed (networks.next_number): nothing turns up below.
    last = await newest(session, peer.park_id)
    items = [*await _cards(session, peer, after), *await _introductions(session, peer, after)]
    items.sort(key=lambda item: item["modified"])
    more = len(items) > PAGE
    shown = items[:PAGE]
    park = await session.get_one(Park, peer.park_id)
    return {
        "park": {"uid": str(park.uid), "name_zh": park.name_zh, "name_en": park.name_en},
        "keys": _keys(peer, vault),
        "knows": peer.their_version,
        "after": after,
        "items": shown,
        "next": shown[-1]["modified"] if more else max(last, after),
        "more": more,
    }


def _keys(peer: NetworkPeer, vault: Vault) -> dict[str, Any]:
    following = peers.opened(vault, peer.next_sealed) if peer.next_sealed else None
    return {
        "version": peer.keys_version,
        "current": keys.public(peers.opened(vault, peer.sealed)),
        "next": keys.public(following) if following else None,
    }


async def _cards(session: AsyncSession, peer: NetworkPeer, after: int) -> Iterator[dict[str, Any]]:
    rows = await session.scalars(
        select(NetworkOffer)
        .where(
            NetworkOffer.park_id == peer.park_id,
            NetworkOffer.network.in_(peer.networks),
            NetworkOffer.sequence > after,
        )
        .order_by(NetworkOffer.sequence)
        .limit(PAGE + 1)
    )
    return map(_card, rows.all())


def _card(row: NetworkOffer) -> dict[str, Any]:
    item = {
        "state": "updated",
        "kind": row.kind,
        "id": str(row.uid),
        "network": row.network,
        "modified": row.sequence,
    }
    return item | ({"data": row.body} if row.withdrawn_at is None else {"state": "deleted"})


async def _introductions(
    session: AsyncSession, peer: NetworkPeer, after: int
) -> Iterator[dict[str, Any]]:
    rows: Sequence[NetworkIntroduction] = (
        await session.scalars(
            select(NetworkIntroduction)
            .where(
                NetworkIntroduction.park_id == peer.park_id,
                NetworkIntroduction.origin == peer.uid,
                NetworkIntroduction.sequence > after,
            )
            .order_by(NetworkIntroduction.sequence)
            .limit(PAGE + 1)
        )
    ).all()
    return map(_introduction, rows)


def _introduction(row: NetworkIntroduction) -> dict[str, Any]:
    item: dict[str, Any] = {"id": str(row.uid), "modified": row.sequence, "state": "updated"}
    if row.direction == "in":
        return item | {"kind": "answer", "data": {"status": row.status, "reply": row.reply}}
    item["kind"] = "introduction"
    if row.status == "recalled":
        return item | {"state": "deleted"}
    return item | {"data": {"card": str(row.card), "contact": row.contact}}
