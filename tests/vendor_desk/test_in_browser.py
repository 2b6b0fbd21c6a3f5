"""The vendors' desk on a phone: an order rings, is accepted and printed; no page breaks a rule."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from models.ordering import Order
from tests.desk.driver import PASSWORD
from tests.e2e.browser import PHONE
from tests.kit import axe
from tests.vendor_desk.driver import VendorDesk

PATIENCE = 90_000
"""Milliseconds for the board's next look, on a busy machine."""
POINTS_A_MILLIMETRE = 72 / 25.4

pytestmark = pytest.mark.timeout(900)


async def faults(page: Page) -> list[str]:
    """What is wider than the screen, and what axe-core finds wrong where it is there."""
    wide = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    found = ["wider than the screen"] if wide else []
    return found + (await axe.faults(page) if axe.AXE.exists() else [])


async def placed(vendors: VendorDesk) -> Order:
    async with vendors.demo.sessions.begin() as session:
        return await vendors.demo.placed(session, "beef_noodles", quantity=2)


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
async def test_a_vendor_works_from_a_phone(
    browser: Browser, vendors: VendorDesk, language: str, scheme: str
) -> None:
    member = await vendors.member(language=language)
    first = await placed(vendors)
    endpoint, _ = await vendors.endpoint("https://kitchen.example.com/hooks")
    sandbox, _ = await vendors.endpoint("https://kitchen.example.com/try", sandbox=True)
    context = await browser.new_context(
        viewport=PHONE,
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    wrong = {}
    await page.goto(str(vendors.server / "vendor/sign-in"))
    if found := await faults(page):
        wrong["/sign-in"] = found
    await page.fill("[name=login]", member.login)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button.primary")
    card = page.locator(f"#order-{first.id}")
    await expect(card).to_be_visible(timeout=PATIENCE)

    await page.check("#printing")
    second = await placed(vendors)
    await expect(page.locator(f"#order-{second.id}")).to_be_visible(timeout=PATIENCE)
    await expect(page.locator("#arrived")).to_contain_text("1")
    await expect(page.locator(f'iframe[src*="/{second.id}/slip"]')).to_have_count(1)

    await card.locator("select").select_option("15")
    await card.locator('form[action$="/accept"] button').click()
    await expect(page.locator(f'#order-{first.id}[data-status="accepted"]')).to_be_visible(
        timeout=PATIENCE
    )
    for path in (
        "/orders", f"/orders/{first.id}", "/menu", "/hours", "/statements", "/webhooks",
        f"/webhooks/{endpoint.id}", f"/webhooks/{sandbox.id}",
    ):  # fmt: skip
        await page.goto(str(vendors.server / "vendor") + path)
        if found := await faults(page):
            wrong[path] = found
    assert wrong == {}
    assert errors == []
    await context.close()


async def test_a_slip_is_as_wide_as_the_roll(browser: Browser, vendors: VendorDesk) -> None:
    member, order = await vendors.member(), await placed(vendors)
    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(str(vendors.server / "vendor/sign-in"))
    await page.fill("[name=login]", member.login)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button.primary")
    await page.locator("#board").wait_for()
    for paper in (58, 80):
        slip = vendors.server / f"vendor/orders/{order.id}/slip"
        await page.goto(str(slip.with_query(paper=paper)))
        printed = await page.pdf(prefer_css_page_size=True)
        [box, *more] = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) [0-9.]+\]", printed)
        assert more == [], paper  # One page: nothing runs over the side.
        assert abs(float(box) - paper * POINTS_A_MILLIMETRE) < 1.5, paper
    await context.close()
