"""Every page keeps the rules of WCAG 2.2 AA that axe-core knows."""

import pytest
from playwright.async_api import Browser

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.kit.axe import AXE, faults
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import SCREENS, SLOW, look, phone, settled

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
    pytest.mark.skipif(not AXE.exists(), reason="run make miniapp"),
]


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
async def test_no_page_breaks_a_rule(
    api: Api, browser: Browser, language: str, scheme: str
) -> None:
    wrong = {}
    async with phone(browser, api) as page:
        await page.locator(".outlet").first.wait_for(timeout=SLOW)
        numbers = await fill(api, await newest(api))
        told = await (await newest(api)).get("/announcements")
        numbers["told"] = str(told["announcements"][0]["id"])
        await look(page, language, scheme)
        for screen, path in SCREENS.items():
            at = path.format_map(numbers)
            await page.evaluate("path => { location.hash = '#/' + path }", at)
            if "?" in path:  # A page that is open already keeps what it was opened with.
                await page.reload()
            await settled(page, at)
            if found := await faults(page):
                wrong[screen] = found
    assert wrong == {}, "\n".join(f"{at}: {one}" for at, all_ in wrong.items() for one in all_)
