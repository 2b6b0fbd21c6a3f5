"""A tenant on the simulated platform, in the chat with our account, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from connectors.channels.wechat import Api, App, Callbacks, Keys, MiniProgram, Sender, WeChat
from connectors.channels.wechat.templates import Kind as TemplateKind
from connectors.channels.wechat.templates import Template
from models.conversations import Conversation
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat import config as platform
from parkline.simulate.wechat.demo import MINI, OFFICIAL
from parkline.simulate.wechat.phone import Phone
from services.conversations.conversations import Reply
from tests.connectors.channels.phones import VAULT, Account, PhoneTenant
from tests.contract.installation import Installation
from tests.kit.waiting import until

FAST = timedelta(seconds=1.5)
"""Instead of the four seconds that we wait for the bot; the platform's five are three here."""
SILENT = timedelta(seconds=2)


@dataclass
class Line(Account):
    app: platform.App
    channel: WeChat
    api: Api

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
        await self.installation.turns.settled()
        # Whoever answers in the platform's own request holds the conversation a little longer.
        await until(self._nobody_sends)
        await self.pushed()

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
    door = installation.door
    async with TestServer(simulator.app()) as server, ClientSession() as http:
        base = str(server.make_url("")).rstrip("/")
        simulator.world.base_url = base
        api = Api(
            App(app.appid, app.secret, base), http, park_id=door.park_id,
            sessions=door.sessions, clock=door.clock, vault=VAULT,
        )  # fmt: skip
        sender = Sender(
            door, api, may_push=may_push, templates=templates or {}, subscribe=kind == "mini"
        )
        callbacks = Callbacks(Keys(app.token, app.aes_key, app.appid), mode, door.clock)
        outbox = Outbox(door.park_id, door.sessions, door.clock)
        made = WeChat if kind == "official" else MiniProgram
        channel = made(door, outbox, callbacks, sender, patience=patience, silent_for=SILENT)
        pusher = Pusher(outbox, {channel.name: channel}, PushMetrics(CollectorRegistry()))
        door.feed.watch(pusher.heard)
        ours = web.Application()
        channel.install(ours)
        pusher.install(ours)
        async with TestServer(ours) as here:
            app.url = str(here.make_url(channel.path))
            yield Line(installation, simulator, pusher, http, app.url, app, channel, api)


class WeChatDriver:
    def __init__(self, line: Line) -> None:
        self.line = line
        self.name = line.channel.name

    def external_id(self, who: str) -> str:
        return self.line.phone(who).contact.openid

    @asynccontextmanager
    async def tenant(self, who: str, *, after: int = 0) -> AsyncIterator[PhoneTenant]:
        yield PhoneTenant(self.line, self.line.phone(who))
