"""Operators take people on, change what they may do, and let them go."""

import asyncio
import re
from datetime import time
from typing import Any

import pytest
from sqlalchemy import func, select

from models.staff import AuditEntry, Shift, Staff, StaffSession
from services.staff import passwords
from tests.desk.driver import PASSWORD, Browser, Desk
from tests.desk.operating import hidden, refused

NEW = {
    "login": "Mei",
    "name": "陈梅",
    "roles": "engineer",
    "skills": "hvac",
    "language": "zh",
    "phone": "8033",
}


async def row(desk: Desk, login: str) -> Staff | None:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(Staff).where(Staff.login == login))


async def actions(desk: Desk) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    async with desk.demo.sessions() as session:
        entries = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.before, entry.after) for entry in entries]


def secret(page: str) -> str:
    found = re.search(r"<code>([a-z0-9-]+)</code>", page)
    assert found, page
    return found[1]


async def profile(browser: Browser, member: Staff, **changed: Any) -> dict[str, Any]:
    """What the form of somebody holds, with changes."""
    page = await browser.page(f"/operate/staff/{member.id}")
    values = {"name": member.name, "roles": member.roles[0], "language": member.language}
    return values | {"version": hidden(page, "version")} | changed


async def test_somebody_new_signs_in_with_the_password_that_is_shown_once(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx("/operate/staff", NEW)
        password = secret(await answer.text())
        made = await row(desk, "mei")
        assert password not in await browser.page(f"/operate/staff/{made.id}")
        assert "陈梅" in await browser.page("/operate/staff")
    assert (made.roles, made.skills, made.phone) == (["engineer"], ["hvac"], "8033")
    async with desk.browser() as theirs:
        assert (await theirs.sign_in("mei", password)).status == 303
    [(action, before, after)] = await actions(desk)
    assert (action, before, after["login"]) == ("staff.add", {}, "mei")
    assert password not in str(after)


async def test_of_two_who_enter_the_same_at_once_one_is_told(desk: Desk) -> None:
    async with desk.signed_in("operator") as one, desk.signed_in("operator") as two:
        answers = await asyncio.gather(
            *(browser.htmx("/operate/staff", NEW) for browser in (one, two, one, two))
        )
    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"login": "operator"}, 409, None),
        ({"login": "Mei Chen"}, 422, None),
        ({"roles": ""}, 422, "roles"),
        ({"skills": "cooking"}, 422, "skills"),
        ({"ticket_capacity": "0"}, 422, "ticket_capacity"),
        ({"name": ""}, 422, "name"),
        ({"language": "fr"}, 422, "language"),
    ],
)
async def test_who_cannot_be_taken_on_says_why(
    desk: Desk, changed: dict[str, str], status: int, field: str | None
) -> None:
    await desk.hire("agent", login="operator")
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx("/operate/staff", NEW | changed), status)
    assert list(told["fields"]) == ([field] if field else [])
    assert await row(desk, "mei") is None


async def test_roles_and_skills_are_changed(desk: Desk) -> None:
    member = await desk.hire("agent", name="林晓")
    async with desk.signed_in("operator") as browser:
        values = await profile(browser, member, roles="engineer", skills="plumbing")
        assert (await browser.htmx(f"/operate/staff/{member.id}", values)).status == 200
        late = await browser.htmx(f"/operate/staff/{member.id}", values | {"name": "Lin"})
        assert refused(late, 409)["reload"] is True
    assert await actions(desk) == [
        (
            "staff.edit",
            {"roles": ["agent"], "skills": []},
            {"roles": ["engineer"], "skills": ["plumbing"]},
        )
    ]


async def test_who_is_deactivated_is_signed_out_and_stays_out(desk: Desk) -> None:
    async with desk.signed_in("agent") as theirs, desk.signed_in("operator") as browser:
        path = f"/operate/staff/{theirs.staff.id}"
        await browser.htmx(f"{path}/deactivate")
        assert (await theirs.get("/inbox")).status == 303
        assert (await theirs.sign_in(theirs.staff.login)).status == 401
        await browser.htmx(f"{path}/activate")
        assert (await theirs.sign_in(theirs.staff.login)).status == 303
    assert [action for action, _, _ in await actions(desk)] == [
        "staff.deactivate",
        "staff.activate",
    ]


async def test_nobody_deactivates_themselves_or_the_last_operator(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        me = browser.staff
        told = await browser.htmx(f"/operate/staff/{me.id}/deactivate")
        assert told.status == 422
        values = await profile(browser, me, roles="agent")
        told = refused(await browser.htmx(f"/operate/staff/{me.id}", values), 409)
        assert told["words"].startswith("This is the park's last operator.")
    assert (await row(desk, me.login)).roles == ["operator"]
    assert (await row(desk, me.login)).active is True
    assert await actions(desk) == []


async def test_a_reset_password_is_shown_once_and_ends_all_sessions(desk: Desk) -> None:
    async with desk.signed_in("agent") as theirs, desk.signed_in("operator") as browser:
        answer = await browser.htmx(f"/operate/staff/{theirs.staff.id}/password")
        password = secret(await answer.text())
        assert (await theirs.get("/inbox")).status == 303
        assert (await theirs.sign_in(theirs.staff.login, PASSWORD)).status == 401
        assert (await theirs.sign_in(theirs.staff.login, password)).status == 303
    [(action, before, after)] = await actions(desk)
    assert (action, before, after) == ("staff.set_password", {}, {"signed_out": True})
    assert passwords.matches((await row(desk, theirs.staff.login)).password_hash, password)


async def test_who_was_locked_out_is_let_in_again(desk: Desk) -> None:
    member = await desk.hire("agent")
    async with desk.browser() as theirs, desk.signed_in("operator") as browser:
        for _ in range(5):
            await theirs.sign_in(member.login, "wrong wrong wrong")
        assert (await theirs.sign_in(member.login)).status == 401
        assert "Delayed" in await browser.page("/operate/staff")
        await browser.htmx(f"/operate/staff/{member.id}/unlock")
        assert (await theirs.sign_in(member.login)).status == 303
    assert [action for action, _, _ in await actions(desk)] == ["staff.unlock"]


async def test_shifts_are_added_changed_and_removed(desk: Desk) -> None:
    member = await desk.hire("engineer")
    path = f"/operate/staff/{member.id}/shifts"
    early = [("weekdays", "1"), ("weekdays", "3"), ("starts", "07:00"), ("ends", "15:30")]
    async with desk.signed_in("operator") as browser:
        await browser.htmx(path, early)
        async with desk.demo.sessions() as session:
            [shift] = await session.scalars(select(Shift).where(Shift.staff_id == member.id))
        assert (shift.weekdays, shift.starts, shift.ends) == ([1, 3], time(7), time(15, 30))
        page = await browser.page(f"/operate/staff/{member.id}")
        version = hidden(page[page.index(f"/shifts/{shift.id}") :], "version")
        late = {"weekdays": "1", "starts": "15:00", "ends": "07:00", "version": version}
        told = refused(await browser.htmx(f"{path}/{shift.id}", late), 422)
        assert told["fields"] == {"ends": "The end has to be later than the start."}
        await browser.htmx(f"{path}/{shift.id}", late | {"ends": "23:00"})
        await browser.htmx(f"{path}/{shift.id}/remove")
    async with desk.demo.sessions() as session:
        assert await session.scalar(select(func.count()).where(Shift.staff_id == member.id)) == 0
    assert [(action, after) for action, _, after in await actions(desk)] == [
        ("shift.add", {"weekdays": [1, 3], "starts": "07:00", "ends": "15:30"}),
        ("shift.edit", {"weekdays": [1], "starts": "15:00", "ends": "23:00"}),
        ("shift.remove", {}),
    ]


async def test_a_shift_of_somebody_else_is_not_reached_through_them(desk: Desk) -> None:
    member, other = await desk.hire("engineer"), await desk.hire("engineer")
    async with desk.signed_in("operator") as browser:
        given = {"weekdays": "1", "starts": "07:00", "ends": "15:00"}
        await browser.htmx(f"/operate/staff/{member.id}/shifts", given)
        async with desk.demo.sessions() as session:
            [shift] = await session.scalars(select(Shift).where(Shift.staff_id == member.id))
        reached = await browser.htmx(f"/operate/staff/{other.id}/shifts/{shift.id}/remove")
    assert reached.status == 404


async def test_sessions_of_the_others_go_on(desk: Desk) -> None:
    member = await desk.hire("agent")
    async with desk.signed_in("agent") as other, desk.signed_in("operator") as browser:
        await browser.htmx(f"/operate/staff/{member.id}/deactivate")
        assert (await other.get("/inbox")).status == 200
        async with desk.demo.sessions() as session:
            assert await session.scalar(select(func.count(StaffSession.id))) == 2


async def test_a_capacity_is_set_shown_and_taken_back(desk: Desk) -> None:
    member = await desk.hire("engineer")
    async with desk.signed_in("operator") as browser:
        path = f"/operate/staff/{member.id}"
        values = await profile(browser, member, ticket_capacity="6")
        assert (await browser.htmx(path, values)).status == 200
        assert 'name="ticket_capacity" value="6"' in await browser.page(path)
        assert (await row(desk, member.login)).ticket_capacity == 6
        values = await profile(browser, member, ticket_capacity="")
        assert (await browser.htmx(path, values)).status == 200
    assert (await row(desk, member.login)).ticket_capacity is None
    assert [before["ticket_capacity"] for _, before, _ in await actions(desk)] == [None, 6]
