"""Operators change what the park promises."""

import re

import pytest
from sqlalchemy import select

from models.staff import AuditEntry
from models.tickets import SlaPolicy
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused

NORMAL = "/operate/sla/repair/normal"
FASTER = {"respond_minutes": "20", "resolve_minutes": "600", "escalate_to": "manager"}


def seen(page: str, path: str = NORMAL) -> str:
    return hidden(page[page.index(f'action="/desk{path}"') :], "version")


async def policy(desk: Desk, kind: str = "repair", urgency: str = "normal") -> SlaPolicy | None:
    async with desk.demo.sessions() as session:
        return await session.get(SlaPolicy, (desk.demo.id, kind, urgency))


async def test_a_policy_is_changed_and_noted(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/sla")
        answer = await browser.htmx(NORMAL, FASTER | {"version": seen(page)})
        assert answer.status == 200
    changed = await policy(desk)
    assert (changed.respond_minutes, changed.resolve_minutes) == (20, 600)
    async with desk.demo.sessions() as session:
        [entry] = await session.scalars(select(AuditEntry))
    assert entry.subject == "policy:repair/normal"
    assert entry.before == {
        "respond_minutes": 30,
        "resolve_minutes": 1440,
        "escalate_to": "dispatcher",
    }
    assert entry.after == {"respond_minutes": 20, "resolve_minutes": 600, "escalate_to": "manager"}


async def test_a_kind_without_a_promise_gets_its_first_only_once(desk: Desk) -> None:
    path = "/operate/sla/question/urgent"
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/sla")
        assert seen(page, path) == ""
        assert (await browser.htmx(path, FASTER)).status == 200
        assert refused(await browser.htmx(path, FASTER), 409)["reload"] is True
    assert (await policy(desk, "question", "urgent")).resolve_minutes == 600


async def test_a_change_by_a_colleague_meanwhile_stands(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        version = seen(await browser.page("/operate/sla"))
        await browser.htmx(NORMAL, FASTER | {"version": version})
        late = await browser.htmx(NORMAL, FASTER | {"respond_minutes": "1", "version": version})
        assert refused(late, 409)["reload"] is True
    assert (await policy(desk)).respond_minutes == 20


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("respond_minutes", "0"),
        ("respond_minutes", "soon"),
        ("resolve_minutes", "19"),
        ("resolve_minutes", "999999"),
        ("escalate_to", "agent"),
    ],
)
async def test_a_promise_that_cannot_be_says_where(desk: Desk, field: str, value: str) -> None:
    async with desk.signed_in("operator") as browser:
        version = seen(await browser.page("/operate/sla"))
        told = refused(await browser.htmx(NORMAL, FASTER | {"version": version, field: value}), 422)
    assert list(told["fields"]) == [field]
    assert (await policy(desk)).respond_minutes == 30


async def test_there_is_no_promise_for_what_is_no_kind_of_ticket(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        assert (await browser.htmx("/operate/sla/birthday/normal", FASTER)).status == 404


async def test_critical_tickets_count_day_and_night(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/sla")
    form = page[page.index('action="/desk/operate/sla/repair/critical"') :]
    assert re.search(r'type="hidden" name="always" value="true"', form[: form.index("</form>")])
