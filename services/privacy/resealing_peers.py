"""Sealing anew the keys by which parks sign what they tell peers (services.privacy.resealing)."""

from cryptography.fernet import InvalidToken
from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkPeer
from services.privacy.resealing import Batch, Vaults, sealed_anew

SEALED = {"sealed": "", "next_sealed": ", the next one"}


async def peers(
    session: AsyncSession, vaults: Vaults, after: tuple[int, int] | None, *, most: int
) -> Batch[tuple[int, int]]:
    """`after` and `last` are (park, peer)."""
    query = select(NetworkPeer).order_by(NetworkPeer.park_id, NetworkPeer.id).limit(most)
    if after is not None:
        query = query.where(tuple_(NetworkPeer.park_id, NetworkPeer.id) > after)
    rows = (await session.scalars(query.with_for_update(key_share=True))).all()
    anew, unreadable = 0, list[str]()
    for row in rows:
        for column, name in SEALED.items():
            kept = getattr(row, column)
            try:
                if kept is not None and (again := sealed_anew(vaults, kept)) is not None:
                    setattr(row, column, again)
                    anew += 1
            except InvalidToken:
                unreadable.append(f"peer {row.code}{name}")
    await session.flush()
    last = (rows[-1].park_id, rows[-1].id) if len(rows) == most else None
    return Batch(last, anew, tuple(unreadable))


async def sealed_peers(session: AsyncSession) -> list[tuple[str, bytes]]:
    """Every key of a peer, with whose it is."""
    rows = await session.scalars(select(NetworkPeer).order_by(NetworkPeer.park_id, NetworkPeer.id))
    return [
        (f"peer {row.code}{name}", kept)
        for row in rows.all()
        for column, name in SEALED.items()
        if (kept := getattr(row, column)) is not None
    ]
