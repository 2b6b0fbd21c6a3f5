"""The bots' client: one message in, what the bot says out."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from connectors.bot.bots import HANGING_SECONDS, Bots
from connectors.bot.line import Act, Line
from services.conversations.conversations import Reply
from services.kit import tracing

RELOAD_SECONDS = 60
BOT = "parkline-bot"
"""As whose its spans are kept."""
TURN = "/webhooks/parkline/turn"
OK, NOT_FOUND = 200, 404
MOST_REPLIES = 24
"""To one message, whatever it holds: four requests with what a few actions say to each."""


class BotDown(Exception):
    """The bot cannot be reached, is not ready, or does not answer in time. Ask again later."""


class BotFailed(Exception):
    """The bot was reached and could not handle this message."""


class _Unreached(BotDown):
    """Nobody there took it."""


class _HungUp(BotDown):
    """The connection broke off."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn as it is asked for. `payload` is a pressed button's command."""

    sender: str
    message_id: str
    text: str
    payload: str | None
    metadata: dict[str, Any]
    memory: str | None = None
    """What the bot left behind at the last turn of the conversation."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`understood`: `intent` and `confidence` as the bot heard the message."""

    replies: list[Reply]
    understood: dict[str, Any]
    memory: str | None = None
    """To be handed in with the next message; the bot keeps nothing."""


class Dialogue:
    """Talks to the bots at `urls`. Safe to repeat with the same message id."""

    def __init__(
        self,
        client: aiohttp.ClientSession,
        urls: Sequence[str],
        token: str,
        *,
        timeout: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._bots = Bots(urls, monotonic)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=2)
        self._lines: dict[str, Line] = {}

    def act_by(self, act: Act) -> None:
        """From now on turns go by lines to the bots, and `act` runs their actions here; before,
        bots call the actions of the settings."""
        self._lines = {
            url: Line(self._client, f"{url}/webhooks/parkline/line", self._headers, act)
            for url in self._bots.urls
        }

    async def turn(self, said: Utterance) -> Answer:
        """Raises BotDown, BotFailed."""
        body = {
            "sender": said.sender,
            "message_id": said.message_id,
            "text": said.text,
            "payload": said.payload,
            "metadata": said.metadata,
            "memory": said.memory,
        }
        with tracing.span("ask the bot", "client"):
            answer = await self._ask(said.sender, TURN, body)
            tracing.told("turn in the bot", BOT, answer)
        try:
            replies = [
                Reply(m["text"], m["buttons"] or [], m["custom"] or {})
                for m in answer["messages"]
                if m["text"]
            ]
            understood = dict(answer.get("understood") or {})
            return Answer(_bounded(replies), understood, answer.get("memory"))
        except (KeyError, TypeError) as problem:
            raise BotFailed(f"an answer that is not as agreed: {problem!r}") from problem

    async def parse(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """What the bot understands, without a turn. Raises BotDown, BotFailed."""
        body = {"text": text, "metadata": metadata}
        return await self._ask(text, "/webhooks/parkline/parse", body)

    async def reload(self) -> int:
        """Have every bot load its model's file again; it answers with the old one meanwhile.

        One after another, so that the others have the processor. How many did: one that does not
        run loads the file when it starts. Raises BotDown if none runs or one takes longer than
        RELOAD_SECONDS, and BotFailed.
        """
        patience = aiohttp.ClientTimeout(total=RELOAD_SECONDS)
        reloaded = 0
        for url in self._bots.urls:
            try:
                await self._post(url, "/webhooks/parkline/model", {}, patience)
            except _Unreached:
                continue
            reloaded += 1
        if not reloaded:
            raise BotDown("no bot runs")
        return reloaded

    async def is_up(self) -> bool:
        """Whether any of them is."""
        return any(await asyncio.gather(*(self._answers(url) for url in self._bots.urls)))

    async def _answers(self, url: str) -> bool:
        try:
            async with self._client.get(f"{url}/", timeout=self._timeout) as response:
                return response.status == 200  # noqa: PLR2004
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _ask(self, name: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the bot of the conversation `name`, else the next that can be reached."""
        reasons = []
        for url in self._bots.order(name):
            try:
                answer = await self._post(url, path, body)
            except _Unreached as problem:
                self._bots.avoid(url)
                reasons.append(str(problem))
            except BotDown:  # It may be busy with this very message: another must not be, too.
                self._bots.avoid(url, HANGING_SECONDS)
                raise
            else:
                self._bots.trust(url)
                return answer
        raise BotDown("; ".join(reasons))

    async def _post(
        self,
        url: str,
        path: str,
        body: dict[str, Any],
        patience: aiohttp.ClientTimeout | None = None,
    ) -> dict[str, Any]:
        """Raises _Unreached where nothing runs now of what was asked for, BotDown, BotFailed."""
        try:
            return await self._post_once(url, path, body, patience)
        except _HungUp:  # An idle connection that the bot had just closed, or the bot has died.
            try:
                return await self._post_once(url, path, body, patience)
            except _HungUp as problem:
                raise _Unreached(str(problem)) from problem

    async def _post_once(
        self, url: str, path: str, body: dict[str, Any], patience: aiohttp.ClientTimeout | None
    ) -> dict[str, Any]:
        answer: dict[str, Any]
        try:
            if path == TURN and url in self._lines:
                status, answer = await self._by_line(url, body)
            else:
                status, answer = await self._by_request(url + path, body, patience)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as problem:
            raise _Unreached(str(problem)) from problem
        except TimeoutError as problem:
            raise BotDown(str(problem) or type(problem).__name__) from problem
        except aiohttp.ClientError as problem:
            raise _HungUp(str(problem) or type(problem).__name__) from problem
        except ValueError as problem:
            raise BotFailed(f"not JSON: {problem}") from problem
        if status in (502, 503, 504):
            raise _Unreached(f"HTTP {status}")
        if status != OK:
            raise BotFailed(f"HTTP {status}")
        return answer

    async def _by_line(self, url: str, body: dict[str, Any]) -> tuple[int, Any]:
        async with asyncio.timeout(self._timeout.total):
            status, answer = await self._lines[url].turn(body)
        if status == NOT_FOUND:  # A bot of a version that takes turns as requests only.
            return await self._by_request(url + TURN, body, None)
        return status, answer

    async def _by_request(
        self, url: str, body: dict[str, Any], patience: aiohttp.ClientTimeout | None
    ) -> tuple[int, Any]:
        async with self._client.post(
            url,
            json=body,
            headers=self._headers | tracing.headers(),
            timeout=patience or self._timeout,
        ) as response:
            return response.status, await response.json() if response.status == OK else {}


def _bounded(replies: list[Reply]) -> list[Reply]:
    """At most MOST_REPLIES, the last of them, which may be a question, among these."""
    if len(replies) <= MOST_REPLIES:
        return replies
    return [*replies[: MOST_REPLIES - 1], replies[-1]]
