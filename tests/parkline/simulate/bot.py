"""A bot behind the simulated platform that does what a test tells it, and the platform itself."""

import asyncio
import json
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from parkline.simulate.wechat import App, Rules, Simulator
from parkline.simulate.wechat.crypto import sign

TOKEN = "token-of-the-tests"
SEND = "/cgi-bin/message/custom/send"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def official(**changes: Any) -> App:
    values: dict[str, Any] = {
        "kind": "official",
        "appid": "wx0123456789abcdef",
        "secret": "secret-of-the-account",
        "token": TOKEN,
        "aes_key": AES_KEY,
        "original_id": "gh_0123456789ab",
        "name": "启明科技园",
        "mode": "plain",
    }
    return App(**values | changes)


def mini(**changes: Any) -> App:
    values: dict[str, Any] = {
        "kind": "mini",
        "appid": "wxfedcba9876543210",
        "secret": "secret-of-the-mini-program",
        "token": TOKEN,
        "aes_key": AES_KEY,
        "original_id": "gh_ba9876543210",
        "name": "启明园区服务",
        "format": "json",
    }
    return App(**values | changes)


def wecom(**changes: Any) -> App:
    values: dict[str, Any] = {
        "kind": "wecom",
        "appid": "ww0123456789abcdef",
        "secret": "secret-of-the-corps-app",
        "token": TOKEN,
        "aes_key": AES_KEY,
        "original_id": "ww0123456789abcdef",
        "name": "园区服务台",
        "agent_id": "1000002",
        "robot_key": "key-of-the-robot",
    }
    return App(**values | changes)


def service(**changes: Any) -> App:
    """WeChat customer service of the same corp."""
    values: dict[str, Any] = {
        "kind": "kf",
        "appid": "wk0123456789abcdef",
        "secret": "secret-of-customer-service",
        "token": TOKEN,
        "aes_key": AES_KEY,
        "original_id": "ww0123456789abcdef",
        "corp_id": "ww0123456789abcdef",
        "name": "园区客服",
    }
    return App(**values | changes)


@dataclass
class Heard:
    """One request of the platform."""

    query: dict[str, str]
    content_type: str
    body: bytes

    @property
    def fields(self) -> dict[str, str]:
        return {one.tag: one.text or "" for one in ET.fromstring(self.body)}


Answer = Callable[[Heard], Awaitable[web.StreamResponse]]


async def success(_: Heard) -> web.Response:
    return web.Response(text="success")


@dataclass
class Bot:
    """Answers with `script`, one entry a request, the last for ever."""

    script: list[Answer] = field(default_factory=lambda: [success])
    heard: list[Heard] = field(default_factory=list)

    async def post(self, request: web.Request) -> web.StreamResponse:
        heard = Heard(dict(request.query), request.content_type, await request.read())
        self.heard.append(heard)
        answer = self.script[min(len(self.heard), len(self.script)) - 1]
        return await answer(heard)

    async def get(self, request: web.Request) -> web.Response:
        """The URL check, for plain accounts."""
        query = request.query
        if query["signature"] != sign(TOKEN, query["timestamp"], query["nonce"]):
            raise web.HTTPForbidden
        return web.Response(text=query["echostr"])


def xml(text: str, content_type: str = "text/xml") -> Answer:
    """Answer with this body; {to}, {sender} and {now} are filled in."""

    async def answer(heard: Heard) -> web.Response:
        fields = heard.fields
        filled = (
            text.replace("{to}", fields["FromUserName"])
            .replace("{sender}", fields["ToUserName"])
            .replace("{now}", fields["CreateTime"])
        )
        return web.Response(text=filled, content_type=content_type)

    return answer


HEAD = (
    "<ToUserName>{to}</ToUserName><FromUserName>{sender}</FromUserName>"
    "<CreateTime>{now}</CreateTime>"
)


def text(content: str) -> Answer:
    """A passive text as the platform wants it."""
    return xml(f"<xml>{HEAD}<MsgType>text</MsgType><Content><![CDATA[{content}]]></Content></xml>")


def late(seconds: float = 30) -> Answer:
    async def answer(_: Heard) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response(text="success")

    return answer


def status(code: int) -> Answer:
    async def answer(_: Heard) -> web.Response:
        return web.Response(status=code)

    return answer


@dataclass
class Platform:
    """The simulator on a free port, with a client of its API."""

    simulator: Simulator
    url: str
    http: ClientSession

    async def token(self, app: App) -> str:
        entered = {"grant_type": "client_credential", "appid": app.appid, "secret": app.secret}
        answer = await self.call("/cgi-bin/stable_token", entered)
        return str(answer["access_token"])

    async def call(
        self, path: str, body: dict[str, Any] | bytes | None = None, **query: str
    ) -> dict[str, Any]:
        """POST with a body, GET without."""
        if body is None:
            request = self.http.get(self.url + path, params=query)
        else:
            # The platform shows escapes as they come, so that the text goes as UTF-8.
            raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
            request = self.http.post(self.url + path, params=query, data=raw)
        async with request as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer

    async def push(self, app: App, openid: str, said: str) -> dict[str, Any]:
        body = {"touser": openid, "msgtype": "text", "text": {"content": said}}
        return await self.call(SEND, body, access_token=await self.token(app))


@asynccontextmanager
async def platform(
    bot: Bot | None, *apps: App, rules: Rules | None = None
) -> AsyncIterator[Platform]:
    """The platform, its accounts led to the bot. Five seconds are 0.3 unless `rules` say else."""
    bot_app = web.Application()
    if bot is not None:
        bot_app.add_routes([web.get("/wechat", bot.get), web.post("/wechat", bot.post)])
    simulator = Simulator(apps, rules=rules or Rules(patience=0.3))
    async with (
        TestServer(bot_app, host="127.0.0.1") as bot_server,
        TestServer(simulator.app(), host="127.0.0.1") as server,
        ClientSession() as http,
    ):
        url = str(server.make_url("")).rstrip("/")
        simulator.world.base_url = url
        if bot is not None:
            for app in apps:
                app.url = str(bot_server.make_url("/wechat"))
        yield Platform(simulator, url, http)
