"""The form, the ticket and the chat say the same about when somebody comes."""

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


async def test_at_night_the_form_promises_what_the_ticket_keeps(api: Api, browser: Browser) -> None:
    api.later(days=2, hours=12)  # Friday, half past nine in the evening.
    async with phone(browser, api, "pages/repair/new") as page:
        await page.get_by_role("radio", name="急", exact=True).click(timeout=SLOW)
        said = page.get_by_role("status")
        await expect(said).to_contain_text("12月7日 周一 09:00 起安排处理")
        await expect(said).to_contain_text("园区应急电话")
        await expect(page.get_by_text("15分钟到场")).to_have_count(0)
        number = page.get_by_role("link", name="8110")
        await expect(number).to_have_attribute("href", "tel:8110")
        await page.get_by_role("radio", name="一般", exact=True).click()
        await expect(number).to_have_count(0)
        await page.get_by_role("radio", name="水管", exact=True).click()  # It may get worse.
        await expect(number).to_have_count(1, timeout=SLOW)
        await page.get_by_role("radio", name="急", exact=True).click()
        words = await said.inner_text()
        await page.get_by_role("radio", name="水管", exact=True).click()
        await page.get_by_role("textbox").first.fill("茶水间漏水")
        await page.get_by_role("radio", name="B座").click()
        await page.get_by_role("button", name="提交报修").click()
        await expect(page.locator("uni-page:visible").get_by_text(words)).to_be_visible(
            timeout=SLOW
        )


async def test_in_danger_there_are_numbers_to_press(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/repair/new", locale="en-US") as page:
        await page.get_by_role("radio", name="Danger").click(timeout=SLOW)
        for number in ("119",):
            await expect(page.get_by_role("link", name=number)).to_be_visible()
        await expect(page.get_by_role("status")).to_contain_text("within 5 minutes")
