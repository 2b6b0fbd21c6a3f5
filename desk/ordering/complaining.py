"""What a tenant says is missing or wrong with an order: a section of its ticket, with one press to
give back what it costs."""

from collections.abc import Mapping, Sequence

from aiohttp import web
from markupsafe import Markup
from pydantic import BaseModel, Field

from desk.frame.beside import EMPTY
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from desk.ordering import words
from models.tickets import Ticket
from services.kit import actors
from services.kit.money import format_money
from services.ordering import complaints, orders, refunds

area = Area("orders")


class Entered(BaseModel):
    reason: str = Field("", max_length=refunds.LONGEST_REASON)


@change(area, "/orders/{order}/complaint/refund", allows="orders.refund")
async def give_back(call: Call) -> web.Response:
    entered = await call.form(Entered)
    ticket = await complaints.of_order(
        call.session, await orders.load(call.session, call.park.id, call.id("order"))
    )
    actor = actors.staff(call.staff)
    back = await complaints.give_back(
        call.session, by(call), call.id("order"), entered.reason, actor=actor
    )
    call.toast("orders-complaint-given", sum=format_money(back, call.park.currency, call.language))
    return call.redirect(f"/tickets/{ticket.id}" if ticket else f"/orders/{call.id('order')}")


async def badges(_call: Call, _tickets: Sequence[Ticket]) -> Mapping[int, Markup]:
    """None: that it is a complaint stands on the card already."""
    return {}


async def section(call: Call, ticket: Ticket) -> Markup:
    """What is claimed, by line, what it costs, and the press that gives it back."""
    if ticket.order_id is None or "complaint" not in ticket.data or not call.may("orders.read"):
        return EMPTY
    order = await orders.load(call.session, call.park.id, ticket.order_id)
    pieces = complaints.pieces_of(ticket)
    owed = await complaints.owed(call.session, order, ticket)
    return call.piece(
        "orders/_complaint.html",
        ticket=ticket,
        order=order,
        lines=[(line, pieces[line.id]) for line in order.lines if line.id in pieces],
        price=complaints.price_of(order, pieces),
        owed=complaints.price_of(order, owed),
        may_refund=call.may("orders.refund"),
        **await words.of(call),
    )
