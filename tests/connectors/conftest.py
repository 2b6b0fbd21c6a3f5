from collections.abc import AsyncIterator

import pytest

from tests.connectors.bot import FakeBot, fake_bot


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    async with fake_bot() as bot:
        yield bot
