"""The simulated phone in a browser: what a person does reaches the bot, what it says is shown."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, Route, expect

from parkline.simulate.wechat import Rules
from tests.e2e.browser import IMAGES, PHONE, WIDE, errors_of, photo
from tests.parkline.simulate.bot import (
    Bot,
    Platform,
    mini,
    official,
    platform,
    status,
    success,
    text,
)

MENU = {
    "button": [
        {
            "name": "点餐",
            "sub_button": [
                {"type": "click", "name": "今日午餐", "key": "lunch"},
                {"type": "click", "name": "我的订单", "key": "orders"},
            ],
        },
        {"type": "click", "name": "报修", "key": "repair"},
    ]
}
HELLO = "您好，我是启明科技园的服务助手。\n\n可以帮您订餐、报修、预约访客，直接告诉我就行。"
ORDER = (
    "牛肉面 × 2，不要辣，¥44.00\n送到 A座301，12:00\n\n回复数字选择：\n1. 下单\n2. 改一改\n"
    '<a href="https://park.example/o/1">查看菜单</a>'
)


@asynccontextmanager
async def phone(
    browser: Browser, made: Platform, person: str, *, wide: bool = True, locale: str = "zh-CN"
) -> AsyncIterator[Page]:
    """Somebody's phone in a tab of its own; an error on the page fails the test."""
    viewport = WIDE if wide else PHONE
    context = await browser.new_context(
        locale=locale, timezone_id="Asia/Shanghai", viewport=viewport
    )
    page = await context.new_page()
    errors = errors_of(page)
    await page.goto(f"{made.url}/phone/{person}")
    await expect(page.locator("body")).to_have_attribute("data-live", "yes")
    yield page
    await context.close()
    assert errors == []


async def say(page: Page, words: str) -> None:
    await page.locator("textarea").fill(words)
    await page.locator("textarea").press("Enter")


async def test_a_chat_from_following_to_a_push(browser: Browser) -> None:
    app, bot = official(), Bot([text(HELLO), text(ORDER), success])
    async with platform(bot, app) as made, phone(browser, made, "alice") as page:
        await page.get_by_role("button", name="关注公众号").click()
        await expect(page.locator(".theirs .text")).to_have_text(HELLO)
        await say(page, "两份牛肉面不要辣，12点送到A座301")
        await expect(page.locator(".theirs .text").nth(1)).to_contain_text("牛肉面 × 2")
        link = page.locator(".theirs .text a")
        await expect(link).to_have_attribute("href", "https://park.example/o/1")
        await say(page, "1")
        alice = made.simulator.phone("alice").contact
        await expect(page.locator(".mine")).to_have_count(2)
        await made.simulator.world.settle()
        await made.push(app, alice.openid, "订单 O-8F2K 已接单，11:50 送到。")
        await expect(page.locator(".theirs .via.push")).to_have_count(1)
        await expect(page.locator(".window b").last).to_have_text("5/5")
        await expect(
            page.locator(".happened summary", has_text="message/custom/send")
        ).to_be_visible()
        if "PARKLINE_IMAGES" in os.environ:
            await page.screenshot(path=IMAGES / "wechat-phone.png")

    assert [heard.fields.get("Content") for heard in bot.heard[1:]] == [
        "两份牛肉面不要辣，12点送到A座301",
        "1",
    ]


async def test_menu_picture_voice_place_and_scene(browser: Browser) -> None:
    app, bot = official(), Bot([success])
    async with platform(bot, app) as made:
        made.simulator.world.menus[app.appid] = MENU
        made.simulator.phone("alice").contact.follows = True
        async with phone(browser, made, "alice", wide=False) as page:
            await expect(page.locator(".inspector")).to_be_hidden()
            await page.get_by_role("button", name="点餐").click()
            await page.get_by_role("button", name="我的订单").click()
            await page.get_by_role("button", name="键盘").click()
            await page.locator("#file").set_input_files(photo())
            await expect(page.locator(".mine .image")).to_be_visible()
            await page.get_by_role("button", name="语音").click()
            await say(page, "空调不制冷")
            await expect(page.locator(".recognised")).to_have_text("空调不制冷")
            await page.get_by_role("button", name="更多功能").click()
            await page.get_by_role("button", name="位置").click()
            await page.get_by_role("button", name="B座 大堂").click()
            await page.get_by_role("button", name="扫一扫").click()
            await page.get_by_placeholder("A/3/301").fill("B/1/=前台")
            await page.locator("#sheet form button").click()
            await expect(page.locator(".mine .place")).to_contain_text("B座 大堂")
            await expect(page.locator("#sheet")).to_be_hidden()
            await made.simulator.world.settle()
            width = await page.locator("body").evaluate("node => node.scrollWidth")

    assert width == 390
    kinds = [heard.fields.get("Event") or heard.fields["MsgType"] for heard in bot.heard]
    assert kinds == ["CLICK", "image", "voice", "location", "SCAN"]
    assert bot.heard[-1].fields["EventKey"] == "B/1/=前台"


async def test_each_has_a_phone_and_sees_what_went_wrong_in_their_language(
    browser: Browser,
) -> None:
    bot = Bot([status(500)])
    rules = Rules(deliveries=3, suspend_after=1)
    async with platform(bot, official(), mini(), rules=rules) as made:
        made.simulator.phone("alice").contact.follows = True
        made.simulator.phone("bob").contact.follows = True
        async with (
            phone(browser, made, "alice", locale="en-GB") as page,
            phone(browser, made, "bob") as other,
        ):
            await say(page, "hello?")
            await expect(page.locator(".system")).to_have_text(
                "该公众号提供的服务出现故障，请稍后再试"
            )
            await expect(page.locator(".happened .chip", has_text="no answer")).to_be_visible()
            await expect(page.locator(".alarm")).to_have_text("Deliveries are suspended")
            await expect(other.locator(".mine, .system")).to_have_count(0)
            await page.get_by_role("button", name="Back").click()
            await expect(page.locator(".chats li")).to_have_count(2)


PAYS = (
    '请付款\n<a href="https://park.example/app/#/pages/order/detail?no=O-8F2K3M"'
    ' data-miniprogram-appid="wx1"'
    ' data-miniprogram-path="pages/order/detail?no=O-8F2K3M">去付款</a>'
)


async def test_an_order_is_paid_and_given_back_on_the_page_of_the_program(
    browser: Browser,
) -> None:
    """What the platform and the park answer is played here; tests of the program go to them."""
    order: dict[str, Any] = {
        "order_no": "O-8F2K3M", "outlet": "晨光咖啡吧", "lines": ["美式咖啡 × 1"], "sum": "¥15",
        "status_text": "等您付款", "payment_status": "waiting", "can_cancel": True, "trades": [],
    }  # fmt: skip
    trade: dict[str, Any] = {"state": "SUCCESS", "total": 1500, "refunds": []}

    async def program(route: Route) -> None:
        if route.request.url.endswith("/pay"):
            await route.fulfill(json={"prepay_id": "wx42", "sum": "¥15", "payee": "启明园区服务"})
            return
        if route.request.url.endswith("/cancel"):
            order.update(status_text="已取消", can_cancel=False)
        elif order["status_text"] == "已取消":
            later = trade["refunds"]
            trade["refunds"] = [{"status": "SUCCESS" if later else "PROCESSING", "amount": 1500}]
        await route.fulfill(json=order)

    async def thumb(route: Route) -> None:
        order.update(payment_status="succeeded", status_text="已下单", trades=[trade])
        await route.fulfill(json={})

    bot = Bot([text(HELLO), text(PAYS)])
    async with platform(bot, official()) as made, phone(browser, made, "alice") as page:
        await page.route("**/program/orders/**", program)
        await page.route("**/pay/wx42", thumb)
        await page.get_by_role("button", name="关注公众号").click()
        await say(page, "确认")
        await page.get_by_role("button", name="去付款").click()
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_contain_text("等您付款")
        await sheet.get_by_role("button", name="微信支付 ¥15").click()
        await expect(sheet).to_contain_text("启明园区服务")
        await sheet.get_by_role("button", name="关闭").click()
        await expect(sheet).to_contain_text("还没有付款")
        await sheet.get_by_role("button", name="微信支付 ¥15").click()
        await sheet.get_by_role("button", name="确认支付").click()
        await expect(sheet).to_contain_text("微信支付：已付 ¥15.00")
        await sheet.get_by_role("button", name="取消订单").click()
        await expect(sheet).to_contain_text("微信支付：已退回 ¥15.00")
        await expect(sheet.get_by_role("button")).to_have_count(1)
