"""The board, the list, one's own work, a ticket by hand."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from desk.tickets.queries import COLUMNS, PER_COLUMN
from models.park import Park
from models.tickets import Ticket
from services.tickets.tickets import ACTIONS
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import NOW, jpeg, load, report, upload
from tests.given.factories import make_park, make_person
from tests.kit.statements import rows_read

HOUR = timedelta(hours=1)
EVIL = '<img src=x onerror="alert(1)">'


def in_order(page: str, *words: str) -> bool:
    return [one for one in descriptions(page) if one in words] == list(words)


def descriptions(page: str) -> list[str]:
    """Of the tickets that it shows, from top to bottom."""
    return re.findall(r'class="(?:card|cell)-words">([^<]*)<', page)


def column(page: str, key: str) -> str:
    found = re.search(rf'data-part="cards-{key}".*?</ul>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_every_status_but_cancelled_has_a_column() -> None:
    statuses = [status for column in COLUMNS.values() for status in column]
    everything = {"reported", *(action.target for action in ACTIONS.values())}
    assert sorted(statuses) == sorted(everything - {"cancelled"})


async def test_what_breaches_next_stands_first(desk: Desk) -> None:
    await report(desk, "no clock", respond_by=None, resolve_by=None)
    await report(desk, "stands still", respond_by=NOW + HOUR / 4, paused_at=NOW - HOUR)
    await report(desk, "in an hour", respond_by=NOW + HOUR, resolve_by=NOW + 9 * HOUR)
    await report(desk, "over since a while", respond_by=NOW - 2 * HOUR, resolve_by=NOW + HOUR)
    await report(desk, "to be resolved soon", respond_by=None, resolve_by=NOW + HOUR / 2)
    await report(desk, "just over", respond_by=NOW - HOUR / 6)
    async with desk.signed_in("manager") as browser:
        for view in ("board", "list"):
            page = await browser.page(f"/tickets?view={view}")
            assert descriptions(page) == [
                "over since a while",
                "just over",
                "to be resolved soon",
                "in an hour",
                "stands still",
                "no clock",
            ], view


async def test_clocks_in_words(desk: Desk) -> None:
    await report(desk, "a", respond_by=NOW + timedelta(minutes=18, seconds=30))
    await report(desk, "b", respond_by=NOW - timedelta(minutes=5, seconds=30))
    await report(desk, "c", respond_by=None, resolve_by=NOW + timedelta(hours=2, minutes=5))
    await report(desk, "d", status="waiting_tenant", resolve_by=NOW + HOUR, paused_at=NOW - HOUR)
    await report(desk, "e", respond_by=None, resolve_by=NOW + timedelta(hours=30))
    async with desk.signed_in("manager", language="zh") as browser:
        page = await browser.page("/tickets?view=board")
    tomorrow = "明天 12月3日 周四 15:30 前"
    for words in ("还剩 18 分钟", "超时 5 分钟", "还剩 2 小时 5 分", "已暂停", tomorrow):
        assert words in page


async def test_each_column_has_its_own(desk: Desk) -> None:
    for status in ("reopened", "accepted", "in_progress", "waiting_materials", "cancelled"):
        await report(desk, f"it is {status}", status=status)
    await report(desk, "lately", status="closed", resolved_at=NOW - timedelta(days=6))
    await report(desk, "long ago", status="closed", resolved_at=NOW - timedelta(days=8))
    async with desk.signed_in("agent") as browser:
        page = await browser.page("/tickets")
    for key, words in {"new": "it is reopened", "assigned": "it is accepted",
                       "working": "it is in_progress", "waiting": "it is waiting_materials",
                       "done": "lately"}.items():  # fmt: skip
        assert words in column(page, key)
    assert "it is cancelled" not in page
    assert "long ago" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("whose=mine", {"mine"}),
        ("whose=nobody", {"other", "late", "complaint"}),
        ("category=pest", {"other"}),
        ("urgency=low", {"late"}),
        ("building=B", {"mine"}),
        ("kind=complaint", {"complaint"}),
        ("breached=true", {"late"}),
        ("q=OTHER", {"other"}),
        ("q=1208", {"mine"}),
        ("q=138 1111", {"late"}),
        ("q=100%25", set()),
    ],
)
async def test_filters_stand_in_the_address(desk: Desk, query: str, shown: set[str]) -> None:
    async with desk.signed_in("dispatcher") as browser:
        mine = browser.staff.id
        await report(desk, "mine", status="assigned", assignee=mine, building="B", room="1208")
        await report(desk, "other", category="pest")
        await report(desk, "late", urgency="low", phone="13811112222", breached=["respond"])
        await report(desk, "complaint", kind="complaint", category="other")
        for view in ("board", "list"):
            fragment = await browser.htmx(f"/tickets?view={view}&{query}", method="GET")
            body = await fragment.text()
            assert set(descriptions(body)) == shown, view


async def test_a_ticket_is_found_by_its_number(desk: Desk) -> None:
    ticket = await load(desk, await report(desk, "this"))
    await report(desk, "that")
    async with desk.signed_in("reception") as browser:
        for number in (ticket.ticket_no, ticket.ticket_no.removeprefix("T-").lower()):
            page = await browser.page(f"/tickets?view=list&q={number}")
            assert 'cell-words">this<' in page
            assert 'cell-words">that<' not in page


async def test_another_parks_tickets_are_not_shown(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        park = await make_park(session)
    await report(desk, "leaks over there", park_id=park.id)
    async with desk.signed_in("dispatcher") as browser:
        for view in ("board", "list"):
            assert "leaks over there" not in await browser.page(f"/tickets?view={view}&state=open")


@pytest.mark.parametrize("role", ["agent", "dispatcher", "reception", "manager", "operator"])
async def test_the_board_is_everybodys(desk: Desk, role: str) -> None:
    await report(desk, "seen by all")
    async with desk.signed_in(role) as browser:
        assert "seen by all" in await browser.page("/tickets")


async def test_an_engineer_begins_with_their_own_and_sees_all(desk: Desk) -> None:
    async with desk.signed_in("engineer", skills=["hvac"]) as browser:
        await report(desk, "my own", status="assigned", assignee=browser.staff.id)
        await report(desk, "to take")
        await report(desk, "of another skill", category="pest")
        assert (await browser.get("/tickets")).headers["Location"] == "/desk/tickets/mine"
        mine = await browser.page("/tickets/mine")
        assert in_order(mine, "my own", "to take")
        assert "of another skill" not in mine
        assert "of another skill" in await browser.page("/tickets?view=board")


async def test_the_next_step_of_ones_own_work(desk: Desk) -> None:
    async with desk.signed_in("engineer") as browser:
        ids = {
            status: await report(
                desk, status=status, assignee=browser.staff.id, phone="13811112222"
            )
            for status in ("assigned", "accepted", "in_progress", "waiting_tenant")
        }
        page = await browser.page("/tickets/mine")
    assert f"/tickets/{ids['assigned']}/do/accept" in page
    assert f"/tickets/{ids['accepted']}/do/start" in page
    assert f"/tickets/{ids['in_progress']}/resolve" in page
    assert f"/tickets/{ids['waiting_tenant']}/do/resume" in page
    assert 'href="tel:13811112222"' in page


async def test_what_people_wrote_is_never_markup(desk: Desk) -> None:
    async with desk.signed_in("dispatcher", name=EVIL) as browser:
        ticket = await report(
            desk, EVIL, place=EVIL, room=EVIL, phone=EVIL, status="assigned",
            assignee=browser.staff.id, data={"caller": EVIL},
        )  # fmt: skip
        await browser.htmx(f"/tickets/{ticket}/note", {"text": EVIL})
        await browser.htmx(f"/tickets/{ticket}/do/wait_tenant", {"reason": EVIL})
        await upload(browser, f"/tickets/{ticket}/photos", jpeg(), name=EVIL, stage="before")
        other = await report(desk, "harmless")
        pages = [f"/tickets/{ticket}", "/tickets", "/tickets?view=list", "/tickets/mine",
                 f"/tickets/{other}/others", f"/tickets/{other}"]  # fmt: skip
        for path in pages:
            page = await browser.page(path)
            assert "<img src=x" not in page, path
            assert "&lt;img src=x" in page, path


async def test_a_ticket_by_hand(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        park = await session.get_one(Park, desk.demo.id)
        person = await make_person(session, park, phone="13877776666")
    fields = {"kind": "repair", "category": "plumbing", "urgency": "urgent", "floor": "3",
              "description": "水管爆了", "building": "A", "place": "茶水间", "caller": "张先生",
              "phone": "13877776666", "preferred_from": "2026-12-02T14:00"}  # fmt: skip
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx("/tickets/new", fields)
    ticket = await newest(desk)
    assert answer.headers["HX-Redirect"] == f"/desk/tickets/{ticket.id}"
    assert (ticket.category, ticket.urgency, ticket.floor) == ("plumbing", "urgent", 3)
    assert (ticket.person_id, ticket.data["caller"]) == (person.id, "张先生")
    assert ticket.preferred_from == NOW.replace(hour=14, minute=0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"description": ""}, "Please fill this in"),
        ({"building": "A", "floor": "77"}, "no such floor"),
        ({"building": "Q"}, "no such building"),
        ({"floor": "roof"}, "Write the floor as 3 or B1"),
        ({"preferred_from": "soon"}, "not right"),
    ],
)
async def test_a_wrong_form_keeps_what_was_written(
    desk: Desk, wrong: dict[str, str], words: str
) -> None:
    before = await count(desk)
    async with desk.signed_in("agent") as browser:
        fields = {"description": "水管爆了", "room": "301-甲", **wrong}
        answer = await browser.htmx("/tickets/new", fields)
        body = await answer.text()
    assert answer.status == 422
    assert words in body
    assert 'value="301-甲"' in body
    assert await count(desk) == before


async def newest(desk: Desk) -> Ticket:
    async with desk.demo.sessions() as session:
        found = await session.scalar(select(Ticket).order_by(Ticket.id.desc()).limit(1))
        assert found is not None
        return found


async def count(desk: Desk) -> int:
    async with desk.demo.sessions() as session:
        return len((await session.scalars(select(Ticket.id))).all())


async def test_a_long_column_is_cut_and_says_so(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        await report(desk, "first", respond_by=NOW)
        few = await queries_of(desk, browser, "/tickets")
        for number in range(PER_COLUMN + 2):
            await report(desk, f"number {number}", respond_by=NOW + HOUR)
        page = await browser.page("/tickets")
        many = await queries_of(desk, browser, "/tickets")
    assert len(descriptions(page)) == PER_COLUMN
    assert descriptions(page)[0] == "first"
    assert "3 more: filter, or use the list" in page
    assert many == few


async def test_of_many_tickets_only_those_shown_are_told_with_their_people(desk: Desk) -> None:
    shown = PER_COLUMN
    async with desk.demo.sessions.begin() as session:
        reporter = await make_person(session, await session.get_one(Park, desk.demo.id))
    for number in range(shown + 10):
        await report(desk, f"number {number}", respond_by=NOW + HOUR, person_id=reporter.id)
    async with desk.signed_in("agent") as browser:
        for path, most in (("/tickets?view=board", shown), ("/tickets?view=list&rows=20", 21)):
            for table in ("person", "photo"):
                read = await rows_read(
                    desk.demo.sessions, table, lambda path=path: browser.page(path)
                )
                assert read <= most + 5, (path, table)


async def queries_of(desk: Desk, browser: Browser, path: str) -> int:
    """How many statements a page takes."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if "ticket" in statement:
            statements.append(statement)

    engine = desk.demo.sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await browser.page(path)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(statements)


async def test_who_may_only_look_at_a_ticket_is_told_who_changes_it(desk: Desk) -> None:
    ticket = await report(desk)
    for role, told in (("manager", True), ("dispatcher", False)):
        async with desk.signed_in(role) as browser:
            page = await browser.page(f"/tickets/{ticket}")
            assert ("You can look, and write notes" in page) is told, role
