"""The board in a browser: cards dragged and moved by key, and what a colleague did meanwhile."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, expect

from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.desk.driver import Desk, open_desk
from tests.desk.tickets.ticket_desk import NOW, load, report
from tests.e2e.test_desk_lists import go, signed_in
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
    async with page_of(browser, desk, viewport=wide, forgiven="409") as page:
        await signed_in(page, desk, dispatcher.login)
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
