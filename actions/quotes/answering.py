"""The tenant's answer to a quote, by its card's buttons or in words."""

from collections.abc import Sequence

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Button, Turn, button
from models.quotes import Quote
from services.accounting.accounts import LimitReached, NotEntitled
from services.conversations.commands import command
from services.kit import actors
from services.kit.errors import NotFound
from services.ordering import payments
from services.quotes import accepting, quotes, telling
from services.quotes.notices import QUOTE
from services.tickets import tickets


class AcceptQuote(ParkAction):
    """A button "accept", or words that say so."""

    action_name = "action_accept_quote"

    async def act(self, turn: Turn) -> Events:
        quote = await _meant(turn)
        if quote is not None:
            payment = turn.said.value("payment")
            by_company = payment == payments.COMPANY_ACCOUNT
            await accept(turn, quote, payments.COMPANY_ACCOUNT if by_company else None)
        return []


class DeclineQuote(ParkAction):
    """The button "decline", or words that say so and why."""

    action_name = "action_decline_quote"

    async def act(self, turn: Turn) -> Events:
        quote = await _meant(turn)
        if quote is not None:
            reason = turn.said.value("comment")
            await decline(turn, quote, str(reason) if reason else None)
        return []


async def settle(turn: Turn) -> bool:
    """Take a yes or a no as the answer to the card, if that was the last thing we said."""
    quote_id = (await turn.asked()).get("quote")
    quote = await _own(turn, quote_id) if isinstance(quote_id, int) else None
    if quote is None:
        return False
    if turn.said.intent == "affirm":
        await accept(turn, quote, None)
    else:
        await decline(turn, quote, None)
    return True


async def accept(turn: Turn, quote: Quote, payment: str | None) -> None:
    """Order the work, or say why that cannot be."""
    me = actors.tenant(turn.conversation.person_id)
    number = await _number(turn, quote)
    try:
        before = quote.status
        quote, order = await accepting.accept(
            turn.session,
            turn.park_id,
            quote.id,
            by=me,
            payment=payment or payments.ON_PICKUP,
            now=turn.now,
        )
    except quotes.QuoteOver as over:
        await _tell_over(turn, quote, over.details["status"])
    except quotes.TicketOver:
        turn.tell(turn.text("quote-ticket-over", ticket_no=number))
    except LimitReached as reached:
        text = turn.text("quote-limit", over=turn.money(reached.over, quote.currency))
        turn.tell(text, buttons=[_pay_self(turn, quote)], quote=quote.id)
    except NotEntitled:
        text = turn.text("quote-not-entitled")
        turn.tell(text, buttons=[_pay_self(turn, quote)], quote=quote.id)
    else:
        if before == "accepted":
            turn.tell(turn.text("quote-over-accepted"), order_no=order.order_no)
            return
        text = turn.text(
            "quote-accepted",
            payment=order.payment,
            total=turn.money(order.total, order.currency),
            order_no=order.order_no,
            ticket_no=number,
        )
        turn.tell(text, ticket_no=number, order_no=order.order_no, quote=quote.id)


async def decline(turn: Turn, quote: Quote, reason: str | None) -> None:
    me = actors.tenant(turn.conversation.person_id)
    said = reason[: quotes.LONGEST_REASON] if reason else None
    try:
        await quotes.decline(turn.session, turn.park_id, quote.id, by=me, reason=said, now=turn.now)
    except quotes.QuoteOver as over:
        await _tell_over(turn, quote, over.details["status"])
    else:
        number = await _number(turn, quote)
        turn.tell(turn.text("quote-declined", ticket_no=number), ticket_no=number)


async def _tell_over(turn: Turn, quote: Quote, status: str) -> None:
    """Why it cannot be answered any more; the one that took its place with that."""
    if status != "replaced":
        turn.tell(turn.text(f"quote-over-{status}"), quote=quote.id)
        return
    all_of_it = await quotes.of_ticket(turn.session, turn.park_id, quote.ticket_id)
    newest = next((one for one in all_of_it if one.status == "sent"), None)
    if newest is None:
        turn.tell(turn.text("quote-over-replaced-gone"), quote=quote.id)
        return
    turn.tell(turn.text("quote-over-replaced"))
    await _show(turn, newest)


async def _meant(turn: Turn) -> Quote | None:
    """The quote that the command names, or the only one that waits; else says what there is."""
    quote_id = turn.said.value("quote")
    if isinstance(quote_id, int):
        quote = await _own(turn, quote_id)
        if quote is None:
            turn.tell(turn.text("quote-none"))
        return quote
    me = turn.conversation.person_id
    waiting = await quotes.open_of_person(turn.session, turn.park_id, me)
    if len(waiting) == 1:
        return waiting[0]
    await _ask_which(turn, waiting)
    return None


async def _ask_which(turn: Turn, waiting: Sequence[Quote]) -> None:
    if not waiting:
        turn.tell(turn.text("quote-none"))
        return
    turn.tell(turn.text("quote-which", n=str(len(waiting))))
    for quote in waiting:
        await _show(turn, quote)


async def _show(turn: Turn, quote: Quote) -> None:
    """Its card."""
    ticket = await tickets.load(turn.session, turn.park_id, quote.ticket_id)
    text = await telling.card(turn.session, ticket, quote, turn.language, now=turn.now)
    ways = await telling.buttons(turn.session, quote, turn.language)
    turn.tell(text, buttons=ways, settles=QUOTE, quote=quote.id, ticket_no=ticket.ticket_no)


async def _own(turn: Turn, quote_id: int) -> Quote | None:
    """Of whoever speaks alone."""
    try:
        quote = await quotes.load(turn.session, turn.park_id, quote_id)
    except NotFound:
        return None
    return quote if quote.person_id == turn.conversation.person_id else None


async def _number(turn: Turn, quote: Quote) -> str:
    return (await tickets.load(turn.session, turn.park_id, quote.ticket_id)).ticket_no


def _pay_self(turn: Turn, quote: Quote) -> Button:
    return button(turn.text("button-quote-accept"), command("accept_quote", quote=quote.id))
