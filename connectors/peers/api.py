"""What peers may ask of a park, and tell it. Each request is one transaction of the host's park."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.peers import signatures
from connectors.vendors.signing import TOLERANCE
from edge import bodies
from edge.addresses import Network, address_of
from edge.parks import SITE
from edge.problems import TooManyRequests
from edge.rates import Backoff, Rate
from models.network import NetworkPeer
from models.park import Park
from services.kit.errors import Invalid, Unauthorized
from services.kit.sealing import Vault
from services.network import exchanging, feed, peers

PREFIX = "/peer/v1"
MAX_BODY = 512 * 1024
MOST_SIGNATURES = 500
"""Characters of a header of signatures: two of them have some two hundred."""
REQUESTS, SECONDS = 60, 10.0
"""Of one peer, in this process."""
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 20, 1.0, 60.0
"""Of one address that signs what we do not know."""


def peer_routes(
    sessions: async_sessionmaker[AsyncSession],
    clock: Callable[[], datetime],
    vault: Vault,
    usual_park: int,
    trusted: Sequence[Network] = (),
) -> list[web.RouteDef]:
    """The routes, for an app that has `edge.problems.problems` as a middleware. `usual_park` is
    asked where hosts do not say which."""
    api = PeerApi(sessions, clock, vault, usual_park, trusted)
    return [web.get(f"{PREFIX}/feed", api.read), web.post(f"{PREFIX}/feed", api.take)]


@dataclass(frozen=True, slots=True)
class PeerApi:
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    vault: Vault
    usual_park: int
    trusted: Sequence[Network]
    rate: Rate = field(default_factory=lambda: Rate(time.monotonic, REQUESTS, SECONDS))
    strangers: Backoff = field(
        default_factory=lambda: Backoff(time.monotonic, FREE_TRIES, FIRST_WAIT, LONGEST_WAIT)
    )

    async def read(self, request: web.Request) -> web.Response:
        """A page of what we tell this peer, signed under the id of its question."""
        after, knows = (_number(request, name) for name in ("after", "knows"))
        asked = request.rel_url.raw_path_qs.encode()
        async with self.sessions.begin() as session:
            peer = await self._peer(session, request, asked, signatures.ASKING)
            exchanging.knows(peer, knows)
            page = await feed.page(session, peer, self.vault, after=after)
            body = json.dumps(page, ensure_ascii=False).encode()
            headers = await self._signed(session, peer, request, body)
        return web.Response(body=body, content_type="application/json", headers=headers)

    async def take(self, request: web.Request) -> web.Response:
        """A page that the peer sends by itself. Sent again it changes nothing."""
        raw = await bodies.raw(request, limit=MAX_BODY)
        async with self.sessions.begin() as session:
            peer = await self._peer(session, request, raw, TOLERANCE)
            said = exchanging.parsed(_json(raw), peer)
            taken = await exchanging.take(session, peer, said, now=self.clock())
            if peer.due_at is not None:
                peer.due_at = min(peer.due_at, self.clock())  # It is there again.
            shown = {"taken": taken.changed, "left_out": taken.left_out, "cursor": taken.cursor}
            body = json.dumps(shown).encode()
            headers = await self._signed(session, peer, request, body)
        return web.Response(body=body, content_type="application/json", headers=headers)

    async def _peer(
        self, session: AsyncSession, request: web.Request, content: bytes, tolerance: timedelta
    ) -> NetworkPeer:
        """Raises Unauthorized, TooManyRequests."""
        if len(request.headers.get("webhook-signature", "")) > MOST_SIGNATURES:
            raise Invalid("too many signatures")
        uid = _uid(request.headers.get(signatures.PEER, ""))
        found = await peers.by_uid(session, self._park(request), uid) if uid else None
        try:
            peer = signatures.require(
                found, request.headers, content, now=self.clock(), tolerance=tolerance
            )
        except Unauthorized:
            if wait := self.strangers.take(address_of(request, self.trusted)):
                raise TooManyRequests(wait) from None
            raise
        if wait := self.rate.take(f"{peer.park_id}:{peer.id}"):
            raise TooManyRequests(wait)
        return peer

    def _park(self, request: web.Request) -> int:
        site = request.get(SITE)
        return site.park_id if site else self.usual_park

    async def _signed(
        self, session: AsyncSession, peer: NetworkPeer, request: web.Request, body: bytes
    ) -> dict[str, str]:
        park = await session.get_one(Park, peer.park_id)
        asked = request.headers["webhook-id"]
        return signatures.signed(
            peer, self.vault, park.uid, body, now=self.clock(), message=asked
        ) | {"cache-control": "no-store"}


def _uid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _number(request: web.Request, name: str) -> int:
    """Raises Invalid."""
    said = request.query.get(name, "0")
    if not (said.isascii() and said.isdigit() and len(said) <= 16):  # noqa: PLR2004 - below 2**53
        raise Invalid(f"{name} is a number", field=name)
    return int(said)


def _json(raw: bytes) -> bodies.Json:
    """Raises Invalid."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Invalid("the body is not JSON") from None
    if not isinstance(body, dict) or not bodies.is_storable(body):
        raise Invalid("the body must be a JSON object")
    return body
