"""Two whole installations for the run: one with a clock to set, one as `parkline up` makes it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from parkline.scratch import Scratch
from parkline.scratch import scratch as scratch_park
from parkline.settings import Settings
from tests.e2e.stack import Stack, running
from tests.kit.chromium import connected


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def park() -> AsyncIterator[Scratch]:
    """The demo park with the real bot and an injected clock. Tests share it, each as a new user."""
    async with scratch_park(Settings(demo=True), print) as made:
        yield made


@pytest.fixture(scope="session")
def stack(scratch: Path) -> Iterator[Stack]:
    """`parkline up --demo` with processes, ports and data of its own, on the real clock."""
    with running(scratch / "up") as stack:
        yield stack


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(chromium_address: str) -> AsyncIterator[Browser]:
    """In the event loop of those that share an installation."""
    async with connected(chromium_address) as browser:
        yield browser
