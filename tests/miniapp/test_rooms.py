"""Rooms by the hour in the mini-app: looked for, booked, moved, waited for, recurring, given up."""

import re
from datetime import datetime
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.booking import Booking, BookingWait
from models.visits import Visit
from parkline.channels.miniapp import BUILD
from services.booking import presence
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.api.booking.examples import BOOKING
from tests.api.driver import Api
from tests.api.examples import employ
from tests.given.booking import at
from tests.given.demo_park import SHANGHAI
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(120),
    # A browser that leaves in the middle of a file lets the server drop it.
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
THURSDAY = "2026-12-03"


def begins(page: Page, clock: str) -> Locator:
    return page.get_by_role("radio", name=re.compile(f"^{clock}"))


async def newest_booking(api: Api) -> Booking:
    async with api.demo.sessions() as session:
        found = await session.scalar(select(Booking).order_by(Booking.id.desc()).limit(1))
        assert found is not None
        return found


async def taken(api: Api, **other: Any) -> None:
    """Somebody else has it."""
    await (await api.tenant()).post("/bookings", {**BOOKING, **other}, status=201)


async def test_a_room_is_found_and_booked_as_it_was_filled_in(api: Api, browser: Browser) -> None:
    await taken(api)
    async with phone(browser, api) as page:
        await page.get_by_text("订场地", exact=True).click(timeout=SLOW)
        await page.get_by_role("radio", name="明天").click(timeout=SLOW)
        card = page.locator("uni-navigator", has_text="A座301")
        await expect(card).to_contain_text("空闲 08:00–14:00、15:00–22:00", timeout=SLOW)
        await card.click()
        await expect(begins(page, "14:00")).to_have_attribute("aria-disabled", "true", timeout=SLOW)
        await expect(begins(page, "14:00")).to_contain_text("已订")
        await begins(page, "15:00").click()
        await page.get_by_label("从 15:00 用到").select_option(label="16:30 · 1 小时 30 分钟")
        await page.get_by_role("textbox", name="几个人").fill("1")
        await page.get_by_role("button", name="几个人 +1").click()
        await page.get_by_label("做什么用（可不填）").fill("面试")
        await expect(page.get_by_text("明天 13:00 前取消不占时长")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="预订", exact=True).click()
        await expect(page.get_by_text("订好了", exact=True)).to_be_visible(timeout=SLOW)
        await expect(page.locator(".big")).to_have_text("明天 12月3日 周四 15:00–16:30")
    made = await newest_booking(api)
    assert (made.status, made.headcount, made.title) == ("confirmed", 2, "面试")
    assert (made.starts_at, made.ends_at) == (at(15, day=3), at(16, 30, day=3))


async def test_the_second_step_that_is_pressed_is_the_last_and_the_third_begins_anew(
    api: Api, browser: Browser
) -> None:
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path) as page:
        chosen = page.locator(".chosen")
        await begins(page, "14:00").click(timeout=SLOW)
        await expect(chosen).to_contain_text("14:00–15:00")
        await begins(page, "15:30").click()
        await expect(chosen).to_contain_text("14:00–16:00")
        await begins(page, "17:00").click()
        await expect(chosen).to_contain_text("17:00–19:00")
        await begins(page, "16:00").click()
        await expect(chosen).to_contain_text("16:00–18:00")


async def test_what_was_taken_meanwhile_names_what_comes_nearest(
    api: Api, browser: Browser
) -> None:
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path, locale="en-US") as page:
        await begins(page, "14:00").click(timeout=SLOW)
        await expect(page.get_by_text("Cancelled before")).to_be_visible(timeout=SLOW)
        await taken(api)
        await page.get_by_role("button", name="Book", exact=True).click()
        await expect(page.get_by_text("Somebody was faster. Nearest are")).to_be_visible(
            timeout=SLOW
        )
        await page.get_by_role("button", name=re.compile("^A-301 · .*15:00")).click()
        await page.get_by_role("button", name="Book", exact=True).click()
        await expect(page.get_by_text("It's booked")).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).starts_at == at(15, day=3)


async def test_what_staff_have_to_agree_to_is_said_before_and_after(
    api: Api, browser: Browser
) -> None:
    path = "pages/booking/book?thing=hall_east&day=2026-12-05"
    async with phone(browser, api, path) as page:
        await expect(page.get_by_text("只有园区企业的员工可以订")).to_be_visible(timeout=SLOW)
        await employed(api)
        await page.reload()
        await begins(page, "14:00").click(timeout=SLOW)
        await expect(page.get_by_text("要等服务台确认")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="提交，等服务台确认").click()
        await expect(page.get_by_text("已提交，先为您保留")).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).held_for == "approval"


async def employed(api: Api) -> None:
    await employ(await newest(api), limit=0)


async def test_a_booking_is_moved_checked_in_made_longer_and_ended(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/booking/list") as page:
        await expect(page.get_by_text("没有预订")).to_be_visible(timeout=SLOW)
        li = await newest(api)
        soon = {"from_at": "2026-12-02T11:00:00+08:00", "until_at": "2026-12-02T12:00:00+08:00"}
        shown = await li.post("/bookings", {**BOOKING, **soon}, status=201)
        await page.reload()
        await page.get_by_text("A座301").click(timeout=SLOW)
        await page.get_by_role("button", name="改时间").click(timeout=SLOW)
        await expect(begins(page, "11:00")).to_have_attribute("aria-checked", "true", timeout=SLOW)
        await begins(page, "09:30").click()
        await expect(page.get_by_text("签到，不然会放给别人")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="改到这个时间").click()
        await expect(page.locator(".big")).to_contain_text("09:30–10:30", timeout=SLOW)
        await expect(page.get_by_text("已改到这个时间")).to_be_visible()
        await page.get_by_role("button", name="签到").click()
        await page.get_by_role("button", name="延长 30 分钟").click(timeout=SLOW)
        await expect(page.locator(".big")).to_contain_text("09:30–11:00", timeout=SLOW)
        await page.get_by_role("button", name="提前结束").click()
        asked = page.get_by_role("alertdialog", name="现在结束吗？")
        await asked.get_by_role("button", name="提前结束").click()
        await expect(page.get_by_text("已结束")).to_be_visible(timeout=SLOW)
    made = await newest_booking(api)
    assert (made.booking_no, made.status) == (shown["booking_no"], "completed")


async def test_a_booking_is_given_up_and_it_is_said_until_when_that_costs_nothing(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/booking/list", locale="en-US") as page:
        await expect(page.get_by_text("Nothing booked")).to_be_visible(timeout=SLOW)
        shown = await (await newest(api)).post("/bookings", BOOKING, status=201)
        await page.evaluate(f"location.hash = '#/pages/booking/detail?no={shown['booking_no']}'")
        await page.get_by_role("button", name="Cancel").click(timeout=SLOW)
        asked = page.get_by_role("alertdialog", name="Cancel this booking?")
        await expect(asked).to_contain_text("before Tomorrow 12:00")
        await asked.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_text("Cancelled", exact=True)).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).status == "cancelled"


async def test_who_waits_for_what_is_free_has_it_kept_at_once(api: Api, browser: Browser) -> None:
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path) as page:
        await page.get_by_text("排个候补").click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="排候补")
        await sheet.get_by_role("button", name="空出来告诉我").click()
        await page.get_by_role("button", name="要，就订这个").click(timeout=SLOW)
        await expect(page.get_by_text("已订", exact=True)).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).starts_at == at(10, day=3)


async def test_who_waits_is_held_the_time_and_takes_it(api: Api, browser: Browser) -> None:
    await taken(api)
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path) as page:
        await page.get_by_text("排个候补").click(timeout=SLOW)
        sheet = page.get_by_role("dialog", name="排候补")
        await sheet.get_by_label("从", exact=True).fill("14:00")
        await sheet.get_by_label("到", exact=True).fill("15:00")
        await sheet.get_by_role("button", name="空出来告诉我").click()
        await expect(page.get_by_text("好的，一空出来就告诉您")).to_be_visible(timeout=SLOW)
        await page.evaluate("location.hash = '#/pages/booking/list?part=waits'")
        await expect(page.get_by_text("12月3日 周四 14:00–15:00")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="不等了").click()
        sure = page.get_by_role("alertdialog", name="不等了？")
        await sure.get_by_role("button", name="不等了").click()
        await expect(page.get_by_text("没有候补")).to_be_visible(timeout=SLOW)
    async with api.demo.sessions() as session:
        (row,) = (await session.scalars(select(BookingWait))).all()
    assert (row.starts_at, row.ends_at, row.status) == (at(14, day=3), at(15, day=3), "over")


async def test_a_series_shows_its_days_first_and_books_those_that_are_free(
    api: Api, browser: Browser
) -> None:
    later = {"from_at": "2026-12-10T14:00:00+08:00", "until_at": "2026-12-10T15:00:00+08:00"}
    await taken(api, **later)
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path) as page:
        await begins(page, "14:00").click(timeout=SLOW)
        await page.get_by_role("radio", name="每周").click()
        await page.get_by_label("一共").select_option(label="3 次")
        await expect(page.get_by_text("共 3 次，2 次可以订")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("要付费的那几次不会订")).to_have_count(0)
        await page.get_by_role("button", name="订下能订的 2 次").click()
        await expect(page.get_by_text("订好了 2 次")).to_be_visible(timeout=SLOW)
        await expect(page.locator(".big")).to_have_text("每周四 14:00–15:00")
        await page.get_by_role("checkbox").first.click()
        await page.get_by_role("button", name="取消选中的 1 天").click()
        sure = page.get_by_role("alertdialog", name="取消这 1 天？")
        await sure.get_by_role("button", name="取消预订").click()
        await expect(page.get_by_text("已取消")).to_be_visible(timeout=SLOW)
    async with api.demo.sessions() as session:
        mine = select(Booking.status).where(Booking.series_id.is_not(None)).order_by(Booking.id)
        assert list(await session.scalars(mine)) == ["cancelled", "skipped", "confirmed"]


async def test_a_series_leaves_a_day_out_and_goes_on(api: Api, browser: Browser) -> None:
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path) as page:
        await begins(page, "14:00").click(timeout=SLOW)
        await page.get_by_role("radio", name="每两周").click()
        await page.get_by_label("一共").select_option(label="3 次")
        await page.get_by_role("button", name="12月17日 周四: 不要这次").click(timeout=SLOW)
        await expect(page.get_by_text("共 2 次，2 次可以订")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="订下能订的 2 次").click()
        await expect(page.locator(".big")).to_have_text("每两周的周四 14:00–15:00", timeout=SLOW)
        await page.get_by_label("再续几次").select_option(label="再订 2 次")
        await page.get_by_role("button", name="续订").click()
        await expect(page.get_by_text("1月28日 周四 14:00–15:00")).to_be_visible(timeout=SLOW)
    async with api.demo.sessions() as session:
        mine = select(Booking.starts_at).where(Booking.series_id.is_not(None)).order_by(Booking.id)
        days = [f"{one.astimezone(SHANGHAI):%m%d}" for one in await session.scalars(mine)]
    assert days == ["1203", "1231", "0114", "0128"]


async def test_guests_are_named_with_the_room_and_others_later(api: Api, browser: Browser) -> None:
    path = f"pages/booking/book?thing=a_301&day={THURSDAY}"
    async with phone(browser, api, path, locale="en-US") as page:
        await begins(page, "14:00").click(timeout=SLOW)
        await page.get_by_label("Guests (optional)").fill("Anna Lee, 王强")
        await page.get_by_role("button", name="Book", exact=True).click()
        await expect(page.get_by_text("Guests registered: 2")).to_be_visible(timeout=SLOW)
        await page.get_by_label("Invite guests to it").fill("Bob Chen")
        await page.get_by_role("button", name="Register them").click()
        await expect(page.get_by_text("Guests registered: 3")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="Something is broken").click()
        await expect(page.get_by_label("Room or spot")).to_have_value("301", timeout=SLOW)
    async with api.demo.sessions() as session:
        names = (await session.scalars(select(Visit.names).order_by(Visit.id))).all()
    assert names == [["Anna Lee", "王强"], ["Bob Chen"]]


async def test_others_in_there_are_asked_to_leave(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/booking/list") as page:
        await expect(page.get_by_text("没有预订")).to_be_visible(timeout=SLOW)
        soon = {"from_at": "2026-12-02T09:30:00+08:00", "until_at": "2026-12-02T10:30:00+08:00"}
        shown = await (await newest(api)).post("/bookings", {**BOOKING, **soon}, status=201)
        await page.evaluate(f"location.hash = '#/pages/booking/detail?no={shown['booking_no']}'")
        await page.get_by_role("button", name="里面有别人").click(timeout=SLOW)
        asked = page.get_by_role("alertdialog", name="里面有别人吗？")
        await asked.get_by_role("button", name="有，请转告").click()
        await expect(page.get_by_text("里面的人没有预订")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="换到").click()
        await expect(page.get_by_role("button", name="改到这个时间")).to_be_visible(timeout=SLOW)


async def test_a_week_at_once_by_keys(api: Api, browser: Browser) -> None:
    path = f"pages/booking/book?thing=c_501&day={THURSDAY}"
    async with phone(browser, api, path, locale="en-US") as page:
        await page.get_by_role("radio", name="Week", exact=True).focus(timeout=SLOW)
        await page.keyboard.press("Enter")
        cell = page.get_by_role("button", name="Fri 4 Dec 09:30")
        await cell.focus(timeout=SLOW)
        await page.keyboard.press("Enter")
        await expect(page.get_by_label("From 09:30 until")).to_be_visible(timeout=SLOW)
        await expect(page.get_by_text("Cancelled before")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="Book", exact=True).focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("It's booked")).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).starts_at == at(9, 30, day=4)


async def test_who_did_not_come_says_that_it_was_wrong(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/booking/list") as page:
        await expect(page.get_by_text("没有预订")).to_be_visible(timeout=SLOW)
        shown = await (await newest(api)).post("/bookings", BOOKING, status=201)
        async with api.demo.sessions.begin() as session:
            row = await session.scalar(
                select(Booking).where(Booking.booking_no == shown["booking_no"])
            )
            assert row is not None
            await presence.miss(session, row, now=datetime.fromisoformat(BOOKING["until_at"]))
        await page.evaluate("location.hash = '#/pages/booking/calendar'")
        await expect(page.get_by_text("60 天内有 1 次没到")).to_be_visible(timeout=SLOW)
        await page.evaluate(f"location.hash = '#/pages/booking/detail?no={shown['booking_no']}'")
        await page.get_by_role("button", name="不是这样，我们到了").click(timeout=SLOW)
        await page.get_by_label("哪里不对？").fill("我们两点十分到的")
        await page.get_by_role("button", name="提交给服务台").click()
        await expect(page.get_by_text("您的说明：我们两点十分到的")).to_be_visible(timeout=SLOW)


async def test_a_calendar_address_is_shown_once_and_ended(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/booking/calendar") as page:
        await page.get_by_role("button", name="生成我的日历地址").click(timeout=SLOW)
        address = await page.locator(".token").inner_text(timeout=SLOW)
        assert (await page.request.get(address)).status == 200
        await page.reload()
        await expect(page.get_by_text("我的日历", exact=True)).to_be_visible(timeout=SLOW)
        await expect(page.locator(".token")).to_have_count(0)
        await page.get_by_text("我的日历", exact=True).click()
        sure = page.get_by_role("alertdialog", name="作废这个地址？")
        await sure.get_by_role("button", name="作废").click()
        await expect(page.get_by_text("我的日历", exact=True)).to_have_count(0, timeout=SLOW)
        assert (await page.request.get(address)).status == 404


async def test_the_code_at_a_door_leads_to_checking_in(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/booking/door?at=a_301") as page:
        await expect(page.get_by_role("button", name="订这里")).to_be_visible(timeout=SLOW)
        soon = {"from_at": "2026-12-02T09:30:00+08:00", "until_at": "2026-12-02T10:30:00+08:00"}
        await (await newest(api)).post("/bookings", {**BOOKING, **soon}, status=201)
        await page.reload()
        await page.get_by_role("button", name="签到").click(timeout=SLOW)
        await expect(page.get_by_text("使用中")).to_be_visible(timeout=SLOW)
    assert (await newest_booking(api)).status == "checked_in"


async def test_what_is_booked_stands_on_the_first_page(api: Api, browser: Browser) -> None:
    async with phone(browser, api) as page:
        await page.locator(".outlet").first.wait_for(timeout=SLOW)
        await (await newest(api)).post("/bookings", BOOKING, status=201)
        await page.reload()
        await page.get_by_text("12月3日 周四 14:00–15:00").click(timeout=SLOW)
        await expect(page.get_by_role("button", name="改时间")).to_be_visible(timeout=SLOW)


async def test_what_the_chat_says_of_a_booking_leads_to_it(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/booking/list") as page:
        await expect(page.get_by_text("没有预订")).to_be_visible(timeout=SLOW)
        me = await newest(api)
        number = (await me.post("/bookings", BOOKING, status=201))["booking_no"]
        said = Reply("会议室订好了", data={"booking_no": number, "status": "confirmed"})
        async with api.demo.sessions.begin() as session:
            found = await conversations.find(session, api.demo.id, me.conversation.id)
            await conversations.speak(session, found, [said], author="bot", now=api.clock())
        await page.evaluate("location.hash = '#/pages/messages/index'")
        await page.get_by_role("link", name="查看预订").click(timeout=SLOW)
        await expect(page.get_by_text(number)).to_be_visible(timeout=SLOW)
