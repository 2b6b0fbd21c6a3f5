"""A park with people in it, a vendor, a bot, two gateways and a worker, any of which may die."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select

from api.frame import tokens
from models.catalogue import Outlet
from models.conversations import Conversation
from models.park import Park
from models.people import Company, Person
from models.staff import Staff
from parkline.process.clock import SetClock
from parkline.settings import secrets
from parkline.stores.database import database
from services.people import app_sessions
from services.vendors import keys
from services.vendors.endpoints import VENDOR_EVENTS, CheckedUrl, register_endpoint
from tests.actions.driver import entity
from tests.api.driver import SETTINGS
from tests.connectors.bot.fake import FakeBot, fails, fake_bot
from tests.contract.vendor_delivery import VAULT
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, load_park
from tests.properties.crashing.gateway import GatewayProcess
from tests.properties.crashing.model import OUTLET, STOCK
from tests.properties.crashing.process import Crash, Fate, Process
from tests.properties.crashing.vendor import VendorServer, vendor_server
from tests.properties.crashing.worker import WorkerProcess, time_of_jobs

DISH = "mapo_tofu_rice"
"""What the bot puts into a cart: one for each message that asks."""

Behave = Callable[[dict[str, Any]], Awaitable[web.StreamResponse | None]]


@dataclass(frozen=True)
class Tenant:
    person: int
    conversation: int
    session: int
    park: int
    clock: SetClock

    @property
    def token(self) -> str:
        """A fresh one: the last may have run out."""
        key = secrets.derive(SETTINGS, "api")
        token, _ = tokens.issue(self.park, self.session, key, now=self.clock())
        return token


class World:
    """One event loop long. `settle` brings everything up, `close` down."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.runner = asyncio.Runner()
        self.clock = SetClock(WEDNESDAY_MORNING)
        self.stack = AsyncExitStack()
        self.bot_moods: list[str] = []
        self.failed = Counter[str]()
        """Turns that the bot failed at, by the message's text."""
        self.meanwhile: Behave | None = None
        """What happens while the bot thinks."""

    def run[Result](self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def open(self) -> None:
        self.runner.get_loop().set_exception_handler(_heard)
        self.run(self._open())

    async def _open(self) -> None:
        sessions = await self.stack.enter_async_context(database(self.url, pool_size=4))
        self.demo = await load_park(sessions)
        self.vendor: VendorServer = await self.stack.enter_async_context(vendor_server())
        self.bot: FakeBot = await self.stack.enter_async_context(fake_bot())
        self.bot.behave = self._behave
        await self._people(self.demo)
        self.gateways = [await self._gateway() for _ in range(2)]
        self.worker = await self._worker()

    async def _people(self, demo: DemoPark) -> None:
        async with demo.sessions.begin() as session:
            self.park = await session.get_one(Park, demo.id)
            outlet = await session.get_one(Outlet, (demo.id, demo.outlets[OUTLET]))
            _, self.vendor_key = await keys.create(session, demo.id, outlet.vendor_id, now=self.now)
            await register_endpoint(
                session,
                VAULT,
                park_id=demo.id,
                vendor_id=outlet.vendor_id,
                url=CheckedUrl(self.vendor.url),
                event_types=sorted(VENDOR_EVENTS),
                now=self.now,
            )
            for code, stock in STOCK.items():
                await demo.set_item(session, code, stock=stock)
            self.staff = [await factories.make_staff(session, demo.id) for _ in range(2)]
            people = [await demo.conversation(session) for _ in range(5)]
            self.tenants = [await self._signed_in(session, one) for one in people]
            company = (await session.scalars(select(Company))).first()
            assert company is not None
            company.visits_need_approval, company.approver_id = True, self.boss.person
            for one in (self.host, self.boss):
                person = await session.get_one(Person, (demo.id, one.person))
                person.company_id = company.id

    @property
    def eaters(self) -> list[Tenant]:
        return self.tenants[:2]

    @property
    def talkers(self) -> list[Tenant]:
        return self.tenants[2:4]

    @property
    def host(self) -> Tenant:
        return self.tenants[0]

    @property
    def boss(self) -> Tenant:
        return self.tenants[4]

    @property
    def now(self) -> datetime:
        return self.clock()

    def later(self, span: timedelta) -> None:
        self.clock.moment = self.now + span

    async def _signed_in(self, session: Any, conversation: Conversation) -> Tenant:
        begun = await app_sessions.begin(session, conversation, now=self.now)
        return Tenant(
            conversation.person_id, conversation.id, begun.session.id, self.park.id, self.clock
        )

    async def _gateway(self) -> GatewayProcess:
        return await GatewayProcess(self.url, self.park, self.clock, self.bot.url).__aenter__()

    async def _worker(self) -> WorkerProcess:
        return await WorkerProcess(self.url, self.clock).__aenter__()

    def mend(self) -> None:
        """Somebody starts again what has died. Nothing of it is used any more."""
        self.run(self._mend())

    async def _mend(self) -> None:
        for number, one in enumerate(self.gateways):
            if one.is_dead:
                await one.__aexit__()
                self.gateways[number] = await self._gateway()
        if self.worker.is_dead:
            await self.worker.__aexit__()
            self.worker = await self._worker()

    def close(self) -> None:
        with self.runner:
            self.run(self._close())

    async def _close(self) -> None:
        processes: list[Process] = [*self.gateways, self.worker]
        for one in processes:
            await one.__aexit__()
        await self.stack.aclose()

    async def ring(self, fate: Fate) -> None:
        async with self.demo.sessions.begin() as session:
            await time_of_jobs(session, self.now)
        await self.worker.ring(fate)

    async def staff_member(self, session: Any, which: int) -> Staff:
        return await session.get_one(Staff, (self.park.id, self.staff[which].id))  # type: ignore[no-any-return]

    async def _behave(self, turn: dict[str, Any]) -> web.StreamResponse | None:
        """As our bot: what a turn does is done by the gateway's actions, again if asked again."""
        mood = self.bot_moods.pop(0) if self.bot_moods else "well"
        if mood == "is down":
            return web.json_response({}, status=503)
        if turn["text"].endswith("!"):
            line = [entity("item", self.demo.items[DISH], group="1", text=DISH)]
            line.append(entity("quantity", 1, group="1", text="1"))
            for action, entities in (("action_deny", []), ("action_act", line)):  # It reads only.
                if not await self._acting().act(turn, action, entities):
                    return await fails(turn)
        if mood == "fails":
            self.failed[turn["text"]] += 1
            return await fails(turn)
        return await self.meanwhile(turn) if self.meanwhile else None

    def _acting(self) -> GatewayProcess:
        """The gateway whose fate is to be decided runs the actions, too."""
        return next((one for one in self.gateways if one.is_busy), self.gateways[0])


def _heard(_loop: asyncio.AbstractEventLoop, what: dict[str, Any]) -> None:
    """The death of a process is no news; anything else that nobody heard of is."""
    if not isinstance(what.get("exception"), Crash):
        logging.getLogger(__name__).error("%s", what)
