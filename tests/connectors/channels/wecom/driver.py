"""A company on the simulated platform: its members, and people outside, over real sockets."""

import re
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry

from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from connectors.channels.wechat import App, Callbacks, Keys
from connectors.channels.wecom import PATH, CorpApi, CustomerService, WeCom
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat import config as platform
from parkline.simulate.wechat.people import Delivery
from parkline.simulate.wechat.phone import Phone
from services.conversations.conversations import Reply
from tests.connectors.channels.phones import VAULT, Account, PhoneTenant
from tests.contract.channels import Seen
from tests.contract.installation import Installation
from tests.kit.waiting import until
from tests.parkline.simulate.bot import service, wecom

SYNC = "/cgi-bin/kf/sync_msg"
KF = "wk0123456789abcdef"
"""The customer service's own id."""
_ANSWERS = re.compile(r"\n\n(?=echo: )")
"""Between answers of the echo that one message of the platform carries."""


@dataclass
class Company(Account):
    members: WeCom
    service: CustomerService
    apis: dict[str, CorpApi]

    def phone(self, who: str = "li", kind: platform.Kind = "wecom") -> Phone:
        return self.simulator.phone(who, kind)

    async def speak(self, channel: str, who: str, *replies: Reply, author: str = "system") -> None:
        """Say something unasked, and wait until it was sent."""
        openid = self.phone(who, "wecom" if channel == "wecom" else "kf").contact.openid
        await self.installation.speak(channel, openid, *replies, author=author)
        await self.settled()

    async def settled(self) -> None:
        """Until nothing is being fetched, answered or sent."""
        await self.service.settled()
        await self.installation.turns.settled()
        await self.pushed()


def corp_api(
    installation: Installation, http: ClientSession, app: platform.App, base: str
) -> CorpApi:
    door = installation.door
    about = App(f"{app.receiver}/{app.kind}", app.secret, base)
    return CorpApi(
        about, http, park_id=door.park_id, sessions=door.sessions,
        clock=door.clock, vault=VAULT,
    )  # fmt: skip


@asynccontextmanager
async def company(
    installation: Installation, *, rules: Rules | None = None, sweep_seconds: float = 60
) -> AsyncIterator[Company]:
    app, kf = wecom(), service()
    simulator = Simulator([app, kf], rules=rules or Rules(patience=3.0))
    door = installation.door
    async with TestServer(simulator.app()) as server, ClientSession() as http:
        base = str(server.make_url("")).rstrip("/")
        simulator.world.base_url = base
        apis = {one.kind: corp_api(installation, http, one, base) for one in (app, kf)}
        customers = CustomerService(
            door, apis["kf"], kf.appid, sweep_seconds=sweep_seconds, pause_seconds=0.05
        )
        callbacks = Callbacks(Keys(app.token, app.aes_key, app.appid), "safe", door.clock)
        members = WeCom(door, callbacks, apis["wecom"], int(app.agent_id), customers)
        outbox = Outbox(door.park_id, door.sessions, door.clock)
        channels = {members.name: members, customers.name: customers}
        pusher = Pusher(outbox, channels, PushMetrics(CollectorRegistry()))
        door.feed.watch(pusher.heard)
        ours = web.Application()
        for channel in (members, customers, pusher):
            channel.install(ours)
        async with TestServer(ours) as here:
            app.url = kf.url = str(here.make_url(PATH))

            async def has_begun() -> bool:
                return any(call.path == SYNC for call in simulator.world.calls)

            await until(has_begun)  # What it looks for as it starts.
            await customers.settled()
            yield Company(installation, simulator, pusher, http, app.url, members, customers, apis)


@dataclass
class Tenant(PhoneTenant):
    line: Company
    _answers: deque[Seen] = field(default_factory=deque)

    async def _deliver(self, msg_id: int, text: str, carried: str) -> Delivery:
        if self.phone.contact.app.kind != "kf":
            return await super()._deliver(msg_id, text, carried)
        content = {"msgtype": "text", "text": {"content": carried}}
        delivery = await self.phone._left(str(msg_id), text, content)
        await self.line.service.settled()
        return delivery

    async def hear(self) -> Seen:
        if self._answers:
            return self._answers.popleft()
        heard = await super().hear()
        if heard.buttons:
            return heard
        first, *more = _ANSWERS.split(heard.text)
        self._answers += [Seen(0, text) for text in more]
        return Seen(0, first)


@dataclass
class Driver:
    line: Company
    name: str

    @property
    def kind(self) -> platform.Kind:
        return "wecom" if self.name == "wecom" else "kf"

    def external_id(self, who: str) -> str:
        return self.line.phone(who, self.kind).contact.openid

    @asynccontextmanager
    async def tenant(self, who: str, *, after: int = 0) -> AsyncIterator[Tenant]:
        yield Tenant(self.line, self.line.phone(who, self.kind))
