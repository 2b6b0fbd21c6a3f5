"""Cards of the board put into another column: which ways there are, what they need, collisions."""

import re

import pytest

from desk.tickets.filters import COLUMNS
from desk.tickets.moving import WAYS
from services.tickets.tickets import ACTIONS
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.test_acting import said_of
from tests.desk.tickets.ticket_desk import advance, load, report


async def ways(browser: Browser, ticket: int, to: str = "") -> list[str]:
    answer = await browser.htmx(f"/tickets/{ticket}/move?to={to}", method="GET")
    assert answer.status == 200
    return re.findall(r'name="action" value="(\w+)"', await answer.text())


async def test_a_column_offers_what_leads_there_from_where_the_card_is(desk: Desk) -> None:
    engineer = await desk.hire("engineer")
    new = await report(desk)
    given = await report(desk, status="assigned", assignee=engineer.id)
    solved = await report(desk, status="resolved", assignee=engineer.id)
    offered = {
        (new, "assigned"): ["assign"],
        (new, "working"): [],
        (given, "new"): ["decline"],
        (given, "working"): ["start"],
        (given, "waiting"): ["wait_tenant"],
        (given, "done"): ["resolve"],
        (solved, "new"): ["reopen"],
    }
    async with desk.signed_in("dispatcher") as browser:
        for (ticket, to), expected in offered.items():
            assert await ways(browser, ticket, to) == expected, to
        assert set(await ways(browser, given)) >= {"assign", "accept", "start", "decline"}
    async with desk.signed_in("engineer") as browser:
        assert await ways(browser, new, "assigned") == ["take"]
        assert await ways(browser, given, "working") == [], "a colleague's"


def test_every_way_leads_to_a_column() -> None:
    shown = {status for column in COLUMNS.values() for status in column}
    assert {ACTIONS[action].target for action in WAYS} <= shown


async def test_moving_asks_for_whom_and_why(desk: Desk) -> None:
    engineer = await desk.hire("engineer")
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        path, how = f"/tickets/{ticket}/move", {"seen": "reported", "had": "0"}
        assert (await browser.htmx(path, how | {"action": "assign"})).status == 422
        sent = how | {"action": "assign", "staff": str(engineer.id)}
        assert (await browser.htmx(path, sent)).status == 204
        how = {"seen": "assigned", "had": str(engineer.id)}
        assert (await browser.htmx(path, how | {"action": "wait_tenant"})).status == 422
        sent = how | {"action": "wait_tenant", "reason": "要进门"}
        assert (await browser.htmx(path, sent)).status == 204
        moved = await load(desk, ticket)
        assert (moved.status, moved.status_reason) == ("waiting_tenant", "要进门")


async def test_an_engineer_takes_a_card_and_works_on_it(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("engineer") as browser:
        path, mine = f"/tickets/{ticket}/move", str(browser.staff.id)
        sent = {"action": "take", "seen": "reported", "had": "0"}
        assert (await browser.htmx(path, sent)).status == 204
        sent = {"action": "start", "seen": "assigned", "had": mine}
        assert (await browser.htmx(path, sent)).status == 204
        sent = {"action": "assign", "staff": mine, "seen": "in_progress", "had": mine}
        assert (await browser.htmx(path, sent)).status == 403, "who works does not dispatch"
    assert (await load(desk, ticket)).status == "in_progress"


@pytest.mark.parametrize("changed", ["status", "assignee"])
async def test_of_two_who_move_one_card_the_second_is_told_who_was_faster(
    desk: Desk, changed: str
) -> None:
    engineer = await desk.hire("engineer", name="王强")
    ticket = await report(desk, status="assigned", assignee=engineer.id)
    async with desk.signed_in("dispatcher", name="林晓") as first:
        seen = {"seen": "assigned", "had": str(engineer.id)}
        path = f"/tickets/{ticket}/move"
        if changed == "status":
            sent = {"action": "start"}
        else:
            sent = {"action": "assign", "staff": str((await desk.hire("engineer")).id)}
        assert (await first.htmx(path, seen | sent)).status == 204
        async with desk.signed_in("dispatcher") as second:
            late = await second.htmx(path, seen | {"action": "decline", "reason": "不急"})
            assert late.status == 409
            assert "林晓" in said_of(late)
    assert (await load(desk, ticket)).status != "triaged"


async def test_what_cannot_go_there_says_in_which_state_it_is(desk: Desk) -> None:
    ticket = await report(desk, status="in_progress")
    await advance(desk, ticket, "resolve")
    async with desk.signed_in("manager") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/move?to=new", method="GET")
        assert "“Resolved”" in await answer.text()
        sent = {"action": "reopen", "reason": "x", "seen": "resolved", "had": "0"}
        assert (await browser.htmx(f"/tickets/{ticket}/move", sent)).status == 403
