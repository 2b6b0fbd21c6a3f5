"""Guests of the app: a weekly cleaner, somebody who was here before, a visit at another time."""

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select

from models.visits import Visit
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


async def stored(api: Api) -> list[Visit]:
    async with api.demo.sessions() as session:
        return list(await session.scalars(select(Visit).order_by(Visit.id)))


async def test_a_weekly_cleaner_then_once_more_from_the_book_then_at_another_time(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/visit/new", locale="en-US") as page:
        await page.get_by_role("textbox", name="Names", exact=True).fill("Zhao Hong", timeout=SLOW)
        await page.get_by_role("textbox", name="Visitor's phone (optional)").fill("13800138000")
        await page.get_by_role("radio", name="Weekly, 4 times").click()
        await page.get_by_role("button", name="Register and get the pass").click()
        await expect(page.locator("uni-navigator:visible")).to_have_count(4, timeout=SLOW)
        weeks = [visit.starts_at for visit in await stored(api)]
        assert [(one - weeks[0]).days for one in weeks] == [0, 7, 14, 21]

        await page.evaluate("location.hash = '#/pages/visit/new'")
        await page.get_by_role("button", name="Zhao Hong").click(timeout=SLOW)
        names = page.get_by_role("textbox", name="Names", exact=True)
        await expect(names).to_have_value("Zhao Hong")
        await expect(page.get_by_role("textbox", name="Visitor's phone (optional)")).to_have_value(
            "13800138000"
        )
        await page.get_by_role("button", name="Register and get the pass").click()
        await page.get_by_role("button", name="Another time").click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="Another time")
        await sheet.get_by_label("From").fill("13:00")
        await sheet.get_by_role("button", name="Change the time").click()
        await expect(sheet.get_by_role("alert")).to_have_text("The end has to be after the start")
        await sheet.get_by_label("Until").fill("15:30")
        await sheet.get_by_role("button", name="Change the time").click()
        await expect(sheet).to_have_count(0, timeout=SLOW)
        await expect(page.get_by_text("13:00–15:30").first).to_be_visible(timeout=SLOW)
        *_, last = await stored(api)
        assert (f"{last.starts_at:%H:%M}", f"{last.ends_at:%H:%M}") == ("05:00", "07:30")
