"""From a sentence in the chat to the kitchen's screen and back, in a real browser."""

import os
import re
import time

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser import BOT_SECONDS, board, bubble, card, chat, press, say
from tests.e2e.stack.stack import Stack
from tests.kit.installation import ROOT

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

NOTICE_SECONDS = 3.0
"""From the kitchen's press to the tenant's screen; about one on an idle machine."""
IMAGES = ROOT / "docs" / "images"
DELIVERY_ZH = "两份牛肉面不要辣，再来一杯豆浆，送到A座3楼301，电话13800138000"


async def order(page: Page, text: str = DELIVERY_ZH, yes: str = "确认下单") -> str:
    """Order by chat, taking the first time that is offered; the order's number."""
    await say(page, text)
    await press_first_time(page)
    await press(page, yes)
    placed = bubble(page, re.compile("下单成功|Order placed"))
    await expect(placed).to_be_visible(timeout=BOT_SECONDS)
    found = re.search(r"O-\w+", await placed.inner_text())
    assert found is not None
    return found[0]


async def press_first_time(page: Page) -> None:
    times = page.locator(".chip:enabled", has_text=re.compile(r"\d\d:\d\d–\d\d:\d\d"))
    await times.first.click(timeout=BOT_SECONDS)


async def test_a_tenant_orders_and_hears_of_every_step(stack: Stack, chromium: Browser) -> None:
    async with (
        chat(chromium, stack.chat_url) as tenant,
        board(chromium, stack.board_url) as kitchen,
    ):
        number = await order(tenant)
        shown = card(kitchen, number)
        await expect(shown).to_have_class("placed", timeout=BOT_SECONDS)
        await expect(shown).to_contain_text("2×牛肉面beef noodles不要辣", use_inner_text=False)
        await expect(shown).to_contain_text("1×豆浆")
        await expect(shown).to_contain_text("A 3F 301")
        await expect(shown).to_contain_text("13800138000")

        started = time.monotonic()
        await shown.get_by_role("button", name="接单").click()
        await bubble(tenant, f"阳光食堂已接单：{number}").wait_for(timeout=BOT_SECONDS)
        took = time.monotonic() - started
        print(f"the notice was on the tenant's screen {took:.2f} s after the press")
        assert took < NOTICE_SECONDS

        await expect(shown).to_have_class("accepted")
        await shown.get_by_role("button", name="做好了").click()
        ready = bubble(tenant, f"{number} 做好了，马上给您送来。")
        await expect(ready).to_be_visible(timeout=BOT_SECONDS)
        await shown.get_by_role("button", name="出发配送").click()
        brought = bubble(tenant, f"{number} 正在送来：A座3楼301。")
        await expect(brought).to_be_visible(timeout=BOT_SECONDS)
        await shown.get_by_role("button", name="已交付").click()
        await expect(bubble(tenant, f"{number} 已完成")).to_be_visible(timeout=BOT_SECONDS)


async def test_a_pickup_in_english_is_ready_at_the_counter(stack: Stack, chromium: Browser) -> None:
    async with (
        chat(chromium, stack.chat_url, "en-GB") as tenant,
        board(chromium, stack.board_url, "en-GB") as kitchen,
    ):
        await say(tenant, "an americano and two lattes please")
        await press(tenant, "Pick up")
        await press_first_time(tenant)
        await press(tenant, "Place order")
        placed = bubble(tenant, "Order placed: O-")
        await expect(placed).to_be_visible(timeout=BOT_SECONDS)
        found = re.search(r"O-\w+", await placed.inner_text())
        assert found is not None
        shown = card(kitchen, found[0])
        await shown.get_by_role("button", name="Accept").click(timeout=BOT_SECONDS)
        await shown.get_by_role("button", name="Ready").click(timeout=BOT_SECONDS)
        ready = bubble(tenant, f"{found[0]} is ready. Please collect it at Building A, 1F lobby.")
        await expect(ready).to_be_visible(timeout=BOT_SECONDS)


async def test_a_rejection_says_why_at_once(stack: Stack, chromium: Browser) -> None:
    async with (
        chat(chromium, stack.chat_url) as tenant,
        board(chromium, stack.board_url) as kitchen,
    ):
        number = await order(tenant)
        await card(kitchen, number).get_by_role("button", name="拒单").click(timeout=BOT_SECONDS)
        await kitchen.get_by_role("button", name="今天卖完了").click()
        await kitchen.locator("#rejecting footer button.danger").click()
        told = bubble(tenant, f"没能接您的订单 {number}：")
        await expect(told).to_be_visible(timeout=BOT_SECONDS)
        await expect(told).to_contain_text("今天卖完了")
        await expect(card(kitchen, number)).to_have_class("rejected")


async def test_a_reload_shows_the_same_conversation(stack: Stack, chromium: Browser) -> None:
    async with chat(chromium, stack.chat_url) as tenant:
        await say(tenant, "你好")
        await expect(tenant.locator(".item.out")).to_have_count(1, timeout=BOT_SECONDS)
        before = await tenant.locator(".item .text").all_inner_texts()
        await tenant.reload()
        await expect(tenant.locator(".item .text")).to_have_text(before)


@pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes the pictures of the README")
async def test_pictures(stack: Stack, chromium: Browser) -> None:
    async with (
        chat(chromium, stack.chat_url) as tenant,
        board(chromium, stack.board_url) as kitchen,
    ):
        await say(tenant, "来两份牛肉面不要辣，再来一杯豆浆，明天12点送到A座3楼301")
        await expect(bubble(tenant, "请留一个手机号")).to_be_visible(timeout=BOT_SECONDS)
        await say(tenant, "13800138000")
        await expect(bubble(tenant, "确认下单吗？")).to_be_visible(timeout=BOT_SECONDS)
        IMAGES.mkdir(parents=True, exist_ok=True)
        await tenant.screenshot(path=IMAGES / "chat.png")
        await press(tenant, "确认下单")
        await expect(kitchen.locator("article.placed").first).to_be_visible(timeout=BOT_SECONDS)
        top = {"x": 0, "y": 0, "width": 1280, "height": 560}
        await kitchen.screenshot(path=IMAGES / "board.png", clip=top)
