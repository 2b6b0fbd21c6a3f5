"""Tickets in a browser: cards moved by mouse and key, presses on a page that changes meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Route, expect

from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.desk.driver import Desk, open_desk
from tests.desk.tickets.ticket_desk import NOW, load, report
from tests.e2e.test_desk_lists import go
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo) as desk:
        yield desk


async def test_cards_are_dragged_and_moved_by_key_and_a_collision_is_told(
    browser: Browser, desk: Desk
) -> None:
    dispatcher, engineer = await desk.hire("dispatcher"), await desk.hire("engineer", name="孙磊")
    given = await report(desk, "dragged", status="assigned", assignee=engineer.id)
    keyed, raced = await report(desk, "by key"), await report(desk, "raced")
    wide = {"width": 1440, "height": 900}
    async with page_of(browser, desk, member=dispatcher, viewport=wide, forgiven="409") as page:
        await go(page, desk, "/tickets?view=board")

        # What needs nothing more is done where it is dropped.
        card = page.locator(f"#card-{given}")
        await card.drag_to(page.locator("[data-column=working] .cards"))
        await expect(page.locator(f"[data-column=working] #card-{given}")).to_be_visible()
        await expect(page.locator("#move")).to_be_hidden()

        # What needs a reason asks for it, and Esc leaves everything as it was.
        await card.drag_to(page.locator("[data-column=waiting] .cards"))
        await expect(page.locator("#move textarea").first).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("#move")).to_be_hidden()
        await expect(page.locator(f"[data-column=working] #card-{given}")).to_be_visible()

        # The same by key alone.
        await page.locator(f"#open-{keyed}").focus()
        await page.keyboard.press("m")
        whom = page.locator("#move [name=staff]")
        await expect(whom).to_be_visible()
        await whom.select_option(str(engineer.id))
        await page.locator("#move form:has([name=staff]) button").press("Enter")
        await expect(page.locator(f"[data-column=assigned] #card-{keyed}")).to_be_visible()
        await expect(page.locator("#move")).to_be_hidden()

        # A colleague was faster, while the dialog was open.
        await page.locator(f"#open-{raced}").focus()
        await page.keyboard.press("m")
        await expect(page.locator("#move [name=staff]")).to_be_visible()
        async with desk.demo.sessions.begin() as session:
            await tickets.advance(session, desk.demo.id, raced, "triage", by=ITSELF, now=NOW)
        await page.locator("#move form:has([name=staff]) button").press("Enter")
        await expect(page.locator("#move [role=alert]")).to_contain_text("Triaged")
    assert [(await load(desk, one)).status for one in (given, keyed, raced)] == [
        "in_progress",
        "assigned",
        "triaged",
    ]


async def test_a_press_is_heard_though_the_page_changes_or_still_loads(
    browser: Browser, desk: Desk
) -> None:
    engineer = await desk.hire("engineer", name="孙磊")
    dispatcher = await desk.hire("dispatcher")
    held, early = (
        await report(desk, "held", status="assigned", assignee=engineer.id),
        await report(desk, "early"),
    )
    loads = asyncio.Event()

    async def later(route: Route) -> None:
        await loads.wait()
        await route.continue_()

    async with page_of(browser, desk, member=dispatcher) as page:
        # The ticket changes while the button is held down; letting it go is a click all the same.
        await go(page, desk, f"/tickets/{held}")
        await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
        button = page.locator(f"[hx-post='/desk/tickets/{held}/do/start']")
        await button.hover()
        await page.mouse.down()
        path = f"/desk/tickets/{held}"
        async with (
            page.expect_response(lambda answer: answer.url.endswith(path)) as answered,
            desk.demo.sessions.begin() as session,
        ):
            await tickets.advance(session, desk.demo.id, held, "accept", by=ITSELF, now=NOW)
        await (await answered.value).finished()
        await page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
        await page.mouse.up()
        await expect(page.locator(".ticket-title")).to_contain_text("In progress")

        # The last script of the page is late: what can be opened can be pressed.
        await page.route("**/tickets/ticket.js*", later)
        await page.goto(f"{desk.url}desk/tickets/{early}", wait_until="commit")
        await page.locator("[data-open=do-assign]").click()
        async with page.expect_response(lambda answer: answer.url.endswith("/assign")):
            await page.locator("#do-assign .candidates button").first.click()
        loads.set()
    assert (await load(desk, early)).assignee_id == engineer.id
