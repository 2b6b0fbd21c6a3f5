"""Retention periods in a real browser, wide and on a phone: the figure follows what is entered."""

from datetime import datetime

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from services.conversations import receiving
from tests.desk.driver import open_desk
from tests.e2e.browser import PHONE, WIDE
from tests.e2e.test_desk_reconciliation import fits
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark


async def fill(demo: DemoPark, now: datetime) -> None:
    """Three messages of a hundred days ago."""
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for text in "abc":
            received = await receiving.receive(session, talk, external_id=text, text=text, now=now)
            received.message.status = "handled"
            received.message.created_at = now.replace(year=now.year - 1)


@pytest.mark.parametrize(("language", "viewport"), [("zh", PHONE), ("en", WIDE)])
async def test_an_operator_sees_what_a_period_would_remove_and_saves_it(
    browser: Browser, demo: DemoPark, language: str, viewport: ViewportSize
) -> None:
    async with open_desk(demo) as desk:
        await fill(demo, desk.clock())
        member = await desk.hire("operator", language=language)
        async with page_of(browser, desk, member=member, viewport=viewport) as page:
            await page.goto(str(desk.url / "desk/operate/retention"))
            await _shorten(page)
            await page.goto(str((desk.url / "desk/audit").with_query(kind="retention")))
            await expect(page.locator("del")).to_have_text("365")
            await expect(page.locator("ins")).to_have_text("100")


async def _shorten(page: Page) -> None:
    messages = page.locator("#messages")
    await expect(messages.locator("output")).to_contain_text("0")
    days = messages.locator("input[name=days]")
    await days.fill("100")
    await days.press("Tab")
    await expect(messages.locator("output")).to_contain_text("3")
    await fits(page)
    await messages.locator("button").click()
    await expect(page.locator("#messages input[name=seen]")).to_have_value("100")
