"""One installation as `parkline up` makes it, on the real clock, for all tests of this folder."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.stack.stack import Stack, running
from tests.kit.chromium import connected


@pytest.fixture(scope="package")
def stack(scratch: Path) -> Iterator[Stack]:
    """`parkline up --demo` with processes, ports and data of its own."""
    with running(scratch / "up") as stack:
        yield stack


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def chromium(chromium_address: str) -> AsyncIterator[Browser]:
    async with connected(chromium_address) as browser:
        yield browser
