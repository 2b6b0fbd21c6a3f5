"""What is done to tickets through the desk, and by whom."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from models.staff import Staff
from models.tickets import Photo, TicketObserver
from services.staff import staff
from services.staff.permissions import ROLES
from services.tickets import photos
from services.tickets.rules import REASONED
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import NOW, advance, do, history, jpeg, load, report, upload
from tests.given.factories import make_park

MOVES = [
    ("triage", "reported", "triaged"),
    ("accept", "assigned", "accepted"),
    ("decline", "assigned", "triaged"),
    ("start", "accepted", "in_progress"),
    ("wait_materials", "in_progress", "waiting_materials"),
    ("wait_tenant", "in_progress", "waiting_tenant"),
    ("resume", "waiting_materials", "in_progress"),
    ("confirm", "resolved", "confirmed"),
    ("close", "resolved", "closed"),
    ("reopen", "resolved", "reopened"),
    ("cancel", "reported", "cancelled"),
]


@pytest.mark.parametrize(("action", "before", "after"), MOVES)
async def test_a_dispatcher_moves_a_ticket(
    desk: Desk, action: str, before: str, after: str
) -> None:
    engineer = await desk.hire("engineer")
    ticket = await report(desk, status=before, assignee=engineer.id)
    async with desk.signed_in("dispatcher") as browser:
        assert await do(browser, ticket, action, reason="有原因") == 204
    found, last = await load(desk, ticket), (await history(desk, ticket))[-1]
    assert found.status == after
    assert (last.action, last.text, last.staff_id) == (action, "有原因", browser.staff.id)


@pytest.mark.parametrize("action", sorted(REASONED))
async def test_some_actions_have_to_say_why(desk: Desk, action: str) -> None:
    before = next(before for name, before, _ in MOVES if name == action)
    ticket = await report(desk, status=before)
    async with desk.signed_in("dispatcher") as browser:
        assert await do(browser, ticket, action) == 422
    assert (await load(desk, ticket)).status == before


ROLES_THAT_MAY: Mapping[str, set[str]] = {
    "triage": {"agent", "dispatcher"},
    "accept": {"dispatcher"},
    "start": {"dispatcher"},
    "wait_tenant": {"agent", "dispatcher"},
    "confirm": {"agent", "dispatcher"},
    "cancel": {"agent", "dispatcher"},
}
"""On a colleague's ticket."""


@pytest.mark.parametrize("role", ROLES)
async def test_roles_on_a_colleagues_ticket(desk: Desk, role: str) -> None:
    colleague = await desk.hire("engineer")
    before = {action: before for action, before, _ in MOVES}
    done = set()
    async with desk.signed_in(role) as browser:
        for action in ROLES_THAT_MAY:
            ticket = await report(desk, status=before[action], assignee=colleague.id)
            if (status := await do(browser, ticket, action, reason="有原因")) == 204:
                done.add(action)
            else:
                assert status == 403
    assert done == {action for action, roles in ROLES_THAT_MAY.items() if role in roles}


async def test_an_engineer_works_from_acceptance_to_the_end(desk: Desk) -> None:
    async with desk.signed_in("engineer") as browser:
        ticket = await report(desk, status="assigned", assignee=browser.staff.id)
        assert await do(browser, ticket, "accept") == 204
        assert await do(browser, ticket, "start") == 204
        answer = await upload(browser, f"/tickets/{ticket}/resolve", jpeg(), reason="换了压缩机")
        assert answer.status == 204, await answer.text()
    found = await load(desk, ticket)
    assert (found.status, found.status_reason) == ("resolved", "换了压缩机")
    assert [one.action for one in await history(desk, ticket)] == [
        "report", "accept", "start", "photo", "resolve",
    ]  # fmt: skip
    assert await stages(desk, ticket) == ["after"]


async def test_an_engineer_takes_what_nobody_has_and_nothing_else(desk: Desk) -> None:
    free = await report(desk)
    taken = await report(desk, status="assigned", assignee=(await desk.hire("engineer")).id)
    async with desk.signed_in("engineer") as browser:
        assert (await browser.htmx(f"/tickets/{free}/take")).status == 204
        assert (await browser.htmx(f"/tickets/{taken}/take")).status == 403
    assert (await load(desk, free)).assignee_id == browser.staff.id


async def test_an_action_that_the_state_does_not_allow_is_a_conflict(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/do/confirm")
        assert answer.status == 409
        assert "just changed" in await answer.text()


@pytest.mark.parametrize("action", ["assign", "merge", "resolve", "explode"])
async def test_actions_with_an_address_of_their_own_have_no_other(desk: Desk, action: str) -> None:
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        assert await do(browser, ticket, action) == 404


async def test_assigning_by_hand(desk: Desk) -> None:
    ticket = await report(desk)
    engineer, reception = await desk.hire("engineer"), await desk.hire("reception")
    async with desk.signed_in("agent") as browser:
        refused = await browser.htmx(f"/tickets/{ticket}/assign", {"staff": reception.id})
        assert refused.status == 422
        answer = await browser.htmx(f"/tickets/{ticket}/assign", {"staff": engineer.id})
        assert answer.status == 204
    assert (await load(desk, ticket)).assignee_id == engineer.id


async def test_assigning_to_somebody_who_left_or_is_of_another_park(desk: Desk) -> None:
    ticket, gone = await report(desk), await desk.hire("engineer")
    async with desk.demo.sessions.begin() as session:
        await staff.deactivate(session, await session.get_one(Staff, (desk.demo.id, gone.id)))
        other = await make_park(session)
    stranger = await desk.hire("engineer", park_id=other.id)
    async with desk.signed_in("dispatcher") as browser:
        for member, status in ((gone, 422), (stranger, 404)):
            answer = await browser.htmx(f"/tickets/{ticket}/assign", {"staff": member.id})
            assert answer.status == status
    assert (await load(desk, ticket)).assignee_id is None


async def test_assigning_automatically_says_when_nobody_is_there(desk: Desk) -> None:
    ticket = await report(desk, category="pest")
    await desk.hire("engineer", skills=["pest"])
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/assign-best")
        assert answer.status == 422
        assert "on duty" in await answer.text()


async def test_merging_leads_to_the_other_ticket(desk: Desk) -> None:
    ticket, into = await report(desk), await report(desk, "同一台空调")
    async with desk.signed_in("agent") as browser:
        offered = await browser.htmx(f"/tickets/{ticket}/others?q=同一台", method="GET")
        assert f'"into": {into}' in await offered.text()
        answer = await browser.htmx(f"/tickets/{ticket}/merge", {"into": into})
        assert answer.headers["HX-Redirect"] == f"/desk/tickets/{into}"
        assert "Merged into" in await browser.page(f"/tickets/{ticket}")
    assert (await load(desk, ticket)).merged_into_id == into


async def test_an_edit_is_told_field_by_field(desk: Desk) -> None:
    ticket = await report(desk)
    fields = {"category": "plumbing", "urgency": "urgent", "description": "水管漏水",
              "building": "A", "floor": "B1", "phone": "138 0000 0000"}  # fmt: skip
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/edit", fields)
        assert answer.status == 204, await answer.text()
        page = await browser.page(f"/tickets/{ticket}")
    found = await load(desk, ticket)
    assert (found.category, found.urgency, found.floor) == ("plumbing", "urgent", -1)
    assert "<del>Air conditioning</del> → <ins>Plumbing</ins>" in page
    assert "<del>nothing</del> → <ins>B1</ins>" in page


@pytest.mark.parametrize(
    "wrong",
    [{"description": " "}, {"category": "magic"}, {"floor": "top"}, {"building": "Z"},
     {"building": "A", "floor": "99"}, {"phone": "javascript:alert(1)"}],
)  # fmt: skip
async def test_a_wrong_edit_changes_nothing(desk: Desk, wrong: dict[str, str]) -> None:
    ticket = await report(desk)
    async with desk.signed_in("agent") as browser:
        fields = {"description": "新的", **wrong}
        assert (await browser.htmx(f"/tickets/{ticket}/edit", fields)).status == 422
    assert (await load(desk, ticket)).description == "空调不凉"


async def test_an_edit_does_not_overwrite_a_colleagues(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("agent") as one, desk.signed_in("dispatcher") as other:
        edit = f"/tickets/{ticket}/edit"
        assert (await one.htmx(edit, {"description": "第一"})).status == 204
        late = await other.htmx(edit, {"description": "第二"})
        assert late.status == 409
        assert "just edited" in await late.text()
    assert (await load(desk, ticket)).description == "第一"


@pytest.mark.parametrize("role", ["engineer", "reception", "manager", "operator"])
async def test_only_dispatch_edits_assigns_and_merges(desk: Desk, role: str) -> None:
    ticket, other = await report(desk), await report(desk)
    async with desk.signed_in(role) as browser:
        for path, data in (
            ("edit", {"description": "x"}),
            ("assign", {"staff": browser.staff.id}),
            ("assign-best", {}),
            ("merge", {"into": other}),
        ):
            assert (await browser.htmx(f"/tickets/{ticket}/{path}", data)).status == 403


async def test_a_note_is_kept_with_its_author(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("manager", name="吴岚") as browser:
        await browser.htmx(f"/tickets/{ticket}/note", {"text": "客户很急"})
        page = await browser.page(f"/tickets/{ticket}")
    assert "客户很急" in page
    assert "<strong>吴岚</strong> left a note" in page


async def stages(desk: Desk, ticket: int) -> list[str]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(Photo.stage).where(Photo.ticket_id == ticket)))


async def test_photos_are_of_before_and_after(desk: Desk) -> None:
    async with desk.signed_in("engineer") as browser:
        ticket = await report(desk, status="in_progress", assignee=browser.staff.id)
        for stage in ("before", "after"):
            answer = await upload(browser, f"/tickets/{ticket}/photos", jpeg(), stage=stage)
            assert answer.status == 204
    assert sorted(await stages(desk, ticket)) == ["after", "before"]


@pytest.mark.parametrize(
    ("files", "stage"),
    [
        ((), "before"),
        ((b"<svg>",), "before"),
        ((b"\xff\xd8\xff broken",), "after"),
        (("ok",), "during"),
    ],
    ids=["none", "svg", "broken", "no such stage"],
)
async def test_a_bad_upload_keeps_nothing(
    desk: Desk, files: tuple[bytes | str, ...], stage: str
) -> None:
    raw = [jpeg() if isinstance(file, str) else file for file in files]
    async with desk.signed_in("engineer") as browser:
        ticket = await report(desk, status="in_progress", assignee=browser.staff.id)
        answer = await upload(browser, f"/tickets/{ticket}/photos", *raw, stage=stage)
        assert answer.status == 422
        resolved = await upload(browser, f"/tickets/{ticket}/resolve", b"<svg>")
        assert resolved.status == 422
    assert await stages(desk, ticket) == []
    assert (await load(desk, ticket)).status == "in_progress"


async def test_photos_are_of_those_who_work_on_it(desk: Desk) -> None:
    ticket = await report(desk, status="in_progress", assignee=(await desk.hire("engineer")).id)
    async with desk.signed_in("engineer") as browser:
        answer = await upload(browser, f"/tickets/{ticket}/photos", jpeg(), stage="after")
        assert answer.status == 403
        assert (await upload(browser, f"/tickets/{ticket}/resolve")).status == 403


async def test_a_joiner_s_photo_is_shown_to_the_reporter_by_a_dispatcher_alone(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        talks = [await desk.demo.conversation(session) for _ in range(2)]
    reporter, joiner = talks
    ticket = await report(desk, person_id=reporter.person_id, conversation_id=reporter.id)
    async with desk.demo.sessions.begin() as session:
        cleaned = photos.clean(jpeg())
        photo = await photos.store(session, await session.merge(joiner), cleaned, now=NOW)
        photo.ticket_id = ticket
        row = TicketObserver(
            park_id=desk.demo.id, ticket_id=ticket, person_id=joiner.person_id, words="太热了",
            urgency="urgent", created_at=NOW,
        )  # fmt: skip
        session.add(row)
    path = f"/tickets/{ticket}/photos/{photo.id}/share"
    async with desk.signed_in("engineer") as browser:
        assert (await browser.htmx(path, {"shared": "true"})).status == 403
    async with desk.signed_in("dispatcher", language="en") as browser:
        page = await (await browser.get(f"/tickets/{ticket}")).text()
        assert "From somebody who joined; the reporter does not see it" in page
        assert "calls it Urgent" in page
        for shared, shown in (("true", True), ("false", False)):
            assert (await browser.htmx(path, {"shared": shared})).status == 204
            async with desk.demo.sessions() as session:
                assert (await session.get_one(Photo, (desk.demo.id, photo.id))).shared is shown
        missing = f"/tickets/{ticket}/photos/{photo.id + 1}/share"
        assert (await browser.htmx(missing, {"shared": "true"})).status == 404
    done = [(one.action, one.staff_id is not None) for one in await history(desk, ticket)]
    assert done == [("report", False), ("share", True), ("unshare", True)]


async def test_tickets_of_other_parks_are_not_there(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        park = await make_park(session)
    foreign = await report(desk, park_id=park.id)
    async with desk.signed_in("dispatcher", "agent") as browser:
        assert (await browser.get(f"/tickets/{foreign}")).status == 404
        assert (await browser.get(f"/tickets/{foreign}/others")).status == 404
        own = await report(desk)
        assert await statuses(browser, foreign) == {404}
        answer = await browser.htmx(f"/tickets/{own}/merge", {"into": foreign})
        assert answer.status == 404


async def statuses(browser: Browser, ticket: int) -> set[int]:
    """Of everything that can be done to a ticket."""
    found = {await do(browser, ticket, action, reason="x") for action, _, _ in MOVES}
    for path, data in (
        ("assign", {"staff": browser.staff.id}), ("assign-best", {}), ("take", {}),
        ("note", {"text": "x"}), ("edit", {"description": "x"}),
    ):  # fmt: skip
        found.add((await browser.htmx(f"/tickets/{ticket}/{path}", data)).status)
    for path in ("photos", "resolve"):
        answer = await upload(browser, f"/tickets/{ticket}/{path}", jpeg(), stage="after")
        found.add(answer.status)
    return found


async def test_who_has_a_page_open_is_told_by_the_stream(desk: Desk) -> None:
    ticket = await report(desk)
    async with (
        desk.signed_in("agent") as one,
        desk.signed_in("manager") as other,
        other.stream() as events,
    ):
        await do(one, ticket, "triage")
        event = await events.next()
    assert (event.event, event.data["subject"]) == ("ticket", f"ticket:{ticket}")


async def test_the_page_offers_what_can_be_done_now(desk: Desk) -> None:
    engineer = await desk.hire("engineer")
    ticket = await report(desk, status="resolved", assignee=engineer.id)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/tickets/{ticket}")
        assert f"/tickets/{ticket}/do/confirm" in page
        assert 'data-open="do-reopen"' in page
        assert "do-assign" not in page
        await advance(desk, ticket, "close")
        parts = await (await browser.htmx(f"/tickets/{ticket}", method="GET")).text()
        assert "do/confirm" not in parts


@pytest.mark.parametrize("how", ["assign", "assign-best"])
async def test_of_two_who_assign_one_ticket_the_second_is_told(desk: Desk, how: str) -> None:
    ticket = await report(desk)
    first, second = [await desk.hire("engineer", name=name) for name in ("王强", "陈刚")]
    async with desk.signed_in("dispatcher") as browser, desk.signed_in("dispatcher") as other:
        path = f"/tickets/{ticket}/assign"
        assert (await browser.htmx(path, {"staff": first.id, "seen": 0})).status == 204
        sent = {"staff": second.id} if how == "assign" else {}
        late = await other.htmx(f"/tickets/{ticket}/{how}", sent | {"seen": 0})
        assert (late.status, "王强" in said_of(late)) == (409, True)
        assert (await load(desk, ticket)).assignee_id == first.id
        again = await other.htmx(path, {"staff": second.id, "seen": first.id})
        assert again.status == 204
    assert (await load(desk, ticket)).assignee_id == second.id


def said_of(answer: ClientResponse) -> str:
    """What the page is told besides the body."""
    return json.dumps(json.loads(answer.headers["HX-Trigger"]), ensure_ascii=False)


WRONG = [
    ({"preferred_from": "2030-01-02T09:00", "preferred_until": "2029-01-02T09:00"},
     {"preferred_until"}),
    ({"preferred_from": "2020-01-02T09:00", "preferred_until": "2020-01-02T10:00"},
     {"preferred_until"}),
    ({"preferred_from": "2020-01-02T09:00"}, {"preferred_from"}),
    ({"building": "A", "room": "99999"}, {"room"}),
    ({"building": "A", "floor": "99"}, {"floor"}),
    ({"phone": "abc", "floor": "x", "preferred_from": "then"},
     {"phone", "floor", "preferred_from"}),
    ({"building": "A", "room": "99999", "preferred_from": "2020-01-02T09:00"},
     {"room", "preferred_from"}),
]  # fmt: skip


@pytest.mark.parametrize(("entered", "wrong"), WRONG)
async def test_what_cannot_be_is_refused_beside_its_fields_all_at_once(
    desk: Desk, entered: dict[str, str], wrong: set[str]
) -> None:
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        said = {"description": "漏水"} | entered
        edited = await browser.htmx(f"/tickets/{ticket}/edit", said)
        told = json.loads(edited.headers["HX-Trigger"])["operate:refused"]
        assert (edited.status, set(told["fields"])) == (422, wrong)
        made = await browser.htmx("/tickets/new", said)
        page = await made.text()
        assert made.status == 422
        assert set(re.findall(r'id="wrong-(\w+)"', page)) == wrong


async def test_a_wish_that_is_over_by_now_may_stay_when_something_else_is_edited(
    desk: Desk,
) -> None:
    since = NOW - timedelta(days=2)
    ticket = await report(desk, preferred_from=since)
    async with desk.signed_in("dispatcher") as browser:
        said = {"description": "漏水", "preferred_from": f"{since:%Y-%m-%dT%H:%M}"}
        assert (await browser.htmx(f"/tickets/{ticket}/edit", said)).status == 204
