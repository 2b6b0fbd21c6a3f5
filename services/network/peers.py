"""Parks in other installations, as operators connect them: addresses, keys, what is exchanged.

Each side has a key pair for each peer alone. An invitation is the park's uid and the public key,
and is shown to the other side's operator by a way that both trust; whoever has it can read nothing.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkPeer
from models.park import Park
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.sealing import Vault
from services.network import keys, networks
from services.vendors.endpoints import CheckedUrl

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)
MOST_PEERS = 50


async def of(session: AsyncSession, park_id: int) -> Sequence[NetworkPeer]:
    found = await session.scalars(
        select(NetworkPeer).where(NetworkPeer.park_id == park_id).order_by(NetworkPeer.id)
    )
    return found.all()


async def find(session: AsyncSession, park_id: int, code: str) -> NetworkPeer:
    """With its row locked. Raises NotFound, which says what there is."""
    found: NetworkPeer | None = await session.scalar(
        select(NetworkPeer)
        .where(NetworkPeer.park_id == park_id, NetworkPeer.code == code)
        .with_for_update()
    )
    if found is None:
        there = ", ".join(one.code for one in await of(session, park_id)) or "none"
        raise NotFound(f"no peer {code!r}; there is {there}")
    return found


async def add(
    session: AsyncSession, by: By, vault: Vault, code: str, *, url: CheckedUrl, network: str
) -> NetworkPeer:
    """Exchange with another installation's park what both publish to a network. It is asked once
    its invitation is known (`trust`). Added again for another network, that is exchanged, too.

    `url` was let pass by `connectors.vendors.guard.check_url`. Raises Invalid, NoNetwork, Conflict.
    """
    if not CODE.fullmatch(code):
        raise Invalid("a peer is called by lower-case letters, digits, - and _", field="code")
    await networks.require(session, by.park_id, network)
    there = {one.code: one for one in await of(session, by.park_id)}
    if (row := there.get(code)) is None:
        if len(there) >= MOST_PEERS:
            raise Conflict(f"a park has {MOST_PEERS} peers at most")
        row = NetworkPeer(
            park_id=by.park_id,
            code=code,
            url=url.rstrip("/"),
            networks=[],
            sealed=vault.encrypt(keys.new().encode()),
            created_at=by.at,
        )
        session.add(row)
    before = {"url": row.url, "networks": list(row.networks)} if row.id else {}
    row.url = url.rstrip("/")
    if network not in row.networks:
        row.networks, row.cursor, row.confirmed_at = [*row.networks, network], 0, None
        row.pushed = 0
    await session.flush()
    after = {"url": row.url, "networks": row.networks}
    record(session, by, "peer.add", f"peer:{row.id}", before=before, after=after)
    return row


async def trust(session: AsyncSession, by: By, code: str, invitation: str) -> NetworkPeer:
    """The other side's uid and key, as its operator showed them: from now on it is asked. Anew
    after either side's key was lost or leaked. Raises Invalid, NotFound, Conflict."""
    uid, key = keys.invited(invitation)
    row = await find(session, by.park_id, code)
    if await session.scalar(select(Park.id).where(Park.uid == uid, Park.state != "gone")):
        raise Conflict("that park is in this installation: `parkline network join` is enough")
    if row.uid not in (None, uid):
        raise Conflict("that is another park than before: drop the peer and add it anew")
    if any(one.uid == uid and one.id != row.id for one in await of(session, by.park_id)):
        raise Conflict("that park is a peer already, by another name")
    row.uid, row.their_key, row.their_next, row.their_version = uid, key, None, 0
    row.due_at, row.failures, row.problem = by.at, 0, None
    await session.flush()
    record(session, by, "peer.trust", f"peer:{row.id}", before={}, after={"uid": str(uid)})
    return row


async def rotate(
    session: AsyncSession, by: By, vault: Vault, code: str, *, leaked: bool
) -> NetworkPeer:
    """Another key for a peer. Both sign until the peer has said that it knows the new one, however
    long it is away. `leaked`: the former verifies nothing from now on, and the peer has to be shown
    our invitation anew. Raises NotFound."""
    row = await find(session, by.park_id, code)
    fresh = vault.encrypt(keys.new().encode())
    if leaked:
        row.sealed, row.next_sealed = fresh, None
    else:
        row.next_sealed = fresh
    row.keys_version += 1
    await session.flush()
    after = {"keys_version": row.keys_version, "leaked": leaked}
    record(session, by, "peer.rotate", f"peer:{row.id}", before={}, after=after)
    return row


async def drop(session: AsyncSession, by: By, code: str) -> int:
    """Exchange nothing more; what came from it is gone at once, and what it has of us within a
    minute, for it may ask no more. How many cards there were. Raises NotFound."""
    row = await find(session, by.park_id, code)
    gone = await session.scalars(
        delete(NetworkCard)
        .where(NetworkCard.park_id == by.park_id, NetworkCard.peer_id == row.id)
        .returning(NetworkCard.id)
    )
    count = len(gone.all())
    await session.delete(row)
    await session.flush()
    before = {"url": row.url, "networks": row.networks}
    record(session, by, "peer.drop", f"peer:{row.id}", before=before, after={})
    return count


async def invitation(session: AsyncSession, row: NetworkPeer, vault: Vault) -> str:
    """What the other side's operator is to be shown. Nothing of it is secret."""
    park = await session.get_one(Park, row.park_id)
    return keys.invitation(park.uid, opened(vault, row.next_sealed or row.sealed))


def opened(vault: Vault, sealed: bytes) -> str:
    """Raises Conflict."""
    try:
        return vault.decrypt(sealed).decode()
    except (InvalidToken, ValueError):
        raise Conflict("the peer's key cannot be opened: rotate it with --leaked") from None


async def by_uid(session: AsyncSession, park_id: int, uid: UUID) -> NetworkPeer | None:
    """Locked: what it says is taken one after another."""
    found: NetworkPeer | None = await session.scalar(
        select(NetworkPeer)
        .where(
            NetworkPeer.park_id == park_id,
            NetworkPeer.uid == uid,
            NetworkPeer.their_key.is_not(None),
        )
        .with_for_update()
    )
    return found


LEASE = timedelta(seconds=60)
"""For whoever asks a peer; after that another may."""


async def due(session: AsyncSession, *, now: datetime, limit: int) -> list[tuple[int, int]]:
    """Parks and peers that are to be asked, of all parks; nobody else asks them meanwhile."""
    rows = await session.scalars(
        select(NetworkPeer)
        .join(Park, Park.id == NetworkPeer.park_id)
        .where(NetworkPeer.due_at <= now, Park.state == "active")
        .order_by(NetworkPeer.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=NetworkPeer)
    )
    found = rows.all()
    for row in found:
        row.due_at = now + LEASE
    await session.flush()
    return [(row.park_id, row.id) for row in found]
