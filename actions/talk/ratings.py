"""One to five, once, for a repair, an order, or a talk with staff."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from services.handoffs import handoffs
from services.kit.actors import tenant
from services.kit.errors import Conflict, NotFound
from services.ordering import order_ratings, orders
from services.repair import repair
from services.tickets import tickets

LOW = 2
"""Up to this a person is offered."""


class Rate(ParkAction):
    """A star's button, or a rating that was typed where one was asked for."""

    action_name = "action_rate"

    async def act(self, turn: Turn) -> Events:
        stars, comment = int(turn.said.value("rating") or 0), turn.said.value("comment")
        await take_rating(turn, str(turn.said.value("about") or ""), stars, comment)
        return []


async def take_rating(turn: Turn, about: str, stars: int, comment: str | None) -> None:
    """Note the stars of what `about` names (kind:id), and thank for them."""
    if not await _rate(turn, about, stars, comment):
        turn.tell(turn.text("rating-over"))
    elif stars <= LOW:
        person = button(turn.text("button-person"), "/ask_human")
        turn.tell(turn.text("rating-sorry"), buttons=[person], rating=stars)
    else:
        turn.tell(turn.text("rating-thanks"), rating=stars)


async def _rate(turn: Turn, about: str, stars: int, comment: str | None) -> bool:
    """Whether it counted: what is rated is the tenant's own, and was not rated before."""
    kind, _, number = about.partition(":")
    if not number.isdigit() or not 1 <= stars <= 5:  # noqa: PLR2004
        return False
    if kind == "handoff":
        return await handoffs.rate(
            turn.session, turn.conversation, int(number), stars, comment, now=turn.now
        )
    if kind == "order":
        return await _rate_order(turn, int(number), stars, comment)
    return kind == "ticket" and await _rate_ticket(turn, int(number), stars, comment)


async def _rate_ticket(turn: Turn, ticket_id: int, stars: int, comment: str | None) -> bool:
    try:
        ticket = await tickets.load(turn.session, turn.park_id, ticket_id)
        if ticket.person_id != turn.conversation.person_id:
            return False
        by = tenant(turn.conversation.person_id)
        await repair.rate(turn.session, ticket, stars, comment, by=by, now=turn.now)
    except (NotFound, Conflict):
        return False
    return True


async def _rate_order(turn: Turn, order_id: int, stars: int, comment: str | None) -> bool:
    try:
        order = await orders.load(turn.session, turn.park_id, order_id)
        if order.person_id != turn.conversation.person_id:
            return False
        given = order_ratings.Stars(stars, comment)
        await order_ratings.rate(turn.session, turn.park_id, order_id, given, now=turn.now)
    except (NotFound, Conflict):
        return False
    return True
