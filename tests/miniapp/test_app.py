"""The web build in a real browser, where no bot is needed."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Route, expect

from models.park import Park
from parkline.channels.miniapp import BUILD
from parkline.demo.seed_pictures import seed_pictures
from tests.api.driver import Api
from tests.e2e.browser import PHONE
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone, settled

pytestmark = [
    pytest.mark.timeout(120),
    # A browser that leaves in the middle of a file lets the server drop it.
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


async def test_an_announcement_is_read_once_and_folded_away(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        told = page.locator(".told")
        await expect(told.locator(".dot")).to_have_count(3, timeout=SLOW)
        await expect(told.locator(".loud")).to_contain_text("停水")
        for title in ("地铁接驳班车", "停水检修"):
            await told.get_by_text(re.compile(title)).click()
            await expect(page.locator("uni-page:visible .body")).to_be_visible(timeout=SLOW)
            # Those that end with a day end on it, not at 00:00 of the next.
            await expect(page.locator("uni-page:visible")).not_to_contain_text("00:00")
            await page.go_back()
        await expect(told.locator(".dot")).to_have_count(1)
        await expect(told.get_by_text("地铁接驳班车")).to_have_count(0)
        await expect(told.locator(".loud")).to_be_visible()
        await told.get_by_text("看过的 1 条").click()
        await expect(told.get_by_text("地铁接驳班车")).to_be_visible()
        await page.reload()
        await expect(told.locator(".dot")).to_have_count(1, timeout=SLOW)


async def test_dishes_are_shown_with_their_pictures_and_goods_with_a_drawing(
    api: Api, browser: Browser
) -> None:
    async with api.demo.sessions.begin() as session:
        park = await session.get_one(Park, api.demo.id)
        await seed_pictures(session, park, now=api.clock())
    async with phone(browser, api, "pages/order/index") as page:
        noodles = page.locator(".item", has_text="牛肉面").locator(".picture img")
        await expect(noodles).to_have_js_property("naturalWidth", 320, timeout=SLOW)
        await page.get_by_text("启明便利店").click()
        paper = page.locator(".item", has_text="打印纸").locator(".picture")
        await expect(paper.locator(".icon")).to_be_visible()
        await expect(paper.locator("img")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "opens", "enter"),
    [
        ("zh-CN", "在小程序里打开", "登录"),
        ("en-US", "Open in the app", "Sign in"),
    ],
)
async def test_a_code_of_the_web_chat_makes_another_phone_the_same_person(
    api: Api, browser: Browser, locale: str, opens: str, enter: str
) -> None:
    context = await browser.new_context(locale=locale, viewport=PHONE)
    chat = await context.new_page()
    await chat.goto(str(api.url))
    await chat.get_by_role("button", name=opens).click()
    dialog = chat.get_by_role("dialog", name=opens)
    await expect(dialog.locator(".phone-time")).to_have_text(re.compile(r"[45]:\d\d"))
    qr = dialog.locator(".phone-qr")
    assert await qr.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    code = (await dialog.locator(".phone-code").inner_text()).replace(" ", "")
    li = await newest(api)
    await li.patch("/me", {"name": "李晓明"})
    async with phone(browser, api, f"pages/me/code?code={code}", locale=locale) as page:
        await page.locator(".btn", has_text=enter).click(timeout=SLOW)
        await expect(page.locator(".shortcuts")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/me/index'")
        await expect(page.get_by_text("李晓明")).to_be_visible(timeout=SLOW)
    await context.close()


async def test_a_login_that_is_answered_late_does_not_undo_the_code(
    api: Api, browser: Browser
) -> None:
    """A phone logs in by itself as it opens; over a slow network its owner may be quicker."""
    await api.http.get(api.url)
    origin = {"Origin": str(api.url.origin())}
    async with api.http.post(api.url / "chat/login-code", headers=origin) as answer:
        code = (await answer.json())["code"]
    await (await newest(api)).patch("/me", {"name": "李晓明"})
    signed_in = asyncio.Event()

    async def late(route: Route) -> None:
        await signed_in.wait()
        await route.continue_()

    async def slowly(route: Route) -> None:
        if route.request.is_navigation_request():
            await asyncio.sleep(1)
        await route.continue_()

    async with phone(browser, api, f"pages/me/code?code={code}") as page:
        enter = page.locator(".btn", has_text="登录")
        await expect(enter).to_be_visible(timeout=SLOW)
        await page.evaluate("localStorage.clear()")
        await page.route("**/app/", slowly)
        await page.route("**/login/browser", late)
        await page.reload()
        async with page.expect_response("**/login/code", timeout=SLOW):
            await enter.click(timeout=SLOW)
        signed_in.set()
        await expect(page.locator(".shortcuts")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/me/index'")
        await expect(page.get_by_text("李晓明")).to_be_visible(timeout=SLOW)


async def test_a_code_that_has_run_out_is_replaced(api: Api, browser: Browser) -> None:
    context = await browser.new_context(locale="en-US", viewport=PHONE)
    chat = await context.new_page()
    await chat.clock.install()
    await chat.goto(str(api.url))
    await chat.get_by_role("button", name="Open in the app").click()
    first = await chat.locator(".phone-code").inner_text()
    await chat.clock.fast_forward(301_000)
    await expect(chat.get_by_text("The code has run out")).to_be_visible()
    await chat.get_by_role("button", name="Get another").click()
    await expect(chat.locator(".phone-code")).not_to_have_text(first)
    await context.close()


async def test_a_code_that_does_not_hold_is_refused_in_words(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/me/code?code=0000000000", locale="en-US") as page:
        await page.locator(".btn", has_text="Sign in").click(timeout=SLOW)
        await expect(page.locator("uni-toast")).to_be_visible(timeout=SLOW)
        await expect(page.locator(".btn", has_text="Sign in")).to_be_visible()


async def test_a_program_gets_a_token_that_is_shown_once_and_ended(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/me/tokens") as page:
        await page.get_by_label("用在哪里？").fill("大堂屏幕", timeout=SLOW)
        await page.get_by_text("生成令牌，90 天有效").click()
        shown = page.locator(".token")
        await expect(shown).to_have_text(re.compile(r"pat_\S{43}"), timeout=SLOW)
        token = (await shown.inner_text()).strip()
        headers = {"Authorization": f"Bearer {token}"}
        assert (await api.ask("GET", "/me", headers=headers)).status == 200
        assert (await api.ask("POST", "/repairs", json={}, headers=headers)).status == 403
        await page.reload()
        row = page.get_by_text("大堂屏幕")
        await expect(row).to_be_visible(timeout=SLOW)
        await expect(shown).to_have_count(0)
        await row.click()
        sure = page.get_by_role("alertdialog", name="停用“大堂屏幕”的令牌？")
        await sure.get_by_role("button", name="停用").click()
        await expect(row).to_have_count(0, timeout=SLOW)
        assert (await api.ask("GET", "/me", headers=headers)).status == 401


async def test_who_opens_their_profile_before_it_has_come_finds_it_filled_in(
    api: Api, browser: Browser
) -> None:
    came = asyncio.Event()

    async def late(route: Route) -> None:
        await came.wait()
        await route.continue_()

    async with phone(browser, api, "pages/me/profile") as page:
        await settled(page)
        await (await newest(api)).patch("/me", {"name": "李晓明", "phone": "+8613800138000"})
        await page.route("**/api/v1/me", late)
        await page.reload()
        name = page.get_by_role("textbox", name="姓名")
        await expect(name).to_have_value("", timeout=SLOW)
        await name.fill("李四")
        came.set()
        await expect(page.get_by_role("textbox", name="手机号")).to_have_value(
            "+8613800138000", timeout=SLOW
        )
        await expect(name).to_have_value("李四")
