"""A vendor is silent: the ticket says so in one's own language and names whom to call; the order is
cancelled for the tenant, or the ticket goes by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.ordering import Order
from models.staff import AuditEntry
from models.tickets import Ticket
from models.vendors import Vendor
from services.ordering import deadlines, orders
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.given.notices import Notifier

DUE = WEDNESDAY_MORNING + timedelta(minutes=10)


async def silent(desk: Desk) -> tuple[Order, Ticket]:
    """An order that nobody has accepted, and its ticket."""
    async with desk.demo.sessions.begin() as session:
        conversation = await desk.demo.conversation(session)
        order = await desk.demo.placed(session, conversation=conversation)
    async with desk.demo.sessions.begin() as session:
        await deadlines.acceptance_due(session, desk.demo.id, order.id, now=DUE)
        ticket = await session.scalar(select(Ticket).where(Ticket.order_id == order.id))
    assert ticket is not None
    return order, ticket


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "订单 {} 商家还没有接单"), ("en", "The vendor has not accepted order {}")],
)
async def test_the_ticket_is_in_ones_own_language_and_leads_to_the_order_and_the_vendor(
    desk: Desk, language: str, words: str
) -> None:
    order, ticket = await silent(desk)
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/vendors")
        async with desk.demo.sessions() as session:
            vendors = list(await session.scalars(select(Vendor).order_by(Vendor.id)))
        for vendor in vendors:
            path = f"/operate/vendors/{vendor.id}/phone"
            seen = hidden(page[page.index(f'"/desk{path}"') :], "version")
            wrong = await browser.htmx(path, {"phone": "abc", "version": seen})
            assert "phone" in refused(wrong, 422)["fields"]
            right = await browser.htmx(path, {"phone": "0755-1234567", "version": seen})
            assert right.headers["HX-Redirect"] == "/desk/operate/vendors"
    async with desk.signed_in("agent", language=language) as browser:
        page = await browser.page(f"/tickets/{ticket.id}")
        assert words.format(order.order_no) in page
        assert f'href="/desk/orders/{order.id}"' in page
        assert 'href="tel:0755-1234567"' in page
        assert words.format(order.order_no) in await browser.page("/tickets")
        assert "has not been accepted by its vendor" not in page


async def test_an_agent_cancels_it_the_tenant_is_told_why_and_the_ticket_goes(desk: Desk) -> None:
    order, ticket = await silent(desk)
    async with desk.signed_in("agent") as browser:
        assert f'action="/desk/orders/{order.id}/cancel"' in await browser.page(
            f"/orders/{order.id}"
        )
        nothing = await browser.htmx(f"/orders/{order.id}/cancel", {"reason": " "})
        assert "reason" in refused(nothing, 422)["fields"]
        done = await browser.htmx(f"/orders/{order.id}/cancel", {"reason": "档口今天停业"})
        assert done.headers["HX-Redirect"] == f"/desk/orders/{order.id}"
        again = await browser.htmx(f"/orders/{order.id}/cancel", {"reason": "再来"})
        assert again.status == 409
        assert f"/orders/{order.id}/cancel" not in await browser.page(f"/orders/{order.id}")
    await Notifier(desk.demo).handle_all(f"order:{order.id}")
    async with desk.demo.sessions() as session:
        found = await session.get_one(Order, (desk.demo.id, order.id))
        kept = await session.get_one(Ticket, (desk.demo.id, ticket.id))
        said = list(await session.scalars(select(Message.text).order_by(Message.id)))
        noted = await session.scalar(select(AuditEntry).where(AuditEntry.action == "order.cancel"))
    assert (found.status, found.status_reason) == ("cancelled", "档口今天停业")
    assert kept.status == "resolved"
    assert any("服务台已经帮您取消了订单" in text and "档口今天停业" in text for text in said)
    assert noted is not None
    assert noted.subject == f"order:{order.id}"


@pytest.mark.parametrize("action", ["accept", "reject", "expire"])
async def test_whatever_else_becomes_of_the_order_its_ticket_goes_by_itself(
    desk: Desk, action: str
) -> None:
    order, ticket = await silent(desk)
    async with desk.demo.sessions.begin() as session:
        await orders.advance(session, desk.demo.id, order.id, action, now=DUE)
    await Notifier(desk.demo).handle_all(f"order:{order.id}")
    async with desk.demo.sessions() as session:
        kept = await session.get_one(Ticket, (desk.demo.id, ticket.id))
    assert kept.status == "resolved"


async def test_what_the_vendor_has_accepted_is_the_tenants_to_cancel(desk: Desk) -> None:
    order, _ = await silent(desk)
    async with desk.demo.sessions.begin() as session:
        await orders.advance(session, desk.demo.id, order.id, "accept", now=DUE)
    async with desk.signed_in("agent") as browser:
        await browser.page("/orders")
        answer = await browser.htmx(f"/orders/{order.id}/cancel", {"reason": "不要了"})
    assert answer.status == 409
