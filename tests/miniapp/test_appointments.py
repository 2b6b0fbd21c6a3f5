"""When somebody comes to a repair: seen in the app, and moved there."""

import pytest
from playwright.async_api import Browser, expect

from parkline.channels.miniapp import BUILD
from services.tickets import appointments, tickets
from tests.api.driver import Api
from tests.api.examples import REPAIR
from tests.given.visiting import at, engineer, given_to, promised, window
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
WIDE = {"width": 1280, "height": 800}


async def test_the_window_is_shown_and_moved_to_one_that_is_free(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, viewport=WIDE) as page:  # type: ignore[arg-type]
        await expect(page.locator(".shortcuts")).to_be_visible(timeout=SLOW)
        number = (await (await newest(api)).post("/repairs", REPAIR, status=201))["ticket_no"]
        async with api.demo.sessions.begin() as session:
            ticket = await tickets.find_by_number(session, api.demo.id, number)
            assert ticket is not None
            wang = await engineer(session, api.demo.id)
            await promised(session, ticket, wang, window(3, 9, 11), now=api.clock())
        await page.evaluate("no => { location.hash = `#/pages/repair/detail?no=${no}` }", number)
        promise = page.locator(".appointment")
        await expect(promise).to_contain_text("明天 12月3日 周四 09:00–11:00", timeout=SLOW)
        await promise.get_by_role("button", name="换个时间").click()
        sheet = page.get_by_role("dialog", name="换个时间")
        friday = sheet.get_by_role("radiogroup", name="12月4日 周五")
        await friday.get_by_role("radio", name="13:00–15:00").click(timeout=SLOW)
        veil = await sheet.locator(".veil").bounding_box()
        assert veil is not None
        assert (veil["y"], veil["height"]) == (0, WIDE["height"])
        # Somebody else gets it first: that is said, and the others are offered anew.
        async with api.demo.sessions.begin() as session:
            other = await tickets.open_ticket(
                session, api.demo.id, kind="repair", urgency="normal", description="灯不亮",
                now=api.clock(),
            )  # fmt: skip
            await given_to(session, other, wang)
            taken = window(4, 13, 15)
            await appointments.promise(session, other, taken, by=wang, now=api.clock())
        await sheet.get_by_role("button", name="就约这个时间").click()
        await expect(sheet.get_by_role("alert")).to_contain_text("刚被约走", timeout=SLOW)
        await expect(friday.get_by_role("radio", name="13:00–15:00")).to_have_count(0)
        await friday.get_by_role("radio", name="15:00–17:00").click()
        await sheet.get_by_role("button", name="就约这个时间").click()
        await expect(promise).to_contain_text("12月4日 周五 15:00–17:00", timeout=SLOW)
    async with api.demo.sessions() as session:
        moved = await tickets.load(session, api.demo.id, ticket.id)
    assert (moved.appointment_from, moved.appointment_until) == (at(4, 15), at(4, 17))
