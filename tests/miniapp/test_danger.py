"""A danger that the bot suspects in what was written in the app: asked on whatever page one is."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.danger import DangerSign
from models.ordering import Order
from models.tickets import Ticket
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.e2e.browser import picture
from tests.given.heard import heard
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
YES = {"zh-CN": "正在发生，需要人来", "en-US": "Yes, send somebody"}
NO = {"zh-CN": "只是问问", "en-US": "I was only asking"}


def question(page: Page) -> Locator:
    return page.locator("uni-page:visible").get_by_role("alert")


async def report(page: Page, locale: str) -> None:
    zh = locale == "zh-CN"
    await page.get_by_role("radio", name="空调" if zh else "Air conditioning").click(timeout=SLOW)
    await page.get_by_role("textbox", name="怎么回事" if zh else "What is wrong?").fill(
        "出风口有一股焦味" if zh else "a burnt smell from the vent"
    )
    await page.get_by_role("radio", name="A座" if zh else "Building A", exact=True).click()
    await page.get_by_role("button", name="提交报修" if zh else "Send report").click()
    await expect(page.locator(".note")).to_be_visible(timeout=SLOW)


async def hears(api: Api, page: Page, zone: str, kind: str) -> None:
    """The bot has heard it, and the app asks at its next look."""
    await heard(api.demo, zone, kind, now=api.clock())
    await page.clock.run_for(10_000)


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_a_report_that_may_be_danger_is_asked_about_and_a_yes_says_what_to_do(
    api: Api, browser: Browser, locale: str
) -> None:
    async with phone(browser, api, "pages/repair/new", locale=locale) as page:
        await report(page, locale)
        await hears(api, page, "ask", "smoke")
        await expect(question(page)).to_be_visible(timeout=SLOW)
        if locale == "zh-CN":
            await picture(page, "miniapp-danger-asked")
        await question(page).get_by_role("button", name=YES[locale]).click()
        await expect(question(page).locator(".text")).to_contain_text("119", timeout=SLOW)
        await expect(question(page).get_by_role("link", name="119")).to_have_attribute(
            "href", "tel:119"
        )
        done = "弯下腰" if locale == "zh-CN" else "stay low"
        await expect(question(page).locator(".text")).to_contain_text(done)
        if locale == "en-US":
            await picture(page, "miniapp-danger-told")
    async with api.demo.sessions() as session:
        ticket = await session.scalar(select(Ticket))
        assert ticket is not None
        assert ticket.urgency == "critical"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_a_reason_to_visit_is_asked_about_on_another_page_and_a_no_calls_nobody(
    api: Api, browser: Browser, locale: str
) -> None:
    zh = locale == "zh-CN"
    async with phone(browser, api, "pages/visit/new", locale=locale) as page:
        await page.get_by_role("textbox", name="访客姓名" if zh else "Names").fill(
            "王强", timeout=SLOW
        )
        await page.get_by_role("radio", name="送货" if zh else "Delivery").click()
        await page.get_by_role("button", name="登记并" if zh else "Register and").click()
        await expect(page.locator(".number")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/me/index'")
        await hears(api, page, "ask", "violence")
        words = "送货" if zh else "Delivery"
        await expect(question(page)).to_contain_text(words, timeout=SLOW)
        await question(page).get_by_role("button", name=NO[locale]).click()
        await expect(question(page)).to_have_count(0, timeout=SLOW)
        calm = "没有惊动" if zh else "nobody has been alarmed"
        await expect(page.locator("uni-page:visible").get_by_text(calm)).to_be_visible()
    async with api.demo.sessions() as session:
        assert await session.scalar(select(DangerSign.answer)) == "no"
        assert await session.scalar(select(Ticket)) is None


async def test_a_note_on_an_order_is_asked_about_with_its_order_and_in_the_chat(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
        li = await newest(api)
        await li.cart()
        await page.evaluate("location.hash = '#/pages/order/checkout'")
        await page.get_by_role("textbox", name="备注").fill("叫保安陪着上来", timeout=SLOW)
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
        await hears(api, page, "ask", "violence")
        await expect(question(page)).to_contain_text("叫保安陪着上来", timeout=SLOW)
        await expect(question(page)).to_contain_text(re.compile(r"\d+ 秒内没有回答"))
        await page.evaluate("location.hash = '#/pages/messages/index'")
        said = page.locator("uni-page:visible .offer")
        await expect(said).to_have_text([YES["zh-CN"], NO["zh-CN"]], timeout=SLOW)
    async with api.demo.sessions() as session:
        assert await session.scalar(select(Order.note)) == "叫保安陪着上来"
