"""An order that was handed over, in the app: stars, what is missing, and the receipt."""

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select

from models.ordering import OrderRating
from models.tickets import Photo, Ticket
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.e2e.browser import photo
from tests.miniapp.filled import COURSE, advance, newest
from tests.miniapp.serving import phone

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]


async def test_an_order_is_rated_complained_of_and_its_receipt_read(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, locale="zh-CN") as page:
        await page.locator(".outlet").first.wait_for(timeout=30_000)
        li = await newest(api)
        order = await li.order("beef_noodles", 2)
        for action in COURSE:
            await advance(api, order["order_no"], action)
        await page.goto(f"{api.url}app/#/pages/order/detail?no={order['order_no']}")
        stars = page.get_by_role("radiogroup", name="这一单怎么样？")
        await stars.get_by_role("radio").nth(3).click()
        await page.get_by_role("radiogroup", name="牛肉面").get_by_role("radio").nth(4).click()
        await page.get_by_text("提交评价").click()
        await expect(page.get_by_text("您的评价", exact=True)).to_be_visible()
        await page.get_by_text("有问题，要反馈").click()
        # What is missing is said beside each field before anything is sent.
        await page.get_by_text("少送了", exact=True).click()
        await page.get_by_text("提交", exact=True).click()
        await expect(page.get_by_role("alert").first).to_contain_text("请选出是哪一样")
        await page.get_by_role("button", name="牛肉面 +1").click()
        await expect(page.get_by_text("核实后到柜台退")).to_be_visible()
        async with page.expect_file_chooser() as chosen:
            await page.get_by_text("加照片").click()
        await (await chosen.value).set_files(photo())
        await expect(page.locator(".shot .discard")).to_have_count(1, timeout=30_000)
        await expect(page.get_by_text("上传中")).to_have_count(0, timeout=30_000)
        await page.get_by_text("提交", exact=True).click()
        await expect(page.get_by_text("少送了：牛肉面×1")).to_be_visible(timeout=30_000)
        await page.goto(f"{api.url}app/#/pages/order/receipt?no={order['order_no']}")
        await expect(page.get_by_text("小票不是发票", exact=False)).to_be_visible()
    async with api.demo.sessions() as session:
        given = {row.item_id: row.stars for row in await session.scalars(select(OrderRating))}
        assert given == {None: 4, api.demo.items["beef_noodles"]: 5}
        [ticket] = await session.scalars(select(Ticket).where(Ticket.kind == "complaint"))
        [kept] = await session.scalars(select(Photo))
        assert kept.ticket_id == ticket.id
        assert [one["quantity"] for one in ticket.data["complaint"]["lines"]] == [1]
