"""Orders that are paid for, as the mini-app's web build shows them: WeChat Pay, and a company."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.conversations import Conversation
from models.ordering import Order
from models.people import Person
from parkline.channels.miniapp import BUILD, miniapp_routes
from services.ordering import payment_requests, payments
from tests.e2e.browser import PHONE
from tests.given.companies import account_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.wechat_shop import Shop, open_shop

pytestmark = [
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
    # A page that is left in the middle of its pictures leaves their files to the collector.
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]
WORDS = {
    "zh": ("¥44 等您付款", "微信支付要在微信里付", "已付款"),
    "en": ("¥44 to be paid", "WeChat Pay works inside WeChat", "paid"),
}


@asynccontextmanager
async def app(browser: Browser, demo: DemoPark, language: str) -> AsyncIterator[tuple[Shop, Page]]:
    """Somebody new in the app."""
    locale = {"zh": "zh-CN", "en": "en-GB"}[language]
    async with open_shop(demo, routes=miniapp_routes()) as shop:
        context = await browser.new_context(
            locale=locale, timezone_id="Asia/Shanghai", viewport=PHONE
        )
        page = await context.new_page()
        await page.goto(f"{shop.api.url}app/#/pages/order/index")
        await expect(page.locator("uni-page:visible").last).to_contain_text("¥")
        yield shop, page
        await context.close()


async def me(demo: DemoPark) -> Conversation:
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Conversation).order_by(Conversation.id.desc()).limit(1)
        )
        return found.one()


async def begun(shop: Shop) -> Order:
    """Who uses the app has begun to pay, in WeChat's chat."""
    conversation = await me(shop.demo)
    async with shop.demo.sessions.begin() as session:
        order = await shop.demo.draft(session, quantity=2, conversation=conversation)
        await payments.choose(session, order, "wechat_pay", also=("wechat_pay",))
        await payment_requests.begin(session, order, now=WEDNESDAY_MORNING)
        return order


async def come_to(page: Page, path: str) -> None:
    await page.evaluate("path => { location.hash = '#/' + path }", path)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_waits_to_be_paid_says_where_and_shows_when_it_is(
    browser: Browser, demo: DemoPark, language: str
) -> None:
    due, where, paid = WORDS[language]
    async with app(browser, demo, language) as (shop, page):
        order = await begun(shop)
        await come_to(page, f"pages/order/detail?no={order.order_no}&paid=0")
        shown = page.locator("uni-page:visible").last
        await expect(shown).to_contain_text(due)
        await expect(shown).to_contain_text(where)
        request = await shop.request(order.order_no)
        async with demo.sessions.begin() as session:
            await payment_requests.settle(
                session, demo.id, request.reference,
                amount=4400, currency="CNY", paid_at=WEDNESDAY_MORNING, provider_id="42",
                now=WEDNESDAY_MORNING,
            )  # fmt: skip
        await page.reload()
        await expect(shown).to_contain_text(f"· {paid}")
        await expect(shown).not_to_contain_text(where)


async def test_who_does_not_pay_has_the_cart_again(browser: Browser, demo: DemoPark) -> None:
    async with app(browser, demo, "zh") as (shop, page):
        order = await begun(shop)
        await come_to(page, f"pages/order/detail?no={order.order_no}")
        await page.get_by_text("先不付，放回购物车").click()
        await expect(page).to_have_title("确认订单")
        await expect(page.locator("uni-page:visible").last).to_contain_text("牛肉面")
        assert (await shop.request(order.order_no)).status == "closed"


async def test_an_order_on_the_company_s_account(browser: Browser, demo: DemoPark) -> None:
    async with app(browser, demo, "zh") as (_, page):
        conversation = await me(demo)
        async with demo.sessions.begin() as session:
            account = await account_of(session, demo, limit=100_000)
            person = await session.get_one(Person, (demo.id, conversation.person_id))
            person.company_id, person.name = account.company_id, "李雷"
            await demo.draft(session, quantity=2, conversation=conversation)
        await come_to(page, "pages/order/checkout")
        shown = page.locator("uni-page:visible").last
        await shown.get_by_text("公司账户").first.click()
        await expect(shown).to_contain_text("¥1,000")
        await shown.get_by_text("提交订单").click()
        await expect(shown).to_contain_text("下单成功")
        await expect(shown).to_contain_text("· 已付款")
