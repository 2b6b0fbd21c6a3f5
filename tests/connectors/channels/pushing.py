"""A platform that wants to be told, and keeps what it was told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry

from connectors.channels.outbox import Outbox, Outcome, Outgoing, Sent
from connectors.channels.push import Pusher, PushMetrics
from models.conversations import Conversation, Message
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.conftest import WEDNESDAY_MORNING
from tests.given import factories

Behaviour = Callable[[Outgoing], Awaitable[Outcome]]


@dataclass
class Platform:
    """Takes one message at a time, and refuses two sendings of one person at once."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    """(person, text) of each sending."""
    keys: list[str] = field(default_factory=list)
    behave: list[Behaviour] = field(default_factory=list)
    """What the next sendings meet; afterwards all is well."""
    _busy: set[str] = field(default_factory=set)

    async def push(self, outgoing: Outgoing) -> Outcome:
        who = outgoing.external_id
        assert who not in self._busy, "two sendings at once"
        self._busy.add(who)
        try:
            await asyncio.sleep(0)
            if self.behave:
                return await self.behave.pop(0)(outgoing)
            return self.take(outgoing)
        finally:
            self._busy.discard(who)

    def take(self, outgoing: Outgoing) -> Sent:
        self.heard.append((outgoing.external_id, outgoing.messages[0].text))
        self.keys.append(outgoing.key)
        return Sent()

    @property
    def texts(self) -> list[str]:
        return [text for _who, text in self.heard]


def answers(outcome: Outcome) -> Behaviour:
    async def behave(_outgoing: Outgoing) -> Outcome:
        return outcome

    return behave


@dataclass
class Line:
    """One tenant's pushed conversation."""

    sessions: Sessions
    clock: SetClock
    outbox: Outbox
    row: Conversation

    async def speak(self, *texts: str, author: str = "bot") -> None:
        async with self.sessions.begin() as session:
            found = await conversations.find(session, self.row.park_id, self.row.id)
            replies = [Reply(text) for text in texts]
            await conversations.speak(session, found, replies, author=author, now=self.clock())

    async def ended(self) -> list[tuple[str, str, str | None]]:
        """(text, status, outcome) of what we said."""
        async with self.sessions() as session:
            found = await conversations.since(session, self.row, 0)
            return [(m.text, m.status, m.outcome) for m in found if m.direction == "out"]

    async def message(self, index: int = 0) -> Message:
        async with self.sessions() as session:
            return (await conversations.since(session, self.row, 0))[index]

    async def hears(self, pusher: Pusher) -> None:
        pusher.wake(self.row.id)
        async with asyncio.timeout(10):
            await pusher.settled(self.row.id)


async def open_line(
    sessions: Sessions, clock: SetClock, *, who: str = "li", channel: str = "strict"
) -> Line:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        row = await conversations.open_conversation(
            session, park.id, channel=channel, external_id=who, now=clock(), pushed=True
        )
    return Line(sessions, clock, Outbox(park.id, sessions, clock), row)


def pusher_of(line: Line, platform: Platform) -> Pusher:
    return Pusher(line.outbox, {"strict": platform}, PushMetrics(CollectorRegistry()))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(WEDNESDAY_MORNING)


@pytest.fixture
async def line(sessions: Sessions, clock: SetClock) -> Line:
    return await open_line(sessions, clock)


@pytest.fixture
def platform() -> Platform:
    return Platform()
