"""Orders at the desk: found, read whole, and given back in part."""

import re

from sqlalchemy import select

from models.ordering import Order
from models.payments import Payment, Refund
from models.people import Person
from models.staff import AuditEntry
from services.ordering import orders
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused
from tests.given.companies import NOW, account_of, charged, charged_draft, member_of, spent_by_month
from tests.given.factories import make_conversation


async def charged_order(desk: Desk, quantity: int = 3, **how: object) -> Order:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo)
        return await charged(session, desk.demo, account, quantity=quantity)


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/desk/orders/\d+">(O-\w+)<', page)


async def test_orders_are_found_by_number_name_company_outlet_and_status(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo)
        first = await charged(session, desk.demo, account)
        other = await desk.demo.placed(session, "americano")
        await orders.advance(session, desk.demo.id, other.id, "accept", now=NOW)
        cart = await desk.demo.draft(session)
        person = await session.get_one(Person, (desk.demo.id, other.person_id))
        person.name, other.phone = "周舟", "13900001234"
    async with desk.signed_in("agent") as browser:
        assert numbers(await browser.page("/orders")) == [other.order_no, first.order_no]
        assert cart.order_no not in await browser.page("/orders")
        for query, found in (
            (f"q={first.order_no}", [first]),
            (f"q={first.order_no.removeprefix('O-').lower()}", [first]),
            ("q=李雷", [first]),
            ("q=Starbridge", [first]),
            ("q=周舟", [other]),
            ("q=13900001234", [other]),
            ("q=%2B86 139-0000-1234", [other]),
            ("q=1234", [other]),
            ("q=0001", []),
            ("q=234", []),
            ("status=accepted", [other]),
            ("status=held", []),
            (f"outlet={first.outlet_id}", [first]),
            ("q=%25", []),
            ("q=nobody", []),
        ):
            page = await browser.page(f"/orders?{query}")
            assert numbers(page) == [order.order_no for order in found], query


async def test_an_order_is_read_whole(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo)
        conversation = await member_of(session, desk.demo, account)
        order = await charged(session, desk.demo, account, quantity=2, conversation=conversation)
        await orders.advance(session, desk.demo.id, order.id, "reject", reason="卖完了", now=NOW)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/orders/{order.id}")
    for part in (
        order.order_no, "李雷", "Starbridge", "beef noodles", "¥44", "卖完了", "Company account",
        "Refunded in full", "The vendor couldn&#39;t take it", "Vendor couldn&#39;t take it",
        "Nothing was sent",
        f"/desk/inbox/{conversation.id}",
    ):  # fmt: skip
        assert part in page, part
    assert 'name="sum"' not in page  # Nothing is left to be refunded.


async def test_a_cart_and_an_order_of_nobody_are_not_there(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        cart = await desk.demo.draft(session)
    async with desk.signed_in("agent") as browser:
        for path in (f"/orders/{cart.id}", "/orders/999999", "/orders/x"):
            assert (await browser.get(path)).status == 404


async def test_a_line_is_given_back_with_a_reason_once_though_sent_twice(desk: Desk) -> None:
    order = await charged_order(desk)
    here = f"/orders/{order.id}"
    async with desk.signed_in("manager") as browser:
        page = await browser.page(here)
        assert "up to ¥66 can be refunded" in page
        entered = {
            "key": hidden(page, "key"), f"line-{order.lines[0].id}": "1", "reason": "one was spilt",
        }  # fmt: skip
        for _ in range(2):
            assert (await browser.htmx(f"{here}/refund", entered)).status == 200
        page = await browser.page(here)
    assert "1 refunded" in page
    assert "Partly refunded" in page
    assert "up to ¥44 can be refunded" in page
    async with desk.demo.sessions() as session:
        refund = (await session.scalars(select(Refund))).one()
        assert (refund.amount, refund.reason, refund.cause) == (2200, "one was spilt", "staff")
        entry = (await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))).one()
        assert (entry.action, entry.subject) == ("order.refund", f"order:{order.id}")
        assert await spent_by_month(session) == {"2026-12": 4400}


async def test_what_cannot_be_given_back_is_said_beside_its_field(desk: Desk) -> None:
    order = await charged_order(desk)
    path, key = f"/orders/{order.id}/refund", "k" * 16
    async with desk.signed_in("manager") as browser:
        for number, (entered, field, words) in enumerate(
            (
                ({"sum": "66.01", "reason": "late"}, "sum", "At most ¥66 can be refunded."),
                ({"sum": "1.234", "reason": "late"}, "sum", "Enter either quantities or a sum"),
                ({"reason": "late"}, "sum", "Enter either quantities or a sum"),
                ({"sum": "5"}, "reason", "Say why"),
                ({"line-999": "1", "reason": "late"}, "lines", "That many"),
            )
        ):
            told = refused(await browser.htmx(path, {"key": f"{key}{number}"} | entered), 422)
            assert told["fields"][field].startswith(words), entered
    async with desk.demo.sessions() as session:
        assert (await session.scalars(select(Refund))).all() == []
        assert (await session.scalars(select(Payment.refunded))).one() == 0


async def test_what_was_paid_at_the_counter_has_no_form(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.placed(session)
        for action in ("accept", "ready", "complete"):
            await orders.advance(session, desk.demo.id, order.id, action, now=NOW)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/orders/{order.id}")
        assert "who also gives it back" in page
        entered = {"key": "k" * 16, "sum": "1", "reason": "late"}
        told = refused(await browser.htmx(f"/orders/{order.id}/refund", entered), 422)
        assert told["words"].startswith("This wasn't paid through the park")


async def test_an_agent_reads_and_refunds_nothing(desk: Desk) -> None:
    order = await charged_order(desk)
    async with desk.signed_in("agent") as browser:
        assert 'name="sum"' not in await browser.page(f"/orders/{order.id}")
        assert (await browser.htmx(f"/orders/{order.id}/refund", {"key": "k" * 16})).status == 403


async def test_names_that_look_like_markup_are_shown_as_they_are(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo)
        order = await charged_draft(session, desk.demo, account)
        order.note = "<script>alert(1)</script>"
        order.status, order.placed_at = "placed", NOW
        person = await session.get_one(Person, (desk.demo.id, order.person_id))
        await make_conversation(session, person, channel="console")
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/orders/{order.id}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_a_list_without_filters_does_not_ask_for_fewer(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        page = await browser.page("/orders")
        assert "No orders yet" in page
        assert "fewer filters" not in page
        assert "fewer filters" in await browser.page("/orders?q=nobody")
