"""Makes the picture of a busy board; the other pictures are made where tests show such a page."""

import os

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser import desk, picture
from tests.e2e.stack import Stack

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(120),
    pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes pictures of the README"),
]

REPORTED = [
    ("空调通风", "普通", "会议室空调出风有异味", "B座", "3", "302"),
    ("水管卫浴", "紧急", "茶水间水管一直滴水，地上湿滑", "A座", "5", "茶水间"),
    ("网络", "紧急", "整个办公区连不上网", "C座", "12", "1205"),
    ("门禁", "普通", "刷卡没有反应", "B座", "1", "大堂"),
    ("电路照明", "普通", "走廊三盏灯不亮", "D座", "2", "走廊"),
    ("门窗家具", "不急", "抽屉锁打不开", "A座", "8", "806"),
]
GIVEN = 3
"""So many of them, from the last on, are given to whom the desk suggests."""


async def test_a_busy_board(stack: Stack, chromium: Browser) -> None:
    async with desk(chromium, stack.chat_url, "dispatcher") as page:
        for at, reported in enumerate(REPORTED):
            await report(page, stack, *reported)
            if at >= len(REPORTED) - GIVEN:
                await page.get_by_role("button", name="派单", exact=True).click()
                await page.get_by_role("button", name="自动派给").click()
                await expect(page.locator(".history")).to_contain_text("派单给")
        await page.goto(f"{stack.chat_url}desk/tickets?view=board")
        await expect(page.locator(".card").first).to_be_visible()
        await picture(page, "desk-board")


async def report(page: Page, stack: Stack, *reported: str) -> None:
    category, urgency, words, building, floor, room = reported
    await page.goto(f"{stack.chat_url}desk/tickets/new")
    for label, chosen in (("类别", category), ("紧急程度", urgency), ("楼栋", building)):
        await page.get_by_label(label, exact=True).select_option(label=chosen)
    for label, written in (("问题描述", words), ("楼层", floor), ("房间", room)):
        await page.get_by_label(label, exact=True).fill(written)
    await page.get_by_role("button", name="新建").click()
    await expect(page.locator(".description")).to_have_text(words)
