"""What a page costs besides itself."""

from playwright.async_api import Browser


async def test_a_window_starts_no_pages_of_the_browsers_own(browser: Browser) -> None:
    """A Chromium that calls those parts something else would have each test pay for two more."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.set_content("<button>go</button>")
    await page.get_by_role("button").click()
    session = await browser.new_browser_cdp_session()
    targets = await session.send("Target.getTargets", {"filter": [{}]})
    assert {target["type"] for target in targets["targetInfos"]} <= {"page", "tab"}
