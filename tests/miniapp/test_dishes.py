"""Dishes say what people ask, and a menu is narrowed to what somebody eats."""

import re

import pytest
from playwright.async_api import Browser, expect

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]

MENU = "pages/order/index"


async def test_a_dish_opens_with_what_is_in_it(api: Api, browser: Browser) -> None:
    async with phone(browser, api, MENU) as page:
        await page.get_by_role("button", name="宫保鸡丁盖饭", exact=True).click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="宫保鸡丁盖饭")
        await expect(sheet).to_contain_text("鸡腿肉丁、花生")
        await expect(sheet).to_contain_text("含有：麸质、花生、大豆、芝麻")
        await expect(sheet).to_contain_text("炒锅是共用的")
        await expect(sheet).to_contain_text("中辣")
        await expect(sheet).to_contain_text("约 780 千卡")
        await expect(sheet.get_by_role("button", name=re.compile("加入购物车"))).to_be_in_viewport()


async def test_a_dish_without_options_opens_too_and_goes_into_the_cart(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, MENU, locale="en-US") as page:
        await page.get_by_role("button", name="steamed rice", exact=True).click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="steamed rice")
        await expect(sheet).to_contain_text("None of the 14 common allergens")
        await sheet.get_by_role("button", name="Quantity +1").click()
        await sheet.get_by_role("button", name=re.compile("Add to cart")).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(page.locator(".item", has_text="teamed rice").locator(".count")).to_have_text(
            "2"
        )


async def test_what_nobody_has_said_is_asked_in_the_chat(api: Api, browser: Browser) -> None:
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", allergens=None)
    async with phone(browser, api, MENU, locale="en-US") as page:
        await page.get_by_role("button", name="beef noodles", exact=True).click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="beef noodles")
        await expect(sheet).to_contain_text("hasn't said which allergens")
        await sheet.get_by_role("button", name="Ask", exact=True).click()
        await expect(page.get_by_role("textbox")).to_have_value(
            "Which allergens does the beef noodles contain?", timeout=SLOW
        )


async def test_a_menu_is_narrowed_and_what_is_not_known_is_not_shown(
    api: Api, browser: Browser
) -> None:
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "egg_fried_rice", diet=None)
    async with phone(browser, api, MENU) as page:
        beef, tomato = (
            page.locator(".item", has_text="牛肉面"),
            page.locator(".item", has_text="番茄"),
        )
        await expect(beef).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="素食", exact=True).click()
        await expect(beef).to_have_count(0)
        await expect(tomato).to_be_visible()
        await expect(page.locator(".item", has_text="蛋炒饭")).to_have_count(0)
        await expect(page.get_by_text("另有 1 样餐厅没有登记")).to_be_attached()
        await page.get_by_role("button", name="筛选", exact=True).click()
        sheet = page.get_by_role("dialog", name="筛选")
        await sheet.get_by_role("checkbox", name="蛋类").click()
        await expect(sheet).to_contain_text("微量残留排除不了")
        await sheet.get_by_role("button", name=re.compile("^看 ")).click()
        await expect(tomato).to_have_count(0)
        await expect(page.locator(".item", has_text="清炒时蔬")).to_be_visible()
        await page.get_by_role("button", name="清除", exact=True).click()
        await expect(beef).to_be_visible()


async def test_search_finds_dishes_of_every_meal_and_says_who_sells_them(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, MENU) as page:
        await expect(page.locator(".item").first).to_be_visible(timeout=SLOW)
        await page.get_by_role("searchbox").fill("油条")
        row = page.locator(".item", has_text="油条")
        await expect(row).to_contain_text("阳光食堂 · 早餐")
        await page.get_by_role("searchbox").fill("小面")
        await expect(page.locator(".item", has_text="重庆小面")).to_contain_text("面面俱到")


async def test_the_header_speaks_of_the_meal_that_is_chosen(api: Api, browser: Browser) -> None:
    async with phone(browser, api, MENU) as page:
        about = page.locator(".about")
        await expect(about).to_contain_text("11:30", timeout=SLOW)
        await page.get_by_role("radio", name="晚餐").click()
        await expect(about).to_contain_text("17:30", timeout=SLOW)


async def test_the_first_page_does_not_call_open_what_opens_on_another_day(
    api: Api, browser: Browser
) -> None:
    api.later(days=2, hours=10)
    async with phone(browser, api) as page:
        canteen = page.locator(".outlet", has_text="阳光食堂")
        await expect(canteen).to_contain_text("可预订", timeout=SLOW)
        await expect(canteen).to_contain_text("周一")
        await expect(page.get_by_text("今日营业")).to_have_count(0)
