"""Cards in the web chat: what a message is about, how far it is now, and the page that it opens."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.conversations import Conversation
from parkline.stores.database import Sessions
from services.conversations.conversations import Reply
from services.handoffs import handoffs
from tests.connectors.channels.webchat.driver import served
from tests.contract.installation import Installation, clock, installed
from tests.e2e.browser import online, say
from tests.given.factories import make_staff


@pytest.fixture
async def installation(sessions: Sessions, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.mark.timeout(300)
async def test_one_card_for_an_order_follows_it_and_opens_its_page(
    browser: Browser, installation: Installation
) -> None:
    async with served(installation.door, app="/app/", pictures="/pictures/") as port:
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
        await _orders_from_a_card(page, installation)
        await _sees_who_writes(page, installation)
        # What is said in one breath has its time once, at its end.
        installation.turns.pause()
        await say(page, "两份牛肉面")
        await say(page, "不要辣")
        shown = page.locator(".item.in .foot time")
        await expect(shown).to_have_count(8)
        await expect(shown.nth(7)).to_be_visible()
        await expect(shown.nth(6)).to_be_hidden()
        installation.turns.resume()
        await context.close()


async def _orders_from_a_card(page: Page, installation: Installation) -> None:
    """A dish has its picture, its price and a "+"; the chips are for what is no dish."""
    digest = "0" * 32
    dishes = [
        {
            "button": 0,
            "name": "Beef noodles",
            "price": "¥22",
            "note": None,
            "picture": f"7/{digest}",
        },
        {"button": 1, "name": "Greens", "price": "¥12", "note": "vegan", "picture": "../../x"},
    ]
    buttons = [{"title": title, "payload": "/affirm"} for title in ("牛肉面", "青菜", "晚餐")]
    installation.turns.answer_with(Reply("可以看看：", buttons=buttons, data={"dishes": dishes}))
    await say(page, "?")
    cards = page.locator(".dish")
    await expect(cards).to_have_text(["Beef noodles¥22", "Greens¥12vegan"])
    await expect(page.locator(".chips:visible .chip")).to_have_text(["晚餐"])
    pictures = cards.locator("img")
    assert await pictures.count() <= 1  # What is no address of a picture is none.
    add = page.get_by_role("button", name="Order Greens")
    box = await add.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    installation.turns.answer_with(Reply("好的，已加上。"))
    await add.click()
    await expect(page.locator(".item.in .text").last).to_have_text("青菜", timeout=30_000)
    await expect(add).to_be_disabled()


async def _sees_who_writes(page: Page, installation: Installation) -> None:
    status, feed = page.locator("#status"), installation.door.feed
    async with installation.sessions.begin() as session:
        conversation = (await session.scalars(select(Conversation))).one()
        await handoffs.hand_off(session, conversation, "asked", now=clock())
    await feed.attend(conversation.park_id, conversation.id)
    await expect(status).to_have_text("Waiting for a person")
    async with installation.sessions.begin() as session:
        lin = await make_staff(session, conversation.park_id, name="李娜")
        await handoffs.take(session, conversation.park_id, conversation.id, lin, now=clock())
    await feed.attend(conversation.park_id, conversation.id)
    await expect(status).to_have_text("Service desk: 李娜")
    async with installation.sessions.begin() as session:
        lin = await session.merge(lin)
        park, talk = conversation.park_id, conversation.id
        await handoffs.hand_back(session, park, talk, by="handed_back", staff=lin, now=clock())
    await feed.attend(conversation.park_id, conversation.id)
    await expect(status).to_have_text("Service assistant online")


async def _hears(page: Page, installation: Installation, words: str, **data: object) -> None:
    installation.turns.answer_with(Reply(words, data=data))
    await say(page, "?")
    await expect(page.locator(".item.out .text").last).to_have_text(words, timeout=30_000)
