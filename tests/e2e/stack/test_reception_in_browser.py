"""Reception on the whole installation: from the chat to the badge, walk-ins, and who stays out."""

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser import PHONE, WIDE, bubble, chat, desk, heard, live, say
from tests.e2e.stack.stack import Stack

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

TODAY = "今天晚上11点半"
"""Still to come, whenever the tests run."""


async def read(page: Page) -> list[str]:
    """The QR codes that a reader sees on a page as it is shown.

    It is not asked for others: among the squares of one it may see the stripes of another kind.
    """
    shown = await page.screenshot(full_page=True)
    picture = Image.open(BytesIO(shown)).convert("L")
    found = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]


async def looked_at(page: Page, name: str) -> None:
    """For who wants to see the pages: PARKLINE_LOOK is a folder."""
    if folder := os.environ.get("PARKLINE_LOOK"):
        for size, viewport in (("wide", WIDE), ("phone", PHONE)):
            await page.set_viewport_size(viewport)
            await page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=True)
        await page.set_viewport_size(WIDE)


async def registered(tenant: Page, said: str) -> tuple[str, str]:
    """Number and token of the visit that a tenant registers."""
    await say(tenant, said)
    number = re.search(r"V-\w+", await heard(tenant, "访客已登记"))
    assert number is not None
    link = bubble(tenant, number[0]).get_by_role("link")
    address = await link.get_attribute("href") or ""
    return number[0], address.rpartition("/pass/")[2]


async def test_a_guest_from_the_chat_to_the_badge(stack: Stack, chromium: Browser) -> None:
    url = stack.chat_url
    async with (
        desk(chromium, url, "reception", "/desk/visitors") as page,
        chat(chromium, url) as tenant,
    ):
        number, token = await registered(tenant, f"王总{TODAY}来，车牌粤B·D12345，到B座12楼")
        coming = page.get_by_role("region", name=re.compile("预计到访"))
        row = coming.get_by_role("listitem").filter(has_text="王总")
        await expect(row).to_contain_text("B座12楼")
        await expect(row).to_contain_text("待到访")
        await looked_at(page, "day")

        await page.get_by_role("searchbox").fill("粤BD12345")
        await page.get_by_role("searchbox").press("Enter")
        await live(page)
        found = page.get_by_role("region", name=re.compile("找到")).get_by_role("listitem")
        await found.filter(has_text="王总").get_by_role("link").click()
        await expect(page.locator("#visit")).to_contain_text(number)
        await live(page)
        await page.get_by_role("button", name="登记入园").click()
        await heard(tenant, f"王总到了（{number}）")
        await expect(page.locator("#visit")).to_contain_text("已入园")
        await looked_at(page, "visit")

        async with page.context.expect_page() as opened:
            await page.get_by_role("link", name="打印访客证").click()
        badge = await opened.value
        await expect(badge.locator(".paper-name")).to_have_text("王总")
        assert await read(badge) == [token]
        await looked_at(badge, "badge")

        phone = await tenant.context.new_page()
        await phone.goto(f"{url}pass/{token}")
        await expect(phone.locator(".number")).to_have_text(number)
        assert await read(phone) == [token]
        await looked_at(phone, "pass")

        await page.get_by_role("button", name="登记离开").click()
        await expect(page.locator(".passages")).to_contain_text("离开")
        await page.goto(f"{url}desk/visitors")
        gone = page.get_by_role("region", name=re.compile("已离开或未到访"))
        await expect(gone.get_by_role("listitem").filter(has_text="王总")).to_be_visible()


async def test_who_stands_at_the_counter_and_who_is_not_let_in(
    stack: Stack, chromium: Browser
) -> None:
    url = stack.chat_url
    async with (
        desk(chromium, url, "reception", "/desk/visitors/new", forgiven="422") as page,
        chat(chromium, url) as tenant,
    ):
        await registered(tenant, f"李工{TODAY}来")
        stack.sql(
            "update person set name = '陈思远' where id = (select host_id from visit"
            " order by id desc limit 1)"
        )
        await page.get_by_label("访客姓名").fill("赵四、钱五")
        await page.get_by_label("人数").fill("2")
        await page.get_by_role("searchbox").fill("陈思远")
        await page.get_by_text("陈思远").click()
        await page.get_by_label("接待人就在现场").check()
        await page.get_by_label("预计离开").fill("23:59")
        await looked_at(page, "walk-in")
        await page.get_by_role("button", name="登记", exact=True).click()
        await expect(page.locator("#visit")).to_contain_text("赵四、钱五")
        await expect(page.locator("#visit")).to_contain_text("已入园")

        await page.goto(f"{url}desk/visitors/blocked")
        await page.get_by_label("姓名、电话或车牌").fill("郑屠")
        await page.get_by_label("原因").fill("上次来闹事")
        await page.get_by_role("button", name="加入名单").click()
        await expect(page.get_by_role("listitem").filter(has_text="郑屠")).to_be_visible()
        await looked_at(page, "blocked")

        await page.goto(f"{url}desk/visitors/new")
        await live(page)
        await page.get_by_label("访客姓名").fill("郑屠")
        await page.get_by_role("searchbox").fill("陈思远")
        await page.get_by_text("陈思远").click()
        await page.get_by_label("预计离开").fill("23:59")
        await page.get_by_role("button", name="登记", exact=True).click()
        await expect(page.locator("#wrong-names")).to_have_text(re.compile("禁止入园名单"))
        await looked_at(page, "refused")

        await say(tenant, f"郑屠{TODAY}来")
        told = await heard(tenant, "这次来访在这里登记不了")
        assert "闹事" not in told


async def test_a_stranger_waits_and_reception_decides_on_the_phone(
    stack: Stack, chromium: Browser
) -> None:
    """As in a real park, which is closed to whom it does not know."""
    url = stack.chat_url
    stack.sql("update park set anybody_hosts = false")
    try:
        async with (
            desk(chromium, url, "reception", "/desk/visitors", viewport=PHONE) as page,
            chat(chromium, url) as tenant,
        ):
            await say(tenant, f"孙总{TODAY}来，车牌粤B·D54321，到C座3楼")
            await heard(tenant, "要等园区前台确认")
            stack.sql(
                "update person set name = '陈总' where id = (select host_id from visit"
                " order by id desc limit 1)"
            )
            waiting = page.get_by_role("region", name=re.compile("等您确认"))
            row = waiting.get_by_role("listitem").filter(has_text="孙总")
            await expect(row).to_contain_text("园区不认识")
            await page.reload()
            await expect(row).to_contain_text("陈总（自称）")
            await expect(row).to_contain_text("网页")
            await looked_at(page, "waiting")
            await page.set_viewport_size(PHONE)
            await row.get_by_role("link", name="处理").click()
            await expect(page.locator("#visit")).to_contain_text("没有人担保")
            await live(page)
            await looked_at(page, "asking")
            await page.set_viewport_size(PHONE)
            await page.get_by_role("button", name="同意到访").first.click()
            await looked_at(page, "sure")
            await page.set_viewport_size(PHONE)
            await page.get_by_role("dialog").get_by_role("button", name="同意到访").click()
            await expect(page.locator("#visit")).to_contain_text("待到访")
            await heard(tenant, "已获批")

            await page.locator("#visit").get_by_role("link", name="陈总（自称）").first.click()
            await page.get_by_label("理由，以及您怎么认识对方").fill("物业的人")
            await looked_at(page, "person")
            await page.get_by_role("button", name="为其担保").click()
            await expect(page.get_by_text("前台已担保")).to_be_visible()
            await looked_at(page, "vouched")
            await page.goto(f"{url}desk/visitors/people")
            await looked_at(page, "people")
            await say(tenant, f"周总{TODAY}来")
            await heard(tenant, "访客已登记")
    finally:
        stack.sql("update park set anybody_hosts = true")
