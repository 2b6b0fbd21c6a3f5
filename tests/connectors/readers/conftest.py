"""A conversation of a park that has a second reader, which asks a fake endpoint."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.bot.client import Dialogue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.turns import TurnRunner
from connectors.channels.feed import Feed
from connectors.readers.asking import Asker, ReaderMetrics
from connectors.readers.endpoint import Endpoint, Level
from connectors.readers.second import SecondReader
from models.park import Park
from models.readers import ReaderBudget, ReaderCall
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.connectors.bot.turning import Chat, make_conversation
from tests.connectors.readers.fake import KEY, MODEL, FakeEndpoint, fake_endpoint


@pytest.fixture
async def endpoint() -> AsyncIterator[FakeEndpoint]:
    async with fake_endpoint(acts=[{"do": "report_repair", "quote": "水一直流"}]) as found:
        yield found


@dataclass
class Ticking:
    """A clock that tests turn on."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Read:
    """The conversation, the reader beside its bot, and what both were asked."""

    chat: Chat
    bot: FakeBot
    endpoint: FakeEndpoint
    second: SecondReader
    asker: Asker
    registry: CollectorRegistry
    ticking: Ticking
    metadata: list[dict[str, Any]] = field(default_factory=list)
    """What the bot was told of the reader, in each of its turns."""

    async def say(self, text: str) -> list[str]:
        """What the bot answers to it."""
        before = len(await self.chat.answers())
        await self.chat.say(text)
        await self.second.settled()
        return (await self.chat.answers())[before:]

    async def put(self, **values: Any) -> None:
        """Change columns of the park."""
        async with self.chat.sessions.begin() as session:
            park = await session.get_one(Park, self.chat.row.park_id)
            for name, value in values.items():
                setattr(park, name, value)

    async def calls(self) -> list[ReaderCall]:
        async with self.chat.sessions() as session:
            return list(await session.scalars(select(ReaderCall).order_by(ReaderCall.id)))

    async def budget(self) -> tuple[int, int]:
        async with self.chat.sessions() as session:
            [row] = await session.scalars(select(ReaderBudget))
        return row.calls, row.tokens

    def count(self, outcome: str) -> float:
        labels = {"outcome": outcome}
        return self.registry.get_sample_value("parkline_reader_calls_total", labels) or 0


@pytest.fixture
async def read(
    sessions: Sessions, bot: FakeBot, clock: SetClock, endpoint: FakeEndpoint
) -> AsyncIterator[Read]:
    async with reading(sessions, bot, clock, endpoint) as found:
        yield found


@asynccontextmanager
async def reading(
    sessions: Sessions, bot: FakeBot, clock: SetClock, endpoint: FakeEndpoint
) -> AsyncIterator[Read]:
    """In assist mode, with an endpoint that was probed. The bot understands nothing that holds
    水."""
    registry, ticking = CollectorRegistry(), Ticking()
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        dialogue = Dialogue(client, [bot.url], TOKEN, timeout=20)
        ours = Endpoint(client, endpoint.url, MODEL, KEY)
        asker = Asker(sessions, ours, clock, ReaderMetrics(registry), monotonic=ticking)
        asker.level = Level.SCHEMA
        second = SecondReader(sessions, asker, dialogue, monotonic=ticking)
        runner = TurnRunner(sessions, dialogue, feed, clock, TurnMetrics(registry), second=second)
        row = await make_conversation(sessions)
        found = Read(
            Chat(sessions, runner, clock, registry, row),
            bot, endpoint, second, asker, registry, ticking,
        )  # fmt: skip
        await found.put(reader_mode="assist", reader_agreed_at=clock())
        bot.behave = _dialogue(found)
        yield found
        await runner.close()


def _dialogue(read: Read) -> Any:
    """As our bot and its actions do it: a message that is not understood is asked about once; where
    it is only compared, or drawn for that, what may be asked is told beside the answer."""

    async def behave(turn: dict[str, Any]) -> web.Response:
        told = turn["metadata"].get("reader")
        read.metadata.append(told)
        asks = {
            "text": turn["text"],
            "masked": turn["text"].replace("王芳", "⟦NAME1⟧"),
            "marks": {"⟦NAME1⟧": "王芳"},
            "allowed": ["report_repair", "ask_faq"],
            "language": "zh",
            "asked": "place",
            "stands": ["order"],
        }
        understood = "水" not in turn["text"]
        if understood:
            beside = {"reader": asks} if (told or {}).get("sample") else {}
            return _answer(turn, "re: " + turn["text"], beside, "order_food")
        if told is None:
            return _answer(turn, "没听懂", {})
        if told["mode"] == "shadow":
            return _answer(turn, "没听懂", {"reader": asks, "kept": True})
        if "read" not in told:
            return _answer(turn, "…", {"reader": asks})
        words = [one["words"] for one in told["read"][turn["text"]]]
        return _answer(turn, f"您是想报修“{words[0]}”？" if words else "没听懂", {})

    return behave


def _answer(
    turn: dict[str, Any], text: str, custom: dict[str, Any], intent: str = "out_of_scope"
) -> web.Response:
    said = {"text": text, "buttons": [], "custom": custom}
    heard = {"intent": intent, "confidence": 1.0}
    memory = f"{turn['memory'] or ''}{turn['message_id']};"
    return web.json_response({"messages": [said], "understood": heard, "memory": memory})
