"""A bot that speaks /webhooks/parkline/turn as ours does, and refuses what ours refuses."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "token-of-the-tests"

Behaviour = Callable[[dict[str, Any]], Awaitable[web.StreamResponse | None]]
"""Asked before each turn: an answer instead of the turn, or None to go on."""


async def _well(_turn: dict[str, Any]) -> None:
    return None


@dataclass
class FakeBot:
    """Answers "re: …" to each text. One turn of a sender runs at a time; a repeated message id gets
    what it got at first."""

    url: str = ""
    ready: bool = True
    behave: Behaviour = _well
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Every request that was let in, repeated ones too."""
    turns: list[tuple[str, str]] = field(default_factory=list)
    """(sender, text) of each turn that really ran."""
    danger: dict[str, Any] = field(default_factory=lambda: {"zone": "none"})
    """What it hears of danger in every message that it only parses."""
    parsed: list[dict[str, Any]] = field(default_factory=list)
    """What it was asked to parse only."""
    at_once: int = 0
    """The most turns that ran side by side."""
    overlapping: int = 0
    """Requests of a sender that came while another of the same sender was here."""
    _here: Counter[str] = field(default_factory=Counter)
    _answers: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    _locks: defaultdict[str, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    def said_to(self, sender: str) -> list[str]:
        return [text for who, text in self.turns if who == sender]

    async def turn(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _error(401, "unauthorised")
        turn = await request.json()
        if not _as_agreed(turn):
            return _error(400, "invalid")
        if not self.ready:
            return _error(503, "not_ready")
        self.asked.append(turn)
        sender = turn["sender"]
        self.overlapping += self._here[sender] > 0
        self._here[sender] += 1
        self.at_once = max(self.at_once, self._here.total())
        try:
            return await self.behave(turn) or await self._answer(turn)
        finally:
            self._here[sender] -= 1

    async def _answer(self, turn: dict[str, Any]) -> web.Response:
        key = (turn["sender"], turn["message_id"])
        async with self._locks[turn["sender"]]:
            if key not in self._answers:
                self.turns.append((turn["sender"], turn["text"]))
                said = {"text": f"re: {turn['text']}", "buttons": [], "custom": None}
                self._answers[key] = [said]
        heard = {"intent": "greet", "confidence": 1.0}
        memory = f"{turn['memory'] or ''}{turn['message_id']};"
        body = {"messages": self._answers[key], "understood": heard, "memory": memory}
        return web.json_response(body)

    async def parse(self, request: web.Request) -> web.StreamResponse:
        said = await request.json()
        if not self.ready:
            return _error(503, "not_ready")
        self.parsed.append(said)
        intent = {"name": "greet", "confidence": 1.0}
        body = {"text": said["text"], "intent": intent, "entities": [], "danger": self.danger}
        return web.json_response(body)

    async def alive(self, _request: web.Request) -> web.Response:
        return web.Response(text="Hello from Rasa")


def _as_agreed(turn: dict[str, Any]) -> bool:
    return (
        set(turn) == {"sender", "message_id", "text", "payload", "metadata", "memory"}
        and all(isinstance(turn[name], str) and turn[name] for name in ("sender", "message_id"))
        and isinstance(turn["text"], str)
        and isinstance(turn["metadata"], dict)
    )


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code}}, status=status)


async def fails(_turn: dict[str, Any]) -> web.Response:
    return _error(500, "turn_failed")


@asynccontextmanager
async def fake_bot() -> AsyncIterator[FakeBot]:
    bot = FakeBot()
    app = web.Application()
    app.router.add_post("/webhooks/parkline/turn", bot.turn)
    app.router.add_post("/webhooks/parkline/parse", bot.parse)
    app.router.add_get("/", bot.alive)
    async with TestServer(app, host="127.0.0.1") as server:
        bot.url = str(server.make_url("")).rstrip("/")
        yield bot
