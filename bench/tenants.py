"""Tenants that talk: each message waits for its answer, which decides the next."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from typing import Any, Protocol
from uuid import uuid4

import aiohttp

from bench.scripts import PRESS, Script
from services.conversations.questions import asked_for

ANSWER_SECONDS = 30
COME_BACK_SECONDS = 2.0
"""Until a page whose socket was refused opens another."""
QUIET_SECONDS = 0.02
"""The answers to one message are written together: what comes later than this is a notice."""
ANSWERS_IN_A_ROW = 12


@dataclass(slots=True)
class Heard:
    """What came back to one message."""

    texts: list[str]
    expects: str | None
    buttons: int
    at: float
    """`time.monotonic()` of the first answer."""


class Refused(Exception):
    """The message was not taken; `code` says why, and the tenant was told in words."""

    def __init__(self, code: str, retry_after: float | None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        """Seconds; None where repeating is useless."""


class Line(Protocol):
    """A way to talk to a bot as one tenant."""

    async def say(self, text: str) -> Heard:
        """Raises TimeoutError, Refused."""

    async def press(self) -> Heard:
        """Press the first button of the last answer. Raises TimeoutError, Refused."""


Dial = Callable[[], AbstractAsyncContextManager[Line]]
"""A new tenant on the line."""


@dataclass(slots=True)
class Tally:
    """Seconds from a message to its answer, and how conversations ended."""

    seconds: list[float] = field(default_factory=list)
    finished: Counter[str] = field(default_factory=Counter)
    late: int = 0
    """Answered after the time was over: no part of the rate, but it cost as much."""
    unanswered: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How often there was no room, by what was said; it was tried again until there was."""
    last_words: dict[str, list[str]] = field(default_factory=dict)


async def talk(dial: Dial, wanted: Iterator[Script], tally: Tally, until: float) -> None:
    """One conversation after another, each of a new tenant, until `time.monotonic()` says so."""
    while time.monotonic() < until:
        script = next(wanted)
        try:
            async with dial() as line:
                heard = await _play(line, script, tally, until)
        except TimeoutError:
            tally.unanswered += 1
            continue
        except Refused as refusal:  # There is no room for a newcomer: a page comes back, too.
            tally.refused[refusal.code] += 1
            await asyncio.sleep(refusal.retry_after or COME_BACK_SECONDS)
            continue
        if time.monotonic() < until:
            tally.finished[script.name] += 1
            tally.last_words[script.name] = heard.texts


async def _play(line: Line, script: Script, tally: Tally, until: float) -> Heard:
    saying, heard = words(script), None
    while True:
        try:
            text = saying.send(heard)  # type: ignore[arg-type]  # None begins.
        except StopIteration:
            assert heard is not None
            return heard
        heard = await _timed(_insist(line, text, tally), tally, until)


def words(script: Script) -> Generator[str, Heard]:
    """What a tenant says, one thing after another; send in what was heard."""
    heard = Heard([], None, 0, 0)
    for text in script.says:
        heard = yield text
    for _ in range(ANSWERS_IN_A_ROW):
        answer = script.answers.get(heard.expects or "")
        if answer is None or (answer == PRESS and not heard.buttons):
            return
        heard = yield answer


async def _insist(line: Line, text: str, tally: Tally) -> Heard:
    """As the page does: what is refused for now is sent again when the refusal says."""
    while True:
        try:
            return await utter(line, text)
        except Refused as refusal:
            if refusal.retry_after is None:
                raise
            tally.refused[refusal.code] += 1
            await asyncio.sleep(refusal.retry_after)


async def utter(line: Line, text: str) -> Heard:
    """Raises TimeoutError, Refused."""
    return await (line.press() if text == PRESS else line.say(text))


async def _timed(asking: Any, tally: Tally, until: float) -> Heard:
    started = time.monotonic()
    async with asyncio.timeout(ANSWER_SECONDS):
        heard: Heard = await asking
    if heard.at < until:
        tally.seconds.append(heard.at - started)
    else:
        tally.late += 1
    return heard


class WebChatLine:
    """The web chat's socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0

    async def say(self, text: str) -> Heard:
        return await self._send({"type": "send", "id": str(uuid4()), "text": text})

    async def press(self) -> Heard:
        press = {"type": "press", "id": str(uuid4()), "seq": self._asked, "index": 0}
        return await self._send(press)

    async def _send(self, frame: dict[str, Any]) -> Heard:
        await self._socket.send_json(frame)
        answers = [await self._answer()]
        at = time.monotonic()
        with suppress(TimeoutError):
            while True:
                answers.append(await self._answer(QUIET_SECONDS))
        last = answers[-1]
        self._asked = last["seq"]
        expects = [asked for a in answers if (asked := asked_for(a["data"]))]
        return Heard(
            [a["text"] for a in answers], expects[-1] if expects else None, len(last["buttons"]), at
        )

    async def _answer(self, patience: float | None = None) -> dict[str, Any]:
        while True:
            frame: dict[str, Any] = await self._socket.receive_json(timeout=patience)
            if frame["type"] == "error":
                raise Refused(frame["code"], frame.get("retry_after"))
            if frame["type"] == "message" and frame["author"] == "bot":
                return frame


def web_chat(client: aiohttp.ClientSession, url: str) -> Dial:
    @asynccontextmanager
    async def dial() -> AsyncIterator[Line]:
        async with client.get(f"{url}/", raise_for_status=True) as page:
            cookies = {name: cookie.value for name, cookie in page.cookies.items()}
        header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        async with client.ws_connect(f"{url}/chat/ws", origin=url, headers=header) as socket:
            await socket.send_json({"type": "hello", "after": 0})
            while (await _frame(socket))["type"] != "ready":
                pass
            yield WebChatLine(socket)

    return dial


async def _frame(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """Raises Refused where the server closes the socket instead: the page comes back then."""
    message = await socket.receive()
    if message.type is not aiohttp.WSMsgType.TEXT:
        raise Refused(f"closed {socket.close_code}", None)
    frame: dict[str, Any] = message.json()
    return frame


class StockLine:
    """Rasa's REST channel: the answers come with the request. The metadata is what a gateway would
    say, for the custom actions are the same."""

    def __init__(self, client: aiohttp.ClientSession, url: str, sender: str) -> None:
        self._client = client
        self._url = f"{url}/webhooks/rest/webhook"
        self._sender = sender
        self._offered: list[dict[str, Any]] = []

    async def say(self, text: str) -> Heard:
        park, _, conversation = self._sender.partition(":")
        metadata = {
            "park_id": int(park),
            "conversation_id": int(conversation),
            "message_id": uuid4().hex,
            "now": datetime.now(UTC).isoformat(),
            "language": "zh",
            "knowledge_version": 0,
        }
        body = {"sender": self._sender, "message": text, "metadata": metadata}
        async with self._client.post(self._url, json=body) as response:
            answers = await response.json()
        at = time.monotonic()
        custom = [answer["custom"] for answer in answers if answer.get("custom")]
        expects = [asked for one in custom if (asked := asked_for(one))]
        self._offered = next((a["buttons"] for a in reversed(answers) if a.get("buttons")), [])
        texts = [answer["text"] for answer in answers if answer.get("text")]
        return Heard(texts, expects[-1] if expects else None, len(self._offered), at)

    async def press(self) -> Heard:
        return await self.say(self._offered[0]["payload"])


def stock_rest(client: aiohttp.ClientSession, url: str, senders: Sequence[str]) -> Dial:
    free = cycle(senders)

    @asynccontextmanager
    async def dial() -> AsyncIterator[Line]:
        yield StockLine(client, url, next(free))

    return dial
