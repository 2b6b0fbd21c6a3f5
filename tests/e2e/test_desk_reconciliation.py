"""Reconciliation in a real browser, wide and on a phone: readable, and settled with a note."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from services.accounting.reconciliation import Booked
from tests.desk.accounting.bills import DAY, compare, paid, waiting
from tests.desk.driver import open_desk
from tests.e2e.browser import PHONE, WIDE
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def fill(demo: DemoPark) -> None:
    _, mine = await paid(demo)
    await paid(demo)
    bill = (Booked(mine, 2199), Booked("O-7K3M9Q-5d0fe9c11a2b3c4d", 4400))
    await compare(demo, *bill)
    await compare(demo, day=DAY - timedelta(days=1))
    await waiting(demo, DAY + timedelta(days=1), "STATEMENT_CREATING")


async def fits(page: Page) -> None:
    """On a phone and on a screen; the page is then as wide as it was."""
    own = page.viewport_size
    assert own is not None
    for viewport in (WIDE, PHONE, own):
        await page.set_viewport_size(viewport)
        assert await page.evaluate(OVERFLOW) <= 0, viewport


@pytest.mark.parametrize(("language", "viewport"), [("zh", PHONE), ("en", WIDE)])
async def test_a_manager_settles_a_difference(
    browser: Browser, demo: DemoPark, language: str, viewport: ViewportSize
) -> None:
    await fill(demo)
    async with open_desk(demo) as desk:
        member = await desk.hire("manager", language=language)
        async with page_of(browser, desk, member=member, viewport=viewport) as page:
            await page.goto(str(desk.url / "desk/accounts"))
            await page.locator('a[href="/desk/accounts/reconciliation"]').click()
            await fits(page)
            await page.locator(".row-link", has_text="2026-12-02").click()
            await fits(page)
            await expect(page.locator(".difference")).to_have_count(3)
            one = page.locator(".difference").first
            await one.locator("input[name=note]").fill("已和财务核对")
            await one.locator("button.primary").click()
            await expect(page.locator(".difference .notice")).to_contain_text("已和财务核对")
            await expect(page.locator(".difference .settle")).to_have_count(2)
            await fits(page)
