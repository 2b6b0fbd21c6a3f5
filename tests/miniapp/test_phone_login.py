"""Signing in by a code that a strict gateway of text messages was given."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, expect

from connectors.sms.gateway import SmsGateway
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.sms_gateway import SECRET, FakeGateway, sms_gateway
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
LI = "+8613800138000"
LANGUAGES = pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
PAGE = "pages/me/phone"


def clock() -> datetime:
    return WEDNESDAY_MORNING


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    async with sms_gateway(clock) as gateway:
        yield gateway


@pytest.fixture
async def by_phone(demo: DemoPark, gateway: FakeGateway) -> AsyncIterator[Api]:
    async with ClientSession() as http:
        sms = SmsGateway(http, gateway.url, SECRET, clock)
        async with open_api(demo, sms=sms) as api:
            yield api


def said(page: Page, field: Locator) -> Locator:
    return page.locator(".field", has=field).get_by_role("alert")


@LANGUAGES
async def test_a_phone_is_signed_in_by_keys_alone_and_errors_stand_beside_the_fields(
    by_phone: Api, gateway: FakeGateway, browser: Browser, locale: str
) -> None:
    zh = locale == "zh-CN"
    async with phone(browser, by_phone, PAGE, locale=locale) as page:
        number = page.get_by_role("textbox", name="手机号" if zh else "Phone number", exact=True)
        send = page.get_by_role("button", name="获取验证码" if zh else "Text me a code")
        await send.click(timeout=SLOW)
        await expect(said(page, number)).to_have_text(
            "请填手机号" if zh else "Please give your phone number"
        )
        await number.fill("1381234")
        await expect(said(page, number)).to_contain_text("+")
        assert gateway.sent == []
        await number.fill("138 0013 8000")
        await send.focus()
        await page.keyboard.press("Enter")
        code = page.get_by_role(
            "textbox", name="短信验证码" if zh else "Code from the text message"
        )
        await expect(code).to_be_focused(timeout=SLOW)
        await expect(page.get_by_role("status")).to_contain_text("138 0013 8000")
        enter = page.get_by_role("button", name="登录" if zh else "Sign in", exact=True)
        await code.fill("12")
        await enter.click()
        await expect(said(page, code)).to_contain_text("6 位" if zh else "six digits")
        right = gateway.last_code(LI)
        await code.fill(f"{(int(right) + 1) % 1_000_000:06}")
        await enter.click()
        await expect(said(page, code)).to_contain_text(
            "不对或已失效" if zh else "wrong or no longer valid", timeout=SLOW
        )
        await expect(code).to_have_attribute("aria-invalid", "true")
        await code.fill(right)
        await enter.focus()
        await page.keyboard.press("Enter")
        await page.locator(".shortcuts").wait_for(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/me/profile'")
        mine = page.get_by_role("textbox", name="手机号" if zh else "Phone")
        await expect(mine).to_have_value(LI, timeout=SLOW)
    assert [one["language"] for one in gateway.sent] == [locale[:2]]
    assert gateway.faults == []


@LANGUAGES
async def test_another_code_may_be_had_after_the_wait(
    by_phone: Api, gateway: FakeGateway, browser: Browser, locale: str
) -> None:
    zh = locale == "zh-CN"
    async with phone(browser, by_phone, PAGE, locale=locale) as page:
        number = page.get_by_role("textbox", name="手机号" if zh else "Phone number", exact=True)
        await number.fill(LI, timeout=SLOW)
        await page.get_by_role("button", name="获取验证码" if zh else "Text me a code").click()
        waits = page.get_by_role("button", name="秒后" if zh else "Another code in")
        await expect(waits).to_have_attribute("aria-disabled", "true", timeout=SLOW)
        by_phone.later(seconds=62)
        await page.clock.run_for(62_000)
        again = "重新获取验证码" if zh else "Text me another code"
        await page.get_by_role("button", name=again, exact=True).click()
        await expect(waits).to_be_visible(timeout=SLOW)
    assert len(gateway.sent) == 2


async def test_what_the_gateway_does_not_take_is_said_beside_the_number(
    by_phone: Api, gateway: FakeGateway, browser: Browser
) -> None:
    gateway.refuses = 500
    async with phone(browser, by_phone, PAGE) as page:
        number = page.get_by_role("textbox", name="手机号", exact=True)
        await number.fill(LI, timeout=SLOW)
        await page.get_by_role("button", name="获取验证码").click()
        await expect(said(page, number)).to_be_visible(timeout=SLOW)


async def test_the_way_is_offered_where_codes_are_sent(
    api: Api, by_phone: Api, browser: Browser
) -> None:
    async with phone(browser, by_phone, "pages/me/index") as page:
        await page.get_by_text("用手机号登录").click(timeout=SLOW)
        await page.get_by_role("button", name="获取验证码").wait_for(timeout=SLOW)
    async with phone(browser, api, "pages/me/index") as page:
        await page.get_by_text("用登录码登录").wait_for(timeout=SLOW)
        await expect(page.get_by_text("用手机号登录")).to_have_count(0)
