from collections.abc import AsyncIterator, Iterator

import pytest

from tests.connectors.bot import FakeBot, fake_bot
from tests.demo_park import copied, demo_template_url

__all__ = ["demo_template_url"]


@pytest.fixture
def demo_url(postgres_url: str, demo_template_url: str) -> Iterator[str]:
    """A database with the demo park."""
    with copied(postgres_url, demo_template_url) as url:
        yield url


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    async with fake_bot() as bot:
        yield bot
