"""Without a finger, and with the browser's own keys: Tab, Enter, Escape, Back."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone, settled

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


async def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what is called `name` has the focus."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        if name in str(
            await page.evaluate(
                "[document.activeElement].map(e => [e.getAttribute('aria-label'), e.innerText])[0]"
            )
        ):
            return
    raise AssertionError(f"{name} is not reached")


async def test_lunch_is_put_into_the_cart_by_keys_alone(api: Api, browser: Browser) -> None:
    async with phone(browser, api, locale="en-US") as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        await tab_to(page, "Food")
        await page.keyboard.press("Enter")
        await page.locator(".item").first.wait_for(timeout=SLOW)
        await tab_to(page, "+1")
        await page.keyboard.press("Space")
        await expect(page.locator(".bar .badge")).to_have_text("1", timeout=SLOW)
        await tab_to(page, "Cart")
        await page.keyboard.press("Enter")
        sheet = page.get_by_role("dialog", name="Cart")
        await expect(sheet).to_be_visible()
        await tab_to(page, "Check out", most=8)
        await page.keyboard.press("Escape")
        await expect(sheet).to_have_count(0)


async def test_an_outlet_of_the_first_page_leads_to_its_shelf(api: Api, browser: Browser) -> None:
    async with phone(browser, api, locale="en-US") as page:
        await page.locator(".outlet").first.wait_for(timeout=SLOW)
        name = await page.locator(".outlet .strong").last.inner_text()
        await page.locator(".outlet").last.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("tab", name=name)).to_have_attribute(
            "aria-selected", "true", timeout=SLOW
        )


async def test_the_tabs_are_links_that_keys_follow(api: Api, browser: Browser) -> None:
    async with phone(browser, api, locale="en-US") as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        tab = page.get_by_role("navigation").get_by_role("link", name="Service")
        await tab.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Report a repair")).to_be_visible(timeout=SLOW)


async def test_back_closes_what_lies_over_the_page_and_then_leaves_it(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        await (await newest(api)).cart()
        await page.evaluate("location.hash = '#/pages/me/index'")
        await page.get_by_text("退出所有设备").click(timeout=SLOW)
        dialog = page.get_by_role("alertdialog", name="退出所有设备")
        await expect(dialog).to_be_visible()
        await page.go_back()
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_text("我的访客")).to_be_visible()
        await page.evaluate("location.hash = '#/pages/order/index'")
        await page.get_by_role("button", name="购物车").click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="购物车")
        await sheet.get_by_role("button", name="去结算").click()
        await expect(page.get_by_text("怎么取")).to_be_visible(timeout=SLOW)
        await page.go_back()
        await expect(page.get_by_role("button", name="购物车")).to_be_visible(timeout=SLOW)
        await expect(sheet).to_have_count(0)


async def test_an_address_that_is_no_page_leads_to_the_first(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/no/such") as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/no/such/either'")
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)


async def test_the_size_of_the_text_stays_what_it_is_until_another_is_chosen(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/me/index") as page:
        size = page.get_by_label("字号")
        await expect(size).to_have_value("1", timeout=SLOW)
        await size.click()
        await page.keyboard.press("Escape")
        await expect(size).to_have_value("1")
        await size.select_option(label="大")
        await expect(page.locator("uni-page:visible .screen")).to_have_attribute(
            "style", re.compile(r"--scale: ?1\.15;")
        )


PRESSED = "uni-page [tabindex='0'], uni-page a, uni-page input, uni-page select"
SMALL = """pressed => [...document.querySelectorAll(pressed)]
  .filter(one => one.offsetParent !== null)
  .map(one => [one.getBoundingClientRect(), one.getAttribute("aria-label") ?? one.innerText])
  .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([box, name]) => `${name} ${box.width}x${box.height}`)"""


async def test_what_is_pressed_is_44_pixels_high_and_wide(api: Api, browser: Browser) -> None:
    small = {}
    async with phone(browser, api) as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        await (await newest(api)).cart()
        for path in (
            "pages/home/index",
            "pages/order/index",
            "pages/order/checkout",
            "pages/messages/index",
            "pages/me/index",
            "pages/lost/new",
            "pages/repair/new",
            "pages/visit/new",
        ):
            await page.evaluate("path => { location.hash = '#/' + path }", path)
            await settled(page, path)
            if found := await page.evaluate(SMALL, PRESSED):
                small[path] = found
    assert small == {}
