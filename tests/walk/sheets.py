"""Pictures of pages, laid out as sheets to be looked at: `make walk`."""

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, ViewportSize

from tests.e2e.browser import PHONE

FOLDER = "PARKLINE_WALK"
"""The variable that names the folder of the sheets; without it nothing here runs."""
SINGLE = "PARKLINE_WALK_PAGES"
"""The variable that names a folder for the pages one by one, as large as they are."""
WANTED = [
    pytest.mark.skipif(FOLDER not in os.environ, reason="pictures to be looked at: make walk"),
    pytest.mark.timeout(1_800),
]

LOOKS = (("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark"))
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "wide": {"width": 1280, "height": 800}}
EACH = pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(size, *look) for size in ("phone", "wide") for look in LOOKS],
)
"""A test for each size, language and scheme: `-k "wide and zh and dark"` takes one of them."""
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
COLUMNS = {"phone": (8, 200), "wide": (4, 400)}
"""How many pictures stand beside one another, and how wide each is."""
TALLEST = 2.6
"""Of a picture, in heights of its screen: what is longer is cut there."""
QUALITY = 31
_GAP = 8
_CONTENT = """() => Math.max(innerHeight, document.documentElement.scrollHeight,
    ...[...document.querySelectorAll("main, main *")]
        .filter(each => ["auto", "scroll"].includes(getComputedStyle(each).overflowY))
        .map(each => innerHeight + each.scrollHeight - each.clientHeight))"""
"""How high the screen would have to be for all of a page to be seen."""


async def shot(page: Page, size: str) -> Image.Image:
    """A page from its top to its end."""
    # The screen is made as high as what is in it: what stands fixed at its foot is drawn at the
    # foot of the whole, and what scrolls inside a frame is seen.
    screen = SIZES[size]
    height = min(int(await page.evaluate(_CONTENT)), int(TALLEST * screen["height"]))
    await page.set_viewport_size({"width": screen["width"], "height": height})
    await page.evaluate("() => new Promise(requestAnimationFrame)")
    image = Image.open(BytesIO(await page.screenshot())).convert("RGB")
    await page.set_viewport_size(screen)
    return image


def lay_out(name: str, size: str, shots: Iterable[tuple[str, Image.Image]]) -> None:
    """Write the sheet of a look, each picture in the column that is shortest so far."""
    found = list(shots)
    _keep_single(name, found)
    columns, width = COLUMNS[size]
    small = [one.resize((width, one.height * width // one.width)) for _, one in found]
    tops = [_GAP] * columns
    placed: list[tuple[int, int, Image.Image]] = []
    for one in small:
        column = tops.index(min(tops))
        placed.append((_GAP + column * (width + _GAP), tops[column], one))
        tops[column] += one.height + _GAP
    whole = Image.new("RGB", (_GAP + columns * (width + _GAP), max(tops)), "#8a8f94")
    for left, top, one in placed:
        whole.paste(one, (left, top))
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    whole.save(folder / f"{name}.webp", quality=QUALITY, method=6)


def _keep_single(name: str, shots: Iterable[tuple[str, Image.Image]]) -> None:
    if SINGLE not in os.environ:
        return
    folder = Path(os.environ[SINGLE])
    folder.mkdir(parents=True, exist_ok=True)
    for page, image in shots:
        image.save(folder / f"{name}-{page}.png")
