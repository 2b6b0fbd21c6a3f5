"""The mini-app's builds, against a served API."""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.api.conftest import api
from tests.e2e.browser import ARGUMENTS, CHROMIUM
from tests.given.demo_park import demo, demo_template_url

__all__ = ["api", "demo", "demo_template_url"]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"{CHROMIUM} is not installed (on CI this is a failure)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=ARGUMENTS, headless=True
        )
        yield started
        await started.close()
