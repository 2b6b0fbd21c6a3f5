"""Telegram as people see it: they write and press in an app, and Telegram tells the gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zlib import crc32

from aiohttp import web
from prometheus_client import CollectorRegistry

from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from connectors.channels.telegram import WEBHOOK, Telegram
from connectors.channels.texts import ERRORS
from tests.connectors.channels.telegram import fake
from tests.contract.channels import Receipt, Seen
from tests.contract.installation import Installation

CODES = {text: code for code, both in ERRORS.items() for text in both}
GARBAGE = (
    b"",
    b"not json",
    b"[]",
    b"null",
    b"[" * 100_000,
    b'{"update_id":"1","message":{}}',
    b'{"update_id":1e99}',
    b'{"update_id":1,"message":{"message_id":1,"chat":{"id":true,"type":"private"}}}',
    b'{"update_id":1,"message":{"message_id":1,"chat":{"id":5},"text":"x"}}',
    b'{"update_id":1,"callback_query":{"id":"1","data":"1:0"}}',
    b'{"update_id":1,"message":"' + b"x" * 300_000 + b'"}',
)


@asynccontextmanager
async def served(installation: Installation, platform: fake.Telegram) -> AsyncIterator[str]:
    """The channel and its pusher on a real port; yields the webhook's address."""
    door = installation.door
    channel = Telegram(door, token=fake.TOKEN, secret=fake.SECRET, api_url=platform.url)
    outbox = Outbox(door.park_id, door.sessions, door.clock)
    pusher = Pusher(outbox, {channel.name: channel}, PushMetrics(CollectorRegistry()))
    door.feed.watch(pusher.heard)
    app = web.Application()
    channel.install(app)
    pusher.install(app)
    runner = web.AppRunner(app, shutdown_timeout=2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        platform.webhook = f"http://127.0.0.1:{runner.addresses[0][1]}{WEBHOOK}"
        yield platform.webhook
    finally:
        await runner.cleanup()


class TelegramTenant:
    def __init__(self, platform: fake.Telegram, chat_id: int, language: str) -> None:
        self.platform, self.chat_id, self.language = platform, chat_id, language
        self.user = {"id": chat_id, "is_bot": False, "first_name": "Li", "language_code": language}
        self._ids: dict[str, int] = {}

    async def say(self, text: str, *, id: str | None = None) -> Receipt:
        return await self.send({"text": text}, id=id)

    async def send(self, content: dict[str, Any], *, id: str | None = None) -> Receipt:
        """A message of any kind. The same `id` is the same update, delivered again."""
        update_id = self._ids.setdefault(id, self.platform.next_id()) if id else None
        update = self.platform.update("message", self.message(content), update_id)
        status, call = await self.platform.deliver(update)
        assert status == 200
        return await self._receipt(call)

    async def press(self, seq: int, index: int) -> Receipt:
        query = await self.press_data(f"{seq}:{index}")
        answer = self.platform.answered[query]
        return Receipt(code=CODES.get(answer["text"]))

    async def press_data(self, data: str) -> str:
        """Press a button that carries `data`; the id of the query."""
        query = f"q{self.platform.next_id()}"
        shown = {"message_id": 1, "date": 0, "chat": self.chat}
        press = {
            "id": query,
            "from": self.user,
            "message": shown,
            "chat_instance": "1",
            "data": data,
        }
        status, _ = await self.platform.deliver(self.platform.update("callback_query", press))
        assert status == 200
        return query

    async def hear(self) -> Seen:
        heard = await self.platform.hear(self.chat_id)
        buttons = [button for row in heard["buttons"] for button in row]
        seq = int(buttons[0]["callback_data"].partition(":")[0]) if buttons else 0
        return Seen(seq, heard["text"], tuple(button["text"] for button in buttons))

    async def send_garbage(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": fake.SECRET}
        for body in GARBAGE:
            async with self.platform.http.post(
                self.platform.webhook, data=body, headers=headers
            ) as answer:
                assert answer.status == 400, body[:80]

    def message(self, content: dict[str, Any]) -> dict[str, Any]:
        about = {"message_id": self.platform.next_id(), "date": 1764_000_000}
        return {**about, "from": self.user, "chat": self.chat, **content}

    @property
    def chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "private", "first_name": "Li"}

    async def _receipt(self, call: dict[str, Any]) -> Receipt:
        """What the channel itself said to a message, if it said anything."""
        if not call:
            return Receipt()
        said = (await self.hear()).text
        return Receipt(code=CODES.get(said, said))


class TelegramDriver:
    name = "telegram"

    def __init__(self, platform: fake.Telegram) -> None:
        self.platform = platform

    def external_id(self, who: str) -> str:
        return str(crc32(who.encode()))

    @asynccontextmanager
    async def tenant(
        self, who: str, *, after: int = 0, language: str = "zh-hans"
    ) -> AsyncIterator[TelegramTenant]:
        yield TelegramTenant(self.platform, int(self.external_id(who)), language)
