"""The second reader's two pages in a real browser: both languages, wide and on a phone."""

import os
from pathlib import Path

from playwright.async_api import Browser, Page

from models.park import Park
from tests.desk.driver import open_desk
from tests.desk.readers.test_readers import called
from tests.e2e.browser import PHONE, WIDE
from tests.e2e.test_desk_shell import page_of
from tests.e2e.test_desk_ticket import LANDS
from tests.given.demo_park import DemoPark
from tests.kit.axe import AXE, faults

PICTURES = os.environ.get("PARKLINE_PICTURES")
"""A folder, for whoever wants to look at the pages."""


async def test_both_pages_break_no_rule_and_fit(browser: Browser, demo: DemoPark) -> None:
    async with open_desk(demo) as desk:
        for text in ("厕所的水一直流个不停", "that whole thing with the tap again, honestly"):
            await called(desk, text, "report_repair")
        await called(desk, "两份牛肉面", "order_food", classic="order_food")
        async with desk.demo.sessions.begin() as session:
            park = await session.get_one(Park, desk.demo.id)
            park.reader_mode, park.reader_agreed_at = "shadow", desk.clock()
        for language in ("zh", "en"):
            member = await desk.hire("operator", language=language)
            async with page_of(browser, desk, member=member) as page:
                for path, name in (("readers", "readers"), ("operate/reader", "reader-settings")):
                    await page.goto(str(desk.url / f"desk/{path}"))
                    await _looks(page, f"{name}-{language}")


async def _looks(page: Page, name: str) -> None:
    """By day and by night: nothing wider than the page, no rule broken."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for size in (PHONE, WIDE):
            await page.set_viewport_size(size)
            assert await page.evaluate(LANDS) == 0, (name, scheme, size)
            if AXE.exists():
                assert await faults(page) == [], (name, scheme, size)
            if PICTURES:
                path = Path(PICTURES) / f"{name}-{size['width']}-{scheme}.png"
                await page.screenshot(path=path, full_page=True)
