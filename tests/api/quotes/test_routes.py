"""Quotes through the API: read, accepted once, declined with a reason; nobody else's."""

import asyncio
from typing import Any

from sqlalchemy import select

from models.people import Person
from models.tickets import Ticket
from tests.api.driver import Api, Tenant
from tests.given.companies import account_of
from tests.given.quotes import on_ticket, orders_of_work

REPORT = {
    "category": "access_control",
    "description": "门锁坏了",
    "location": {"building": "B", "floor": 3, "room": "301"},
}


async def quoted(api: Api, owner: Tenant, **values: Any) -> tuple[str, int]:
    """The ticket's number, and the quote's id."""
    number = (await owner.post("/repairs", REPORT, status=201))["ticket_no"]
    async with api.demo.sessions.begin() as session:
        ticket = (await session.scalars(select(Ticket).where(Ticket.ticket_no == number))).one()
        return number, (await on_ticket(session, api.demo, ticket, **values)).id


async def test_it_is_read_and_accepted_once_however_often_it_is_said(api: Api) -> None:
    li = await api.tenant()
    number, quote = await quoted(api, li, tax_rate=600)
    (shown,) = (await li.get(f"/repairs/{number}/quotes"))["quotes"]
    assert (shown["id"], shown["status"], shown["pays"]) == (quote, "sent", ["on_pickup"])
    assert shown["total_text"] == "合计 ¥420（含税 6%，税额 ¥23.77）"
    assert [line["sum"]["text"] for line in shown["lines"]] == ["¥240", "¥180"]
    accept = f"/quotes/{quote}/accept"
    answers = await asyncio.gather(*(li.post(accept, {}) for _ in range(3)))
    (order,) = await orders_of_work(api.demo)
    assert {one["order_no"] for one in answers} == {order.order_no}
    detail = await li.get(f"/orders/{order.order_no}")
    assert (detail["kind"], detail["fulfilment"], detail["status"]) == (
        "service",
        "on_site",
        "accepted",
    )


async def test_declined_with_a_reason_it_cannot_be_accepted_any_more(api: Api) -> None:
    li = await api.tenant()
    _, quote = await quoted(api, li)
    said = await li.post(f"/quotes/{quote}/decline", {"reason": "太贵"})
    assert (said["status"], said["pays"]) == ("declined", [])
    await li.post(f"/quotes/{quote}/accept", {}, status=409)
    assert await orders_of_work(api.demo) == []


async def test_charged_to_the_company_within_its_limit(api: Api) -> None:
    li = await api.tenant()
    number, quote = await quoted(api, li)
    by_company = {"payment": "company_account"}
    refused = await li.post(f"/quotes/{quote}/accept", by_company, status=422)
    assert refused["code"] == "not_entitled"
    async with api.demo.sessions.begin() as session:
        account = await account_of(session, api.demo)
        person = await session.get_one(Person, (api.demo.id, li.person.id))
        person.company_id = account.company_id
    (shown,) = (await li.get(f"/repairs/{number}/quotes"))["quotes"]
    assert shown["pays"] == ["on_pickup", "company_account"]
    await li.post(f"/quotes/{quote}/accept", by_company)
    (order,) = await orders_of_work(api.demo)
    assert order.payment == "company_account"


async def test_somebody_elses_is_none(api: Api) -> None:
    li, stranger = await api.tenant(), await api.tenant()
    number, quote = await quoted(api, li)
    await stranger.get(f"/repairs/{number}/quotes", status=404)
    await stranger.post(f"/quotes/{quote}/accept", {}, status=404)
    await stranger.post(f"/quotes/{quote}/decline", {}, status=404)


async def test_work_is_on_no_menu_and_in_no_cart(api: Api) -> None:
    li = await api.tenant()
    item = api.demo.items["labour_hour"]
    assert "property" not in [one["code"] for one in (await li.get("/outlets"))["outlets"]]
    found = await li.get("/items", params={"q": "工时"})
    assert found["items"] == []
    answer = await li.ask("POST", "/carts/lines", json={"item_id": item, "quantity": 1})
    assert answer.status == 404
    assert (await li.get("/carts"))["carts"] == []
