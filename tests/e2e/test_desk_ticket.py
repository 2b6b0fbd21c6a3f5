"""A ticket's page in a real browser: on a phone, and what is written to the tenant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.desk.driver import PASSWORD, Desk, open_desk
from tests.desk.tickets.test_thread import of_tenant
from tests.e2e.browser import PHONE
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark

LANDS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@asynccontextmanager
async def engineer_of(
    browser: Browser, demo: DemoPark, **how: object
) -> AsyncIterator[tuple[Desk, Page, int]]:
    """An engineer who has signed in, and a ticket that they work on."""
    async with open_desk(demo) as desk, page_of(browser, desk, **how) as page:  # type: ignore[arg-type]
        engineer = await desk.hire("engineer", name="王强")
        ticket = await of_tenant(desk, status="in_progress", assignee=engineer.id)
        await page.locator("[name=login]").fill(engineer.login)
        await page.locator("[name=password]").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
        yield desk, page, ticket.id


@pytest.mark.parametrize("path", ["mine", "ticket", "list"])
async def test_an_engineers_pages_fit_a_phone(browser: Browser, demo: DemoPark, path: str) -> None:
    how = {"viewport": PHONE}
    async with engineer_of(browser, demo, **how) as (desk, page, ticket):
        ends = {"mine": "mine", "ticket": str(ticket), "list": "?view=list"}
        await page.goto(str(desk.url / "desk/tickets") + f"/{ends[path]}".replace("/?", "?"))
        assert await page.evaluate(LANDS) == 0
        if path == "mine":
            await page.locator("details.finish summary").click()
            assert await page.evaluate(LANDS) == 0
        if path == "ticket":
            for name in ("do-resolve", "do-wait_materials"):
                dialog = page.locator(f"#{name}")
                await dialog.evaluate("one => one.showModal()")
                box = await dialog.bounding_box()
                inner = await dialog.evaluate("one => one.scrollWidth - one.clientWidth")
                assert box is not None
                assert (box["x"] >= 0, box["x"] + box["width"] <= PHONE["width"]) == (True, True)
                assert inner <= 0
                await dialog.evaluate("one => one.close()")


async def test_a_message_is_written_sent_and_shown_on_the_page(
    browser: Browser, demo: DemoPark
) -> None:
    async with engineer_of(browser, demo, viewport=PHONE) as (desk, page, ticket):
        await page.goto(str(desk.url / f"desk/tickets/{ticket}"))
        thread = page.locator(".thread")
        await thread.locator("textarea").fill("下午三点到，请留人")
        await thread.get_by_role("button", name="Send").click()
        await expect(thread.locator("li[data-ours]")).to_contain_text("下午三点到，请留人")
        await expect(thread.locator("textarea")).to_have_value("")
        assert not await page.locator(".history .change-words").count()
