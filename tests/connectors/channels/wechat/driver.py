"""A tenant on the simulated platform, in the chat with our account, over real sockets."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.channels.base import TEXT_LIMIT
from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from connectors.channels.wechat import Api, App, Door, Keys, MiniProgram, Sender, WeChat
from connectors.channels.wechat.templates import Kind as TemplateKind
from connectors.channels.wechat.templates import Template
from models import Conversation, Message
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat import config as platform
from parkline.simulate.wechat.demo import MINI, OFFICIAL
from parkline.simulate.wechat.people import Bubble, Delivery
from parkline.simulate.wechat.phone import Phone
from services.conversations import Reply
from tests.contract.channels import Receipt, Seen, code_of
from tests.contract.installation import Installation
from tests.waiting import until

FAST = timedelta(seconds=1.5)
"""Instead of the four seconds that we wait for the bot; the platform's five are three here."""
SILENT = timedelta(seconds=2)
VAULT = Fernet(Fernet.generate_key())
_CHOICES = re.compile(r"\n\n(?P<list>(?:\d+\. .+\n)+)回复数字就能选。$")


@dataclass
class Line:
    """The account, on the platform and here."""

    installation: Installation
    simulator: Simulator
    app: platform.App
    channel: WeChat
    pusher: Pusher
    api: Api
    http: ClientSession
    url: str
    """Of our callback."""

    def phone(self, who: str = "li") -> Phone:
        phone = self.simulator.phone(who, self.app.kind)
        phone.contact.follows = True
        return phone

    async def speak(self, who: str, *texts: str, author: str = "system", **data: Any) -> None:
        """Say something unasked, and wait until it was sent."""
        replies = [Reply(text, data=data) for text in texts]
        openid = self.phone(who).contact.openid
        await self.installation.speak(self.channel.name, openid, *replies, author=author)
        await self.settled()

    async def settled(self) -> None:
        """Until nothing is being pushed."""
        await self.installation.turns.settled()
        async with self.installation.sessions() as session:
            found = await session.scalars(select(Message.conversation_id).distinct())
            ids = found.all()
        # Whoever answers in the platform's own request holds the conversation a little longer.
        await until(self._nobody_sends)
        for id in ids:
            self.pusher.wake(id)
            await self.pusher.settled(id)

    async def _nobody_sends(self) -> bool:
        async with self.installation.sessions() as session:
            held = select(Conversation.id).where(Conversation.push_token.is_not(None))
            return await session.scalar(held) is None

    async def answered(self, count: int = 1) -> None:
        """Until the bot has said so much, and all of it was sent."""

        async def done() -> bool:
            return len(await self.said()) >= count

        await until(done)
        await self.settled()

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


@asynccontextmanager
async def connected(
    installation: Installation,
    *,
    mode: platform.Mode = "safe",
    kind: str = "official",
    format: platform.Format = "xml",
    may_push: bool = True,
    templates: dict[TemplateKind, Template] | None = None,
    rules: Rules | None = None,
    patience: timedelta = FAST,
) -> AsyncIterator[Line]:
    original = OFFICIAL if kind == "official" else MINI
    app = replace(original, mode=mode, format=format, may_push=may_push)
    simulator = Simulator([app], rules=rules or Rules(patience=3.0))
    gateway = installation.gateway
    async with TestServer(simulator.app()) as server, ClientSession() as http:
        base = str(server.make_url("")).rstrip("/")
        simulator.world.base_url = base
        api = Api(
            App(app.appid, app.secret, base), http, park_id=gateway.park_id,
            sessions=gateway.sessions, clock=gateway.clock, vault=VAULT,
        )  # fmt: skip
        sender = Sender(
            gateway, api, may_push=may_push, templates=templates or {}, subscribe=kind == "mini"
        )
        door = Door(Keys(app.token, app.aes_key, app.appid), mode, gateway.clock)
        outbox = Outbox(gateway.park_id, gateway.sessions, gateway.clock)
        made = WeChat if kind == "official" else MiniProgram
        channel = made(gateway, outbox, door, sender, patience=patience, silent_for=SILENT)
        pusher = Pusher(outbox, {channel.name: channel}, PushMetrics(CollectorRegistry()))
        gateway.feed.watch(pusher.heard)
        ours = web.Application()
        channel.install(ours)
        pusher.install(ours)
        async with TestServer(ours) as here:
            app.url = str(here.make_url(channel.path))
            yield Line(installation, simulator, app, channel, pusher, api, http, app.url)


@dataclass
class WeChatTenant:
    line: Line
    phone: Phone
    _seen: int = 0
    _ids: dict[str, int] = field(default_factory=dict)

    async def say(self, text: str, *, id: str | None = None) -> Receipt:
        world = self.phone.world
        msg_id = self._ids.setdefault(id, world.next_id()) if id else world.next_id()
        carried = "".join(c for c in text if c >= " " or c in "\t\n")  # All that XML can.
        before = len(self.phone.contact.bubbles)
        self.phone._opened("message")
        delivery: Delivery = await self.phone._deliver(
            str(msg_id), text, {"MsgType": "text", "Content": carried, "MsgId": msg_id}
        )
        assert delivery.outcome in ("replied", "silent"), delivery
        if len(text) > TEXT_LIMIT or self.line.installation.turns.paused:
            await self.line.settled()  # Where there is no passive answer it is pushed.
        for bubble in list(self.phone.contact.bubbles)[before:]:
            if bubble.side == "account" and (code := code_of(bubble.text)):
                return Receipt(code=code)
        return Receipt()

    async def press(self, seq: int, index: int) -> Receipt:
        return await self.say(str(index + 1))

    async def hear(self) -> Seen:
        async def said() -> bool:
            return self._next() is not None

        await until(said)
        bubble = self._next()
        assert bubble is not None
        self._seen += 1
        choices = _CHOICES.search(bubble.text)
        if choices is None:
            return Seen(0, bubble.text)
        titles = [line.partition(". ")[2] for line in choices["list"].splitlines()]
        return Seen(0, bubble.text[: choices.start()], tuple(titles))

    def _next(self) -> Bubble | None:
        said = [bubble for bubble in self.phone.contact.bubbles if bubble.side == "account"]
        return said[self._seen] if self._seen < len(said) else None

    async def send_garbage(self) -> None:
        for query, body in garbage(self.line):
            async with self.line.http.post(self.line.url, params=query, data=body) as answer:
                assert 400 <= answer.status < 500, (answer.status, body[:80])


def garbage(line: Line) -> list[tuple[dict[str, str], bytes]]:
    return [
        ({}, b""),
        ({"signature": "0" * 40, "timestamp": "0", "nonce": "0"}, b"<xml/>"),
        ({"msg_signature": "\x00", "timestamp": "\xff", "nonce": ""}, b"\xff\xfe\x00"),
        ({}, b"<xml><Encrypt>AAAA</Encrypt></xml>"),
        ({}, b"{" * 10_000),
    ]


class WeChatDriver:
    def __init__(self, line: Line) -> None:
        self.line = line
        self.name = line.channel.name

    def external_id(self, who: str) -> str:
        return self.line.phone(who).contact.openid

    @asynccontextmanager
    async def tenant(self, who: str, *, after: int = 0) -> AsyncIterator[WeChatTenant]:
        yield WeChatTenant(self.line, self.line.phone(who))
