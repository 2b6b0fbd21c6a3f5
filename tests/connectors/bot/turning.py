"""A tenant's conversation and the runners that answer it."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from connectors.bot.client import Dialogue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.turns import TurnRunner
from connectors.channels.feed import Feed
from models.conversations import Conversation, Message
from models.events import EventRow
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.conversations import conversations, receiving
from services.handoffs import handoffs
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.given import factories

_numbers = itertools.count(1)


@dataclass
class Chat:
    """One tenant's conversation, and the runner that answers it."""

    sessions: Sessions
    runner: TurnRunner
    clock: SetClock
    registry: CollectorRegistry
    row: Conversation

    @property
    def sender(self) -> str:
        return f"{self.row.park_id}:{self.row.id}"

    async def store(self, text: str) -> Message:
        async with self.sessions.begin() as session:
            conversation = await self.read(session)
            received = await receiving.receive(
                session,
                conversation,
                external_id=f"m-{next(_numbers)}",
                text=text,
                now=self.clock(),
            )
        return received.message

    def wake(self, runner: TurnRunner | None = None) -> None:
        (runner or self.runner).wake(self.row.park_id, self.row.id)

    async def settled(self, runner: TurnRunner | None = None) -> None:
        async with asyncio.timeout(30):
            await (runner or self.runner).settled(self.row.park_id, self.row.id)

    async def say(self, *texts: str) -> None:
        for text in texts:
            await self.store(text)
        self.wake()
        await self.settled()

    async def sweep(self, runner: TurnRunner | None = None) -> None:
        await (runner or self.runner).sweep()
        await self.settled(runner)

    async def read(self, session: Any) -> Conversation:
        return await conversations.find(session, self.row.park_id, self.row.id)

    async def now(self) -> Conversation:
        async with self.sessions() as session:
            return await self.read(session)

    async def taken_over(self) -> None:
        async with self.sessions.begin() as session:
            staff = await factories.make_staff(session, self.row.park_id)
            await handoffs.take(session, self.row.park_id, self.row.id, staff, now=self.clock())

    async def log(self) -> list[tuple[str, str]]:
        """(author, text) of every message, in order."""
        async with self.sessions() as session:
            rows = await conversations.since(session, self.row, 0)
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1)), "without gaps"
        return [(row.author, row.text) for row in rows]

    async def answers(self) -> list[str]:
        return [text for author, text in await self.log() if author == "bot"]

    async def statuses(self) -> list[str]:
        async with self.sessions() as session:
            rows = await conversations.since(session, self.row, 0)
        return [row.status for row in rows if row.direction == "in"]

    async def handoffs(self) -> list[str]:
        async with self.sessions() as session:
            rows = await session.scalars(
                select(EventRow).where(EventRow.type == "conversation.handed_off")
            )
            return [row.data["reason"] for row in rows]

    def count(self, outcome: str) -> float:
        return self.registry.get_sample_value("parkline_turns_total", {"outcome": outcome}) or 0


@asynccontextmanager
async def running(
    sessions: Sessions, bot: FakeBot, clock: SetClock, registry: CollectorRegistry
) -> AsyncIterator[TurnRunner]:
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        dialogue = Dialogue(client, [bot.url], TOKEN, timeout=20)
        runner = TurnRunner(
            sessions, dialogue, feed, clock, TurnMetrics(registry), sweep_seconds=0.01
        )
        yield runner
        await runner.close()


async def make_conversation(sessions: Sessions, **values: Any) -> Conversation:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        person = await factories.make_person(session, park)
        return await factories.make_conversation(session, person, **values)


def later(clock: SetClock, **by: float) -> datetime:
    assert clock.moment is not None
    clock.moment += timedelta(**by)
    return clock.moment


def gate(bot: FakeBot) -> tuple[asyncio.Event, asyncio.Event]:
    """(a turn has arrived, let turns go on)"""
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def behave(_turn: dict[str, Any]) -> None:
        arrived.set()
        await go_on.wait()

    bot.behave = behave
    return arrived, go_on
