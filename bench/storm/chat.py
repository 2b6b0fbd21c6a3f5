"""A tenant's page of the web chat: its socket comes back, and what was not acknowledged is sent
again under the same id, as the real page does."""

import asyncio
import contextlib
import json
import uuid
from random import Random
from typing import Any

import aiohttp

from bench.storm.history import Acked, Heard
from bench.storm.world import World

Frame = dict[str, Any]

PATIENCE_SECONDS = 10.0
"""Silence after which the real page gives a socket up."""
PING_SECONDS = 5.0
SETTLE_SECONDS = 0.15
"""What a turn says is shown together; after so long it was all."""
UNKNOWN_VISITOR = 4401


class GaveUp(Exception):
    """The storm is over, and this tenant still waits."""


def browser() -> aiohttp.ClientSession:
    """Cookies, also of an address that has no name; nothing waits longer than a person would."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=15)
    )


class Page:
    """`visitor` is known once the page was fetched."""

    def __init__(self, world: World, http: aiohttp.ClientSession, random: Random) -> None:
        self._world = world
        self._http = http
        self._random = random
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._ready = asyncio.Event()
        self._changed = asyncio.Condition()
        self._last_frame = 0.0
        self._acks: dict[str, int] = {}
        self._refused: dict[str, Frame] = {}
        self.visitor = ""
        self.messages: list[Frame] = []

    async def open(self) -> None:
        """Fetch the page, which gives the cookie, and keep a socket open until `close`."""
        await self._fetch()
        self._task = asyncio.create_task(self._keep_open())

    async def close(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _fetch(self) -> None:
        while not self._world.over.is_set():
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, ConnectionError):
                async with self._http.get(f"{self._world.url}/") as answer:
                    if answer.status == 200:  # noqa: PLR2004
                        cookie = self.cookie()
                        self.visitor = cookie.split(".")[1]
                        return
            await asyncio.sleep(0.5)
        raise GaveUp

    def cookie(self) -> str:
        kept = {one.key: one.value for one in self._http.cookie_jar}
        return kept.get("parkline_visitor", "")

    async def _keep_open(self) -> None:
        retries = 0
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                await self._serve()
            retries = 1 if self._ready.is_set() else retries + 1
            self._ready.clear()
            self._world.count("sockets lost")
            await self._tell()
            ceiling = min(5.0, 0.5 * 2 ** (retries - 1))
            await asyncio.sleep(ceiling * self._random.uniform(0.5, 1))

    async def _serve(self) -> None:
        url = f"{self._world.url}/chat/ws"
        origin = {"origin": self._world.url}
        async with self._http.ws_connect(url, headers=origin, max_msg_size=0) as ws:
            self._ws = ws
            await ws.send_json({"type": "hello", "after": len(self.messages)})
            pinging = asyncio.create_task(self._ping(ws))
            try:
                while True:
                    got = await asyncio.wait_for(ws.receive(), PATIENCE_SECONDS)
                    if got.type is not aiohttp.WSMsgType.TEXT:
                        return
                    await self._hear(json.loads(got.data))
            finally:
                pinging.cancel()

    async def _ping(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            with contextlib.suppress(ConnectionError):
                await ws.send_json({"type": "ping"})

    async def _hear(self, frame: Frame) -> None:
        match frame["type"]:
            case "ready":
                self._ready.set()
            case "ack":
                self._acknowledged(frame["id"], frame["seq"])
            case "error" if "id" in frame:
                self._refused[frame["id"]] = frame
            case "message":
                self.messages.append(frame)
                self._note(frame)
        self._last_frame = self._world.now()
        await self._tell()

    def _note(self, frame: Frame) -> None:
        heard = Heard(
            self.visitor,
            frame["seq"],
            frame["direction"],
            frame["author"],
            frame["text"],
            self._world.now(),
        )
        self._world.history.heard.append(heard)
        if "id" in frame:  # Its own message, shown again: the acknowledgement was lost.
            self._acknowledged(frame["id"], frame["seq"])

    def _acknowledged(self, message: str, seq: int) -> None:
        if message not in self._acks:
            self._acks[message] = seq
            self._world.history.acked.append(Acked(self.visitor, message, seq, self._world.now()))

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def say(self, text: str) -> list[Frame]:
        """What the bot answered."""
        return await self.send({"type": "send", "id": str(uuid.uuid4()), "text": text})

    async def press(self, seq: int, index: int, message: str) -> list[Frame]:
        return await self.send({"type": "press", "id": message, "seq": seq, "index": index})

    async def send(self, frame: Frame) -> list[Frame]:
        """Deliver it, however long that takes, and wait for what the bot says to it."""
        message = frame["id"]
        while message not in self._acks:
            await self._until(self._ready.is_set)
            self._refused.pop(message, None)
            assert self._ws is not None
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self._ws.send_json(frame)
            await self._until(lambda: self._is_settled(message), PATIENCE_SECONDS)
            if (refused := self._refused.get(message)) is not None:
                self._world.count(f"refused: {refused['code']}")
                if "retry_after" not in refused:
                    raise AssertionError(f"the chat refused {frame}: {refused}")
                await asyncio.sleep(refused["retry_after"])
        return await self._answer(self._acks[message])

    def _is_settled(self, message: str) -> bool:
        return message in self._acks or message in self._refused or not self._ready.is_set()

    async def _answer(self, seq: int) -> list[Frame]:
        """All that the bot said after `seq`; its excuses while it is down are no answer."""

        def said() -> list[Frame]:
            return [
                one
                for one in self.messages
                if one["seq"] > seq and one["author"] == "bot" and one["direction"] == "out"
            ]

        await self._until(said)
        while self._world.now() - self._last_frame < SETTLE_SECONDS:  # noqa: ASYNC110 - silence
            await asyncio.sleep(SETTLE_SECONDS)
        return said()

    async def _until(self, true: Any, seconds: float | None = None) -> None:
        """Wait for news until `true`, at most `seconds`. Raises GaveUp when the storm is over."""
        end = None if seconds is None else self._world.now() + seconds
        while not true():
            if self._world.over.is_set():
                raise GaveUp
            if end is not None and self._world.now() > end:
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1), self._changed:
                    await self._changed.wait()
