"""What a form shows is what is sent, in whichever order its fields were filled."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.ordering import Order
from models.tickets import Ticket
from models.visits import Visit
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
type Step = Callable[[], Awaitable[Any]]


def choice(page: Page, title: str) -> Locator:
    return page.get_by_role("radio", name=title, exact=True)


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


async def chosen(page: Page, title: str) -> None:
    """A choice that goes to the park at once stands as soon as the park has it."""
    await choice(page, title).click(timeout=SLOW)
    await expect(choice(page, title)).to_have_attribute("aria-checked", "true", timeout=SLOW)


async def stored(api: Api) -> Order:
    async with api.demo.sessions() as session:
        order = await session.scalar(select(Order).order_by(Order.id.desc()).limit(1))
        assert order is not None
        return order


async def at_checkout(api: Api, page: Page) -> Any:
    """Whoever opened the app, with noodles in the cart of which nothing else is known."""
    await expect(page.locator(".outlet").first).to_be_visible(timeout=SLOW)
    li = await newest(api)
    line = {"item_id": api.demo.items["beef_noodles"], "quantity": 1}
    await li.post("/carts/lines", line)
    await page.evaluate("location.hash = '#/pages/order/checkout'")
    await choice(page, "送到我这儿").wait_for(timeout=SLOW)
    return li


@pytest.mark.parametrize("seed", range(3))
async def test_a_delivery_filled_in_in_any_order_is_placed_as_it_is_shown(
    api: Api, browser: Browser, seed: int
) -> None:
    async with phone(browser, api) as page:
        li = await at_checkout(api, page)
        await chosen(page, "送到我这儿")

        async def more_in_the_cart() -> None:
            """As the chat does it, or another phone."""
            line = {"item_id": api.demo.items["mapo_tofu_rice"], "quantity": 1}
            await li.post("/carts/lines", line)
            await page.evaluate("location.hash = '#/pages/home/index'")
            await page.locator(".shortcuts").wait_for(timeout=SLOW)
            await page.evaluate("location.hash = '#/pages/order/checkout'")
            await page.get_by_text("麻婆豆腐").first.wait_for(timeout=SLOW)

        async def place() -> None:
            await choice(page, "C座").click()
            await page.get_by_label("楼层").select_option(label="3楼")
            await field(page, "房间号或位置").fill("302")

        steps: list[Step] = [
            lambda: field(page, "手机号，送到时联系您").fill("13911112222"),
            lambda: field(page, "备注").fill("坚果过敏，不要花生"),
            lambda: chosen(page, "12:15–12:30"),
            lambda: chosen(page, "12:00–12:15"),
            lambda: chosen(page, "到店自取"),
            more_in_the_cart,
            place,
        ]
        dice = random.Random(seed)
        dice.shuffle(steps)
        for step in steps:
            await chosen(page, "送到我这儿")
            await step()
        await chosen(page, "送到我这儿")
        await chosen(page, "12:00–12:15")
        await expect(field(page, "手机号，送到时联系您")).to_have_value("13911112222")
        await expect(field(page, "备注")).to_have_value("坚果过敏，不要花生")
        await expect(field(page, "房间号或位置")).to_have_value("302")
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
    order = await stored(api)
    assert (order.phone, order.note) == ("13911112222", "坚果过敏，不要花生")
    assert (order.fulfilment, order.building, order.floor, order.room) == (
        "delivery",
        "C",
        3,
        "302",
    )


async def test_a_note_outlives_a_change_of_the_time_and_is_placed_with_the_order(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        await chosen(page, "到店自取")
        await expect(page.locator(".fetched")).to_have_text("B座1楼（第一食堂）")
        await field(page, "备注").fill("坚果过敏")
        await chosen(page, "12:15–12:30")
        await expect(field(page, "备注")).to_have_value("坚果过敏")
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
    assert (await stored(api)).note == "坚果过敏"


async def test_fetching_it_as_soon_as_can_be_is_chosen_for_who_has_not_chosen(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        for title in ("到店自取", "11:30–11:45"):
            await expect(choice(page, title)).to_have_attribute(
                "aria-checked", "true", timeout=SLOW
            )
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
    order = await stored(api)
    assert order.fulfilment == "pickup"


async def test_what_is_missing_at_the_checkout_is_said_where_it_is_missing(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        await chosen(page, "送到我这儿")
        await page.get_by_role("button", name="提交订单").click()
        alerts = page.get_by_role("alert")
        await expect(alerts).to_have_text(
            ["请选好楼，再填楼层或房间号", "请填手机号，送到时好联系您"]
        )
        await field(page, "手机号，送到时联系您").fill("1381234")
        await expect(alerts.nth(1)).to_contain_text("手机号不对")
        await expect(page.get_by_text("送到时付款")).to_be_visible()
    assert (await stored(api)).status == "draft"


async def test_what_is_no_number_is_said_beside_it_and_one_from_abroad_is_taken(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        await chosen(page, "送到我这儿")
        await choice(page, "C座").click()
        await field(page, "房间号或位置").fill("302")
        number = field(page, "手机号，送到时联系您")
        await number.fill("1381234")
        await page.get_by_role("button", name="提交订单").click()
        await expect(number).to_have_attribute("aria-invalid", "true")
        await expect(page.locator(".field", has=number).get_by_role("alert")).to_be_visible()
        await number.fill("+44 20 7946 0018")
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
    order = await stored(api)
    assert "".join((order.phone or "").split()) == "+442079460018"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_a_room_of_another_floor_is_said_beside_it_and_gone_when_it_is_mended(
    api: Api, browser: Browser, locale: str
) -> None:
    zh = locale == "zh-CN"
    async with phone(browser, api, "pages/repair/new", locale=locale) as page:
        await choice(page, "空调" if zh else "Air conditioning").click(timeout=SLOW)
        await field(page, "怎么回事" if zh else "What is wrong?").fill("不制冷")
        await choice(page, "A座" if zh else "Building A").click()
        floor = page.get_by_label("楼层" if zh else "Floor", exact=True)
        await floor.select_option(label="1楼" if zh else "Floor 1")
        room = field(page, "房间号或位置" if zh else "Room or spot")
        await room.fill("301")
        send = page.get_by_role("button", name="提交报修" if zh else "Send report")
        await send.click()
        said = page.locator(".field", has=room).get_by_role("alert")
        await expect(said).to_contain_text(
            "301 室在 3 楼" if zh else "room 301 is on floor 3", timeout=SLOW
        )
        await expect(room).to_have_attribute("aria-invalid", "true")
        await floor.select_option(label="3楼" if zh else "Floor 3")
        await expect(said).to_have_count(0)
        await send.click()
        await expect(page.locator(".note")).to_be_visible(timeout=SLOW)


async def test_a_room_of_another_floor_is_said_at_the_checkout(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        await chosen(page, "送到我这儿")
        await choice(page, "A座").click()
        await page.get_by_label("楼层").select_option(label="1楼")
        room = field(page, "房间号或位置")
        await room.fill("301")
        await field(page, "手机号，送到时联系您").fill("13911112222")
        await page.get_by_role("button", name="提交订单").click()
        said = page.locator(".field", has=room).get_by_role("alert")
        await expect(said).to_contain_text("301 室在 3 楼", timeout=SLOW)
        await page.get_by_label("楼层").select_option(label="3楼")
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)


async def test_the_remembered_place_is_sent_with_a_repair_and_a_visit(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/repair/new") as page:
        await choice(page, "空调").click(timeout=SLOW)
        await field(page, "怎么回事").fill("不制冷")
        await choice(page, "B座").click()
        await field(page, "房间号或位置").fill("201")
        await page.get_by_role("button", name="提交报修").click()
        await expect(page.locator(".note")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/repair/new'")
        await choice(page, "网络").click(timeout=SLOW)
        await field(page, "怎么回事").fill("断网了")
        await expect(field(page, "房间号或位置")).to_have_value("201")
        await page.get_by_role("button", name="提交报修").click()
        await expect(page.locator(".note")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/visit/new'")
        await field(page, "访客姓名").fill("王强", timeout=SLOW)
        await page.get_by_role("button", name="登记并生成通行证").click()
        await expect(page.locator(".number")).to_be_visible(timeout=SLOW)
    async with api.demo.sessions() as session:
        places = [(one.building, one.room) for one in await session.scalars(select(Ticket))]
        visit = await session.scalar(select(Visit))
    assert places == [("B", "201")] * 2
    assert visit is not None
    assert (visit.building, visit.room) == ("B", "201")


async def test_an_order_that_is_cancelled_is_not_called_a_success(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api) as page:
        await at_checkout(api, page)
        await chosen(page, "到店自取")
        await chosen(page, "12:15–12:30")
        await page.get_by_role("button", name="提交订单").click()
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="取消订单").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="取消订单").click()
        await expect(page.locator(".big").first).to_have_text("已取消", timeout=SLOW)
        await expect(page.get_by_text("下单成功")).to_have_count(0)
