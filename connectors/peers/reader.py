"""Asks the peers that are due, and tells them what is new; no transaction is open meanwhile.

First what is new here is sent, for whoever withdraws something wants it gone. Then the peer's feed
is read to its end: that alone says that its cards may be shown. Either works without the other.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from aiohttp import ClientConnectorError, ClientError, ClientSession
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.peers import signatures
from connectors.vendors.guard import RefusedAddress
from edge.bodies import is_storable
from models.network import NetworkPeer
from models.park import Park
from services.kit import fence
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.sealing import Vault
from services.network import exchanging, feed, peers

AT_ONCE = 20
"""Peers in one turn, beside one another: one that does not answer keeps no other waiting."""
SECONDS = 15.0
"""For one exchange."""
MOST_BYTES = 1024 * 1024
MOST_PAGES = 50
"""In one turn of one peer; the rest is read in the next."""
FEED = "/peer/v1/feed"
_OK, _UNAUTHORIZED = 200, 401

log = structlog.get_logger(__name__)


class Unread(Exception):
    """`code`, of services.network.exchanging.PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """One exchange, signed."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes = b""


class PeerReader:
    """`client` makes a session that reaches public addresses only."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        vault: Vault,
        client: Callable[[], ClientSession],
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._client = client
        self._clock = clock

    async def turn(self, only: tuple[int, int] | None = None) -> int:
        """Exchange with the peers that are due, or with one of a park at once; how many."""
        if only is not None:
            found = [only]
        else:
            async with self._sessions.begin() as session:
                found = await peers.due(session, now=self._clock(), limit=AT_ONCE)
        if found:
            async with self._client() as http:
                await asyncio.gather(*(self._exchange(http, *one) for one in found))
        return len(found)

    async def _exchange(self, http: ClientSession, park_id: int, peer_id: int) -> None:
        with fence.within(park_id):
            try:
                problem = await self._tell(http, park_id, peer_id)
                await self._read(http, park_id, peer_id)
                if problem:
                    log.info("peer.not_told", peer=peer_id, problem=problem)
            except NotFound:
                return  # It was dropped meanwhile.
            except Unread as failed:
                log.info("peer.not_read", peer=peer_id, problem=failed.code)
                async with self._sessions.begin() as session:
                    now = self._clock()
                    await exchanging.failed(session, park_id, peer_id, failed.code, now=now)

    async def _tell(self, http: ClientSession, park_id: int, peer_id: int) -> str | None:
        """Send what is new; why not, if not: the peer reads it itself sooner or later."""
        for _ in range(MOST_PAGES):
            async with self._sessions.begin() as session:
                peer = await exchanging.load(session, park_id, peer_id)
                if await feed.newest(session, park_id) <= peer.pushed:
                    return None
                page = await feed.page(session, peer, self._vault, after=peer.pushed)
                body = json.dumps(page, ensure_ascii=False).encode()
                headers = self._signed(peer, await _uid(session, peer), body)
            question = Question("POST", f"{peer.url}{FEED}", headers, body)
            try:
                await self._asked(http, peer, question)
            except Unread as problem:
                return problem.code
            async with self._sessions.begin() as session:
                peer = await exchanging.load(session, park_id, peer_id)
                peer.pushed = max(peer.pushed, page["next"])
        return None

    async def _read(self, http: ClientSession, park_id: int, peer_id: int) -> None:
        """Raises Unread, NotFound."""
        asked_at = self._clock()
        for _ in range(MOST_PAGES):
            async with self._sessions.begin() as session:
                peer = await exchanging.load(session, park_id, peer_id)
                path = f"{FEED}?after={peer.cursor}&knows={peer.their_version}"
                headers = self._signed(peer, await _uid(session, peer), path.encode())
            answer = await self._asked(http, peer, Question("GET", peer.url + path, headers))
            async with self._sessions.begin() as session:
                fresh = await exchanging.load(session, park_id, peer_id)
                try:
                    said = exchanging.parsed(answer, fresh)
                except Invalid as wrong:
                    raise Unread("not_page") from wrong
                taken = await exchanging.take(session, fresh, said, now=self._clock())
                is_all = not said.more and taken.cursor >= said.next
                if is_all:
                    await exchanging.confirmed(
                        session, park_id, peer_id, asked_at=asked_at, now=self._clock()
                    )
            if is_all:
                return
        raise Unread("too_big")

    def _signed(self, peer: NetworkPeer, park: UUID, content: bytes) -> dict[str, str]:
        try:
            return signatures.signed(peer, self._vault, park, content, now=self._clock())
        except Conflict as unreadable:
            raise Unread("key_unreadable") from unreadable

    async def _asked(
        self, http: ClientSession, peer: NetworkPeer, question: Question
    ) -> dict[str, object]:
        """What the peer answered, and nobody else. Redirects are not followed. Raises Unread."""
        try:
            async with (
                asyncio.timeout(SECONDS),
                http.request(
                    question.method,
                    question.url,
                    data=question.body or None,
                    headers=question.headers | {"content-type": "application/json"},
                    allow_redirects=False,
                ) as response,
            ):
                if response.status != _OK:
                    raise Unread("status_401" if response.status == _UNAUTHORIZED else "status")
                body = bytearray()
                async for chunk in response.content.iter_chunked(64 * 1024):
                    body += chunk
                    if len(body) > MOST_BYTES:
                        response.close()
                        raise Unread("too_big")
                received = response.headers
        except TimeoutError as error:
            raise Unread("slow") from error
        except (ClientError, OSError, ValueError) as error:
            cause = error.os_error if isinstance(error, ClientConnectorError) else error
            refused = isinstance(cause, RefusedAddress)
            raise Unread("refused_address" if refused else "unreachable") from error
        asked = question.headers["webhook-id"]
        if not signatures.answers(peer, received, bytes(body), asked, now=self._clock()):
            raise Unread("not_signed")
        return _object(bytes(body))


def _object(body: bytes) -> dict[str, object]:
    """Raises Unread."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unread("not_page") from error
    if not isinstance(said, dict) or not is_storable(said):
        raise Unread("not_page")
    return said


async def _uid(session: AsyncSession, peer: NetworkPeer) -> UUID:
    return (await session.get_one(Park, peer.park_id)).uid
