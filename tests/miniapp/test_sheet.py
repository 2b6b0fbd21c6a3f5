"""Pictures of the app in the docs: PARKLINE_IMAGES=1 pytest this file."""

import os
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Browser

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.e2e.browser import IMAGES
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import SCREENS, look, phone, settled

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]

WIDTH = 260


@pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes a picture of the docs")
async def test_the_pages_of_lost_and_found_for_the_docs(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.wait_for_timeout(1500)
        numbers = await fill(api, await newest(api))
        shots: list[Image.Image] = []
        for language, scheme in (("zh", "light"), ("en", "dark")):
            await look(page, language, scheme)
            for screen in ("lost-new", "lost-match", "lost-mine", "lost-list", "find"):
                await page.goto(f"{api.url}app/#/{SCREENS[screen].format_map(numbers)}")
                await page.reload()
                await page.wait_for_timeout(900)
                if screen == "lost-mine":
                    await page.locator(".answers [role=button]").click()
                    await page.locator(".digits").wait_for()
                shots.append(Image.open(BytesIO(await page.screenshot())))
        beside(shots, 5).save(IMAGES / "miniapp-lost.png")


@pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes a picture of the docs")
async def test_the_pages_after_an_order_for_the_docs(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.wait_for_timeout(1500)
        numbers = await fill(api, await newest(api))
        shots: list[Image.Image] = []
        for language, scheme in (("zh", "light"), ("en", "dark")):
            await look(page, language, scheme)
            for screen in ("order-eaten", "complain", "receipt"):
                await page.goto(f"{api.url}app/#/{SCREENS[screen].format_map(numbers)}")
                await page.reload()
                if screen == "complain":
                    await page.locator("[role=radio]").first.click()
                if screen == "order-eaten":
                    await page.locator(".stars [role=radio]").nth(3).click()
                await page.wait_for_timeout(1500)
                shots.append(Image.open(BytesIO(await page.screenshot())))
        beside(shots, 6).save(IMAGES / "miniapp-afterwards.png", optimize=True)


@pytest.mark.skipif("PARKLINE_IMAGES" not in os.environ, reason="makes a picture of the docs")
async def test_the_pages_of_rooms_for_the_docs(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.wait_for_timeout(1500)
        numbers = await fill(api, await newest(api))
        shots: list[Image.Image] = []
        for language, scheme in (("zh", "light"), ("en", "dark")):
            await look(page, language, scheme)
            for screen in ("rooms", "room-book", "room-booked", "room-list", "room-series"):
                at = SCREENS[screen].format_map(numbers)
                await page.goto(f"{api.url}app/#/{at}")
                await page.reload()
                await settled(page, at)
                if screen == "room-book":
                    await page.locator(".cell.free").nth(3).click()
                    await settled(page, at)
                shots.append(Image.open(BytesIO(await page.screenshot())))
        beside(shots, 5).quantize(200).save(IMAGES / "miniapp-rooms.png", optimize=True)


def beside(shots: list[Image.Image], across: int) -> Image.Image:
    """Pictures of one size as a sheet."""
    height = WIDTH * shots[0].height // shots[0].width
    whole = Image.new("RGB", (across * WIDTH, -(-len(shots) // across) * height), "grey")
    for at, shot in enumerate(shots):
        small = shot.resize((WIDTH - 6, height - 6))
        whole.paste(small, (at % across * WIDTH + 3, at // across * height + 3))
    return whole
