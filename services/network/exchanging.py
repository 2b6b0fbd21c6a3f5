"""What a peer says: pages of its feed, read as anybody's words.

A page is taken whatever its way: answered to us, sent by the peer, twice, late, out of order. An
item that makes no sense is left out; the others count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkPeer
from services.kit.errors import Invalid, NotFound, ParkError
from services.network import bodies, copies, introductions, keys, networks
from services.network.bodies import KINDS, Name, Text
from services.network.copies import MOST_CARDS, Origin, Told
from services.network.feed import PAGE

EVERY = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
"""Between tries of a peer that cannot be reached."""
PROBLEMS = (
    "unreachable", "refused_address", "slow", "too_big", "status_401", "status", "not_signed",
    "not_page", "key_unreadable",
)  # fmt: skip
LARGEST = 2**53
Number = Annotated[int, Field(ge=0, le=LARGEST)]

log = structlog.get_logger(__name__)


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Item(_Said):
    state: Literal["updated", "deleted"]
    kind: Annotated[str, Field(max_length=40)]
    id: UUID
    modified: Number
    network: Annotated[str, Field(max_length=40)] = ""
    data: dict[str, Any] = Field(default_factory=dict)


class Named(_Said):
    uid: UUID
    name_zh: Name
    name_en: Name


class Keys(_Said):
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    current: str
    next: str | None = None


class Page(_Said):
    park: Named
    keys: Keys
    knows: Annotated[int, Field(ge=0, le=2**31 - 1)]
    after: Number
    items: Annotated[list[Any], Field(max_length=PAGE)]
    next: Number
    more: bool


class _Answer(_Said):
    status: Literal["passed_on", "declined"]
    reply: Annotated[str, Field(max_length=introductions.LONGEST_REPLY), Text] | None = None


class _Asked(_Said):
    card: UUID
    contact: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """`cursor`: up to where all is read now."""

    changed: int
    left_out: int
    cursor: int


def parsed(body: Mapping[str, Any], peer: NetworkPeer) -> Page:
    """A page of this peer and no other. Raises Invalid."""
    try:
        said = Page.model_validate(body)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False)[0]
        raise Invalid("no page: " + ".".join(map(str, first["loc"]))) from None
    followers = [one for one in (said.keys.next,) if one is not None]
    if said.park.uid != peer.uid or not all(map(keys.is_public, (said.keys.current, *followers))):
        raise Invalid("no page of this peer")
    return said


async def take(session: AsyncSession, peer: NetworkPeer, said: Page, *, now: datetime) -> Taken:
    """Keep what a page says. The cursor goes on where nothing is missing before the page."""
    peer.name_zh, peer.name_en = said.park.name_zh, said.park.name_en
    take_keys(peer, said.keys)
    knows(peer, said.knows)
    changed, left_out = 0, 0
    for item in said.items:
        try:
            changed += await _one(session, peer, Item.model_validate(item), now=now)
        except (ParkError, ValidationError, ValueError) as problem:
            left_out += 1
            log.info("peer.item_left_out", peer=peer.id, problem=type(problem).__name__)
    if said.after <= peer.cursor < said.next:
        peer.cursor = said.next
    await session.flush()
    return Taken(changed, left_out, peer.cursor)


def take_keys(peer: NetworkPeer, said: Keys) -> None:
    """Its keys, as a page says that one of those that we know has signed. Never older ones: of one
    version there are two pages, before and after we said that we know the next key."""
    follows = said.version == peer.their_version and said.current == peer.their_next
    if said.version > peer.their_version or follows:
        peer.their_key, peer.their_next = said.current, said.next
        peer.their_version = said.version


def knows(peer: NetworkPeer, version: int) -> None:
    """The peer has our newest key: the former signs no more."""
    if version == peer.keys_version and peer.next_sealed is not None:
        peer.sealed, peer.next_sealed = peer.next_sealed, None


async def _one(session: AsyncSession, peer: NetworkPeer, item: Item, *, now: datetime) -> bool:
    """Whether it changed anything. What stands below the cursor has been read: nothing is taken of
    it again, so that a page that somebody kept for years says nothing. Raises ParkError."""
    if item.modified <= peer.cursor:
        return False
    assert peer.uid is not None
    match item.kind:
        case "introduction" if item.state == "deleted":
            await introductions.recall(
                session, peer.park_id, peer.uid, item.id, sequence=item.modified, now=now
            )
        case "introduction":
            asked = _Asked.model_validate(item.data)
            await introductions.receive(
                session, peer.park_id, peer.uid, item.id, card=asked.card, contact=asked.contact,
                sequence=item.modified, now=now,
            )  # fmt: skip
        case "answer":
            answer = _Answer.model_validate(item.data)
            await introductions.replied(
                session, peer.park_id, peer.uid, item.id, answer=answer.status, reply=answer.reply,
                sequence=item.modified, now=now,
            )  # fmt: skip
        case kind if kind in KINDS:
            return await _card(session, peer, item, now=now)
        case _:
            return False  # Of a newer version.
    return True


async def _card(session: AsyncSession, peer: NetworkPeer, item: Item, *, now: datetime) -> bool:
    if item.network not in peer.networks:
        raise Invalid("a card of a network that is not exchanged")
    await networks.require(session, peer.park_id, item.network)
    assert peer.uid is not None
    if await copies.count(session, peer.park_id, peer.uid) >= MOST_CARDS:
        known = await copies.find(session, peer.park_id, peer.uid, item.id)
        if known is None:
            raise Invalid("too many cards")
    body = bodies.checked(item.data) if item.state == "updated" else None
    origin = Origin(peer.uid, peer.name_zh, peer.name_en, peer.id)
    told = Told(item.network, item.id, item.kind, item.modified, body)
    return await copies.take(session, peer.park_id, origin, told, now=now)


async def confirmed(
    session: AsyncSession, park_id: int, peer_id: int, *, asked_at: datetime, now: datetime
) -> None:
    """All that it has was read, by an answer to what we asked at that moment: its cards are shown
    for a minute from then on."""
    peer = await load(session, park_id, peer_id)
    peer.confirmed_at, peer.failures, peer.problem = asked_at, 0, None
    peer.due_at = now + EVERY
    await session.flush()


async def failed(
    session: AsyncSession, park_id: int, peer_id: int, problem: str, *, now: datetime
) -> None:
    """It is asked again after a while, ever slower, at last each LONGEST_WAIT."""
    peer = await load(session, park_id, peer_id)
    peer.problem, peer.failures = problem, peer.failures + 1
    peer.due_at = now + min(EVERY * 2 ** min(peer.failures - 1, 10), LONGEST_WAIT)
    await session.flush()


async def load(session: AsyncSession, park_id: int, peer_id: int) -> NetworkPeer:
    """Locked. Raises NotFound for one that was dropped meanwhile."""
    key = (park_id, peer_id)
    peer = await session.get(NetworkPeer, key, with_for_update=True, populate_existing=True)
    if peer is None:
        raise NotFound(f"peer {peer_id}")
    return peer
