"""Danger in a real browser: on a page that is not the inbox, until somebody takes it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.danger import DangerSign
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.desk.danger.test_danger import fire, heard
from tests.desk.driver import DEMO_PASSWORD, Desk, open_desk, password_hash
from tests.desk.inbox import talks as inbox
from tests.desk.tickets.ticket_desk import NOW
from tests.e2e.browser import PHONE
from tests.e2e.test_desk_shell import page_of, sign_in
from tests.given.demo_park import DemoPark

BANNER = "#danger-banner .danger-banner"


@asynccontextmanager
async def desk_of(demo: DemoPark, *roles: str, language: str = "en") -> AsyncIterator[Desk]:
    async with open_desk(demo, demo=True) as desk:
        hashed = password_hash(DEMO_PASSWORD)
        await desk.hire(*roles, login="agent", password_hash=hashed, language=language)
        yield desk


async def test_danger_shows_on_a_page_that_is_not_the_inbox_until_somebody_takes_it(
    browser: Browser, demo: DemoPark
) -> None:
    async with desk_of(demo, "dispatcher") as desk, page_of(browser, desk) as page:
        await sign_in(page)
        await page.goto(str(desk.url / "desk/orders"))
        await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
        title = await page.title()
        await expect(page.locator(BANNER)).to_have_count(0)
        ticket = await fire(desk)
        await expect(page.locator(BANNER)).to_contain_text("Nobody has taken it since")
        await expect(page).to_have_title(f"⚠ 1 · {title}")
        voice = page.get_by_role("alert").filter(has_text="Danger, and nobody has taken it")
        await expect(voice).to_have_count(1)
        await page.locator(f'[data-take-danger="{ticket}"]').click()
        await expect(page).to_have_url(str(desk.url / f"desk/tickets/{ticket}"))
        await expect(page.locator(BANNER)).to_have_count(0)


async def test_it_goes_when_a_colleague_takes_it(browser: Browser, demo: DemoPark) -> None:
    async with desk_of(demo, "dispatcher") as desk, page_of(browser, desk) as page:
        ticket = await fire(desk)
        await sign_in(page)
        await expect(page.locator(BANNER)).to_have_count(1)
        async with demo.sessions.begin() as session:
            for action in ("assign", "accept"):
                await tickets.advance(
                    session, demo.id, ticket, action, by=ITSELF, now=NOW,
                    assignee_id=(await desk.hire("engineer")).id if action == "assign" else None,
                )  # fmt: skip
        await expect(page.locator(BANNER)).to_have_count(0)
        await expect(page).not_to_have_title("⚠")


async def test_a_click_on_a_ticket_marks_and_undoes(browser: Browser, demo: DemoPark) -> None:
    async with desk_of(demo, "dispatcher") as desk, page_of(browser, desk) as page:
        ticket = await fire(desk)
        await heard(desk, "打印机在冒烟", ticket=ticket)
        await sign_in(page)
        await page.goto(str(desk.url / f"desk/tickets/{ticket}"))
        verdict = page.locator("[data-verdict]")
        await verdict.get_by_role("button", name="There was none").click()
        await expect(verdict).to_contain_text("Undo")
        await verdict.get_by_role("button", name="Undo").click()
        await expect(verdict.get_by_role("button")).to_have_count(2)


async def test_danger_that_was_missed_is_marked_in_the_conversation(
    browser: Browser, demo: DemoPark
) -> None:
    async with desk_of(demo, "agent") as desk, page_of(browser, desk) as page:
        talk = await inbox.talk(desk, "我同事叫不醒")
        await sign_in(page)
        await page.goto(str(desk.url / f"desk/inbox/{talk.id}"))
        await page.locator(".heard summary").first.click()
        await page.locator("select[data-missed]").select_option("medical")
        await expect(page.locator("[data-verdict]")).to_contain_text("Danger that was missed")
        async with demo.sessions() as session:
            [sign] = await session.scalars(select(DangerSign))
        assert (sign.zone, sign.kind, sign.verdict) == ("none", "medical", "right")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_nothing_of_danger_is_wider_than_a_phone(
    browser: Browser, demo: DemoPark, language: str
) -> None:
    async with (
        desk_of(demo, "dispatcher", "operator", language=language) as desk,
        page_of(browser, desk, viewport=PHONE) as page,
    ):
        ticket = await many(desk)
        await sign_in(page)
        for path in (f"tickets/{ticket}", "dangers", "operate/danger", "orders"):
            await page.goto(str(desk.url / f"desk/{path}"))
            await expect(page.locator(BANNER)).to_have_count(1)
            width = await page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], path
            await picture(page, f"{path.split('/')[0]}-{language}-phone")


async def many(desk: Desk) -> int:
    """Two dangers that nobody has taken, with what was heard of them."""
    ticket = await fire(desk)
    await heard(desk, "A座三楼茶水间的插座在冒蓝光，有点糊味", ticket=ticket, kind="electric")
    await heard(desk, "有人在喊救命", zone="ask", p=0.41, answer="silence", ticket=ticket)
    await heard(desk, "这碗面辣得我着火了", zone="ask", p=0.3, answer="no", verdict="wrong")
    return ticket


async def picture(page: Page, name: str) -> None:
    """To look at, where PARKLINE_SHOTS names a folder."""
    if folder := os.environ.get("PARKLINE_SHOTS"):
        await page.wait_for_timeout(300)
        await page.screenshot(path=f"{folder}/{name}.png")
