"""The web chat as a browser speaks it: a signed cookie and a WebSocket."""

import asyncio
import json
import uuid
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

from connectors.channels.base import Door
from connectors.channels.webchat import Face, Suggestion, WebChat, guests
from tests.contract.channels import Receipt, Seen
from tests.contract.installation import clock
from tests.kit.waiting import PATIENCE

KEY = b"a key of the tests, long enough.."
FACE = Face(
    "启明科技园",
    "Daybreak Science Park",
    (
        Suggestion("今天中午有什么吃的？", "What is for lunch today?"),
        Suggestion("空调不制冷，帮我报修", "My air conditioning is broken"),
        Suggestion("明天下午三点有访客", "I have a visitor tomorrow at 3 pm"),
        Suggestion("Wi-Fi 怎么连？", "How do I get on the Wi-Fi?"),
    ),
)
GARBAGE = (
    "",
    "not json",
    "[]",
    "null",
    "[" * 20_000,
    '{"type":"send"}',
    '{"type":"send","id":"not-a-uuid","text":"x"}',
    '{"type":"send","id":"6f1c0f0e-7f0b-4a83-9f5a-000000000009","text":"\\ud800"}',
    '{"type":"press","id":"6f1c0f0e-7f0b-4a83-9f5a-000000000009","seq":1e99,"index":0}',
)


@asynccontextmanager
async def served(door: Door, *, port: int = 0, **options: Any) -> AsyncIterator[int]:
    """The web chat on a real port of loopback; yields the port."""
    app = web.Application()
    WebChat(door, FACE, key=KEY, **options).install(app)
    runner = web.AppRunner(app, shutdown_timeout=2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class WebTenant:
    def __init__(self, ws: ClientWebSocketResponse, *, patience: float = PATIENCE) -> None:
        """`patience`: seconds for each frame."""
        self.ws = ws
        self._patience = patience
        self._heard: deque[dict[str, Any]] = deque()
        self._typing: deque[dict[str, Any]] = deque()

    async def frame(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.ws.receive_json(timeout=self._patience)
        return frame

    async def until(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds; messages passed on the way are kept for `hear`,
        the dots, which may come before the receipt, for who asks for them."""
        if "typing" in kinds and self._typing:
            return self._typing.popleft()
        while (frame := await self.frame())["type"] not in kinds:
            self._keep(frame)
        return frame

    async def say(self, text: str, *, id: str | None = None) -> Receipt:
        return await self._ask({"type": "send", "id": id or str(uuid.uuid4()), "text": text})

    async def press(self, seq: int, index: int) -> Receipt:
        id = str(uuid.uuid4())
        return await self._ask({"type": "press", "id": id, "seq": seq, "index": index})

    async def hear(self) -> Seen:
        while not self._heard:
            self._keep(await self.frame())
        frame = self._heard.popleft()
        titles = tuple(button["title"] for button in frame["buttons"])
        return Seen(frame["seq"], frame["text"], titles)

    async def send_garbage(self) -> None:
        for frame in GARBAGE:
            await self.ws.send_str(frame)
            assert (await self.until("error"))["code"] == "bad_frame"
        await self.ws.send_bytes(b"\x00\xff")
        assert (await self.ws.receive(timeout=PATIENCE)).data == 1008

    async def _ask(self, frame: dict[str, Any]) -> Receipt:
        await self.ws.send_str(json.dumps(frame))
        while (answer := await self.until("ack", "error")).get("id") != frame["id"]:
            pass
        return Receipt(answer.get("seq"), answer.get("code"))

    def _keep(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "message" and frame["direction"] == "out":
            self._heard.append(frame)
        elif frame["type"] == "typing":
            self._typing.append(frame)


class WebDriver:
    name = "webchat"

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def external_id(self, who: str) -> str:
        return who.ljust(22, "-")

    def cookie(self, who: str) -> str:
        return guests.sign(guests.Guest(self.external_id(who), clock()), KEY)

    def browser(self, who: str) -> ClientSession:
        return ClientSession(
            self.url,
            headers={"Origin": self.url, "Cookie": f"{guests.COOKIE}={self.cookie(who)}"},
        )

    @asynccontextmanager
    async def socket(self, who: str, *, after: int = 0) -> AsyncIterator[ClientWebSocketResponse]:
        """One that said hello, and has read nothing yet."""
        async with self.browser(who) as browser, browser.ws_connect("/chat/ws") as ws:
            await ws.send_json({"type": "hello", "after": after})
            yield ws

    async def closing(self, who: str) -> tuple[WSMsgType, Any]:
        """What a newcomer's hello is answered with first, where the socket is to be closed."""
        async with self.socket(who) as ws:
            first = await ws.receive(timeout=PATIENCE)
        return first.type, first.data

    @asynccontextmanager
    async def tenant(self, who: str, *, after: int = 0) -> AsyncIterator[WebTenant]:
        async with self.socket(who, after=after) as ws:
            tenant = WebTenant(ws)
            async with asyncio.timeout(PATIENCE):
                await tenant.until("ready")
            yield tenant
