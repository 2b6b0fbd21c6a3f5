"""The list of tickets worked on at once: sorted, in the row, several together, and as views."""

from datetime import timedelta

from sqlalchemy import select

from models.labels import Label, SavedView
from services.labels import labels
from tests.desk.driver import Desk
from tests.desk.tickets.test_reading import descriptions
from tests.desk.tickets.ticket_desk import NOW, load, report

HOUR = timedelta(hours=1)


async def test_the_list_is_sorted_both_ways_and_what_has_no_value_stands_last(desk: Desk) -> None:
    anna, bo = [await desk.hire("engineer", name=name) for name in ("Anna", "Bo")]
    await report(desk, "of Bo", assignee=bo.id, status="assigned", urgency="low")
    await report(desk, "of nobody", urgency="critical", now=NOW - HOUR)
    await report(desk, "of Anna", assignee=anna.id, status="assigned", now=NOW - 2 * HOUR)
    async with desk.signed_in("dispatcher") as browser:

        async def by(sort: str) -> list[str]:
            return descriptions(await browser.page(f"/tickets?view=list&sort={sort}"))

        assert await by("assignee") == ["of Anna", "of Bo", "of nobody"]
        assert await by("-assignee") == ["of Bo", "of Anna", "of nobody"]
        assert await by("urgency") == ["of nobody", "of Anna", "of Bo"]
        assert await by("age") == ["of Anna", "of nobody", "of Bo"]
        assert await by("-age") == ["of Bo", "of nobody", "of Anna"]
        assert (await browser.get("/tickets?view=list&sort=password")).status == 422


async def test_urgency_is_set_from_the_row_and_stands_in_the_history(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/urgency", {"urgency": "urgent"})
        assert answer.status == 204
        assert (await load(desk, ticket)).urgency == "urgent"
        wrong = await browser.htmx(f"/tickets/{ticket}/urgency", {"urgency": "panic"})
        assert wrong.status == 422


async def test_several_are_changed_at_once_and_those_that_cannot_be_are_named(desk: Desk) -> None:
    engineer = await desk.hire("engineer", name="孙磊")
    async with desk.demo.sessions.begin() as session:
        label = Label(park_id=desk.demo.id, name_zh="加急", name_en="Rush")
        session.add(label)
    one, two = await report(desk, "one"), await report(desk, "two")
    over = await report(desk, "over", status="closed")
    ids = [("ids", str(id_)) for id_ in (one, two, over)]
    async with desk.signed_in("dispatcher") as browser:

        async def do(*fields: tuple[str, str]) -> tuple[int, str]:
            answer = await browser.htmx("/tickets/several", [*ids, *fields])
            return answer.status, answer.headers.get("HX-Trigger", "")

        status, said = await do(("action", "assign"), ("staff", str(engineer.id)))
        assert status == 204
        assert "2 changed" in said
        assert (await load(desk, over)).ticket_no in said
        assert [(await load(desk, id_)).assignee_id for id_ in (one, two, over)] == [
            engineer.id, engineer.id, None,
        ]  # fmt: skip
        assert (await do(("action", "urgency"), ("urgency", "low")))[0] == 204
        assert (await do(("action", "label"), ("label", str(label.id))))[0] == 204
        page = await browser.page(f"/tickets?view=list&state=all&label={label.id}")
        assert sorted(descriptions(page)) == ["one", "over", "two"]
        assert (await do(("action", "cancel")))[0] == 422  # The tenant is told why.
        assert (await do(("action", "cancel"), ("reason", "duplicate")))[0] == 204
        assert (await load(desk, one)).status == "cancelled"


async def test_one_with_twenty_labels_gets_no_more_and_is_named(desk: Desk) -> None:
    names = [f"label {n}" for n in range(21)]
    async with desk.demo.sessions.begin() as session:
        rows = [Label(park_id=desk.demo.id, name_zh=name, name_en=name) for name in names]
        session.add_all(rows)
    full, other = await report(desk, "full"), await report(desk, "other")
    async with desk.demo.sessions.begin() as session:
        await labels.put(session, desk.demo.id, "ticket", full, [row.id for row in rows[:20]])
    async with desk.signed_in("dispatcher") as browser:
        for label, changed in ((rows[20], 1), (rows[0], 2)):
            sent = [("ids", str(full)), ("ids", str(other)), ("label", str(label.id))]
            answer = await browser.htmx("/tickets/several", [*sent, ("action", "label")])
            said = answer.headers["HX-Trigger"]
            assert f"{changed} changed" in said
            assert ((await load(desk, full)).ticket_no in said) is (changed == 1)
    async with desk.demo.sessions() as session:
        put = await labels.on(session, desk.demo.id, "ticket", [full, other])
    assert (len(put[full]), len(put[other])) == (20, 2)


async def test_a_list_that_nobody_dispatches_has_nothing_to_pick(desk: Desk) -> None:
    await report(desk)
    async with desk.signed_in("manager") as browser:
        page = await browser.page("/tickets?view=list")
        assert "data-pick" not in page
        assert "data-inline" not in page
        assert (await browser.htmx("/tickets/several", {"action": "close"})).status == 403


async def test_filters_are_kept_as_a_view_and_shared_or_not(desk: Desk) -> None:
    async with desk.signed_in("dispatcher") as browser:
        kept = {"name": "急件", "view": "list", "urgency": "urgent", "sort": "age", "rows": "200"}
        answer = await browser.htmx("/tickets/views", kept)
        assert answer.headers["HX-Redirect"] == "/desk/tickets?view=list&urgency=urgent&sort=age"
        shared = {"name": "漏水", "view": "list", "q": "漏水 & 滴", "shared": "true"}
        await browser.htmx("/tickets/views", shared)
        page = await browser.page("/tickets?view=list")
        assert "急件" in page
        nameless = await browser.htmx("/tickets/views", {"name": " ", "view": "list"})
        assert nameless.status == 422
    async with desk.signed_in("agent") as colleague:
        page = await colleague.page("/tickets?view=list")
        assert "急件" not in page
        assert "漏水" in page
        theirs = [view for view in await views_of(desk) if view.name == "漏水"]
        refused = await colleague.htmx(f"/tickets/views/{theirs[0].id}/remove")
        assert refused.status == 404


async def views_of(desk: Desk) -> list[SavedView]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(SavedView)))
