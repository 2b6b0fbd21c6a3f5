"""Whom to call in danger, on the two pages where people look."""

import pytest
from playwright.async_api import Browser

from models.park import Park
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
PAGES = ("pages/home/index", "pages/service/index")


@pytest.mark.parametrize("path", PAGES)
async def test_each_number_is_a_link_that_calls_it(api: Api, browser: Browser, path: str) -> None:
    async with phone(browser, api, path) as page:
        links = page.locator(".emergency a")
        await links.first.wait_for(timeout=SLOW)
        calls = await links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert calls == ["tel:119", "tel:120", "tel:110", "tel:8110", "tel:12356"]
        assert "急救" in await links.nth(1).inner_text()


@pytest.mark.parametrize("path", PAGES)
async def test_one_number_for_all_who_come_stands_once(
    api: Api, browser: Browser, path: str
) -> None:
    async with api.demo.sessions.begin() as session:
        park = await session.get_one(Park, api.demo.id)
        park.fire_phone = park.ambulance_phone = park.police_phone = "999"
        park.crisis_phone = "116 123"
    async with phone(browser, api, path, locale="en-GB") as page:
        links = page.locator(".emergency a")
        await links.first.wait_for(timeout=SLOW)
        assert [
            (await one.get_attribute("href"), " ".join((await one.inner_text()).split()))
            for one in await links.all()
        ] == [
            ("tel:999", "999 Fire, ambulance, police"),
            ("tel:8110", "8110 The park’s own line"),
            ("tel:116123", "116 123 Crisis line"),
        ]
