"""Staff promise when they come, from a ticket's page."""

from typing import Any

import pytest

from models.staff import Staff
from models.tickets import Ticket
from services.staff.permissions import ROLES
from services.tickets import appointments
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import load, report
from tests.given.visiting import NOW, at, engineer, given_to, promised, window


async def assigned(desk: Desk, **values: Any) -> Ticket:
    id_ = await report(desk, **values)
    async with desk.demo.sessions.begin() as session:
        ticket = await session.get_one(Ticket, (desk.demo.id, id_))
        return await given_to(session, ticket, await engineer(session, desk.demo.id))


async def appoint(browser: Browser, ticket: Ticket, first: str, last: str, seen: str = "") -> int:
    fields = {"appointment_from": first, "appointment_until": last, "seen": seen}
    return (await browser.htmx(f"/tickets/{ticket.id}/appoint", fields)).status


async def test_a_dispatcher_promises_a_window_by_the_parks_clock(desk: Desk) -> None:
    ticket = await assigned(desk)
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{ticket.id}")
        assert "Free by the rota of 王强" in page
        assert "today 11:00–13:00" in page
        assert await appoint(browser, ticket, "2026-12-03T09:00", "2026-12-03T11:00") == 204
        page = await browser.page(f"/tickets/{ticket.id}")
    now = await load(desk, ticket.id)
    assert (now.appointment_from, now.appointment_until) == (at(3, 9), at(3, 11))
    assert "Visit promised" in page
    assert "arranged a visit: tomorrow, Thu 3 Dec, 09:00–11:00" in page


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-12-03T11:00", "2026-12-03T09:00"), ("2026-11-03T09:00", "2026-11-03T11:00")],
)
async def test_what_cannot_be_is_said_beside_the_field(desk: Desk, first: str, last: str) -> None:
    ticket = await assigned(desk)
    async with desk.signed_in("dispatcher") as browser:
        assert await appoint(browser, ticket, first, last) == 422


async def test_what_the_tenant_has_moved_meanwhile_is_not_overwritten(desk: Desk) -> None:
    id_ = await report(desk)
    async with desk.demo.sessions.begin() as session:
        ticket = await session.get_one(Ticket, (desk.demo.id, id_))
        ticket = await promised(
            session, ticket, await engineer(session, desk.demo.id), window(3, 9, 11)
        )
        seen = "1-2"
        assert appointments.standing(ticket, NOW) is not None
    async with desk.signed_in("dispatcher") as browser:
        status = await appoint(browser, ticket, "2026-12-04T09:00", "2026-12-04T11:00", seen)
    assert status == 409
    assert (await load(desk, ticket.id)).appointment_from == at(3, 9)


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_write_about_a_ticket_may_promise(desk: Desk, role: str) -> None:
    """A colleague's ticket is not an engineer's to promise; whoever only reads offers nothing."""
    ticket = await assigned(desk)
    may = role in ("agent", "dispatcher")
    async with desk.signed_in(role) as browser:
        status = await appoint(browser, ticket, "2026-12-03T09:00", "2026-12-03T11:00")
        if role != "operator":
            page = await browser.page(f"/tickets/{ticket.id}")
            assert ('data-open="do-appoint"' in page) is may
    assert (status == 204) is may, status


async def two_of_one(desk: Desk) -> tuple[Ticket, Ticket]:
    """Both given to one engineer; the first is promised for Thursday, nine to eleven."""
    first, second = await report(desk), await report(desk, "灯不亮")
    async with desk.demo.sessions.begin() as session:
        member = await engineer(session, desk.demo.id)
        taken = await session.get_one(Ticket, (desk.demo.id, first))
        taken = await promised(session, taken, member, window(3, 9, 11))
        free = await session.get_one(Ticket, (desk.demo.id, second))
        return taken, await given_to(session, free, member)


async def test_a_window_over_another_of_the_same_colleague_is_warned_of_and_may_be_insisted_on(
    desk: Desk,
) -> None:
    taken, free = await two_of_one(desk)
    fields = {"appointment_from": "2026-12-03T10:00", "appointment_until": "2026-12-03T12:00"}
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{free.id}")
        assert "Already promised of 王强" in page
        refused = await browser.htmx(f"/tickets/{free.id}/appoint", fields)
        assert refused.status == 409
        told = await refused.text()
        assert f"{taken.ticket_no} tomorrow, Thu 3 Dec, 09:00–11:00" in told
        assert '"anyway": true' in refused.headers["HX-Trigger"]
        assert (await load(desk, free.id)).appointment_from is None
        insisted = await browser.htmx(f"/tickets/{free.id}/appoint", fields | {"anyway": "true"})
        assert insisted.status == 204
        pages = [await browser.page(f"/tickets/{one.id}") for one in (taken, free)]
    assert (await load(desk, free.id)).appointment_from == at(3, 10)
    for page in pages:
        assert "Overlaps another visit of the same colleague:" in page


async def test_a_window_that_begins_as_another_ends_is_no_overlap(desk: Desk) -> None:
    taken, free = await two_of_one(desk)
    async with desk.signed_in("dispatcher") as browser:
        assert await appoint(browser, free, "2026-12-03T11:00", "2026-12-03T13:00") == 204
        assert "Overlaps another visit" not in await browser.page(f"/tickets/{taken.id}")


async def test_the_page_tells_of_an_overlap_that_came_with_who_was_sent(desk: Desk) -> None:
    taken, _free = await two_of_one(desk)
    other = await report(desk, "门坏了")
    async with desk.demo.sessions.begin() as session:
        colleague = await engineer(session, desk.demo.id, name="赵敏")
        ticket = await session.get_one(Ticket, (desk.demo.id, other))
        ticket = await promised(session, ticket, colleague, window(3, 10, 12))
        assert taken.assignee_id is not None
        await given_to(
            session, ticket, await session.get_one(Staff, (desk.demo.id, taken.assignee_id))
        )
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{other}")
    assert "Overlaps another visit of the same colleague:" in page
    assert taken.ticket_no in page
