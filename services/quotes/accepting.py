"""A yes to a quote is an order of the property's outlet: what comes of it while work goes on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet
from models.events import EventRow
from models.ordering import Order, OrderLine
from models.people import Person
from models.quotes import Quote, QuoteLine
from models.tickets import Ticket
from services.events.base import Event
from services.events.follows import Told
from services.kit.actors import ITSELF, Actor
from services.kit.numbers import new_number
from services.ordering import carts, orders, payments, placing
from services.quotes import quotes
from services.tickets import tickets
from services.tickets.events import TicketCancelled, TicketMerged, TicketResolved

METHODS = payments.METHODS
"""How the work can be paid: when it is done, or by the company."""


async def accept(
    session: AsyncSession,
    park_id: int,
    quote_id: int,
    *,
    by: Actor,
    payment: str = payments.ON_PICKUP,
    now: datetime,
) -> tuple[Quote, Order]:
    """Order the work. Again, also at the same moment, gives the one order that was made.

    The property has offered it, so its order is accepted at once. Raises NotFound, QuoteOver,
    Invalid, and accounts.NotEntitled and LimitReached, after which the quote waits as before.
    """
    ticket, quote = await quotes.locked(session, park_id, quote_id)
    if quote.status == "accepted":
        return quote, await orders.load(session, park_id, quote.order_id or 0)
    quotes.check_open(quote, now)
    if ticket.status not in tickets.OPEN:
        raise quotes.TicketOver(ticket.ticket_no, status=ticket.status)
    async with session.begin_nested():
        order = await _place(session, ticket, quote, payment, now=now)
    quote.order_id, quote.answered_at, quote.answered_staff_id = order.id, now, by.staff_id
    await quotes.move(
        session,
        ticket,
        quote,
        "accept",
        by=by,
        now=now,
        by_staff=by.staff_id is not None,
        order_no=order.order_no,
    )
    return quote, order


async def _place(
    session: AsyncSession, ticket: Ticket, quote: Quote, payment: str, *, now: datetime
) -> Order:
    """Its prices are the quote's, whatever the outlet asks for by now."""
    outlet = await session.get_one(Outlet, (quote.park_id, quote.outlet_id))
    person = await session.get_one(Person, (quote.park_id, quote.person_id))
    items = await carts.load_items(session, quote.park_id, [line.item_id for line in quote.lines])
    order = Order(
        park_id=quote.park_id,
        order_no=new_number("O"),
        kind=outlet.kind,
        person_id=quote.person_id,
        outlet_id=outlet.id,
        status="draft",
        held=True,
        fulfilment="on_site",
        building=ticket.building,
        floor=ticket.floor,
        room=ticket.room,
        place=ticket.place,
        phone=ticket.phone or person.phone,
        note=ticket.ticket_no,
        currency=quote.currency,
        total=quote.total,
        created_at=now,
        updated_at=now,
        lines=[_line(line, items[line.item_id]) for line in quote.lines],
    )
    session.add(order)
    await session.flush()
    await payments.choose(session, order, payment)
    await payments.charge(session, order, approval=None, now=now)
    await placing.place_paid(session, order, items=items, now=now)
    return await orders.move(session, order, "accept", items=items, now=now)


def _line(line: QuoteLine, item: Item) -> OrderLine:
    return OrderLine(
        park_id=line.park_id,
        item_id=line.item_id,
        position=line.position,
        name_zh=line.words or item.name_zh,
        name_en=line.words or item.name_en,
        unit_zh=item.unit_zh,
        unit_en=item.unit_en,
        quantity=line.quantity,
        unit_price=line.unit_price,
        options=[],
    )


async def follow(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """What is resolved is due; what is cancelled costs nothing; what is merged goes along."""
    assert isinstance(event, TicketResolved | TicketCancelled | TicketMerged)
    for found in await quotes.of_ticket(session, row.park_id, event.ticket_id):
        ticket, quote = await quotes.locked(session, row.park_id, found.id)
        if quote.status == "sent":
            await quotes.move(session, ticket, quote, "withdraw", by=ITSELF, now=now)
        elif quote.status == "accepted" and isinstance(event, TicketMerged):
            await _go_along(session, quote, event.into)
        elif quote.order_id is not None:
            await _end(session, quote, done=isinstance(event, TicketResolved), now=now)
    return ()


async def _end(session: AsyncSession, quote: Quote, *, done: bool, now: datetime) -> None:
    """Complete its order, or give up what is not begun; one that its outlet ended stays so."""
    order = await orders.load(session, quote.park_id, quote.order_id or 0, lock=True)
    for action in ("ready", "complete") if done else ("reject",):
        if order.status in orders.ACTIONS[action].sources:
            await orders.move(session, order, action, now=now)


async def _go_along(session: AsyncSession, quote: Quote, into: str) -> None:
    """Its order is due when the other ticket is resolved."""
    other = await tickets.find_by_number(session, quote.park_id, into)
    if other is None:
        return
    last = await session.scalar(
        select(func.max(Quote.version)).where(
            Quote.park_id == quote.park_id, Quote.ticket_id == other.id
        )
    )
    quote.ticket_id, quote.version = other.id, (last or 0) + 1
    await session.flush()
