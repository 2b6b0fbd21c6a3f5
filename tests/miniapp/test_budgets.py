"""What the app may weigh, and how much it may do before something is seen."""

import gzip
import re

import pytest
from playwright.async_api import Browser

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.e2e.browser import PHONE

SCRIPTS = 250_000
"""Bytes of scripts that the first page loads, compressed."""
PAINTED = 1.5
"""Seconds of the processor until the first contentful paint: when it comes on a machine that
does nothing else, and the same on one that does."""
PAINTS = "performance.getEntriesByName('first-contentful-paint').length > 0"

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


async def test_the_first_page_loads_few_scripts_and_paints_soon(api: Api, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE, service_workers="block")
    page = await context.new_page()
    scripts: set[str] = set()
    page.on("request", lambda one: one.resource_type == "script" and scripts.add(one.url))
    measured = await context.new_cdp_session(page)
    await measured.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(f"{api.url}app/#/pages/home/index", wait_until="commit")
    while not await page.evaluate(PAINTS):  # The page's policy lets no string be waited for.
        await page.wait_for_timeout(50)
    found = (await measured.send("Performance.getMetrics"))["metrics"]
    worked = next(one["value"] for one in found if one["name"] == "TaskDuration")
    await page.locator(".outlet").first.wait_for(timeout=120_000)
    await context.close()
    sizes = {url: _compressed(url.split("/app/", 1)[1].split("?")[0]) for url in scripts}
    assert sizes
    assert sum(sizes.values()) <= SCRIPTS, sizes
    assert 0 < worked <= PAINTED


def test_no_stylesheet_loads_anything_from_another_host() -> None:
    """The framework has one loaded from its maker three seconds after each page."""
    sheets = {sheet.name: sheet.read_text() for sheet in (BUILD / "assets").glob("*.css")}
    assert sheets
    foreign = {name: re.findall(r"url\(\W*https?:[^)]*", text) for name, text in sheets.items()}
    assert {name: found for name, found in foreign.items() if found} == {}


def _compressed(path: str) -> int:
    return len(gzip.compress((BUILD / path).read_bytes(), 9))
