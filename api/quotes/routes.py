"""Quotes: read, accepted, declined by who reported the ticket."""

from api.frame.call import Call
from api.frame.routing import Area
from api.quotes import views
from api.quotes.shapes import (
    AcceptQuote,
    DeclineQuote,
    OneQuote,
    Quotes,
    QuoteShown,
    QuotesOf,
)
from models.quotes import Quote
from services.accounting.accounts import LimitReached, NotEntitled
from services.kit.actors import tenant
from services.kit.errors import NotFound
from services.quotes import accepting, quotes
from services.quotes.quotes import QuoteOver, TicketOver
from services.tickets import tickets

area = Area("quotes", grant="repairs")


@area.get("/repairs/{ticket_no}/quotes")
async def list_quotes(call: Call, path: QuotesOf) -> Quotes:
    """What staff ask for work on a ticket of mine, every version of it."""
    ticket = await tickets.find_by_number(call.session, call.park.id, path.ticket_no)
    if ticket is None or ticket.person_id != call.me.id:
        raise NotFound("no such ticket")
    found = await quotes.of_ticket(call.session, call.park.id, ticket.id)
    mine = [one for one in found if one.person_id == call.me.id]
    return Quotes(quotes=[await views.shown(call, one) for one in mine])


@area.post(
    "/quotes/{quote}/accept", errors=[NotFound, QuoteOver, TicketOver, NotEntitled, LimitReached]
)
async def accept_quote(call: Call, path: OneQuote, body: AcceptQuote) -> QuoteShown:
    """Order the work. However often it is said, it is one order."""
    quote = await _mine(call, path)
    await accepting.accept(
        call.session,
        call.park.id,
        quote.id,
        by=tenant(call.me),
        payment=body.payment,
        now=call.now,
    )
    return await views.shown(call, quote)


@area.post("/quotes/{quote}/decline", errors=[NotFound, QuoteOver])
async def decline_quote(call: Call, path: OneQuote, body: DeclineQuote) -> QuoteShown:
    """Not at that price, or not at all; staff are told, and why."""
    quote = await _mine(call, path)
    await quotes.decline(
        call.session,
        call.park.id,
        quote.id,
        by=tenant(call.me),
        reason=body.reason or None,
        now=call.now,
    )
    return await views.shown(call, quote)


async def _mine(call: Call, path: OneQuote) -> Quote:
    """Raises NotFound."""
    quote = await quotes.load(call.session, call.park.id, path.quote)
    if quote.person_id != call.me.id:
        raise NotFound("no such quote")
    return quote
