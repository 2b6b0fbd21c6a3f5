"""Processes that are asked to leave: nothing that was on its way is lost, and others go on."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import WSCloseCode, web
from sqlalchemy import select

from models.conversations import Conversation, Message
from parkline.process.serving import listening
from parkline.stores.database import Sessions, database
from parkline.up.children import Child
from tests.connectors.bot.fake import TOKEN, FakeBot, fake_bot
from tests.kit import forked
from tests.kit.waiting import until

pytestmark = pytest.mark.timeout(180)

LONGEST = 10
"""Seconds that leaving may take."""


@dataclass
class Gateways:
    """Processes of `parkline gateway` behind one address, as `parkline up` runs them."""

    environment: dict[str, str]
    folder: Path
    sessions: Sessions
    doors: ExitStack = field(default_factory=ExitStack)
    children: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._world = self.doors.enter_context(listening("127.0.0.1", 0))
        self._actions = self.doors.enter_context(listening("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._world.getsockname()[1]}"

    async def start(self) -> Child:
        with listening("127.0.0.1", 0) as probe:
            port = probe.getsockname()[1]
        files = {"gateway": self._world.fileno(), "actions": self._actions.fileno()}
        child = Child(
            f"gateway-{len(self.children)}",
            [sys.executable, "-m", "parkline", "gateway"],
            {
                **self.environment,
                "PARKLINE_GATEWAY_METRICS_PORT": str(port),
                "PARKLINE_LISTEN_FDS": str(files).replace("'", '"'),
            },
            self.folder / f"gateway-{len(self.children)}.log",
            f"http://127.0.0.1:{port}/readyz",
            list(files.values()),
        )
        self.children.append(child)
        child.begin()
        async with asyncio.timeout(90):
            await child.ready()
        return child

    async def end(self) -> None:
        """At once: how they leave is what the tests look at, and takes two seconds."""
        for child in self.children:
            child.stopping = True
            if child.process is not None and child.process.returncode is None:
                child.process.kill()
        await asyncio.gather(*(child.stop() for child in self.children))
        self.doors.close()


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "create_subprocess_exec", forked.create_subprocess_exec)


@pytest.fixture
async def demo_sessions(demo_url: str) -> AsyncIterator[Sessions]:
    async with database(demo_url) as sessions:
        yield sessions


@pytest.fixture
def stores(demo_url: str, redis_url: str) -> tuple[str, str]:
    return demo_url, redis_url


@pytest.fixture
async def second_bot() -> AsyncIterator[FakeBot]:
    async with fake_bot() as bot:
        yield bot


@pytest.fixture
async def gateways(
    stores: tuple[str, str],
    demo_sessions: Sessions,
    tmp_path: Path,
    bot: FakeBot,
    second_bot: FakeBot,
) -> AsyncIterator[Gateways]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PARKLINE_")}
    variables = {
        "PARKLINE_DEMO": "true",
        "PARKLINE_DATABASE_URL": stores[0],
        "PARKLINE_REDIS_URL": stores[1],
        "PARKLINE_BOT_TOKEN": TOKEN,
        "PARKLINE_BOT_URLS": f'["{bot.url}", "{second_bot.url}"]',
        "PYTHONWARNINGS": "ignore",
    }
    made = Gateways(ours | variables, tmp_path, demo_sessions)
    yield made
    await made.end()


@asynccontextmanager
async def chatting(url: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    jar = aiohttp.CookieJar(unsafe=True)  # Cookies of an address without a name.
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        await (await client.get(f"{url}/")).read()
        async with client.ws_connect(f"{url}/chat/ws", origin=url) as ws:
            await ws.send_json({"type": "hello", "after": 0})
            await frame(ws, "ready")
            yield ws


async def frame(ws: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while (said := await ws.receive_json(timeout=30))["type"] != kind:
        pass
    return dict(said)


async def say(ws: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Until it is acknowledged. What is shown before that is lost, a quick answer among it."""
    await send(ws, words)
    await frame(ws, "ack")


async def send(ws: aiohttp.ClientWebSocketResponse, words: str) -> None:
    await ws.send_json({"type": "send", "id": str(uuid4()), "text": words})


async def leave(child: Child) -> float:
    """Ask it to; the seconds that it took."""
    assert child.process is not None
    child.stopping = True
    started = time.monotonic()
    child.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(child.process.wait(), LONGEST) == 0, child.log.read_text()
    return time.monotonic() - started


async def test_a_turn_that_runs_is_finished_and_the_socket_told_to_come_back(
    gateways: Gateways, bot: FakeBot, second_bot: FakeBot
) -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(_turn: dict[str, Any]) -> None:
        asked.set()
        await go.wait()

    bot.behave = second_bot.behave = slow
    child = await gateways.start()
    async with chatting(gateways.url) as ws:
        await say(ws, "你好")
        await asyncio.wait_for(asked.wait(), 20)
        leaving = asyncio.create_task(leave(child))

        async def unready() -> bool:
            async with aiohttp.ClientSession() as client, client.get(child.health or "") as answer:
                return answer.status == 503 and not (await answer.json())["checks"]["staying"]

        await until(unready)
        go.set()
        while (said := await ws.receive(timeout=20)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert said.data == WSCloseCode.GOING_AWAY
    print(f"left in {await leaving:.1f} s")

    async with gateways.sessions() as session:
        texts = list(await session.scalars(select(Message.text).order_by(Message.id)))
        leases = list(await session.scalars(select(Conversation.lease_token)))
    assert texts == ["你好", "re: 你好"]
    assert leases == [None]


async def test_a_turn_that_cannot_be_finished_is_another_gateways_at_once(
    gateways: Gateways, bot: FakeBot, second_bot: FakeBot
) -> None:
    """It takes it up long before the lease of thirty seconds would have run out."""
    asked = asyncio.Event()
    hanging = True

    async def hangs(_turn: dict[str, Any]) -> None:
        asked.set()
        if hanging:
            await asyncio.sleep(60)

    bot.behave = second_bot.behave = hangs
    child = await gateways.start()
    async with chatting(gateways.url) as ws:
        await say(ws, "你好")
        await asyncio.wait_for(asked.wait(), 20)
    took = await leave(child)
    print(f"left in {took:.1f} s")
    async with gateways.sessions() as session:
        [conversation] = await session.scalars(select(Conversation))
        [message] = await session.scalars(select(Message))
    assert (conversation.lease_token, conversation.lease_until) == (None, None)
    assert (message.status, message.attempts) == ("received", 0)

    hanging = False
    await gateways.start()
    ready = time.monotonic()

    async def answered() -> bool:
        async with gateways.sessions() as session:
            return "re: 你好" in list(await session.scalars(select(Message.text)))

    await until(answered, seconds=15)
    print(f"answered {time.monotonic() - ready:.1f} s after the other was ready")
    assert len({turn["message_id"] for turn in [*bot.asked, *second_bot.asked]}) == 1


@dataclass
class Load:
    """Clients that never try again: whatever fails is counted."""

    url: str
    answered: int = 0
    failed: list[str] = field(default_factory=list)

    async def run(self, stop: asyncio.Event) -> None:
        async with aiohttp.ClientSession() as client:
            while not stop.is_set():
                await self._one(client)
                await asyncio.sleep(0.01)

    async def _one(self, client: aiohttp.ClientSession) -> None:
        """A POST, which no client and no proxy may repeat by itself."""
        try:
            async with client.post(f"{self.url}/api/v1/sessions/none", json={}) as answer:
                await answer.read()
                if answer.status >= 500:
                    self.failed.append(f"HTTP {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as problem:
            self.failed.append(repr(problem))
        self.answered += 1


async def test_gateways_are_restarted_one_after_another_and_no_request_fails(
    gateways: Gateways,
) -> None:
    first, second = await gateways.start(), await gateways.start()
    stop = asyncio.Event()
    load = Load(gateways.url)
    clients = [asyncio.create_task(load.run(stop)) for _ in range(8)]
    for child in (first, second):
        before = load.answered
        await child.restart()
        async with asyncio.timeout(90):
            await child.ready()
        assert load.answered > before, "the other went on"
    stop.set()
    await asyncio.gather(*clients)
    print(f"{load.answered} requests")
    assert load.failed == []


async def test_a_lone_gateways_clients_wait_for_its_successor(gateways: Gateways) -> None:
    child = await gateways.start()
    stop = asyncio.Event()
    load = Load(gateways.url)
    clients = [asyncio.create_task(load.run(stop)) for _ in range(4)]
    await child.restart()
    async with asyncio.timeout(90):
        await child.ready()
    stop.set()
    await asyncio.gather(*clients)
    assert load.failed == []


async def test_a_bot_that_goes_away_is_replaced_by_the_other_in_the_same_turn(
    gateways: Gateways, bot: FakeBot, second_bot: FakeBot
) -> None:
    async def gone(_turn: dict[str, Any]) -> web.Response:
        return web.Response(status=503)

    await gateways.start()
    bot.behave = gone
    for number in range(4):
        async with chatting(gateways.url) as ws:
            await send(ws, f"你好 {number}")
            while (said := await frame(ws, "message"))["author"] != "bot":
                pass  # What was said is shown, too.
            assert said["text"] == f"re: 你好 {number}"
    assert len(second_bot.turns) == 4
