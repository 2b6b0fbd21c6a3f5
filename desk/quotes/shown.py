"""What a ticket's page and its card say of who pays, and of its quotes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import select

from desk.frame.call import Call
from models.ordering import Order
from models.quotes import Quote
from models.tickets import Ticket
from services.kit.money import format_money, plain_amount
from services.ordering import carts
from services.quotes import quotes, sending, telling
from services.tickets import tickets

WRITE = "quotes.write"
VALID = timedelta(days=7)
"""How long a quote is offered to be valid."""
TONES = {"sent": "info", "accepted": "good", "declined": "bad", "expired": "warn"}


def called(row: Any, _language: str) -> str:
    """The audit log leads to what it is of by this."""
    return f"#{row.id} · {row.version}"


async def badges(call: Call, rows: Sequence[Ticket]) -> Mapping[int, Markup]:
    """Of the newest quote of each, while it waits, is accepted, or was not wanted."""
    if not rows:
        return {}
    found = await call.session.execute(
        select(Quote.ticket_id, Quote.status)
        .where(
            Quote.park_id == call.park.id,
            Quote.ticket_id.in_([row.id for row in rows]),
            Quote.status.in_(TONES),
        )
        .order_by(Quote.version)
    )
    newest = {row.ticket_id: row.status for row in found}
    return {
        ticket_id: call.piece("quotes/_badge.html", status=status, tone=TONES[status])
        for ticket_id, status in newest.items()
    }


async def section(call: Call, ticket: Ticket) -> Markup:
    return call.piece("quotes/_section.html", **await _shown(call, ticket))


async def _shown(call: Call, ticket: Ticket) -> dict[str, Any]:
    session, language = call.session, call.language
    found = await quotes.of_ticket(session, call.park.id, ticket.id)
    writes = call.may(WRITE)
    is_open = ticket.status in tickets.OPEN
    may_send = writes and is_open and ticket.person_id is not None
    return {
        "ticket": ticket,
        "coverages": quotes.COVERAGES,
        "writes": writes and is_open,
        "may_send": may_send,
        "offered": await sending.offered(session, call.park.id) if may_send else [],
        "rows": [(one, await telling.lines(session, one, language)) for one in found],
        "total": lambda quote: telling.total(quote, language),
        "can_answer": lambda quote: quote.status == "sent" and quote.valid_until > call.now,
        "tone": lambda quote: TONES.get(quote.status, ""),
        "orders": await _numbers(call, found),
        "money": lambda minor: format_money(minor, call.park.currency, language),
        "amount": lambda minor: plain_amount(minor, call.park.currency),
        "begun": await begun(call, found),
    }


async def _numbers(call: Call, found: Sequence[Quote]) -> dict[int, str]:
    """Of orders that quotes made."""
    ids = [one.order_id for one in found if one.order_id is not None]
    if not ids:
        return {}
    rows = await call.session.execute(
        select(Order.id, Order.order_no).where(Order.park_id == call.park.id, Order.id.in_(ids))
    )
    return {row.id: row.order_no for row in rows}


async def begun(call: Call, found: Sequence[Quote]) -> dict[str, Any]:
    """What a new version begins with: the one before, else an empty line. The tax is that of the
    park's last quote."""
    last = found[0] if found else None
    until = (call.now + VALID).astimezone(ZoneInfo(call.park.timezone)).replace(hour=18, minute=0)
    rate = last.tax_rate if last else await _last_rate(call)
    lines: list[dict[str, str]] = []
    if last is not None:
        items = await carts.load_items(
            call.session, call.park.id, [line.item_id for line in last.lines]
        )
        lines = [
            {
                "item": str(line.item_id),
                "words": line.words or "",
                "quantity": str(line.quantity),
                "price": plain_amount(line.unit_price, call.park.currency),
            }
            for line in last.lines
            if line.item_id in items
        ]
    empty = {"item": "", "words": "", "quantity": "", "price": ""}
    return {
        "lines": lines + [empty] * (sending.MOST_LINES - len(lines)),
        "shown": max(len(lines), 1),
        "until": f"{until:%Y-%m-%dT%H:%M}",
        "tax": "" if rate is None else f"{rate / 100:g}",
        "note": (last.note or "") if last else "",
    }


async def _last_rate(call: Call) -> int | None:
    rate: int | None = await call.session.scalar(
        select(Quote.tax_rate)
        .where(Quote.park_id == call.park.id)
        .order_by(Quote.id.desc())
        .limit(1)
    )
    return rate
