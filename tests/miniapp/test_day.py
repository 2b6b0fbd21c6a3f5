"""One tenant's whole day in the app: lunch, its refund, a guest, and a leak at night."""

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select

from models.ordering import Order
from models.tickets import Ticket
from models.visits import Visit
from parkline.channels.miniapp import BUILD
from services.ordering import orders
from tests.api.driver import Api
from tests.miniapp.finger import TAPS, Finger
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
COURSE = ("accept", "preparing", "ready", "complete")


async def test_a_whole_day_from_lunch_to_a_leak_at_night(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        finger = Finger(page)
        await lunch(finger)
        assert finger.taps <= TAPS
        async with api.demo.sessions.begin() as session:
            [order] = await session.scalars(select(Order))
            for action in COURSE:
                await orders.advance(session, api.demo.id, order.id, action, now=api.clock())
        await refund(finger)
        await guest(finger)
        api.later(hours=12)  # Half past nine in the evening.
        await page.clock.set_system_time(api.clock())
        await leak(finger)
    async with api.demo.sessions() as session:
        tickets = {one.kind: one for one in await session.scalars(select(Ticket))}
        [visit] = await session.scalars(select(Visit))
    assert tickets["complaint"].data["complaint"]["what"] == "missing"
    repair = tickets["repair"]
    assert (repair.category, repair.building, repair.description) == ("plumbing", "B", "茶水间漏水")
    assert visit.names == ["王强"]


async def lunch(finger: Finger) -> None:
    """From the first page to the placed order, to be fetched."""
    page = finger.page
    await finger.on(page.locator(".shortcut").first)
    await finger.on(page.locator('uni-page:visible [aria-label$=" +1"]').first)
    await finger.tap("去结算")
    await expect(page.get_by_role("radio", name="到店自取")).to_have_attribute(
        "aria-checked", "true", timeout=SLOW
    )
    await finger.on(page.get_by_role("radio", name="12:00–12:15"))
    await finger.tap("提交订单")
    await expect(page.get_by_text("下单成功")).to_be_visible(timeout=SLOW)


async def refund(finger: Finger) -> None:
    page = finger.page
    await finger.on(page.get_by_text("有问题，要反馈"))
    await finger.on(page.get_by_text("少送了", exact=True))
    await finger.on(page.locator('uni-page:visible [aria-label$=" +1"]').first)
    await expect(page.get_by_text("核实后到柜台退")).to_be_visible(timeout=SLOW)
    await finger.on(page.get_by_text("提交", exact=True))
    await expect(page.get_by_text("少送了：")).to_be_visible(timeout=SLOW)


async def guest(finger: Finger) -> None:
    page = finger.page
    await page.evaluate("location.hash = '#/pages/visit/new'")
    await page.get_by_role("textbox", name="访客姓名", exact=True).fill("王强", timeout=SLOW)
    await finger.tap("登记并生成通行证")
    await expect(page.locator("uni-page:visible").get_by_text("王强").first).to_be_visible(
        timeout=SLOW
    )


async def leak(finger: Finger) -> None:
    """At night the form names a number to press, and the ticket keeps what the form said."""
    page = finger.page
    await page.evaluate("location.hash = '#/pages/repair/new'")
    await finger.tap("水管", role="radio")
    await page.get_by_role("textbox", name="怎么回事", exact=True).fill("茶水间漏水")
    await finger.tap("B座", role="radio")
    await finger.tap("急", role="radio")
    await expect(page.get_by_role("link", name="8110")).to_be_visible(timeout=SLOW)
    said = await page.locator("uni-page:visible").get_by_role("status").inner_text()
    await finger.tap("提交报修")
    await expect(page.get_by_text("已经报上去了")).to_be_visible(timeout=SLOW)
    await expect(page.locator("uni-page:visible").get_by_text(said)).to_be_visible(timeout=SLOW)
