"""Working through lists in a browser: the palette, several tickets at once, views, one's own
absence, marks of misread messages, by keyboard; and no page breaks a rule of axe-core."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.knowledge import Misread
from models.labels import Label
from tests.desk.driver import Desk, open_desk
from tests.desk.inbox.talks import hear, talk
from tests.desk.tickets.ticket_desk import load, report
from tests.e2e.browser import PHONE
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark
from tests.kit.axe import AXE, faults

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]

PAGES = {
    "dispatcher": ("/tickets?view=list", "/tickets?view=board", "/tickets/mine"),
    "operator": (
        "/operate/labels",
        "/operate/misread",
        "/audit",
        "/operate/rules",
        "/operate/maintenance",
        "/operate/maintenance/new",
        "/operate/rules/new?event=ticket.messaged",
    ),
    "manager": ("/reports", "/reports/chats?which=queued&range=7", "/tickets?view=list"),
    "agent": ("/inbox", "/inbox/canned", "/dangers"),
    "reception": ("/visitors/new", "/visitors", "/lost"),
}


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Pages come anew by themselves, on a busy machine late."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo) as desk:
        yield desk


async def go(page: Page, desk: Desk, path: str) -> None:
    await page.goto(f"{desk.url}desk{path}")


async def test_a_dispatcher_works_through_the_list_by_keyboard(
    browser: Browser, desk: Desk
) -> None:
    dispatcher = await desk.hire("dispatcher")
    engineer = await desk.hire("engineer", name="孙磊")
    async with desk.demo.sessions.begin() as session:
        session.add(Label(park_id=desk.demo.id, name_zh="加急", name_en="Rush", tone="bad"))
    one, two = await report(desk, "one"), await report(desk, "two")
    async with page_of(browser, desk, member=dispatcher) as page:
        await go(page, desk, "/tickets?view=list")

        # Urgency and assignee, in the row.
        row = page.locator(f"#row-{one}")
        await row.locator("[data-inline=urgency]").focus()
        await row.locator("[data-inline=urgency]").select_option("urgent")
        await expect(row.locator(".badge[data-urgency=urgent]")).to_be_visible()
        await row.locator("[data-inline=staff]").focus()
        await row.locator("[data-inline=staff]").select_option(str(engineer.id))
        await expect(row.locator(".assignee")).to_have_text("孙磊")

        # Several at once: picked by the space bar, labelled, still there when rows come anew.
        for ticket in (one, two):
            await page.locator(f"#row-{ticket} [data-pick]").focus()
            await page.keyboard.press("Space")
        await expect(page.locator("[data-picked]")).to_have_text("2 selected")
        await page.locator("#several [name=action]").select_option("label")
        await page.locator("#several .primary").press("Enter")
        await expect(page.locator(".cell-what .label", has_text="Rush")).to_have_count(2)
        await expect(page.locator("#several")).to_be_hidden()

        # A view of what is filtered now.
        await go(page, desk, "/tickets?view=list&urgency=urgent")
        await page.locator("[data-open=keep-view]").press("Enter")
        await page.locator("#keep-view [name=name]").fill("Urgent ones")
        await page.keyboard.press("Enter")
        kept = page.locator(".kept-view a", has_text="Urgent ones")
        await expect(kept).to_have_attribute("aria-current", "page")
    assert (await load(desk, one)).assignee_id == engineer.id


async def test_the_palette_leads_to_a_ticket_and_absence_is_said_in_the_menu(
    browser: Browser, desk: Desk
) -> None:
    agent = await desk.hire("agent")
    ticket = await report(desk, "茶水间漏水")
    async with page_of(browser, desk, member=agent) as page:
        await go(page, desk, "/")
        await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
        await page.keyboard.press("Control+k")
        words = page.locator("#find-words")
        await expect(words).to_be_focused()
        await words.fill("茶水间")
        chosen = page.locator("#find-list [aria-selected=true]")
        await expect(chosen).to_contain_text("茶水间漏水")
        option = await chosen.get_attribute("id")
        await expect(words).to_have_attribute("aria-activedescendant", option or "")
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(f"{desk.url}desk/tickets/{ticket}")

        await page.locator(".rail-foot summary[aria-label='My account']").press("Enter")
        await page.locator("[name=presence][value=busy]").press("Enter")
        await expect(page.locator(".who small")).to_contain_text("Busy")


async def test_a_conversation_is_labelled_and_its_message_marked_as_misread_by_keyboard(
    browser: Browser, desk: Desk
) -> None:
    agent = await desk.hire("agent")
    async with desk.demo.sessions.begin() as session:
        session.add(Label(park_id=desk.demo.id, name_zh="加急", name_en="Rush", tone="bad"))
    conversation = await talk(desk, "在吗")
    message = await hear(desk, conversation, "😀可乐要两罐")
    async with page_of(browser, desk, member=agent) as page:
        await go(page, desk, "/inbox?tab=bot")
        await page.locator(f"[data-open-conversation='{conversation.id}']").press("Enter")
        await page.locator("#about [data-labels] summary").press("Enter")
        await page.locator("#about [data-label-choices] [type=checkbox]").press("Space")
        await expect(page.locator("#about .label-line .label")).to_have_text("Rush")
        entry = page.locator(f'[data-key="m{message.seq}"]')
        await entry.locator("summary").press("Enter")
        await entry.locator("[data-misread]").press("Enter")
        await page.locator("#misread [value='edit:set']").press("Space")
        text = page.locator("#misread [data-marked-text]")
        await text.evaluate("field => { field.focus(); field.setSelectionRange(2, 4); }")
        await page.locator("#misread [data-role]").first.select_option("set")
        await page.locator("#misread [data-put-mark]").press("Enter")
        await expect(page.locator("#misread [data-chips] li")).to_contain_text("可乐")
        await page.locator("#misread .primary").press("Enter")
        await expect(page.locator("#misread")).to_be_hidden()
    async with desk.demo.sessions() as session:
        [row] = await session.scalars(select(Misread))
    assert row.acts == ["edit:set"]
    assert row.spans == [{"text": "可乐", "label": "item", "role": "set", "line": 1}]


@pytest.mark.skipif(not AXE.exists(), reason="run make miniapp")
@pytest.mark.parametrize(
    ("viewport", "scheme"), [({"width": 1440, "height": 900}, "light"), (PHONE, "dark")]
)
async def test_no_page_breaks_a_rule_or_is_wider_than_the_screen(
    browser: Browser, desk: Desk, viewport: Any, scheme: Any
) -> None:
    conversation = await talk(desk, "在吗")
    ticket = await report(desk, "茶水间漏水")
    wrong: dict[str, list[str]] = {}
    for role, paths in PAGES.items():
        member = await desk.hire(role)
        async with page_of(browser, desk, member=member, viewport=viewport) as page:
            await page.emulate_media(color_scheme=scheme)
            more = {
                "agent": [f"/inbox/{conversation.id}", f"/people/{conversation.person_id}"],
                "dispatcher": [f"/tickets/{ticket}"],
            }
            for path in (*paths, *more.get(role, ())):
                await go(page, desk, path)
                found = await faults(page)
                wide = await page.evaluate("document.documentElement.scrollWidth")
                if wide > viewport["width"]:
                    found.append(f"{wide} px wide")
                if found:
                    wrong[f"{role} {path}"] = found
    assert wrong == {}, "\n".join(f"{at}: {one}" for at, them in wrong.items() for one in them)
