"""Every page keeps the rules of WCAG 2.2 AA that axe-core knows."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from parkline.channels.miniapp import BUILD
from parkline.settings.settings import ROOT
from tests.api.driver import Api
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import SCREENS, phone
from tests.miniapp.test_sheet import look

AXE = ROOT / "miniapp" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
    pytest.mark.skipif(not AXE.exists(), reason="run make miniapp"),
]


async def faults(page: Page) -> list[str]:
    """What axe-core finds wrong, one line a place."""
    # The page's policy forbids scripts from elsewhere, so it is evaluated.
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS
    )
    return [
        f"{rule['id']}: {node['target'][-1]} {node['any'][0]['message'] if node['any'] else ''}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
async def test_no_page_breaks_a_rule(
    api: Api, browser: Browser, language: str, scheme: str
) -> None:
    wrong = {}
    async with phone(browser, api) as page:
        await page.locator(".outlet").first.wait_for(timeout=20_000)
        numbers = await fill(api, await newest(api))
        told = await (await newest(api)).get("/announcements")
        numbers["told"] = str(told["announcements"][0]["id"])
        await look(page, language, scheme)
        for screen, path in SCREENS.items():
            await page.evaluate("path => { location.hash = '#/' + path }", path.format_map(numbers))
            if "?" in path:  # A page that is open already keeps what it was opened with.
                await page.reload()
            await page.wait_for_timeout(700)
            if found := await faults(page):
                wrong[screen] = found
    assert wrong == {}, "\n".join(f"{at}: {one}" for at, all_ in wrong.items() for one in all_)
