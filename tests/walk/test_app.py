"""Every page of the mini-app, full and empty, and without a network."""

import pytest
from playwright.async_api import Browser, Page

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import NUMBERS, SCREENS, SLOW, look, phone, settled
from tests.walk.sheets import EACH, SIZES, WANTED, lay_out, shot

pytestmark = [
    *WANTED,
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


@EACH
async def test_every_page_of_somebody_who_uses_everything(
    api: Api, browser: Browser, size: str, language: str, scheme: str
) -> None:
    async with phone(browser, api, viewport=SIZES[size]) as page:
        await page.locator(".outlet").first.wait_for(timeout=SLOW)
        numbers = await fill(api, await newest(api))
        told = await (await newest(api)).get("/announcements")
        numbers["told"] = str(told["announcements"][0]["id"])
        await look(page, language, scheme)
        await _walk(page, f"app-{size}-{language}-{scheme}", size, numbers)


async def test_every_page_of_somebody_new_and_without_a_network(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.locator(".outlet").first.wait_for(timeout=SLOW)
        nobody = dict.fromkeys(NUMBERS, "0")
        await look(page, "en", "light")
        await _walk(page, "app-empty", "phone", nobody)
        await page.context.route("**/api/**", lambda route: route.abort())
        await page.evaluate("localStorage.clear()")
        await look(page, "zh", "dark")
        await _walk(page, "app-offline", "phone", nobody)


async def _walk(page: Page, name: str, size: str, numbers: dict[str, str]) -> None:
    shots = []
    for screen, path in SCREENS.items():
        at = path.format_map(numbers)
        await page.evaluate("path => { location.hash = '#/' + path }", at)
        if "?" in path:  # A page that is open already keeps what it was opened with.
            await page.reload()
        await settled(page, at)
        shots.append((screen, await shot(page, size)))
    lay_out(name, size, shots)
