"""Lost and found in the mini-app: reported, found again, answered, fetched, withdrawn."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.lost import LostItem, LostMatch
from parkline.channels.miniapp import BUILD
from services.lost import claims, codes
from tests.api.driver import Api
from tests.e2e.browser import photo
from tests.given.lost import by, compare, taken_in
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(120),
    # A browser that leaves in the middle of a file lets the server drop it.
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


def choice(page: Page, title: str) -> Locator:
    return page.get_by_role("radio", name=title, exact=True)


async def newest_item(api: Api) -> LostItem:
    async with api.demo.sessions() as session:
        item = await session.scalar(select(LostItem).order_by(LostItem.id.desc()).limit(1))
        assert item is not None
        return item


async def test_a_loss_is_stored_as_it_was_filled_in_with_its_photo(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/service/index") as page:
        await page.get_by_text("丢了或捡到东西，在这里登记").click(timeout=SLOW)
        await choice(page, "雨伞").click(timeout=SLOW)
        await page.get_by_label("颜色").select_option(label="黑色")
        await page.get_by_label("什么样子").fill("长柄，木头手柄")
        async with page.expect_file_chooser() as chosen:
            await page.get_by_role("button", name="加照片").click()
        await (await chosen.value).set_files(photo())
        await page.get_by_label("只有您知道的特征（可不填）").fill("伞套里有一张纸条")
        await page.get_by_label("哪一天").fill("2026-12-01")
        await choice(page, "下午").click()
        await choice(page, "B座").click()
        await page.get_by_label("房间号或位置").fill("大堂")
        await page.get_by_label("手机号（可不填）").fill("13812345678")
        await expect(page.get_by_text("上传中")).to_have_count(0)
        await page.get_by_role("button", name="登记报失").click()
        await expect(page.get_by_text("已登记。有人交来相似的东西")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("还在找")).to_be_visible()
        await expect(page.get_by_text("昨天 12:00–18:00")).to_be_visible()
        await expect(page.get_by_role("button", name="第 1 张照片")).to_be_visible()
    item = await newest_item(api)
    assert (item.kind, item.category, item.colour) == ("lost", "umbrella", "black")
    assert (item.description, item.mark) == ("长柄，木头手柄", "伞套里有一张纸条")
    assert (item.building, item.place, item.phone) == ("B", "大堂", "13812345678")
    assert item.from_at.isoformat().startswith("2026-12-01T04:00")


async def test_what_is_missing_or_wrong_is_said_beside_its_field(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/lost/new", locale="en-US") as page:
        send = page.get_by_role("button", name="Report it lost")
        await page.get_by_label("Phone (optional)").fill("1381234", timeout=SLOW)
        await choice(page, "Evening").click()
        await send.click()
        await expect(page.get_by_text("Please choose one")).to_be_visible()
        await expect(page.get_by_text("Please say what it looks like")).to_be_visible()
        await expect(page.get_by_text("That is still to come")).to_be_visible()
        number = page.get_by_label("Phone (optional)")
        await expect(number).to_have_attribute("aria-invalid", "true")
        await number.fill("+44 20 7946 0958")
        await expect(number).not_to_have_attribute("aria-invalid", "true")


async def test_a_find_is_to_be_brought_to_the_desk(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/lost/new?kind=found") as page:
        await choice(page, "钥匙").click(timeout=SLOW)
        await expect(page.get_by_label("只有您知道的特征（可不填）")).to_have_count(0)
        await page.get_by_label("什么样子").fill("三把，挂着小熊")
        await page.get_by_role("button", name="登记捡到的东西").click()
        await expect(page.get_by_text("等您交到服务台")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_role("button", name=re.compile("服务台 8001"))).to_be_visible()


async def test_what_nobody_should_touch_is_refused_with_a_number_to_call(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/lost/new?kind=found") as page:
        await page.get_by_role("button", name="更多物品").click(timeout=SLOW)
        await choice(page, "其他物品").click()
        await page.get_by_label("什么样子").fill("一个煤气罐")
        await page.get_by_role("button", name="登记捡到的东西").click()
        await expect(page.get_by_role("alert")).to_contain_text("不要碰", timeout=SLOW)
        await expect(page.get_by_role("button", name="拨打 8110")).to_be_visible()


async def reported(api: Api, page: Page) -> LostItem:
    await choice(page, "wallet").click(timeout=SLOW)
    await page.get_by_label("What does it look like?").fill("brown leather, worn edges")
    await page.get_by_label("Colour").select_option(label="Brown")
    await page.get_by_label("Day", exact=True).fill("2026-12-01")
    await choice(page, "Building B").click()
    await page.get_by_role("button", name="Report it lost").click()
    await expect(page.get_by_text("still looking")).to_be_visible(timeout=SLOW)
    return await newest_item(api)


async def found(api: Api, item: LostItem) -> tuple[int, LostItem]:
    """Handed in at the desk; the match, and what the desk has."""
    brought = await taken_in(
        api.demo, category=item.category, colour=item.colour, description=item.description
    )
    async with api.demo.sessions.begin() as session:
        await compare(session, brought)
    async with api.demo.sessions() as session:
        match = await session.scalar(select(LostMatch.id).order_by(LostMatch.id.desc()).limit(1))
        assert match is not None
        return match, brought


async def test_a_wallet_is_claimed_and_fetched_with_the_code_that_the_page_shows(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/lost/new", locale="en-US") as page:
        item = await reported(api, page)
        match, brought = await found(api, item)
        await page.reload()
        await expect(page.get_by_text("Is it yours?", exact=True)).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="It's mine").click()
        await expect(page.get_by_text("They compare it")).to_be_visible(timeout=SLOW)
        async with api.demo.sessions.begin() as session:
            await claims.agree(session, by(api.demo), match)
        await page.reload()
        await page.get_by_role("button", name="Get the pick-up code").click(timeout=SLOW)
        code = await page.locator(".digits").inner_text(timeout=SLOW)
        await page.reload()
        await expect(page.locator(".digits")).to_have_text(code, timeout=SLOW)
    async with api.demo.sessions.begin() as session:
        kept = await session.get_one(LostItem, (api.demo.id, brought.id))
        assert (await codes.hand_out(session, by(api.demo), kept, code)).right


async def test_what_is_not_theirs_is_looked_for_further_and_a_report_is_withdrawn(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/lost/new", locale="en-US") as page:
        item = await reported(api, page)
        await found(api, item)
        await page.reload()
        await page.get_by_role("button", name="Not mine").click(timeout=SLOW)
        sure = page.get_by_role("alertdialog", name="Sure it isn't yours?")
        await sure.get_by_role("button", name="Not mine").click()
        await expect(page.get_by_text("still looking")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="It turned up").click()
        asked = page.get_by_role("alertdialog", name="Withdraw this report?")
        await asked.get_by_role("button", name="Withdraw").click()
        await expect(page.locator(".big")).to_have_text(re.compile("withdrawn", re.I))
        await page.evaluate("location.hash = '#/pages/lost/list'")
        await expect(page.get_by_text("Withdrawn")).to_be_visible(timeout=SLOW)
    assert (await newest_item(api)).kind == "found"
