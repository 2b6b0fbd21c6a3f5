"""A contact sheet of the app's screens, to be looked at: PARKLINE_SHEET=folder pytest this file."""

import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.e2e.browser import IMAGES, PHONE
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import NUMBERS, SCREENS, phone, settled

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]

LOOKS = (("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark"))
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "wide": {"width": 1280, "height": 800}}
ACROSS, WIDTH = 7, 260


@pytest.mark.skipif("PARKLINE_SHEET" not in os.environ, reason="pictures to be looked at")
@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_with_rows(api: Api, browser: Browser, size: str) -> None:
    async with phone(browser, api, viewport=SIZES[size]) as page:
        await page.wait_for_timeout(1500)
        numbers = await fill(api, await newest(api))
        told = await (await newest(api)).get("/announcements")
        numbers["told"] = str(told["announcements"][0]["id"])
        for language, scheme in LOOKS:
            await look(page, language, scheme)
            await sheet(page, f"{size}-{language}-{scheme}", numbers)


@pytest.mark.skipif("PARKLINE_SHEET" not in os.environ, reason="pictures to be looked at")
async def test_every_screen_without_rows_and_without_a_network(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.wait_for_timeout(1500)
        nobody = dict.fromkeys(NUMBERS, "0")
        await look(page, "en", "light")
        await sheet(page, "empty", nobody)
        await page.context.route("**/api/**", lambda route: route.abort())
        await page.evaluate("localStorage.clear()")
        await look(page, "zh", "dark")
        await sheet(page, "offline", nobody)


async def look(page: Page, language: str, scheme: str) -> None:
    """As the reader would choose it."""
    chosen = {"language": language, "theme": scheme, "scale": 1}
    stored = json.dumps({"type": "object", "data": chosen})
    await page.evaluate("stored => localStorage.setItem('parkline.look', stored)", stored)
    await page.reload()
    await settled(page)


async def sheet(page: Page, name: str, numbers: dict[str, str]) -> None:
    folder = Path(os.environ["PARKLINE_SHEET"])
    shots: list[Image.Image] = []
    for screen, path in SCREENS.items():
        await page.evaluate("path => { location.hash = '#/' + path }", path.format_map(numbers))
        if "?" in path:  # A page that is open already keeps what it was opened with.
            await page.reload()
        await settled(page, path)
        shot = await page.screenshot()
        (folder / f"{name}-{screen}.png").write_bytes(shot)
        shots.append(Image.open(BytesIO(shot)))
    beside(shots, ACROSS).save(folder / f"{name}.png")


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


def beside(shots: list[Image.Image], across: int) -> Image.Image:
    """Pictures of one size as a sheet."""
    height = WIDTH * shots[0].height // shots[0].width
    whole = Image.new("RGB", (across * WIDTH, -(-len(shots) // across) * height), "grey")
    for at, shot in enumerate(shots):
        small = shot.resize((WIDTH - 6, height - 6))
        whole.paste(small, (at % across * WIDTH + 3, at // across * height + 3))
    return whole
