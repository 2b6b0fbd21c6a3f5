"""The frame of the desk in a real browser: signing in, the stream, keys, narrow screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from desk.frame import guard
from models.staff import Staff
from services.events import publish
from services.tickets import events
from tests.desk.driver import DEMO_PASSWORD, Desk, open_desk, password_hash
from tests.desk.inbox import talks as inbox
from tests.e2e.browser import PHONE
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

WIDE = {"width": 1280, "height": 800}
LISTEN = """document.body.addEventListener("desk:ticket", ({detail}) => {
  document.title = detail.ticket_no;
})"""


@asynccontextmanager
async def page_of(
    browser: Browser,
    desk: Desk,
    *,
    member: Staff | None = None,
    viewport: dict[str, int] = WIDE,
    locale: str = "en-GB",
    forgiven: str = "none",
) -> AsyncIterator[Page]:
    """The page of the sign-in; for a `member` who has signed in, one that shows nothing yet.

    Anything on the console that a browser calls an error fails the test, but for what names
    `forgiven`: an answer of that status is one."""
    context = await browser.new_context(viewport=viewport, locale=locale)  # type: ignore[arg-type]
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    if member is None:
        await page.goto(str(desk.url / "desk/account"))
    else:
        token = await desk.session_of(member)
        domain = desk.url.host or ""
        await context.add_cookies(
            [{"name": guard.COOKIE, "value": token, "domain": domain, "path": "/desk"}]
        )
    yield page
    await context.close()
    assert [error for error in errors if forgiven not in error] == []


async def sign_in(page: Page) -> None:
    """By one click on an account of the demo."""
    await page.locator(".account", has_text="agent").first.click()
    await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")


@asynccontextmanager
async def demo_desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, demo=True) as desk:
        await desk.hire("agent", login="agent", password_hash=password_hash(DEMO_PASSWORD))
        yield desk


async def test_a_click_signs_in_and_events_reach_the_page(browser: Browser, demo: DemoPark) -> None:
    async with demo_desk(demo) as desk, page_of(browser, desk) as page:
        await sign_in(page)
        await expect(page).to_have_url(str(desk.url / "desk/account"))
        await page.evaluate(LISTEN)
        ticket = events.TicketReported(
            ticket_id=1, ticket_no="T-ABC123", kind="repair", category="hvac", urgency="normal"
        )
        async with demo.sessions.begin() as session:
            await publish.publish(session, demo.id, ticket, now=WEDNESDAY_MORNING)
        await expect(page).to_have_title("T-ABC123")


async def test_a_message_that_does_not_arrive_says_so_without_a_reload(
    browser: Browser, demo: DemoPark
) -> None:
    async with demo_desk(demo) as desk, page_of(browser, desk) as page:
        conversation = await inbox.talk(desk, "在吗")
        said = await inbox.said(desk, conversation, "您的餐到了")
        await inbox.hear(desk, conversation, "喂")
        await sign_in(page)
        await page.goto(str(desk.url / f"desk/inbox/{conversation.id}"))
        await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
        entry = page.locator(f'[data-key="m{said.seq}"]')
        await expect(entry.locator(".undelivered")).to_have_count(0)
        await inbox.give_up(desk, conversation, said)
        await expect(entry.locator(".undelivered")).to_have_text(
            "Not delivered: refused by the platform"
        )


async def test_keys_open_their_own_list_and_are_left_alone_in_a_field(
    browser: Browser, demo: DemoPark
) -> None:
    async with demo_desk(demo) as desk, page_of(browser, desk) as page:
        await sign_in(page)
        keys = page.locator("#shortcuts")
        await page.locator("[name=current]").press("?")
        await expect(keys).to_be_hidden()
        await page.keyboard.press("Escape")  # Leaves the field.
        await page.keyboard.press("?")
        await expect(keys).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(keys).to_be_hidden()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
async def test_nothing_is_wider_than_a_phone(browser: Browser, demo: DemoPark, locale: str) -> None:
    async with (
        demo_desk(demo) as desk,
        page_of(browser, desk, viewport=PHONE, locale=locale) as page,
    ):
        for signed_in in (False, True):
            if signed_in:
                await sign_in(page)
            assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
