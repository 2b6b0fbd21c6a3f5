"""Makes the picture of a busy board; the other pictures are made where tests show such a page."""

import os

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.e2e.browser import desk, picture
from tests.e2e.stack.stack import Stack

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(120),
    pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes pictures of the README"),
]

FIELDS = ("category", "urgency", "description", "building", "floor", "room")
CHOSEN = {"category", "urgency", "building"}
REPORTED = [
    ("hvac", "normal", "会议室空调出风有异味", "B", "3", "302"),
    ("plumbing", "urgent", "茶水间水管一直滴水，地上湿滑", "A", "5", "茶水间"),
    ("network", "urgent", "整个办公区连不上网", "C", "12", "1205"),
    ("access_control", "normal", "刷卡没有反应", "B", "1", "大堂"),
    ("electrical", "normal", "走廊三盏灯不亮", "D", "2", "走廊"),
    ("furniture", "low", "抽屉锁打不开", "A", "8", "806"),
]
UNDER_WAY = REPORTED[-1][2]
BROAD: ViewportSize = {"width": 1480, "height": 740}
GIVEN = 3
"""So many of them, from the last on, are given to whom the desk suggests."""


async def test_a_busy_board(stack: Stack, chromium: Browser) -> None:
    async with desk(chromium, stack.chat_url, "dispatcher", viewport=BROAD) as page:
        for at, reported in enumerate(REPORTED):
            await report(page, stack, *reported)
            if at >= len(REPORTED) - GIVEN:
                await page.get_by_role("button", name="派单", exact=True).click()
                await page.get_by_role("button", name="自动派给").click()
                await expect(page.locator(".history")).to_contain_text("派单给")
        stack.sql("update ticket set status = 'in_progress' where description = %s", UNDER_WAY)
        await page.goto(f"{stack.chat_url}desk/tickets?view=board")
        await expect(page.locator(".card").first).to_be_visible()
        await picture(page, "desk-board")


async def report(page: Page, stack: Stack, *reported: str) -> None:
    await page.goto(f"{stack.chat_url}desk/tickets/new")
    for name, wanted in zip(FIELDS, reported, strict=True):
        field = page.locator(f"#new-ticket [name={name}]")
        if name in CHOSEN:
            await field.select_option(wanted)
        else:
            await field.fill(wanted)
    await page.get_by_role("button", name="新建").click()
    await expect(page.locator(".description")).to_have_text(reported[2])
