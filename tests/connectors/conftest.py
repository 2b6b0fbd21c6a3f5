from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry

from connectors.bot.turns import TurnRunner
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from tests.connectors.bot.fake import FakeBot, fake_bot
from tests.connectors.bot.turning import Chat, make_conversation, running
from tests.given import factories


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    async with fake_bot() as bot:
        yield bot


@pytest.fixture
def clock() -> SetClock:
    return SetClock(factories.CREATED)


@pytest.fixture
async def runner(sessions: Sessions, bot: FakeBot, clock: SetClock) -> AsyncIterator[TurnRunner]:
    async with running(sessions, bot, clock, CollectorRegistry()) as runner:
        yield runner


@pytest.fixture
async def chat(sessions: Sessions, bot: FakeBot, clock: SetClock) -> AsyncIterator[Chat]:
    registry = CollectorRegistry()
    async with running(sessions, bot, clock, registry) as runner:
        row = await make_conversation(sessions)
        yield Chat(sessions, runner, clock, registry, row)
