"""The day of rooms in a browser: dragging fills in a form, and nobody needs a mouse."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.booking import Booking
from tests.desk.driver import Desk, open_desk
from tests.e2e.test_desk_shell import page_of
from tests.given.booking import at, booked, reloaded
from tests.given.demo_park import DemoPark
from tests.kit.waiting import until

DAY = "desk/booking?day=2026-12-03"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, demo=True) as desk:
        yield desk


async def drag(page: Page, resource: str, first: str, last: str, *, onto: str = "") -> None:
    """From a time of a row to a time of another, both by the clock."""
    x, y = await page.evaluate(PLACE, [resource, first])
    to_x, to_y = await page.evaluate(PLACE, [onto or resource, last])
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move((x + to_x) / 2, (y + to_y) / 2)
    await page.mouse.move(to_x, to_y)
    await page.mouse.up()


PLACE = """([code, clock]) => {
  const table = document.querySelector("[data-grid]");
  const heads = table.tHead.rows[0].cells;
  const left = heads[1].getBoundingClientRect().left;
  const right = heads[heads.length - 1].getBoundingClientRect().right;
  const of = (text) => text.split(":").map(Number).reduce((hours, minutes) => hours * 60 + minutes);
  const at = (of(clock) - of(table.dataset.first)) / 30 / Number(table.dataset.halves);
  const row = table.querySelector(`tr[data-resource="${code}"]`).getBoundingClientRect();
  return [left + at * (right - left) + 6, row.top + row.height / 2];
}"""


async def test_a_booking_is_dragged_to_another_room_and_its_end_drawn(
    browser: Browser, desk: Desk
) -> None:
    booking = await booked(desk.demo, "a_301", at(14, day=3))
    member = await desk.hire("reception", language="en")
    async with page_of(browser, desk, member=member) as page:
        await page.goto(str(desk.url) + DAY)
        await drag(page, "a_301", "14:00", "16:00", onto="a_302")
        dialog = page.locator("#booking-dialog")
        await expect(dialog.get_by_label("From")).to_have_value("16:00")
        await expect(dialog.get_by_label("Until")).to_have_value("17:00")
        await page.keyboard.press("Enter")
        await expect(page.locator("tr[data-resource=a_302] td[data-booking]")).to_be_visible()
        moved = await reloaded(desk.demo, booking.id)
        assert moved.starts_at == at(16, day=3)
        await drag(page, "a_302", "16:58", "17:30")
        await expect(dialog.get_by_label("Until")).to_have_value("18:00")


async def test_free_time_is_drawn_and_what_is_taken_says_so(browser: Browser, desk: Desk) -> None:
    await booked(desk.demo, "a_301", at(14, day=3))
    member = await desk.hire("reception", language="en")
    async with page_of(browser, desk, member=member, forgiven="422") as page:
        await page.goto(str(desk.url) + DAY)
        await drag(page, "a_301", "10:00", "11:00")
        dialog = page.locator("#booking-dialog")
        await expect(dialog.get_by_label("Until")).to_have_value("11:30")
        await dialog.get_by_label("From").fill("14:00")
        await dialog.get_by_label("Until").fill("15:00")
        await dialog.get_by_role("button", name="Book", exact=True).click()
        await expect(dialog.get_by_role("alert")).to_contain_text("Free instead")
        await dialog.get_by_label("From").fill("16:00")
        await dialog.get_by_label("Until").fill("17:00")
        await dialog.get_by_role("button", name="Book", exact=True).click()

        async def written() -> bool:
            async with desk.demo.sessions() as session:
                found = await session.scalars(select(Booking.starts_at))
                return at(16, day=3) in found.all()

        await until(written)


async def test_without_a_mouse_it_is_booked_by_keys_alone(browser: Browser, desk: Desk) -> None:
    member = await desk.hire("reception", language="en")
    async with page_of(browser, desk, member=member) as page:
        await page.goto(str(desk.url) + DAY)
        await page.get_by_role("link", name="Book for somebody").focus()
        await page.keyboard.press("Enter")
        await page.locator("select[name=resource]").select_option("b_201")
        await page.get_by_label("From").fill("09:00")
        await page.get_by_label("Until").fill("10:00")
        await page.get_by_role("button", name="Book", exact=True).focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("tr[data-resource=b_201] td[data-booking]")).to_be_visible()
