"""The demo's two parks side by side in one browser: each in its own words, hours and money."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.browser import BOT_SECONDS, IMAGES, board, bubble, card, online, press, say
from tests.e2e.stack.stack import Stack
from tests.e2e.stack.test_order_in_browser import press_first_time

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
SHANGHAI, CAMBRIDGE = "localhost", "cambridge.localhost"
OTHERS_WORDS = re.compile(r"¥|CNY|\b(119|120|12356)\b|Daybreak|启明")
"""What is read in Shanghai alone."""


@asynccontextmanager
async def chat_at(
    browser: Browser, stack: Stack, host: str, locale: str, zone: str
) -> AsyncIterator[Page]:
    async with await browser.new_context(
        locale=locale, timezone_id=zone, viewport={"width": 480, "height": 860}
    ) as context:
        page = await context.new_page()
        await page.goto(stack.chat_url.replace("127.0.0.1", host))
        await online(page)
        yield page


async def ordered_in_pounds(page: Page) -> str:
    """An order by chat; its number."""
    await say(page, "fish and chips, two please")
    await press(page, "Pick up")
    await press_first_time(page)
    await expect(bubble(page, "£21.90").last).to_be_visible(timeout=BOT_SECONDS)
    await press(page, "Place order")
    placed = bubble(page, re.compile("Order placed: O-"))
    await expect(placed).to_be_visible(timeout=BOT_SECONDS)
    found = re.search(r"O-\w+", await placed.inner_text())
    assert found is not None
    return found[0]


async def test_an_order_in_cambridge_is_in_pounds_and_comes_to_its_own_kitchen(
    stack: Stack, chromium: Browser
) -> None:
    """The board is of both parks: it shows each by its clock, and answers each at its host."""
    async with (
        chat_at(chromium, stack, CAMBRIDGE, "en-GB", "Europe/London") as tenant,
        board(chromium, stack.board_url, "en-GB") as kitchen,
    ):
        number = await ordered_in_pounds(tenant)
        shown = card(kitchen, number)
        await expect(shown).to_have_class("placed", timeout=BOT_SECONDS)
        [[slot]] = stack.sql('select slot_start from "order" where order_no = %s', number)
        at = slot.astimezone(ZoneInfo("Europe/London"))  # type: ignore[attr-defined]
        await expect(shown.locator(".slot")).to_have_text(f"{at:%H:%M}")
        await shown.get_by_role("button", name="Accept").click()
        heard = bubble(tenant, re.compile(f"Riverside Kitchen.*{number}"))
        await expect(heard).to_be_visible(timeout=BOT_SECONDS)
        said = await tenant.locator("body").inner_text()
    assert OTHERS_WORDS.findall(said) == []


async def test_in_danger_cambridge_names_its_own_numbers(stack: Stack, chromium: Browser) -> None:
    async with chat_at(chromium, stack, CAMBRIDGE, "en-GB", "Europe/London") as tenant:
        await say(tenant, "There is a fire on the second floor of Franklin House")
        await expect(bubble(tenant, "999")).to_be_visible(timeout=BOT_SECONDS)
        await say(tenant, "I want to kill myself")
        await expect(bubble(tenant, "116 123")).to_be_visible(timeout=BOT_SECONDS)
        said = await tenant.locator("body").inner_text()
    assert OTHERS_WORDS.findall(said) == []


async def test_the_app_goes_by_the_clock_and_the_money_of_its_park(
    stack: Stack, chromium: Browser
) -> None:
    """Whatever the device's clock says. The kitchen's breakfast begins at the hour it begins."""
    async with await chromium.new_context(
        locale="en-GB", timezone_id="Asia/Shanghai", viewport={"width": 390, "height": 844}
    ) as context:
        page = await context.new_page()
        home = stack.chat_url.replace("127.0.0.1", CAMBRIDGE) + "app/"
        await page.goto(f"{home}#/pages/order/index")
        await expect(page.get_by_text("Up to £20")).to_be_visible(timeout=BOT_SECONDS)
        async with page.expect_response(re.compile(r"/api/v1/park$")) as asked:
            await page.goto(home)
            await page.reload()
        park = await (await asked.value).json()
        if park["desk_opens_at"] is not None:
            hour = park["desk_opens_at"][11:16]
            line = page.get_by_text(re.compile(f"Opens: .*{hour}"))
            await expect(line).to_be_visible(timeout=BOT_SECONDS)


@pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes a picture of the README")
async def test_a_picture_of_both(stack: Stack, chromium: Browser) -> None:
    async with (
        chat_at(chromium, stack, SHANGHAI, "zh-CN", "Asia/Shanghai") as here,
        chat_at(chromium, stack, CAMBRIDGE, "en-GB", "Europe/London") as there,
    ):
        for page, asked, answered in (
            (here, "中午有什么吃的？", "牛肉面"),
            (there, "What's for lunch?", "fish and chips"),
        ):
            await say(page, asked)
            await expect(bubble(page, answered).last).to_be_visible(timeout=BOT_SECONDS)
        await say(here, "两份牛肉面不要辣，自取")
        await press_first_time(here)
        await expect(yes(here, "确认下单")).to_be_visible(timeout=BOT_SECONDS)
        await say(there, "two fish and chips, I'll pick them up")
        await press_first_time(there)
        await expect(yes(there, "Place order")).to_be_visible(timeout=BOT_SECONDS)
        shots = [Image.open(BytesIO(await page.screenshot())) for page in (here, there)]
    beside(shots).save(IMAGES / "two-parks.png", optimize=True)


def yes(page: Page, title: str) -> Locator:
    return page.locator(".chip:enabled", has_text=title).last


def beside(shots: list[Image.Image], gap: int = 16) -> Image.Image:
    """Side by side, with a little white between them."""
    width = sum(one.width for one in shots) + gap * (len(shots) - 1)
    made = Image.new("RGB", (width, max(one.height for one in shots)), "white")
    left = 0
    for one in shots:
        made.paste(one.convert("RGB"), (left, 0))
        left += one.width + gap
    return made
