"""Somebody at reception without a visit, and who is not let in."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.people import Company, Person
from models.staff import AuditEntry
from models.visits import Visit, VisitBlock
from tests.desk.driver import Browser, Desk
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import host_of


async def make_host(demo: DemoPark, **how: Any) -> Person:
    async with demo.sessions.begin() as session:
        return await host_of(session, demo, **how)


async def only_visit(demo: DemoPark) -> Visit | None:
    async with demo.sessions() as session:
        return (await session.scalars(select(Visit))).one_or_none()


async def register(browser: Browser, whom: Person, **fields: Any) -> Any:
    return await browser.htmx(
        "/visitors/new",
        {"names": "赵四", "headcount": "1", "host": str(whom.id), "until": "12:00", **fields},
    )


async def test_with_the_host_at_the_counter_they_are_in_at_once(desk: Desk) -> None:
    host = await make_host(desk.demo)
    async with desk.signed_in("reception") as browser:
        answer = await register(
            browser, host, names="赵四、钱五", present="true", building="B", room="1203"
        )
        visit = await only_visit(desk.demo)
        assert visit is not None
        assert answer.headers["HX-Redirect"] == f"/desk/visitors/{visit.id}"
        page = await browser.page(f"/visitors/{visit.id}")
    assert "entries used at gates · let in at reception once" in page
    assert (visit.status, visit.names, visit.headcount) == ("checked_in", ["赵四", "钱五"], 2)
    assert (visit.building, visit.room) == ("B", "1203")
    assert visit.ends_at.isoformat() == "2026-12-02T04:00:00+00:00"


async def test_without_the_host_the_host_is_asked(desk: Desk) -> None:
    host = await make_host(desk.demo)
    async with desk.signed_in("reception") as browser:
        await register(browser, host)
    visit = await only_visit(desk.demo)
    assert visit is not None
    assert (visit.status, visit.approver_id) == ("requested", host.id)


async def test_a_company_that_wants_to_be_asked_is_asked_although_the_host_is_there(
    desk: Desk,
) -> None:
    host = await make_host(desk.demo, approver=True)
    async with desk.signed_in("reception") as browser:
        await register(browser, host, present="true")
    visit = await only_visit(desk.demo)
    assert visit is not None
    assert visit.status == "requested"
    assert visit.approver_id not in {None, host.id}


async def test_the_host_is_found_by_name_or_by_the_whole_number(desk: Desk) -> None:
    host = await make_host(desk.demo, name="欧阳锋", phone="13611112222")
    async with desk.signed_in("reception") as browser:

        async def found(words: str) -> str:
            answer = await browser.request("GET", "/visitors/hosts", params={"q": words})
            return str(await answer.text())

        for words in ("欧阳", "13611112222", "136 1111 2222"):
            page = await found(words)
            assert f'value="{host.id}"' in page
            assert "13611112222" not in page
        for words in ("1361111", "上官", "%"):
            assert f'value="{host.id}"' not in await found(words)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"names": " "}, "names"),
        ({"names": "、"}, "names"),
        ({"headcount": "0"}, "headcount"),
        ({"until": "09:00"}, "until"),
        ({"until": "later"}, "until"),
        ({"host": "999999"}, "host"),
        ({"host": ""}, "host"),
    ],
)
async def test_a_form_that_is_wrong_says_where_and_loses_nothing(
    desk: Desk, fields: dict[str, str], field: str
) -> None:
    host = await make_host(desk.demo)
    async with desk.signed_in("reception") as browser:
        answer = await register(browser, host, **{"reason": "面试", **fields})
        page = await answer.text()
    assert answer.status == 422
    assert f'id="wrong-{field}"' in page
    assert "面试" in page
    assert await only_visit(desk.demo) is None


async def test_a_host_of_another_park_is_nobody(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        stranger = await factories.make_person(session, await factories.make_park(session))
    async with desk.signed_in("reception") as browser:
        assert (await register(browser, stranger, present="true")).status == 422
    assert await only_visit(desk.demo) is None


async def test_who_is_on_the_list_is_not_registered_until_taken_off(desk: Desk) -> None:
    host = await make_host(desk.demo)
    async with desk.signed_in("reception") as browser:
        block = {"kind": "name", "value": "赵四", "reason": "尾随"}
        assert (await browser.post("/visitors/blocked", block)).status == 303
        page = await browser.page("/visitors/blocked")
        assert "尾随" in page
        refused = await register(browser, host, present="true")
        assert refused.status == 422
        assert "on the blocklist" in await refused.text()
        async with desk.demo.sessions() as session:
            row = (await session.scalars(select(VisitBlock))).one()
        assert (await browser.post(f"/visitors/blocked/{row.id}/lift")).status == 303
        assert "尾随" not in await browser.page("/visitors/blocked")
        assert (await register(browser, host, present="true")).status == 200
    async with desk.demo.sessions() as session:
        noted = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert [one for one in noted if one.startswith(("block.", "visit."))] == [
            "block.add",
            "block.lift",
            "visit.add",
        ]


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "name", "value": "赵四"},
        {"kind": "face", "value": "赵四", "reason": "x"},
        {"kind": "phone", "value": "no digits", "reason": "x"},
    ],
)
async def test_an_entry_of_the_list_needs_all_of_it(desk: Desk, block: dict[str, str]) -> None:
    async with desk.signed_in("reception") as browser:
        assert (await browser.post("/visitors/blocked", block)).status == 422
    async with desk.demo.sessions() as session:
        assert (await session.scalars(select(VisitBlock))).all() == []


async def test_half_a_phone_half_a_plate_and_no_host_are_told_of_together(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        said = {"names": "王先生", "phone": "abc", "plate": "!!", "until": "18:00"}
        answer = await browser.htmx("/visitors/new", said)
        page = await answer.text()
    assert answer.status == 422
    assert set(re.findall(r'id="wrong-(\w+)"', page)) == {"phone", "plate", "host"}


async def test_somebody_comes_with_two_cars(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        entered = {"names": "顺丰小李", "host": "desk", "until": "12:00"}
        half = await browser.htmx("/visitors/new", {**entered, "plate": "沪A30N71，浙F9"})
        assert half.status == 422
        answer = await browser.htmx("/visitors/new", {**entered, "plate": "沪A30N71，浙F9X233"})
        page = await browser.page(answer.headers["HX-Redirect"].removeprefix("/desk"))
        assert "沪A30N71, 浙F9X233" in page
        assert "顺丰小李" in await browser.page("/visitors?q=F9X233")
    async with desk.demo.sessions() as session:
        assert (await session.scalars(select(Visit))).one().plates == ["沪A30N71", "浙F9X233"]


async def test_a_courier_comes_to_the_desk_and_is_in_at_once(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert 'value="desk"' in await browser.page("/visitors/new")
        for _ in range(2):
            entered = {"names": "顺丰小李", "host": "desk", "until": "12:00"}
            answer = await browser.htmx("/visitors/new", entered)
            assert answer.status == 200
        page = await browser.page(answer.headers["HX-Redirect"].removeprefix("/desk"))
        assert "Service desk" in page
        found = await browser.request("GET", "/visitors/hosts", params={"q": "服务台"})
        assert (await found.text()).count("<input") == 1  # Nobody is found beside the desk itself.
    async with desk.demo.sessions() as session:
        visits = list(await session.scalars(select(Visit)))
        hosts = list(await session.scalars(select(Person).where(Person.stands_for == "desk")))
    assert [one.status for one in visits] == ["checked_in", "checked_in"]
    assert len(hosts) == 1


async def test_a_courier_comes_to_a_company_of_which_they_know_nobody(desk: Desk) -> None:
    host = await make_host(desk.demo)
    async with desk.demo.sessions() as session:
        company = await session.get_one(Company, (desk.demo.id, host.company_id))
    async with desk.signed_in("reception") as browser:
        found = await browser.request("GET", "/visitors/hosts", params={"q": company.name_zh[:2]})
        assert f'value="company:{company.id}"' in await found.text()
        await browser.page("/visitors/new")
        entered = {"names": "送水", "host": f"company:{company.id}", "until": "12:00"}
        answer = await browser.htmx("/visitors/new", entered)
        page = await browser.page(answer.headers["HX-Redirect"].removeprefix("/desk"))
        assert company.name_zh in page
    visit = await only_visit(desk.demo)
    assert visit is not None
    assert (visit.status, visit.company_id) == ("checked_in", company.id)


async def test_a_company_that_wants_to_be_asked_is_asked_about_a_courier_too(desk: Desk) -> None:
    host = await make_host(desk.demo, approver=True)
    async with desk.signed_in("reception") as browser:
        await browser.page("/visitors/new")
        entered = {"names": "送水", "host": f"company:{host.company_id}", "until": "12:00"}
        assert (await browser.htmx("/visitors/new", entered)).status == 200
    visit = await only_visit(desk.demo)
    assert visit is not None
    assert visit.status == "requested"
    assert visit.approver_id is not None


@pytest.mark.parametrize("host", ["company:999999", "company:", "desk:1", "everybody", "0", ""])
async def test_what_is_no_host_is_said_at_its_field(desk: Desk, host: str) -> None:
    async with desk.signed_in("reception") as browser:
        await browser.page("/visitors/new")
        answer = await browser.htmx(
            "/visitors/new", {"names": "某", "host": host, "until": "12:00"}
        )
        assert answer.status == 422
    assert await only_visit(desk.demo) is None
