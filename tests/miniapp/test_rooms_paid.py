"""Rooms in the mini-app: what costs something and how it is paid, appeals, and pictures."""

import os
import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.booking import BookingStrike
from models.people import ChannelIdentity
from parkline.channels.miniapp import BUILD, miniapp_routes
from services.booking import alarms, appeals, pictures
from services.catalogue.pictures import clean
from tests.api.booking.examples import BOOKING
from tests.api.driver import Api
from tests.given.booking import at, by, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.given.hire import free_first
from tests.given.photo_files import encoded, picture
from tests.given.wechat_shop import open_shop
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone
from tests.services.hire.test_wechat_pay import worked

pytestmark = [
    pytest.mark.timeout(300),
    # A browser that leaves in the middle of a file lets the server drop it.
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
SHOTS = os.environ.get("PARKLINE_SHOTS")
"""Where pictures of what is shown go, if anywhere."""


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


async def test_how_it_is_paid_is_chosen_where_it_costs(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await expect(page.get_by_text("公告", exact=True).first).to_be_visible(timeout=SLOW)
        await free_first(api.demo, who=(await newest(api)).person.id)
        await page.evaluate("location.hash = '#/pages/booking/book?thing=court_2&day=2026-12-02'")
        begins = page.get_by_role("radio", name=re.compile("^14:00"))
        await begins.click(timeout=SLOW)
        await expect(page.get_by_text("在服务台付款")).to_be_visible(timeout=SLOW)
        await shot(page, "costs-zh")
        await page.get_by_role("button", name="预订，¥60").click()
        await expect(page.get_by_text("订好了", exact=True)).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("¥60，在服务台付款")).to_be_visible()
        await shot(page, "booked-costs-zh")
        await page.get_by_text("付款、发票和退款").click()
        await expect(page.get_by_text("羽毛球2号场（60 分钟）")).to_be_visible(timeout=SLOW)


async def test_what_is_held_until_it_is_paid_says_where_and_shows_when_it_is(
    demo: DemoPark, browser: Browser
) -> None:
    async with (
        open_shop(demo, routes=miniapp_routes()) as shop,
        phone(browser, shop.api, scheme="dark", locale="en-GB") as page,
    ):
        await expect(page.get_by_text("Announcements")).to_be_visible(timeout=SLOW)
        li = await newest(shop.api)
        async with demo.sessions.begin() as session:
            who = li.person.id
            session.add(
                ChannelIdentity(
                    park_id=demo.id, person_id=who, channel="miniprogram", external_id="o-li"
                )
            )
        await free_first(demo, who=who)
        wanted: dict[str, Any] = {
            "resource": "court_2",
            "from_at": "2026-12-02T14:00:00+08:00",
            "until_at": "2026-12-02T15:00:00+08:00",
            "pays_minutes": 60,
            "pays": 6_000,
            "payment": "wechat_pay",
        }
        made = await li.post("/bookings", wanted, status=201)
        await li.post(f"/orders/{made['order_no']}/pay")
        path = f"pages/booking/detail?no={made['booking_no']}&paid=0"
        await page.evaluate(f"location.hash = '#/{path}'")
        await expect(page.get_by_text("¥60 to be paid")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("Kept for you until 09:45")).to_be_visible()
        await expect(page.get_by_text("pay under “My bookings”")).to_be_visible()
        await expect(page.get_by_text("To be paid", exact=True)).to_be_visible()
        await expect(page.get_by_role("button", name="Move")).to_have_count(0)
        await shot(page, "unpaid-en-dark")
        await shop.pays(made["order_no"])
        await shop.told()
        await worked(demo, now=shop.api.clock())
        await page.reload()
        await expect(page.get_by_text("¥60, WeChat Pay")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("to be paid")).to_have_count(0)


async def struck(api: Api) -> str:
    """Nobody came to what who uses the app had booked; its number."""
    made = await (await newest(api)).post("/bookings", BOOKING, status=201)
    async with api.demo.sessions.begin() as session:
        await alarms.ring(session, now=at(20, day=3))
    return str(made["booking_no"])


@pytest.mark.parametrize("grants", [True, False])
async def test_who_is_struck_says_why_with_the_keyboard_and_reads_what_was_decided(
    api: Api, browser: Browser, grants: bool
) -> None:
    async with phone(browser, api, locale="en-US", scheme="dark" if grants else "light") as page:
        await expect(page.get_by_text("Announcements")).to_be_visible(timeout=SLOW)
        number = await struck(api)
        await page.evaluate(f"location.hash = '#/pages/booking/detail?no={number}'")
        says = page.get_by_role("button", name="That's wrong, we were there")
        await says.focus(timeout=SLOW)
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Send to the service desk").click()
        await expect(page.get_by_text("Please say why")).to_be_visible()
        await page.get_by_label("Why is that wrong?").fill("We came at ten past two")
        await shot(page, f"appeal-{grants}")
        await page.get_by_role("button", name="Send to the service desk").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("You said: We came at ten past two")).to_be_visible(
            timeout=SLOW
        )
        await expect(page.get_by_text("The service desk looks into it")).to_be_visible()
        async with api.demo.sessions.begin() as session:
            key = (await session.scalars(select(BookingStrike.booking_id))).one()
            if grants:
                await appeals.take_back(session, by(api.demo), key)
            else:
                await appeals.refuse(session, by(api.demo), key, "The door was never opened.")
        await page.reload()
        heard = "You were right" if grants else "The service desk: The door was never opened."
        await expect(page.get_by_text(heard)).to_be_visible(timeout=SLOW)
        await expect(page.get_by_role("button", name="Change what I said")).to_have_count(0)
        await shot(page, f"answered-{grants}")
    assert (await reloaded(api.demo, key)).status == "no_show"


async def test_a_room_is_seen_before_it_is_booked(api: Api, browser: Browser) -> None:
    async with api.demo.sessions.begin() as session:
        room = await thing(session, api.demo, "a_301")
        await pictures.put(
            session, by(api.demo), room.resource, clean(encoded(picture((800, 600)))),
            alt_zh="长桌和投影幕", alt_en="A long table and a screen",
        )  # fmt: skip
    async with phone(browser, api, "pages/booking/index") as page:
        shown = page.get_by_role("img", name="长桌和投影幕").first
        await expect(shown).to_be_visible(timeout=SLOW)
        await shot(page, "list-picture")
        await page.locator("uni-navigator", has_text="A座301").click()
        await expect(page.get_by_role("img", name="长桌和投影幕").last).to_be_visible(timeout=SLOW)
        await shot(page, "book-picture")
