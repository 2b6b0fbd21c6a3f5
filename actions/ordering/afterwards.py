"""Something is missing from an order, or wrong with it, or its money is wanted back.

What is said to be missing or wrong is taken as a complaint about the order that came last, at once;
a wish for money alone is asked about, with the page where one says what it is.
"""

from typing import Any

from actions.kit.turn import Turn, button
from actions.ordering.acting_view import act_button, on
from models.ordering import Order
from services.acts.acts import Ask, Cancel
from services.ordering import complaints, orders
from services.ordering.complaints import Said
from services.ordering.words import items_text
from services.tickets import tickets

_CAME = (*orders.EXPECTED_IN, "completed")


async def tell(turn: Turn, act: Ask) -> None:
    """What becomes of the order that is meant; a cart stays as it is."""
    recent = await orders.recent(
        turn.session, turn.park_id, turn.conversation.person_id, statuses=(*_CAME, "placed")
    )
    came = next((one for one in recent if complaints.may_complain(one, now=turn.now)), None)
    if came is not None:
        await _of_order(turn, came, act.words or "")
    elif (coming := next((one for one in recent if one.status != "completed"), None)) is not None:
        cancel = act_button(turn.text("button-cancel-order"), Cancel(of=on(coming)))
        turn.tell(turn.text("after-not-yet", **_named(turn, coming)), buttons=[cancel])
    else:
        person = button(turn.text("button-person"), "/ask_human")
        turn.tell(turn.text("after-none"), buttons=[person])


async def _of_order(turn: Turn, order: Order, words: str) -> None:
    known = await complaints.of_order(turn.session, order)
    if known is not None:
        status = turn.text(f"ticket-status-{known.status}", who=turn.text("ticket-engineer"))
        key = "after-known" if known.status in tickets.OPEN else "after-settled"
        text = turn.text(key, ticket_no=known.ticket_no, status=status, **_named(turn, order))
        turn.tell(text, **_page(turn, f"repair/detail?no={known.ticket_no}", "after-open-ticket"))
        return
    aspects = {one["value"] for one in turn.said.entities if one["entity"] == "question"}
    if "amiss" not in aspects:
        page = _page(turn, f"order/complain?no={order.order_no}", "after-open-order")
        turn.tell(turn.text("after-which", **_named(turn, order)), **page)
        return
    ticket = await complaints.complain(
        turn.session, turn.conversation, order.id, Said("other", words), now=turn.now
    )
    page = _page(turn, f"repair/detail?no={ticket.ticket_no}", "after-open-ticket")
    text = turn.text("after-taken", ticket_no=ticket.ticket_no, **_named(turn, order))
    turn.tell(text, ticket_no=ticket.ticket_no, status=ticket.status, **page)


def _named(turn: Turn, order: Order) -> dict[str, Any]:
    return {"order_no": order.order_no, "items": items_text(order, turn.language)}


def _page(turn: Turn, page: str, title: str) -> dict[str, Any]:
    """The page of the app that the message opens."""
    return {"opens": {"page": f"pages/{page}", "title": turn.text(title)}}
