"""Two installations, each with a park, that are peers: two databases, two servers, two clocks."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.peers.api import PREFIX, peer_routes
from connectors.peers.reader import PeerReader, Question
from connectors.vendors import exchange, guard
from edge.problems import problems
from models.network import NetworkCard, NetworkIntroduction, NetworkOffer, NetworkPeer
from models.park import Park
from models.people import Company, Person
from parkline.stores.database import Sessions
from services.kit.audit import By
from services.network import introductions, networks, offers, peers, searching
from services.vendors.endpoints import CheckedUrl
from tests.given.factories import CREATED as NOW
from tests.given.factories import make_park, make_person
from tests.kit.engines import sessions_on

NETWORK = "tus"
LOOPBACK = guard.networks(["127.0.0.0/8"])
Meddle = Callable[[web.Request, Any], Any]


@dataclass
class World:
    """What time it really is."""

    now: datetime = NOW

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Installation:
    """A park with its gateway's and its worker's part of the exchange. `off` is by how much its
    clock is wrong; `open` says whether the world reaches it, `hears` whether what is sent does."""

    sessions: Sessions
    world: World
    name: str
    vault: Fernet = field(default_factory=lambda: Fernet(Fernet.generate_key()))
    off: timedelta = timedelta()
    open: bool = True
    hears: bool = True
    park_id: int = 0
    url: str = ""

    @property
    def pages(self) -> list[tuple[bytes, dict[str, str]]]:
        return SENT.get(self.url, [])

    def clock(self) -> datetime:
        return self.world.now + self.off

    def by(self) -> By:
        return By(self.park_id, None, self.clock())

    def reader(self) -> PeerReader:
        return _Noting(self.sessions, self.vault, self.client, self.clock)

    def client(self) -> ClientSession:
        return exchange.client(LOOPBACK)

    async def turn(self) -> int:
        return await self.reader().turn()

    async def publishes(self, name: str, *tags: str, agreed: bool = True) -> None:
        async with self.sessions.begin() as session:
            company = Company(park_id=self.park_id, name_zh=f"{name}公司", name_en=name)
            session.add(company)
            await session.flush()
            said = {"offers": list(tags)}
            await offers.publish(session, self.by(), NETWORK, company, said, agreed=agreed)

    async def says_otherwise(self, name: str, *tags: str) -> None:
        async with self.sessions.begin() as session:
            company = await offers.named(session, self.park_id, "org", name)
            said = {"offers": list(tags)}
            await offers.publish(session, self.by(), NETWORK, company, said)

    async def withdraws(self, name: str) -> None:
        async with self.sessions.begin() as session:
            company = await offers.named(session, self.park_id, "org", name)
            row = await offers.find(session, self.park_id, NETWORK, company)
            assert row is not None
            await offers.withdraw(session, self.by(), row)

    async def shows(self, words: str = "") -> list[str]:
        async with self.sessions() as session:
            found = await searching.search(session, self.park_id, words, now=self.clock())
        return sorted(card.body["name_en"] for card in found.cards)

    async def cards(self) -> dict[str, tuple[int, Any]]:
        """All copies, those that are withdrawn, too."""
        async with self.sessions() as session:
            rows = await session.scalars(select(NetworkCard))
            return {str(row.uid): (row.sequence, row.body) for row in rows}

    async def offered(self) -> dict[str, tuple[int, Any]]:
        async with self.sessions() as session:
            rows = await session.scalars(select(NetworkOffer))
            return {str(row.uid): (row.sequence, row.body) for row in rows}

    async def somebody(self, name: str = "Ann") -> int:
        async with self.sessions.begin() as session:
            park = await session.get_one(Park, self.park_id)
            return (await make_person(session, park, name=name, language="en")).id

    async def asks(self, person_id: int, words: str) -> bool:
        """Whether anybody hears of it: the first card that is shown for these words."""
        async with self.sessions.begin() as session:
            person = await session.get_one(Person, (self.park_id, person_id))
            found = await searching.search(session, self.park_id, words, now=self.clock())
            asked = await introductions.ask(
                session, person, found.cards[0], words, now=self.clock()
            )
            return asked.is_new

    async def introductions(self) -> list[NetworkIntroduction]:
        async with self.sessions() as session:
            found = await session.scalars(
                select(NetworkIntroduction).order_by(NetworkIntroduction.id)
            )
            return list(found.all())

    async def peer(self) -> NetworkPeer:
        async with self.sessions() as session:
            return (await session.scalars(select(NetworkPeer))).one()

    async def rotates(self, *, leaked: bool = False) -> None:
        async with self.sessions.begin() as session:
            await peers.rotate(session, self.by(), self.vault, "other", leaked=leaked)

    async def invitation(self) -> str:
        async with self.sessions.begin() as session:
            row = await peers.find(session, self.park_id, "other")
            return await peers.invitation(session, row, self.vault)

    async def trusts(self, invitation: str) -> None:
        async with self.sessions.begin() as session:
            await peers.trust(session, self.by(), "other", invitation)

    async def hears_again(self, which: int) -> int:
        """One of the pages that were sent to it, again, as it was; what it answered."""
        body, headers = self.pages[which]
        async with (
            self.client() as http,
            http.post(
                f"{self.url}{PREFIX}/feed", data=body, headers=headers | {"x-again": "yes"}
            ) as answer,
        ):
            return answer.status


SENT: dict[str, list[tuple[bytes, dict[str, str]]]] = {}
"""By address: what was sent there, whether it was heard or not."""


class _Noting(PeerReader):
    """Keeps what it sends, as somebody on the way might."""

    async def _asked(
        self, http: ClientSession, peer: NetworkPeer, question: Question
    ) -> dict[str, object]:
        if question.method == "POST":
            SENT.setdefault(peer.url, []).append((question.body, question.headers))
        return await super()._asked(http, peer, question)


@web.middleware
async def _outages(request: web.Request, handler: Any) -> Any:
    one = request.app[INSTALLATION]
    away = not one.open or (request.method == "POST" and not one.hears)
    if away and request.headers.get("x-again") is None:
        assert request.transport is not None
        request.transport.abort()
    return await handler(request)


INSTALLATION: web.AppKey[Installation] = web.AppKey("installation", Installation)


@asynccontextmanager
async def installation(url: str, world: World, name: str) -> AsyncIterator[Installation]:
    async with AsyncExitStack() as stack:
        sessions = await stack.enter_async_context(sessions_on(url))
        one = Installation(sessions, world, name)
        async with sessions.begin() as session:
            park = await make_park(session, slug=name, name_zh=f"{name}园", name_en=name.title())
            one.park_id = park.id
        app = web.Application(middlewares=[_outages, problems([PREFIX])])
        app[INSTALLATION] = one
        app.add_routes(peer_routes(sessions, one.clock, one.vault, one.park_id))
        server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        one.url = str(server.make_url("")).rstrip("/")
        yield one


@asynccontextmanager
async def two_peers(urls: tuple[str, str]) -> AsyncIterator[tuple[Installation, Installation]]:
    """Both in one network, each with the other's invitation."""
    world = World()
    async with (
        installation(urls[0], world, "harbour") as one,
        installation(urls[1], world, "meadow") as other,
    ):
        for here, there in ((one, other), (other, one)):
            async with here.sessions.begin() as session:
                await networks.create(session, here.by(), NETWORK, "联盟", "Network")
                await peers.add(
                    session, here.by(), here.vault, "other", url=CheckedUrl(there.url),
                    network=NETWORK,
                )  # fmt: skip
        await one.trusts(await other.invitation())
        await other.trusts(await one.invitation())
        yield one, other
