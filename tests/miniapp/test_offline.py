"""Without a network every page opens, with what was seen last or with words of ours."""

import pytest
from playwright.async_api import Browser, Page, expect

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.kit.waiting import until
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "sw.js").exists(), reason="run make miniapp"),
]


async def shell_kept(page: Page) -> None:
    """Until the app's files are on the device."""
    await page.clock.run_for(3_000)
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=SLOW)


async def shows(page: Page, words: str) -> None:
    """Pages ask again after pauses, of six seconds in all, before they say that there is nobody."""
    shown = page.locator("uni-page:visible .screen").last

    async def there() -> bool:
        await page.clock.run_for(1_000)
        return words in await shown.inner_text()

    await until(there, seconds=SLOW / 1000)


async def test_a_tab_that_nobody_has_been_to_opens_without_a_network(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, keeps_shell=True) as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        await shell_kept(page)
        await page.context.set_offline(True)
        for tab, ours in (("order", "网络"), ("service", "报修"), ("me", "语言")):
            await page.evaluate("tab => { location.hash = `#/pages/${tab}/index` }", tab)
            await shows(page, ours)
            broken = "all => all.filter((one) => one.complete && !one.naturalWidth).length"
            assert await page.locator(".uni-tabbar img").evaluate_all(broken) == 0


async def test_the_app_starts_without_a_network_and_shows_what_was_there(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/order/index", keeps_shell=True) as page:
        await expect(page.locator(".item", has_text="牛肉面")).to_be_visible(timeout=SLOW)
        await shell_kept(page)
        await page.context.set_offline(True)
        await page.reload()
        await expect(page.locator(".item", has_text="牛肉面")).to_be_visible(timeout=SLOW)
