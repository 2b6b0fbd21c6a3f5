"""A wide screen has the tabs beside every page, also one that is opened before any with tabs."""

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
WIDE = {"width": 1280, "height": 800}


async def test_tabs_beside_a_page_without_them_are_in_its_language_and_colours(
    api: Api, browser: Browser
) -> None:
    async with phone(
        browser, api, "pages/repair/list", locale="en-US", scheme="dark",
        viewport=WIDE,  # type: ignore[arg-type]
    ) as page:  # fmt: skip
        tabs = page.locator("uni-tabbar")
        await expect(tabs.locator(".uni-tabbar__label")).to_have_text(
            ["Home", "Order", "Service", "Messages", "Me"], timeout=SLOW
        )
        await expect(tabs.locator(".uni-tabbar")).to_have_css("background-color", "rgb(23, 25, 28)")
        await expect(tabs.locator(".uni-tabbar__label").nth(1)).to_have_css(
            "color", "rgb(154, 163, 171)"
        )
