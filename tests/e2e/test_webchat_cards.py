"""Cards in the web chat: what a message is about, how far it is now, and the page that it opens."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from parkline.stores.database import Sessions
from services.conversations.conversations import Reply
from tests.connectors.channels.webchat.driver import served
from tests.contract.installation import Installation, installed
from tests.e2e.browser import online, say


@pytest.fixture
async def installation(sessions: Sessions, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.mark.timeout(300)
async def test_one_card_for_an_order_follows_it_and_opens_its_page(
    browser: Browser, installation: Installation
) -> None:
    async with served(installation.door, app="/app/") as port:
        context = await browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
        page = await context.new_page()
        await page.goto(f"http://127.0.0.1:{port}/")
        await online(page)
        await _hears(page, installation, "已下单", order_no="O-ABC123", status="placed")
        card = page.locator("a.card")
        await expect(card).to_have_text("订单O-ABC123已下单")
        assert await card.get_attribute("href") == "/app/#/pages/order/detail?no=O-ABC123"
        await _hears(page, installation, "做好了", order_no="O-ABC123", status="ready")
        await expect(card).to_have_count(1)
        await expect(page.locator(".item.out").last.locator("a.card")).to_contain_text("已备好")
        await page.get_by_role("button", name="Switch to English").click()
        await expect(card).to_have_text("OrderO-ABC123Ready")
        opens = {"page": "pages/order/complain?no=O-ABC123", "title": "说明问题"}
        await _hears(page, installation, "是这一单吗？", opens=opens)
        await expect(page.locator("a.card").last).to_have_text("说明问题")
        opens = {"page": "javascript:alert(1)//pages/", "title": "x"}
        await _hears(page, installation, "不是页面", opens=opens)
        await expect(page.locator("a.card")).to_have_count(2)
        # What is said in one breath has its time once, at its end.
        installation.turns.pause()
        await say(page, "两份牛肉面")
        await say(page, "不要辣")
        shown = page.locator(".item.in .foot time")
        await expect(shown).to_have_count(6)
        await expect(shown.nth(5)).to_be_visible()
        await expect(shown.nth(4)).to_be_hidden()
        installation.turns.resume()
        await context.close()


async def _hears(page: Page, installation: Installation, words: str, **data: object) -> None:
    installation.turns.answer_with(Reply(words, data=data))
    await say(page, "?")
    await expect(page.locator(".item.out .text").last).to_have_text(words, timeout=30_000)
