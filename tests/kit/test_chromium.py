"""What a page costs besides itself, and what of it stays for the next test."""

from playwright.async_api import Browser

from tests.kit import chromium
from tests.kit.test_loops import in_a_test


async def test_a_window_starts_no_pages_of_the_browsers_own(browser: Browser) -> None:
    """A Chromium that calls those parts something else would have each test pay for two more."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.set_content("<button>go</button>")
    await page.get_by_role("button").click()
    session = await browser.new_browser_cdp_session()
    targets = await session.send("Target.getTargets", {"filter": [{}]})
    assert {target["type"] for target in targets["targetInfos"]} <= {"page", "tab"}


def test_the_next_test_has_the_driver_and_nothing_of_what_the_one_before_opened(
    chromium_address: str,
) -> None:
    drivers: list[Browser] = []

    async def test() -> int:
        async with chromium.lent(chromium_address) as browser:
            drivers.append(browser)
            there = len(browser.contexts)
            page = await (await browser.new_context()).new_page()
            await page.set_content("<h1>open</h1>")
            return there

    first, second = in_a_test(test), in_a_test(test)
    assert first == second
    assert drivers[0] is drivers[1]
