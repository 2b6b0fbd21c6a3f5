"""One park with the real bot and a clock to set, for all tests of this folder."""

from collections.abc import AsyncIterator

import pytest_asyncio

from parkline.scratch import Scratch
from parkline.scratch import scratch as scratch_park
from parkline.settings import Settings


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def park() -> AsyncIterator[Scratch]:
    """The demo park. Tests share it, each as a new user."""
    async with scratch_park(Settings(demo=True), print) as made:
        yield made
