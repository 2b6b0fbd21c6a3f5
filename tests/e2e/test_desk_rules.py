"""What a desk does beside talking, in a browser and by keyboard: photos in a reply, colleagues
named in a note, a tenant's card, a date to follow up, and a rule that is tried and switched on."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select

from models.follow_ups import FollowUp
from models.handoffs import ConversationNote
from models.labels import Label
from services.automation import rules
from tests.desk.driver import Desk, open_desk
from tests.desk.inbox.talks import queue, read, talk
from tests.desk.tickets.ticket_desk import report
from tests.e2e.browser import photo
from tests.e2e.test_desk_lists import go
from tests.e2e.test_desk_shell import page_of
from tests.given.demo_park import DemoPark

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
]


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


async def test_an_agent_sends_a_photo_names_a_colleague_corrects_the_card_and_sets_a_date(
    browser: Browser, desk: Desk
) -> None:
    agent = await desk.hire("agent")
    await desk.hire("dispatcher", name="周敏")
    await desk.hire("dispatcher", name="周敏敏")
    conversation = await talk(desk, "在吗", name="李雷")
    await queue(desk, conversation)
    async with page_of(browser, desk, member=agent, forgiven="422") as page:
        await go(page, desk, f"/inbox/{conversation.id}")

        # A photo, taken back, chosen again, and sent with words.
        await page.locator("[data-files]").set_input_files(photo())
        await page.locator("[data-chosen] button").press("Enter")
        await expect(page.locator("[data-chosen]")).to_be_hidden()
        await page.locator("[data-files]").set_input_files([photo(), photo("tomato")])
        await expect(page.locator("[data-chosen] img")).to_have_count(2)
        await page.locator("[data-text]").fill("在这个入口")
        await page.keyboard.press("Enter")
        sent = page.locator("[data-timeline] [data-author=staff]")
        await expect(sent.locator(".photos img")).to_have_count(2)
        await expect(page.locator("[data-pending] li")).to_have_count(0)

        # A colleague is named: the list is walked by arrows, Enter picks and does not send.
        await page.locator("[data-set-mode=note]").press("Enter")
        await page.keyboard.type("请 @周")
        await expect(page.locator("#mentions [role=option]")).to_have_count(2)
        await page.keyboard.press("ArrowDown")
        chosen = await page.locator("#mentions [aria-selected=true]").get_attribute("data-name")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-text]")).to_have_value(f"请 @{chosen} ")
        await page.keyboard.type("看一下")
        await page.keyboard.press("Enter")
        await expect(page.locator(".entry.note")).to_contain_text(f"@{chosen} 看一下")

        # A date of one's own.
        await page.locator("#about [data-follow-ups] summary").press("Enter")
        await page.locator("#about [name=due]").fill("2026-12-03T09:30")
        await page.locator("#about [data-follow-up] [name=text]").fill("回电话")
        await page.keyboard.press("Enter")
        await expect(page.locator("#about [data-follow-ups] li")).to_contain_text("回电话")

        # The card.
        await page.locator(f"#about a[href='/desk/people/{conversation.person_id}']").press("Enter")
        await page.locator("[name=phone]").fill("abc")
        await page.locator(".panel .primary").press("Enter")
        await expect(page.locator("[name=phone]")).to_have_attribute("aria-invalid", "true")
        await page.locator("[name=phone]").fill("13800000009")
        await page.locator("[name=note]").fill("听力不好，请打字")
        await page.locator(".panel .primary").press("Enter")
        await expect(page.locator("a[href='tel:13800000009']")).to_be_visible()
        await go(page, desk, f"/inbox/{conversation.id}")
        await expect(page.locator("#about .notice")).to_have_text("听力不好，请打字")
    _, log = await read(desk, conversation)
    assert len(log[-1].data["photos"]) == 2
    async with desk.demo.sessions() as session:
        assert len((await session.scalars(select(FollowUp))).all()) == 1
        assert len((await session.scalars(select(ConversationNote))).all()) == 1


async def test_conversations_are_labelled_at_once_filtered_and_kept_as_a_view(
    browser: Browser, desk: Desk
) -> None:
    agent = await desk.hire("agent")
    async with desk.demo.sessions.begin() as session:
        label = Label(park_id=desk.demo.id, name_zh="加急", name_en="Rush", tone="bad")
        session.add(label)
    talks = [await talk(desk, f"question {n}") for n in range(3)]
    for one in talks:
        await queue(desk, one)
    async with page_of(browser, desk, member=agent) as page:
        await go(page, desk, "/inbox?tab=queue")
        for one in talks[:2]:
            await page.locator(f"[data-pick-talk][value='{one.id}']").press("Space")
        several = page.locator("#several-talks")
        await expect(several.locator("[data-picked]")).to_have_text("2 selected")
        await several.locator("[name=action]").select_option("label")
        await several.locator(".primary").press("Enter")
        await expect(several).to_be_hidden()
        await expect(page.locator("[data-rows] .label", has_text="Rush")).to_have_count(2)

        await page.locator("summary[aria-label='Filters and views']").press("Enter")
        await page.locator("[data-filter-label]").select_option(str(label.id))
        await expect(page.locator("[data-pick-talk]")).to_have_count(2)
        await page.locator("[data-open=keep-inbox-view]").press("Enter")
        await page.locator("#keep-inbox-view [name=name]").fill("Rush ones")
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(f"{desk.url}desk/inbox?tab=queue&label={label.id}")
        await page.locator("summary[aria-label='Filters and views']").press("Enter")
        await expect(page.locator(".kept-view a")).to_contain_text("Rush ones")
        await page.locator("[data-unfilter]").press("Enter")
        await expect(page.locator("[data-pick-talk]")).to_have_count(3)


async def test_an_operator_writes_a_rule_tries_it_and_switches_it_on_by_keyboard(
    browser: Browser, desk: Desk
) -> None:
    operator = await desk.hire("operator")
    await report(desk, "空调漏水", category="hvac")
    await report(desk, "灯不亮", category="electrical")
    async with page_of(browser, desk, member=operator, forgiven="422") as page:
        await go(page, desk, "/operate/rules")
        await page.locator("[name=event]").select_option("ticket.reported")
        await page.locator(".panel .primary").press("Enter")
        await page.locator("[name=name]").fill("空调先标急")

        conditions = page.locator("[data-rows=conditions]")
        await conditions.locator("[data-add-row]").press("Enter")
        await page.locator("[name=field-0]").select_option("category")
        await page.locator("[name=value-0]").select_option(["hvac", "plumbing"])
        await conditions.locator("[data-add-row]").press("Enter")
        await page.locator("[name=field-1]").select_option("words")
        await page.locator("[name=value-1]").fill("漏水")
        await conditions.locator("[data-add-row]").press("Enter")
        await expect(conditions.locator("[data-row]")).to_have_count(3)
        await conditions.locator("[data-take-away]").last.press("Enter")
        await expect(conditions.locator("[data-row]")).to_have_count(2)
        await page.locator("[name=do-0]").select_option("note")
        await page.locator(".rule-form .primary").press("Enter")
        await expect(page.locator("[name=text-0]")).to_have_attribute("aria-invalid", "true")
        await page.locator("[name=do-0]").select_option("urge")
        await page.locator("[name=urgency-0]").select_option("urgent")
        await page.locator(".rule-form .primary").press("Enter")

        await page.locator("#trial form[action$='/try'] button").press("Enter")
        await expect(page.locator("#trial [role=status]")).to_contain_text("1")
        await expect(page.locator("#trial li")).to_have_count(1)
        await page.locator("#trial form[action$='/on'] button").press("Enter")
        await expect(page.locator(".toolbar .badge")).to_have_text("On")
    async with desk.demo.sessions() as session:
        [rule] = await rules.listing(session, desk.demo.id)
    assert rule.active
    assert [one["value"] for one in rule.conditions] == [["plumbing", "hvac"], "漏水"]
    assert rule.actions == [{"do": "urge", "urgency": "urgent"}]
