"""A complaint about an order on its ticket: what is claimed, and one press that gives it back."""

from sqlalchemy import select

from models.ordering import Order
from models.payments import Refund
from models.tickets import Ticket
from services.ordering import complaints
from services.ordering.complaints import Said
from tests.desk.driver import Desk
from tests.given.companies import BOWL, NOW
from tests.services.ordering.test_complaints import handed_over, talk


async def complained(desk: Desk, *, paid: bool = True) -> tuple[Order, Ticket]:
    async with desk.demo.sessions.begin() as session:
        order = await handed_over(session, desk.demo, paid=paid)
        said = Said("missing", "袋子里只有两碗", {order.lines[0].id: 1})
        ticket = await complaints.complain(
            session, await talk(session, order), order.id, said, now=NOW
        )
    return order, ticket


async def test_a_manager_gives_back_what_is_claimed_with_one_press(desk: Desk) -> None:
    order, ticket = await complained(desk)
    path = f"/orders/{order.id}/complaint/refund"
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/tickets/{ticket.id}")
        assert "beef noodles × 1 · ¥22" in page
        assert "Give back ¥22 and resolve" in page
        assert f'hx-post="/desk{path}"' in page
        answer = await browser.htmx(path, {"reason": "One bowl was missing"})
        assert answer.headers["HX-Redirect"] == f"/desk/tickets/{ticket.id}"
        page = await browser.page(f"/tickets/{ticket.id}")
        assert "Nothing of it is left to give back." in page
        again = await browser.htmx(path, {"reason": "One bowl was missing"})
        assert again.status == 409
    async with desk.demo.sessions() as session:
        assert list(await session.scalars(select(Refund.amount))) == [BOWL]
        assert (await session.get_one(Ticket, (desk.demo.id, ticket.id))).status == "resolved"


async def test_who_may_give_nothing_back_sees_what_is_claimed(desk: Desk) -> None:
    order, ticket = await complained(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/tickets/{ticket.id}")
        assert "A manager or an operator can give this back." in page
        assert "complaint/refund" not in page
        refused = await browser.htmx(f"/orders/{order.id}/complaint/refund", {"reason": "x"})
        assert refused.status == 403


async def test_what_was_paid_at_the_counter_is_given_back_there(desk: Desk) -> None:
    _, ticket = await complained(desk, paid=False)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/tickets/{ticket.id}")
        assert "complaint/refund" not in page
        assert "paid to the vendor, who also gives it back" in page
