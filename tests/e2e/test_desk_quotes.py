"""Quotes in a real browser: written line by line, by keyboard, on a phone, with what is wrong
beside its field."""

import os
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from tests.desk.driver import open_desk
from tests.desk.tickets.test_thread import of_tenant
from tests.e2e.browser import PHONE, WIDE
from tests.e2e.test_desk_shell import page_of
from tests.e2e.test_desk_ticket import LANDS
from tests.given.demo_park import DemoPark
from tests.kit.axe import AXE, faults

PICTURES = os.environ.get("PARKLINE_PICTURES")
"""A folder, for whoever wants to look at the pages."""


async def test_a_quote_is_written_sent_and_answered_by_phone(
    browser: Browser, demo: DemoPark
) -> None:
    async with open_desk(demo) as desk:
        ticket, member = await of_tenant(desk), await desk.hire("dispatcher")
        async with page_of(browser, desk, member=member, forgiven="422") as page:
            await page.goto(str(desk.url / f"desk/tickets/{ticket.id}"))
            section = page.locator("[data-part=quotes]")
            await section.get_by_role("button", name="Warranty").click()
            await expect(section.locator("[aria-pressed=true]")).to_have_text("Warranty")
            await section.get_by_role("button", name="Write a quote").click()
            dialog = page.locator("#do-quote")
            await _written(page, dialog)
            await dialog.get_by_role("button", name="Send").click()
            await expect(dialog.locator(".field:has([name=price_2]) .error")).to_be_visible()
            await expect(dialog).to_be_visible()
            await dialog.locator("[name=price_2]").fill("35.50")
            await expect(dialog.locator("[data-total]")).to_have_text("Total 275.50")
            await _looks(page, "quote-dialog")
            await dialog.get_by_role("button", name="Send").click()
            await expect(dialog).to_be_hidden()
            await expect(section.locator("article")).to_contain_text("Waiting for the tenant")
            await expect(section.locator("article .total")).to_contain_text("Total ¥275.50")
            await _looks(page, "quote-sent")
            await section.locator("summary").click()
            await section.get_by_role("button", name="They accept").click()
            await expect(section.locator("article")).to_contain_text("Accepted")
            await expect(section.locator("article a")).to_contain_text("O-")
            await _looks(page, "quote-accepted")


async def _written(page: Page, dialog: Locator) -> None:
    """Two lines, by keyboard; the price of the second is none yet."""
    await dialog.locator("[name=item_1]").select_option(label="labour")
    await expect(dialog.locator("[name=price_1]")).to_have_value("120.00")
    await dialog.locator("[name=quantity_1]").fill("2")
    await expect(dialog.locator("[data-total]")).to_have_text("Total 240.00")
    await dialog.locator("[data-add-line]").focus()
    await page.keyboard.press("Enter")
    await expect(dialog.locator("[name=item_2]")).to_be_focused()
    await dialog.locator("[name=item_2]").select_option(label="material")
    await dialog.locator("[name=words_2]").fill("铜芯")
    await dialog.locator("[name=price_2]").fill("abc")


async def _looks(page: Page, name: str) -> None:
    """On a phone and wide, by day and by night: nothing wider than the page, no rule broken."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for size in (PHONE, WIDE):
            await page.set_viewport_size(size)
            assert await page.evaluate(LANDS) == 0, (name, scheme, size)
            if AXE.exists():
                assert await faults(page) == [], (name, scheme, size)
            if PICTURES:
                path = Path(PICTURES) / f"{name}-{size['width']}-{scheme}.png"
                await page.screenshot(path=path)
