"""A company on the simulated platform: its members, and people outside, over real sockets."""

import re
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.channels.base import TEXT_LIMIT
from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from connectors.channels.wechat import App, Door, Keys
from connectors.channels.wecom import PATH, CorpApi, CustomerService, WeCom
from models import Message
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat import config as platform
from parkline.simulate.wechat.people import Bubble
from parkline.simulate.wechat.phone import Phone
from services.conversations import Reply
from tests.contract.channels import Receipt, Seen, code_of
from tests.contract.installation import Installation
from tests.parkline.simulate.bot import service, wecom
from tests.waiting import until

SYNC = "/cgi-bin/kf/sync_msg"
VAULT = Fernet(Fernet.generate_key())
_CHOICES = re.compile(r"\n\n(?P<list>(?:\d+\. .+\n)+)回复数字就能选。$")
_ANSWERS = re.compile(r"\n\n(?=echo: )")
"""Between answers of the echo that one message of the platform carries."""


@dataclass
class Company:
    """The company, on the platform and here."""

    installation: Installation
    simulator: Simulator
    members: WeCom
    service: CustomerService
    pusher: Pusher
    apis: dict[str, CorpApi]
    http: ClientSession
    url: str
    """Of our callback."""

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
        async with self.installation.sessions() as session:
            ids = (await session.scalars(select(Message.conversation_id).distinct())).all()
        for id in ids:
            self.pusher.wake(id)
            await self.pusher.settled(id)

    async def said(self) -> list[tuple[str, str, str | None]]:
        """(text, status, outcome) of everything that we said."""
        async with self.installation.sessions() as session:
            found = await session.scalars(
                select(Message).where(Message.direction == "out").order_by(Message.id)
            )
            return [(row.text, row.status, row.outcome) for row in found]

    async def heard(self) -> list[Message]:
        async with self.installation.sessions() as session:
            found = await session.scalars(
                select(Message).where(Message.direction == "in").order_by(Message.id)
            )
            return list(found)


def corp_api(
    installation: Installation, http: ClientSession, app: platform.App, base: str
) -> CorpApi:
    gateway = installation.gateway
    about = App(f"{app.receiver}/{app.kind}", app.secret, base)
    return CorpApi(
        about, http, park_id=gateway.park_id, sessions=gateway.sessions,
        clock=gateway.clock, vault=VAULT,
    )  # fmt: skip


@asynccontextmanager
async def company(
    installation: Installation, *, rules: Rules | None = None, sweep_seconds: float = 60
) -> AsyncIterator[Company]:
    app, kf = wecom(), service()
    simulator = Simulator([app, kf], rules=rules or Rules(patience=3.0))
    gateway = installation.gateway
    async with TestServer(simulator.app()) as server, ClientSession() as http:
        base = str(server.make_url("")).rstrip("/")
        simulator.world.base_url = base
        apis = {one.kind: corp_api(installation, http, one, base) for one in (app, kf)}
        customers = CustomerService(
            gateway, apis["kf"], kf.appid, sweep_seconds=sweep_seconds, pause_seconds=0.05
        )
        door = Door(Keys(app.token, app.aes_key, app.appid), "safe", gateway.clock)
        members = WeCom(gateway, door, apis["wecom"], int(app.agent_id), customers)
        outbox = Outbox(gateway.park_id, gateway.sessions, gateway.clock)
        channels = {members.name: members, customers.name: customers}
        pusher = Pusher(outbox, channels, PushMetrics(CollectorRegistry()))
        gateway.feed.watch(pusher.heard)
        ours = web.Application()
        for channel in (members, customers, pusher):
            channel.install(ours)
        async with TestServer(ours) as here:
            app.url = kf.url = str(here.make_url(PATH))

            async def has_begun() -> bool:
                return any(call.path == SYNC for call in simulator.world.calls)

            await until(has_begun)  # What it looks for as it starts.
            await customers.settled()
            yield Company(installation, simulator, members, customers, pusher, apis, http, app.url)


@dataclass
class Tenant:
    line: Company
    phone: Phone
    _seen: int = 0
    _answers: deque[Seen] = field(default_factory=deque)
    _ids: dict[str, int] = field(default_factory=dict)

    async def say(self, text: str, *, id: str | None = None) -> Receipt:
        world = self.phone.world
        msg_id = self._ids.setdefault(id, world.next_id()) if id else world.next_id()
        carried = "".join(c for c in text if c >= " " or c in "\t\n")  # All that XML can.
        before = len(self.phone.contact.bubbles)
        self.phone._opened("message")
        content: dict[str, Any]
        if self.phone.contact.app.kind == "kf":
            content = {"msgtype": "text", "text": {"content": carried}}
            delivery = await self.phone._left(str(msg_id), text, content)
            await self.line.service.settled()
        else:
            content = {"MsgType": "text", "Content": carried, "MsgId": msg_id}
            delivery = await self.phone._deliver(str(msg_id), text, content)
        assert delivery.outcome in ("replied", "silent"), delivery
        if len(text) > TEXT_LIMIT or self.line.installation.turns.paused:
            await self.line.settled()
        for bubble in list(self.phone.contact.bubbles)[before:]:
            if bubble.side == "account" and (code := code_of(bubble.text)):
                return Receipt(code=code)
        return Receipt()

    async def press(self, seq: int, index: int) -> Receipt:
        return await self.say(str(index + 1))

    async def hear(self) -> Seen:
        if self._answers:
            return self._answers.popleft()

        async def said() -> bool:
            return self._next() is not None

        await until(said)
        bubble = self._next()
        assert bubble is not None
        self._seen += 1
        choices = _CHOICES.search(bubble.text)
        if choices is not None:
            titles = [line.partition(". ")[2] for line in choices["list"].splitlines()]
            return Seen(0, bubble.text[: choices.start()], tuple(titles))
        first, *more = _ANSWERS.split(bubble.text)
        self._answers += [Seen(0, text) for text in more]
        return Seen(0, first)

    def _next(self) -> Bubble | None:
        said = [bubble for bubble in self.phone.contact.bubbles if bubble.side == "account"]
        return said[self._seen] if self._seen < len(said) else None

    async def send_garbage(self) -> None:
        for query, body in garbage():
            async with self.line.http.post(self.line.url, params=query, data=body) as answer:
                assert 400 <= answer.status < 500, (answer.status, body[:80])


def garbage() -> list[tuple[dict[str, str], bytes]]:
    return [
        ({}, b""),
        ({"msg_signature": "0" * 40, "timestamp": "0", "nonce": "0"}, b"<xml/>"),
        ({"msg_signature": "\x00", "timestamp": "\xff", "nonce": ""}, b"\xff\xfe\x00"),
        ({}, b"<xml><Encrypt>AAAA</Encrypt></xml>"),
        ({}, b"{" * 10_000),
    ]


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
