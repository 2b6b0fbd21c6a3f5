"""What platforms tell us, and what browsers send over their socket."""

import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import pytest
from aiohttp import WSMsgType
from hypothesis import strategies as st

from connectors.channels.wechat.crypto import Keys, encrypt, signature
from parkline.stores.database import database
from tests.connectors.channels.telegram import fake
from tests.connectors.channels.telegram.driver import served as telegram_served
from tests.connectors.channels.webchat.driver import WebDriver
from tests.connectors.channels.webchat.driver import served as webchat_served
from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation, clock, installed
from tests.fuzz.attacking import attack, corpus
from tests.fuzz.background import Background
from tests.fuzz.mangling import json_bodies, mangled

pytestmark = pytest.mark.timeout(300)


@asynccontextmanager
async def _installation(url: str, redis_url: str) -> AsyncIterator[Installation]:
    async with database(url) as sessions, installed(sessions, redis_url) as installation:
        yield installation


@asynccontextmanager
async def _telegram(url: str, redis_url: str) -> AsyncIterator[fake.Telegram]:
    async with (
        _installation(url, redis_url) as installation,
        fake.telegram() as platform,
        telegram_served(installation, platform),
    ):
        yield platform


def test_updates_of_telegram(behind: Background, empty_url: str, redis_url: str) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": fake.SECRET}
    with behind.open(_telegram(empty_url, redis_url)) as platform:

        async def send(data: bytes) -> int:
            url = platform.webhook
            async with platform.http.post(url, data=data, headers=headers) as answer:
                return answer.status

        attack(behind, "telegram", send, json_bodies(corpus("telegram")))


@asynccontextmanager
async def _wechat(url: str, redis_url: str) -> AsyncIterator[Line]:
    async with _installation(url, redis_url) as installation, connected(installation) as line:
        yield line


def _signed(line: Line, body: str | None = None) -> dict[str, str]:
    timestamp, token = str(int(clock().timestamp())), line.app.token
    query = {"timestamp": timestamp, "nonce": "n", "signature": signature(token, timestamp, "n")}
    sealed = {"msg_signature": signature(token, timestamp, "n", body or ""), "encrypt_type": "aes"}
    return query | sealed


def test_messages_sealed_by_wechat(behind: Background, empty_url: str, redis_url: str) -> None:
    """The seal is the platform's. What is inside is a stranger's all the same."""
    with behind.open(_wechat(empty_url, redis_url)) as line:
        keys = Keys(line.app.token, line.app.aes_key, line.app.appid)

        async def send(data: bytes) -> int:
            sealed = encrypt(keys, data)
            body = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()
            async with line.http.post(line.url, params=_signed(line, sealed), data=body) as answer:
                return answer.status

        attack(behind, "wechat", send, mangled(corpus("wechat")))


def test_calls_at_wechats_address(behind: Background, empty_url: str, redis_url: str) -> None:
    """Of anybody: the envelope itself is mangled."""
    with behind.open(_wechat(empty_url, redis_url)) as line:

        async def send(data: bytes) -> int:
            async with line.http.post(line.url, params=_signed(line), data=data) as answer:
                return answer.status

        attack(behind, "wechat-envelope", send, mangled(corpus("wechat-envelope")))


@asynccontextmanager
async def _webchat(url: str, redis_url: str) -> AsyncIterator[WebDriver]:
    async with (
        _installation(url, redis_url) as installation,
        webchat_served(installation.door) as port,
    ):
        yield WebDriver(port)


def _frames(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    return st.lists(json_bodies(seeds), min_size=1, max_size=3).map(b"\n\n".join)


def test_frames_of_the_web_chat(behind: Background, empty_url: str, redis_url: str) -> None:
    """A few frames on a socket of one visitor. It may be closed, but not for a fault of ours."""
    numbers = count()
    internal = 1011

    with behind.open(_webchat(empty_url, redis_url)) as driver:

        async def send(data: bytes) -> int:
            async with driver.socket(f"v{next(numbers)}") as socket:
                for frame in data.split(b"\n\n"):
                    text = frame.decode("utf-8", "replace")
                    await socket.send_str(text)
                last = str(uuid.uuid4())
                await socket.send_str(json.dumps({"type": "send", "id": last, "text": "好"}))
                while (heard := await socket.receive(10)).type is WSMsgType.TEXT:
                    if heard.json().get("id") == last:
                        return 0
                return 500 if socket.close_code == internal else 0

        attack(behind, "webchat", send, _frames(corpus("webchat")))
