"""A contact sheet of the app's screens, to be looked at: PARKLINE_SHEET=folder pytest this file."""

import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page

from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.filled import fill, newest
from tests.miniapp.serving import NUMBERS, SCREENS, phone

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif("PARKLINE_SHEET" not in os.environ, reason="pictures to be looked at"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]

LOOKS = (("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark"))
ACROSS, WIDTH = 7, 260


async def test_every_screen_with_rows(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.wait_for_timeout(1500)
        numbers = await fill(api, await newest(api))
        told = await (await newest(api)).get("/announcements")
        numbers["told"] = str(told["announcements"][0]["id"])
        for language, scheme in LOOKS:
            await look(page, language, scheme)
            await sheet(page, f"{language}-{scheme}", numbers)


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
    await page.wait_for_timeout(600)


async def sheet(page: Page, name: str, numbers: dict[str, str]) -> None:
    folder = Path(os.environ["PARKLINE_SHEET"])
    shots = []
    for screen, path in SCREENS.items():
        await page.evaluate("path => { location.hash = '#/' + path }", path.format_map(numbers))
        if "?" in path:  # A page that is open already keeps what it was opened with.
            await page.reload()
        await page.wait_for_timeout(900)
        shot = await page.screenshot()
        (folder / f"{name}-{screen}.png").write_bytes(shot)
        shots.append(Image.open(BytesIO(shot)))
    height = WIDTH * shots[0].height // shots[0].width
    rows = (len(shots) + ACROSS - 1) // ACROSS
    page_of_all = Image.new("RGB", (ACROSS * WIDTH, rows * height), "grey")
    for at, shot_image in enumerate(shots):
        small = shot_image.resize((WIDTH - 6, height - 6))
        page_of_all.paste(small, (at % ACROSS * WIDTH + 3, at // ACROSS * height + 3))
    page_of_all.save(folder / f"{name}.png")
