"""A ticket's page in a real browser: on a phone, and what is written to the tenant."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, FilePayload, Page, Route, expect

from tests.desk.driver import Desk, open_desk
from tests.desk.tickets.test_thread import of_tenant
from tests.e2e.browser import PHONE, live
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark

NO_PHOTO: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
LANDS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@asynccontextmanager
async def engineer_of(
    browser: Browser, demo: DemoPark, **how: object
) -> AsyncIterator[tuple[Desk, Page, int]]:
    """An engineer who has signed in, and a ticket that they work on."""
    async with open_desk(demo) as desk:
        engineer = await desk.hire("engineer", name="王强")
        ticket = await of_tenant(desk, status="in_progress", assignee=engineer.id)
        async with page_of(browser, desk, member=engineer, **how) as page:  # type: ignore[arg-type]
            yield desk, page, ticket.id


async def test_an_engineers_pages_fit_a_phone(browser: Browser, demo: DemoPark) -> None:
    how = {"viewport": PHONE}
    async with engineer_of(browser, demo, **how) as (desk, page, ticket):
        for end in ("/mine", f"/{ticket}", "?view=list"):
            await page.goto(f"{desk.url}desk/tickets{end}")
            assert await page.evaluate(LANDS) == 0, end
            if end == "/mine":
                await page.locator("details.finish summary").click()
                assert await page.evaluate(LANDS) == 0, end
            if end == f"/{ticket}":
                await _dialogs_fit(page)


async def _dialogs_fit(page: Page) -> None:
    for name in ("do-resolve", "do-wait_materials"):
        dialog = page.locator(f"#{name}")
        await dialog.evaluate("one => one.showModal()")
        box = await dialog.bounding_box()
        inner = await dialog.evaluate("one => one.scrollWidth - one.clientWidth")
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= PHONE["width"]) == (True, True), name
        assert inner <= 0, name
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


async def test_the_current_area_is_in_sight_on_a_phone(browser: Browser, demo: DemoPark) -> None:
    async with open_desk(demo) as desk:
        member = await desk.hire("manager", "operator", "dispatcher", "reception")
        async with page_of(browser, desk, member=member, viewport=PHONE) as page:  # type: ignore[arg-type]
            await page.goto(str(desk.url / "desk/audit"))
            box = await page.locator(".tabs-rail [aria-current]").bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= PHONE["width"] - box["width"]


async def test_a_selection_that_ends_beside_a_dialog_does_not_close_it(
    browser: Browser, demo: DemoPark
) -> None:
    async with engineer_of(browser, demo) as (desk, page, ticket):
        await page.goto(str(desk.url / f"desk/tickets/{ticket}"))
        dialog = page.locator("#do-wait_materials")
        await page.locator('[data-open="do-wait_materials"]').first.click()
        box = await dialog.locator("textarea").bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + 20, box["y"] + 10)
        await page.mouse.down()
        await page.mouse.move(5, 5)
        await page.mouse.up()
        await expect(dialog).to_be_visible()
        await page.mouse.click(5, 5)
        await expect(dialog).to_be_hidden()


async def test_a_dialog_opens_while_the_scripts_of_the_page_are_on_their_way(
    browser: Browser, demo: DemoPark
) -> None:
    arrived = asyncio.Event()

    async def held_back(route: Route) -> None:
        await arrived.wait()
        await route.continue_()

    async with engineer_of(browser, demo) as (desk, page, ticket):
        await page.route("**/static/shell.js*", held_back)
        await page.goto(str(desk.url / f"desk/tickets/{ticket}"), wait_until="commit")
        await page.locator('[data-open="do-wait_materials"]').first.click()
        await expect(page.locator("#do-wait_materials")).to_be_visible()
        arrived.set()
        await live(page)
        await expect(page.locator("#do-wait_materials")).to_be_visible()


async def test_what_is_wrong_in_a_ticket_is_said_beside_its_fields(
    browser: Browser, demo: DemoPark
) -> None:
    async with open_desk(demo) as desk:
        ticket, member = await of_tenant(desk), await desk.hire("dispatcher")
        async with page_of(browser, desk, member=member, forgiven="422") as page:
            await page.goto(str(desk.url / f"desk/tickets/{ticket.id}"))
            edit = page.locator("#do-edit")
            await edit.evaluate("one => one.showModal()")
            await edit.locator("[name=floor]").fill("x")
            await edit.locator("[name=phone]").fill("abc")
            await edit.get_by_role("button", name="Save").click()
            await expect(edit.locator(".field:has([name=floor]) .error")).to_be_visible()
            await expect(edit.locator(".field:has([name=phone]) .error")).to_be_visible()


async def test_a_photo_that_is_none_is_told_beside_where_it_was_chosen(
    browser: Browser, demo: DemoPark
) -> None:
    async with open_desk(demo) as desk:
        member = await desk.hire("dispatcher")
        ticket = await of_tenant(desk, status="in_progress", assignee=member.id)
        async with page_of(browser, desk, member=member, forgiven="422") as page:
            await page.goto(str(desk.url / f"desk/tickets/{ticket.id}"))
            dialog = page.locator("#do-resolve")
            await page.locator('[data-open="do-resolve"]').first.click()
            await dialog.locator("[name=reason]").fill("换了压缩机")
            await dialog.locator("[name=photo]").set_input_files(NO_PHOTO)
            await dialog.get_by_role("button", name="Resolve").click()
            await expect(dialog.locator(".field:has([name=photo]) .error")).to_be_visible()
            await expect(dialog.locator("[name=photo]")).to_have_attribute("aria-invalid", "true")
            await expect(dialog.locator("[name=reason]")).to_have_value("换了压缩机")
            assert await page.locator("#toasts .toast").count() == 0
