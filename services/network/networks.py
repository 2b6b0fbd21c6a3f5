"""Which networks a park is in, and who else of this installation is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkFeed, NetworkMember, NetworkOffer, NetworkPeer
from models.park import Park
from services.kit import fence
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
LONGEST_NAME = 80
MOST_NETWORKS = 20


class NoNetwork(NotFound):
    """The park is in no such network."""

    code = "no_network"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A park of this installation that is in the same network."""

    park_id: int
    uid: UUID
    name_zh: str
    name_en: str


async def of(session: AsyncSession, park_id: int) -> Sequence[NetworkMember]:
    """By name of the network."""
    found = await session.scalars(
        select(NetworkMember).where(NetworkMember.park_id == park_id).order_by(NetworkMember.slug)
    )
    return found.all()


async def require(session: AsyncSession, park_id: int, slug: str) -> NetworkMember:
    """Raises NoNetwork."""
    found = await session.scalar(
        select(NetworkMember).where(NetworkMember.park_id == park_id, NetworkMember.slug == slug)
    )
    if found is None:
        there = ", ".join(one.slug for one in await of(session, park_id)) or "none"
        raise NoNetwork(f"this park is in no network {slug!r}; it is in: {there}")
    return found


async def neighbours(session: AsyncSession, park_id: int, slug: str) -> list[Neighbour]:
    """The others of this installation, by their ids: no rows of theirs but that they are in it.
    Parks that have gone elsewhere are left out."""
    async with fence.across(session):
        found = await session.execute(
            select(Park.id, Park.uid, Park.name_zh, Park.name_en)
            .join(NetworkMember, NetworkMember.park_id == Park.id)
            .where(NetworkMember.slug == slug, Park.id != park_id, Park.state != "gone")
            .order_by(Park.id)
        )
    return [Neighbour(*row) for row in found]


async def create(
    session: AsyncSession, by: By, slug: str, name_zh: str, name_en: str
) -> NetworkMember:
    """A network whose first park is this one. Created again with the same names it is as it was.

    Raises Invalid, Conflict.
    """
    if not SLUG.fullmatch(slug):
        raise Invalid("a network is called by lower-case letters, digits and -", field="slug")
    names = [" ".join(name.split()) for name in (name_zh, name_en)]
    if not all(0 < len(name) <= LONGEST_NAME for name in names):
        raise Invalid("a network has a name in both languages, shortly", field="name")
    mine = await _mine(session, by, slug)
    if mine is not None and [mine.name_zh, mine.name_en] == names:
        return mine
    if mine is not None or await neighbours(session, by.park_id, slug):
        raise Conflict(f"there is a network {slug!r} already: join it")
    return await _enter(session, by, slug, *names)


async def join(session: AsyncSession, by: By, slug: str) -> NetworkMember:
    """Be in a network that another park of this installation is in, or a peer of this park. The
    caller has what is there copied (services.network.copies.catch_up). Raises NotFound."""
    if (mine := await _mine(session, by, slug)) is not None:
        return mine
    others = await neighbours(session, by.park_id, slug)
    if others:
        async with fence.abroad(session, others[0].park_id):
            theirs = await require(session, others[0].park_id, slug)
            names = theirs.name_zh, theirs.name_en
        return await _enter(session, by, slug, *names)
    peer = await session.scalar(
        select(NetworkPeer.id).where(
            NetworkPeer.park_id == by.park_id, func.array_position(NetworkPeer.networks, slug) > 0
        )
    )
    if peer is None:
        raise NotFound(f"no park here is in a network {slug!r}, and no peer: create it")
    return await _enter(session, by, slug, slug, slug)


async def _mine(session: AsyncSession, by: By, slug: str) -> NetworkMember | None:
    found: NetworkMember | None = await session.scalar(
        select(NetworkMember).where(NetworkMember.park_id == by.park_id, NetworkMember.slug == slug)
    )
    return found


async def _enter(
    session: AsyncSession, by: By, slug: str, name_zh: str, name_en: str
) -> NetworkMember:
    if len(await of(session, by.park_id)) >= MOST_NETWORKS:
        raise Conflict(f"a park is in {MOST_NETWORKS} networks at most")
    row = NetworkMember(
        park_id=by.park_id, slug=slug, name_zh=name_zh, name_en=name_en, since=by.at
    )
    session.add(row)
    # What peers told while the park was not in it was not kept: they are read from the start.
    await session.execute(
        update(NetworkPeer)
        .where(
            NetworkPeer.park_id == by.park_id, func.array_position(NetworkPeer.networks, slug) > 0
        )
        .values(cursor=0, confirmed_at=None)
    )
    await session.flush()
    record(session, by, "network.join", f"network:{row.id}", before={}, after={"network": slug})
    return row


async def forget(session: AsyncSession, by: By, slug: str) -> None:
    """The park is out of it and has no copy of it. What it had published is withdrawn before
    (services.network.offers.withdraw_all). Raises NoNetwork."""
    row = await require(session, by.park_id, slug)
    gone = delete(NetworkCard).where(NetworkCard.park_id == by.park_id, NetworkCard.network == slug)
    await session.execute(gone)
    await session.delete(row)
    await session.flush()
    record(session, by, "network.leave", f"network:{row.id}", before={"network": slug}, after={})


async def next_number(session: AsyncSession, park_id: int) -> int:
    """The next of what the park tells others. From here on nobody else has one until the
    transaction ends: what has a smaller number is there, or never will be."""
    adding = insert(NetworkFeed).values(park_id=park_id, sequence=1)
    number: int | None = await session.scalar(
        adding.on_conflict_do_update(
            index_elements=["park_id"], set_={"sequence": NetworkFeed.sequence + 1}
        ).returning(NetworkFeed.sequence)
    )
    assert number is not None
    return number


async def published(
    session: AsyncSession, park_id: int, slug: str | None = None
) -> Sequence[NetworkOffer]:
    """What the park has published and not withdrawn, the oldest first."""
    query = select(NetworkOffer).where(
        NetworkOffer.park_id == park_id, NetworkOffer.withdrawn_at.is_(None)
    )
    if slug is not None:
        query = query.where(NetworkOffer.network == slug)
    found = await session.scalars(query.order_by(NetworkOffer.id))
    return found.all()
