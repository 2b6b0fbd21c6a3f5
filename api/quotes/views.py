"""Quotes as who is asked sees them."""

from api.frame.call import Call
from api.frame.views import money
from api.quotes.shapes import LineQuoted, Payment, QuoteShown
from models.quotes import Quote
from services.accounting import accounts
from services.ordering import orders
from services.quotes import quotes, telling
from services.tickets import tickets


async def shown(call: Call, quote: Quote) -> QuoteShown:
    ticket = await tickets.load(call.session, call.park.id, quote.ticket_id)
    pays = await _pays(call, quote) if ticket.status in tickets.OPEN else []
    return QuoteShown(
        id=quote.id,
        ticket_no=ticket.ticket_no,
        version=quote.version,
        status=quote.status,
        lines=[
            LineQuoted(
                name=line.name,
                quantity=line.quantity,
                unit=line.unit,
                price=money(call, line.price, quote.currency),
                sum=money(call, line.sum, quote.currency),
            )
            for line in await telling.lines(call.session, quote, call.language)
        ],
        total=money(call, quote.total, quote.currency),
        total_text=telling.total(quote, call.language),
        note=quote.note,
        valid_until=call.local(quote.valid_until),
        order_no=await _order_no(call, quote),
        pays=pays,
    )


async def _pays(call: Call, quote: Quote) -> list[Payment]:
    try:
        quotes.check_open(quote, call.now)
    except quotes.QuoteOver:
        return []
    account = await accounts.of_person(call.session, call.park.id, quote.person_id)
    return ["on_pickup"] if account is None else ["on_pickup", "company_account"]


async def _order_no(call: Call, quote: Quote) -> str | None:
    if quote.order_id is None:
        return None
    return (await orders.load(call.session, call.park.id, quote.order_id)).order_no
