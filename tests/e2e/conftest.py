"""Two whole installations for the run: one with a clock to set, one as `parkline up` makes it."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from parkline.scratch.scratch import Scratch
from parkline.scratch.scratch import scratch as scratch_park
from parkline.settings.settings import Settings
from tests.e2e.browser import ARGUMENTS, CHROMIUM
from tests.e2e.stack import Stack, running


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
async def chromium() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"{CHROMIUM} is not installed (on CI this is a failure)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=ARGUMENTS, headless=True
        )
        yield browser
        await browser.close()
