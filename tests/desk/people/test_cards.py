"""A tenant's card: what is known of them, corrected by staff, with everything that they had."""

from typing import Any

import pytest
from sqlalchemy import select

import desk as desk_
from desk.frame.beside import OnPeople
from models.people import Company, Person
from models.staff import AuditEntry
from services.kit.plugins import found
from services.kit.snapshots import snapshot, version
from services.people.cards import COLUMNS
from services.staff.permissions import by_role
from tests.desk.driver import Browser, Desk
from tests.desk.inbox.talks import talk
from tests.desk.tickets.ticket_desk import report


async def read(desk: Desk, person_id: int) -> Person:
    async with desk.demo.sessions() as session:
        return await session.get_one(Person, (desk.demo.id, person_id))


async def somebody(desk: Desk, **values: Any) -> int:
    return (await talk(desk, **values)).person_id


async def save(desk: Desk, browser: Browser, person_id: int, **values: str) -> int:
    seen = version(snapshot(await read(desk, person_id), COLUMNS))
    answer = await browser.htmx(f"/people/{person_id}", {"version": seen} | values)
    return answer.status


async def test_staff_correct_name_phone_and_note_and_the_log_keeps_no_words(desk: Desk) -> None:
    person = await somebody(desk, name="李雷", phone="13800000001")
    async with desk.signed_in("agent") as browser:
        entered = {"name": " 李 雷 ", "phone": "138 0000 0002", "note": "听力不好"}
        assert await save(desk, browser, person, **entered) == 200
        page = await browser.page(f"/people/{person}")
    found = await read(desk, person)
    assert (found.name, found.phone, found.note) == ("李 雷", "13800000002", "听力不好")
    assert "听力不好" in page
    async with desk.demo.sessions() as session:
        [entry] = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.edit")
        )
    assert (entry.before, entry.after) == ({}, {"changed": ["name", "note", "phone"]})


async def test_a_name_that_was_checked_is_so_no_more_when_it_is_another(desk: Desk) -> None:
    person = await somebody(desk, name="李雷", checked_name="李雷")
    async with desk.signed_in("agent") as browser:
        assert await save(desk, browser, person, name="韩梅梅") == 200
        assert "韩梅梅 (self-given name)" in await browser.page(f"/people/{person}")


@pytest.mark.parametrize("phone", ["abc", "12", "+"])
async def test_a_number_that_nobody_can_dial_is_told_beside_its_field(
    desk: Desk, phone: str
) -> None:
    person = await somebody(desk, name="李雷")
    async with desk.signed_in("agent") as browser:
        assert await save(desk, browser, person, name="李雷", phone=phone) == 422


async def test_of_two_who_correct_it_the_second_is_told(desk: Desk) -> None:
    person = await somebody(desk, name="李雷")
    async with desk.signed_in("agent") as browser:
        seen = version(snapshot(await read(desk, person), COLUMNS))
        for status in (200, 409):
            answer = await browser.htmx(f"/people/{person}", {"version": seen, "note": f"{status}"})
            assert answer.status == status


async def test_everything_they_had_stands_there_as_far_as_one_may_see_it(desk: Desk) -> None:
    person = await somebody(desk, name="李雷")
    await report(desk, "空调漏水", person_id=person)
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.placed(session, "beef_noodles")
        order.person_id = person
        number = order.order_no
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/people/{person}")
    assert "空调漏水" in page
    assert number in page
    kinds = {"had-conversation", "had-ticket", "had-order", "had-visit"}
    for role in ("agent", "manager"):
        async with desk.signed_in(role) as browser:
            page = await browser.page(f"/people/{person}")
        may = {f"had-{one.kind}" for one in found(desk_, OnPeople) if one.needs in by_role()[role]}
        assert {kind for kind in kinds if f'id="{kind}"' in page} == may


async def test_their_company_is_changed_by_who_keeps_the_accounts(desk: Desk) -> None:
    person = await somebody(desk, name="李雷")
    async with desk.demo.sessions() as session:
        company = await session.scalar(select(Company.id).order_by(Company.id).limit(1))
    for roles, status in ((("agent",), 403), (("agent", "manager", "operator"), 200)):
        async with desk.signed_in(*roles) as browser:
            answer = await browser.htmx(f"/people/{person}/company", {"company": str(company)})
            assert answer.status == status
    assert (await read(desk, person)).company_id == company


async def test_who_turned_out_to_be_somebody_else_is_found_there(desk: Desk) -> None:
    person, other = await somebody(desk, name="李雷"), await somebody(desk)
    async with desk.demo.sessions.begin() as session:
        (await session.get_one(Person, (desk.demo.id, other))).merged_into_id = person
    async with desk.signed_in("agent") as browser:
        answer = await browser.get(f"/people/{other}")
    assert (answer.status, answer.headers["Location"]) == (303, f"/desk/people/{person}")
