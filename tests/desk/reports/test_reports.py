"""The manager's page, its periods, and its CSV as a spreadsheet reads it."""

import csv
import io
import re
from collections.abc import AsyncIterator, Sequence

import pytest

from desk.reports.table import Cell, Column, Table, to_csv
from models.park import Park
from tests.desk.driver import Browser, Desk
from tests.given.factories import make_order, make_outlet, make_person, make_staff, make_vendor
from tests.given.reports import hand_off, moments, talk, ticket

FIGURES = (
    "summary", "queue", "breaches", "containment", "ratings", "categories", "orders", "agents",
    "engineers", "comments",
)  # fmt: skip
YESTERDAY = "range=custom&from=2026-12-01&until=2026-12-01"


@pytest.fixture
async def manager(desk: Desk) -> AsyncIterator[Browser]:
    """It is Wednesday, 2 December 2026, 09:30."""
    async with desk.signed_in("manager") as browser:
        yield browser


async def fill(desk: Desk) -> None:
    """Yesterday: two conversations, one in Anna's hands, a ticket, two orders."""
    async with desk.demo.sessions.begin() as session:
        park = await session.get_one(Park, desk.demo.id)
        anna = await make_staff(session, park.id, name="=Anna")
        await talk(session, park, "12-01 10:00")
        asked = await talk(session, park, "12-01 10:00")
        await hand_off(
            session,
            park,
            "12-01 10:00",
            "12-01 10:12",
            conversation=asked,
            assignee_id=anna.id,
            ended_at="12-01 10:20",
            rating=2,
            rated_at="12-01 10:30",
            rating_comment="<b>太慢</b>",
        )
        await ticket(
            session,
            park,
            "12-01 09:00",
            status="closed",
            resolved_at="12-01 11:15",
            responded_at="12-01 09:10",
            assignee_id=anna.id,
            data={"sla": {"always": False}},
            rating=5,
            rated_at="12-01 12:00",
        )
        outlet = await make_outlet(session, await make_vendor(session, park), name_en="Tea House")
        person = await make_person(session, park)
        for status in ("completed", "cancelled"):
            await make_order(
                session,
                outlet,
                person=person,
                status=status,
                total=123450,
                **moments({"placed_at": "12-01 09:00", "slot_start": "12-01 12:10"}),
            )


async def rows(browser: Browser, figure: str, query: str = YESTERDAY) -> list[list[str]]:
    answer = await browser.get(f"/reports/{figure}.csv?{query}")
    assert answer.status == 200, await answer.text()
    return list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig"))))


def tiles(page: str) -> dict[str, tuple[str, str]]:
    """By title: the value with its change, and what it was before."""
    found = {}
    for body in re.findall(r'<li class="tile">(.*?)</li>', page, re.DOTALL):
        lines = [re.sub(r"<[^>]+>", "", line).strip() for line in body.strip().splitlines()]
        found[lines[0]] = (re.sub(r"\s+", " ", lines[1]), lines[-1])
    return found


async def test_the_numbers_of_a_day_and_of_the_day_before(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    assert tiles(await manager.page(f"/reports?{YESTERDAY}")) == {
        "First response, median": ("12 min", "before: –"),
        "Ticket resolution, median": ("2 h 15 min", "before: –"),
        "Targets met": ("100%", "before: –"),
        "Breaches": ("0 ±0", "before: 0"),
        "Average rating": ("3.5", "before: –"),
        "Bot containment": ("50%", "before: –"),
        "Orders": ("2 +2", "before: 0"),
        "Revenue (CNY)": ("¥1,234.50", "before: ¥0"),
    }


async def test_a_change_is_told_against_the_period_before(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    async with desk.demo.sessions.begin() as session:
        park = await session.get_one(Park, desk.demo.id)
        await hand_off(session, park, "12-02 09:00", "12-02 09:15")
        await talk(session, park, "12-02 09:00")
        await ticket(session, park, "12-02 09:00", rating=3, rated_at="12-02 09:10")
    found = tiles(await manager.page("/reports"))
    # Yesterday counts up to 09:30: its handoff, its conversations and ratings came later.
    assert found["First response, median"] == ("15 min", "before: –")
    assert found["Average rating"] == ("3.0", "before: –")
    assert found["Orders"] == ("0 −2", "before: 2")
    assert found["Revenue (CNY)"] == ("¥0 −100%", "before: ¥1,234.50")
    desk.later(hours=10)
    found = tiles(await manager.page("/reports"))
    assert found["First response, median"] == ("15 min +25%", "before: 12 min")
    assert found["Average rating"] == ("3.0 −0.5", "before: 3.5")
    assert found["Bot containment"] == ("100% +50 pts", "before: 50%")


async def test_less_is_better_where_tenants_wait(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    async with desk.demo.sessions.begin() as session:
        park = await session.get_one(Park, desk.demo.id)
        await hand_off(session, park, "12-02 09:00", "12-02 09:06")
    desk.later(hours=10)
    page = await manager.page("/reports")
    assert '<span class="badge" data-tone="good">−50%</span>' in page
    assert '<span class="badge" data-tone="bad">−100%</span>' in page  # Revenue.


async def test_an_empty_park_is_told_so(desk: Desk, manager: Browser) -> None:
    page = await manager.page("/reports")
    assert page.count("Nothing in this period") == 12
    assert '<svg class="chart' not in page
    assert tiles(page)["Targets met"] == ("–", "before: –")


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ("", "Wed 2 Dec, until 09:30 · compared with Tue 1 Dec, until 09:30"),
        ("?range=7", "Thu 26 Nov – Wed 2 Dec, until 09:30 · compared with "
                     "Thu 19 Nov – Wed 25 Nov, until 09:30"),
        ("?range=30", "Tue 3 Nov – Wed 2 Dec, until 09:30 · compared with "
                      "Sun 4 Oct – Mon 2 Nov, until 09:30"),
        (f"?{YESTERDAY}", "Tue 1 Dec · compared with Mon 30 Nov"),
    ],
)  # fmt: skip
async def test_the_page_says_which_days_it_is_about(
    manager: Browser, query: str, about: str
) -> None:
    assert f"{about} · Asia/Shanghai" in await manager.page(f"/reports{query}")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("range=custom&from=2026-12-02&until=2026-12-01", "ends no earlier than it begins"),
        ("range=custom&from=2026-12-03&until=2026-12-03", "begins today or earlier"),
        ("range=custom&from=2025-01-01&until=2026-12-01", "a year at most"),
        ("range=custom&from=2026-12-01", "Choose a first and a last day"),
        ("range=custom&from=yesterday&until=2026-12-01", "Please enter a date"),
        ("range=90", "Please choose from the list"),
    ],
)
async def test_a_period_that_cannot_be_is_refused_in_words(
    manager: Browser, query: str, told: str
) -> None:
    answer = await manager.get(f"/reports?{query}")
    assert answer.status == 422
    assert told in await answer.text()
    assert (await manager.get(f"/reports/queue.csv?{query}")).status == 422


async def test_what_was_entered_stays_in_its_field(manager: Browser) -> None:
    answer = await manager.get("/reports?range=custom&from=2026-12-02&until=2026-11-01")
    body = await answer.text()
    assert 'name="from" value="2026-12-02"' in body
    assert 'name="until" value="2026-11-01"' in body


async def test_comments_are_escaped_and_lead_to_what_they_are_about(
    desk: Desk, manager: Browser
) -> None:
    await fill(desk)
    page = await manager.page(f"/reports?{YESTERDAY}")
    assert "&lt;b&gt;太慢&lt;/b&gt;" in page
    assert re.search(r'href="/desk/inbox/\d+">Conversation<', page)


async def test_who_may_not_read_conversations_gets_no_link_to_one(desk: Desk) -> None:
    await fill(desk)
    async with desk.signed_in("operator") as browser:
        page = await browser.page(f"/reports?{YESTERDAY}")
    assert "&lt;b&gt;太慢&lt;/b&gt;" in page
    assert "/desk/inbox/" not in page


async def test_the_csv_has_plain_values(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    assert (await rows(manager, "summary"))[:4] == [
        ["Figure", "This period", "Period before"],
        ["First response, median", "12.0", ""],
        ["Ticket resolution, median", "135.0", ""],
        ["Targets met", "100.0", ""],
    ]
    queue = await rows(manager, "queue")
    assert queue[0][3:] == ["First response, median (minutes)", "First response, p90 (minutes)"]
    assert queue[11] == ["10:00", "1", "1", "12.0", "12.0"]
    assert len(queue) == 25
    containment = await rows(manager, "containment", "range=7")
    assert [row[0] for row in containment[-2:]] == ["2026-12-01", "2026-12-02"]
    assert containment[-2][1:] == ["2", "1", "50.0"]
    assert (await rows(manager, "orders"))[1:] == [
        ["Tea House", "12:00", "2", "1", "1234.50", "CNY"]
    ]
    assert (await rows(manager, "categories"))[1:] == [
        ["Repair", "Air conditioning", "Normal", "1"]
    ]
    assert (await rows(manager, "comments"))[1:] == [
        ["2026-12-01 10:30", "Conversation", "2", "<b>太慢</b>"]
    ]


async def test_names_that_a_spreadsheet_would_run_are_guarded(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    assert (await rows(manager, "agents"))[1][0] == "'=Anna"
    assert (await rows(manager, "engineers"))[1][0] == "'=Anna"


@pytest.mark.parametrize("figure", FIGURES)
async def test_every_figure_has_a_csv_that_excel_reads(
    desk: Desk, manager: Browser, figure: str
) -> None:
    answer = await manager.get(f"/reports/{figure}.csv?{YESTERDAY}")
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/csv", "utf-8")
    assert (await answer.read()).startswith(b"\xef\xbb\xbf")
    name = f"{figure}-2026-12-01-2026-12-01.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


async def test_the_page_offers_every_csv_for_its_own_days(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    page = await manager.page(f"/reports?{YESTERDAY}")
    query = re.escape("range=custom&amp;from=2026-12-01&amp;until=2026-12-01")
    assert set(re.findall(rf'href="/desk/reports/(\w+)\.csv\?{query}"', page)) == set(FIGURES)


async def test_there_is_no_other_figure(manager: Browser) -> None:
    assert (await manager.get("/reports/salaries.csv")).status == 404


async def test_it_speaks_chinese(desk: Desk) -> None:
    await fill(desk)
    async with desk.signed_in("manager", language="zh") as browser:
        page = await browser.page(f"/reports?{YESTERDAY}")
        assert "12月1日 周二 · 对比 11月30日 周一" in page
        assert tiles(page)["工单解决用时（中位数）"][0] == "2 小时 15 分"
        assert (await rows(browser, "categories"))[1] == ["报修", "空调通风", "普通", "1"]


def written(*cells: Cell) -> str:
    columns: Sequence[Column] = [Column("a", "minutes")]
    return to_csv(Table(columns, [cells])).decode("utf-8-sig").splitlines()[1]


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-2", "'-2"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t'=1"),
        ("a=1", "a=1"),
        ("", ""),
        (-2, "-2"),
        (None, ""),
        ('空调, "不凉"', '"空调, ""不凉"""'),
    ],
)
def test_cells_cannot_be_formulas(plain: str | int | None, told: str) -> None:
    assert written(Cell("shown", plain), Cell("shown", "end")) == f"{told},end"


async def test_durations_lead_to_exactly_the_tickets_behind_them(
    desk: Desk, manager: Browser
) -> None:
    async with desk.demo.sessions.begin() as session:
        park = await session.get_one(Park, desk.demo.id)
        done = {"status": "closed", "resolved_at": "12-01 11:15", "data": {}}
        await ticket(session, park, "12-01 09:00", **done)
        late = {"status": "closed", "resolved_at": "12-02 09:10", "description": "not yesterday"}
        await ticket(session, park, "12-01 09:00", **late)
        await ticket(session, park, "12-01 09:00", status="cancelled", description="cancelled")
    for figure in ("by-category", "by-building", "by-person", "by-week"):
        [heads, line] = await rows(manager, figure)
        assert heads[1] == "Resolved"
        assert line[1] == "1", figure
    page = await manager.page(f"/reports?{YESTERDAY}")
    links = re.findall(r'href="/desk(/tickets\?view=list&amp;state=done[^"]*)"', page)
    assert len(links) == 4
    for link in links:
        shown = await manager.page(link.replace("&amp;", "&"))
        assert len(re.findall(r'id="row-\d+"', shown)) == 1, link


async def test_figures_of_chats_lead_to_the_chats(desk: Desk, manager: Browser) -> None:
    await fill(desk)
    page = await manager.page(f"/reports?{YESTERDAY}")
    leads = [
        one.replace("&amp;", "&") for one in re.findall(r'"/desk(/reports/chats\?[^"]+)"', page)
    ]
    which = {one.partition("which=")[2].partition("&")[0]: one for one in leads}
    assert set(which) == {"queued", "answered", "handoffs", "rated", "needed"}
    for path in which.values():
        shown = await manager.page(path)
        assert "1 chat" in shown, path
        assert len(re.findall(r'href="/desk/inbox/\d+"', shown)) == 1, path
    assert "12 min" in await manager.page(which["answered"])
    kept = await manager.page(which["needed"].replace("needed", "contained"))
    assert "1 chat" in kept
    none = await manager.page(which["rated"] + "&stars=5")
    assert "0 chats" in none
    async with desk.signed_in("operator") as operator:
        assert "/desk/inbox/" not in await operator.page(which["queued"]), "nor may they read them"
    async with desk.signed_in("agent") as agent:
        assert (await agent.get(which["queued"])).status == 403
