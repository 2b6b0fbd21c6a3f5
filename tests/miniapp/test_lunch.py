"""Lunch, ordered by somebody who has never seen the app."""

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from models.catalogue import Item, Outlet
from models.ordering import Order
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.finger import TAPS, Finger
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]

MENU = "pages/order/index"
HOME = "pages/home/index"


async def test_two_dishes_are_ordered_to_the_desk_in_eight_taps(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        finger = Finger(page)
        await finger.on(page.locator(".shortcut").first)
        for dish in ("牛肉面", "宫保鸡丁盖饭"):
            await finger.tap(f"{dish} +1")
        await finger.tap("去结算")
        await finger.tap("送到我这儿", role="radio")
        await finger.tap("C座", role="radio")
        await finger.tap("房间号或位置", role="textbox")
        await page.keyboard.type("302")
        await page.keyboard.press("Enter")  # The keyboard's own “next”.
        await page.keyboard.type("13911112222")
        await expect(page.get_by_role("textbox", name="手机号，送到时联系您")).to_have_value(
            "13911112222"
        )
        await finger.tap("提交订单")
        await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)
        assert finger.taps <= TAPS
    async with api.demo.sessions() as session:
        [order] = await session.scalars(select(Order).options(selectinload(Order.lines)))
    assert [line.name_zh for line in order.lines] == ["牛肉面", "宫保鸡丁盖饭"]
    assert (order.meal, order.fulfilment, order.building, order.room, order.phone) == (
        "lunch", "delivery", "C", "302", "13911112222",
    )  # fmt: skip


async def test_hours_of_two_meals_stand_apart(api: Api, browser: Browser) -> None:
    """No row of hours goes from lunch into the evening."""
    async with phone(browser, api, MENU) as page:
        finger = Finger(page)
        await finger.tap("牛肉面 +1")
        await finger.tap("去结算")
        noon = page.get_by_role("radiogroup", name="什么时候要 · 午餐")
        evening = page.get_by_role("radiogroup", name="什么时候要 · 晚餐")
        await expect(noon.get_by_role("radio", name="12:00").first).to_be_visible(timeout=SLOW)
        await expect(evening.get_by_role("radio").first).to_contain_text("17:30")
        await expect(noon.get_by_text("17:30")).to_have_count(0)


async def opened(page: Page) -> tuple[str, str]:
    """The meal that is chosen, and what is said of when."""
    chosen = page.locator(".meals [aria-checked=true]")
    await chosen.wait_for(timeout=SLOW)
    return await chosen.inner_text(), await page.locator(".about .small").last.inner_text()


async def test_the_menu_opens_on_the_meal_that_can_be_ordered_and_is_eaten_next(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, MENU) as page:  # Wednesday, half past nine.
        meal, when = await opened(page)
        assert meal == "午餐"
        assert when.startswith("最近可选 今天")
        await page.get_by_role("radio", name="早餐").click()
        await expect(page.locator(".about")).to_contain_text("今天订不到早餐了，最近可订 明天")
    api.later(hours=12)
    async with phone(browser, api, MENU, locale="en-GB") as page:
        meal, when = await opened(page)
        assert meal == "Breakfast"
        assert when.startswith("No more orders today. Next: tomorrow")


async def test_a_meal_that_was_looked_at_does_not_open_again_for_who_comes_for_food(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, MENU) as page:
        await opened(page)
        await page.get_by_role("radio", name="晚餐").click()
        await expect(page.locator(".about")).to_contain_text("17:30", timeout=SLOW)
        await page.evaluate("path => { location.hash = '#/' + path }", HOME)
        await page.locator(".shortcut").first.click(timeout=SLOW)
        await expect(page.get_by_role("radio", name="午餐")).to_have_attribute(
            "aria-checked", "true", timeout=SLOW
        )


async def test_what_was_kept_of_a_meal_that_is_over_is_not_offered_while_the_next_is_fetched(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, MENU) as page:
        await opened(page)
        api.later(hours=4)  # Lunch is being eaten.
        await page.clock.set_system_time(api.clock())
        await page.route("**/api/v1/menus*", lambda route: None)
        await page.reload()
        await page.locator(".bone").first.wait_for(timeout=SLOW)
        await expect(page.locator(".item")).to_have_count(0)


async def test_an_outlet_opens_at_a_meal_that_it_serves(api: Api, browser: Browser) -> None:
    async with api.demo.sessions.begin() as session:
        of_noodles = select(Outlet.id).where(Outlet.name_zh == "面面俱到").scalar_subquery()
        await session.execute(
            update(Item).where(Item.outlet_id == of_noodles).values(meals=["dinner"])
        )
    async with phone(browser, api) as page:
        await page.locator(".outlet", has_text="面面俱到").click(timeout=SLOW)
        await expect(page.get_by_role("tab", name="面面俱到")).to_have_attribute(
            "aria-selected", "true", timeout=SLOW
        )
        assert (await opened(page))[0] == "晚餐"
