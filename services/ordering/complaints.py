"""Something is missing from an order, or wrong with it: said once, for the outlet and the desk.

It is a ticket of kind `complaint` about the order, with what is claimed in its `data`, and an event
that the outlet gets. What is claimed of lines has its price: that is what the desk gives back with
one press. The rest (`late`, `other`) staff decide on the order's own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.tickets import Ticket
from services.events.publish import publish
from services.kit.actors import Actor, tenant
from services.kit.audit import By
from services.kit.errors import Conflict, Invalid, NotFound
from services.ordering import describing, events, orders, payments, refunds
from services.ordering.words import pieces_text
from services.people import guest_limits
from services.texts import say
from services.tickets import tickets
from services.tickets.tickets import open_ticket

KIND = "complaint"
WHATS = ("missing", "wrong", "quality", "late", "other")
WITHIN = timedelta(days=2)
"""So long after its slot, or else its last change, an order is complained about."""
LONGEST = 1_000
_HANDED_OVER = ("ready", "delivering", "completed")


class AlreadyComplained(Conflict):
    """There is one ticket for an order: more is written there. `details`: `ticket_no`."""

    code = "already_complained"


class NothingToComplainOf(Conflict):
    """The order is not due yet, came to nothing, or is long over."""

    code = "nothing_to_complain_of"


@dataclass(frozen=True, slots=True)
class Said:
    """`what` is one of WHATS; `pieces` are counted by the id of their line."""

    what: str
    words: str = ""
    pieces: Mapping[int, int] = field(default_factory=dict)


def may_complain(order: Order, *, now: datetime) -> bool:
    """From when it was due, or handed over, for WITHIN."""
    if order.status not in (*orders.EXPECTED_IN, "completed"):
        return False
    due = order.status in _HANDED_OVER or (order.slot_start is not None and order.slot_start <= now)
    return due and now - max(order.slot_end or order.updated_at, order.updated_at) <= WITHIN


async def of_order(session: AsyncSession, order: Order) -> Ticket | None:
    """The one complaint about an order."""
    return await session.scalar(
        select(Ticket).where(
            Ticket.park_id == order.park_id, Ticket.order_id == order.id, Ticket.kind == KIND
        )
    )


async def complain(
    session: AsyncSession, conversation: Conversation, order_id: int, said: Said, *, now: datetime
) -> Ticket:
    """Open the ticket of a complaint about an order, and tell its outlet.

    Raises NotFound, NothingToComplainOf, AlreadyComplained, GuestLimit, and Invalid for other
    lines or pieces than the order has, or where nothing is said at all.
    """
    order = await orders.load(session, conversation.park_id, order_id, lock=True)
    before = await of_order(session, order)
    if before is not None:
        raise AlreadyComplained(before.ticket_no, ticket_no=before.ticket_no)
    if not may_complain(order, now=now):
        raise NothingToComplainOf(f"{order.order_no} is {order.status}", status=order.status)
    _check(order, said)
    await guest_limits.take_one(session, conversation, "ticket", now=now)
    ticket = await open_ticket(
        session,
        order.park_id,
        kind=KIND,
        urgency="normal",
        description=described(order, said, conversation.language),
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        phone=order.phone,
        order=order,
        data={"complaint": {"what": said.what, "lines": _lines(said)}},
        by=tenant(conversation.person_id),
        now=now,
    )
    told = events.OrderComplained(
        order=await describing.describe(session, order),
        complaint=events.ComplaintData(
            ticket_no=ticket.ticket_no,
            what=said.what,
            lines=[events.PiecesData(**one) for one in _lines(said)],
            amount=price_of(order, said.pieces),
        ),
    )
    await publish(session, order.park_id, told, now=now)
    return ticket


def described(order: Order, said: Said, language: str) -> str:
    """The complaint in one paragraph, as staff and the tenant read it."""
    lines = [(line, said.pieces[line.id]) for line in order.lines if line.id in said.pieces]
    items = pieces_text(lines, language) if lines else "none"
    head = say(language, "complaint-what", what=said.what, items=items)
    return "\n".join(filter(None, (head, said.words.strip()[:LONGEST])))


def pieces_of(ticket: Ticket) -> dict[int, int]:
    """What is claimed, counted by the id of its line."""
    claimed = ticket.data.get("complaint", {}).get("lines", [])
    return {int(one["line_id"]): int(one["quantity"]) for one in claimed}


async def owed(session: AsyncSession, order: Order, ticket: Ticket) -> dict[int, int]:
    """Pieces that are claimed and were paid through the park, less what staff have given back of
    the same lines, for whatever reason."""
    payment = await payments.of_order(session, order.park_id, order.id)
    if payment is None or payment.method not in payments.PREPAID:
        return {}
    back = refunds.given_back(await refunds.of_payment(session, payment))
    lines = {line.id: line for line in order.lines}
    left = {
        line_id: min(quantity, lines[line_id].quantity) - back[line_id]
        for line_id, quantity in pieces_of(ticket).items()
        if line_id in lines
    }
    left = {line_id: quantity for line_id, quantity in left.items() if quantity > 0}
    return left if price_of(order, left) <= payment.amount - payment.refunded else {}


def price_of(order: Order, pieces: Mapping[int, int]) -> int:
    """In minor units, options included."""
    return sum(line.unit_price * pieces.get(line.id, 0) for line in order.lines)


async def give_back(
    session: AsyncSession, by: By, order_id: int, reason: str, *, actor: Actor
) -> int:
    """Give back what is claimed of an order's lines, and resolve the complaint; the sum.

    Pressed twice it is given back once. Raises NotFound, Invalid, and Conflict where nothing of it
    is left to give back.
    """
    order = await orders.load(session, by.park_id, order_id, lock=True)
    ticket = await of_order(session, order)
    if ticket is None:
        raise NotFound(f"order {order_id} has no complaint")
    pieces = await owed(session, order, ticket)
    if not pieces:
        raise Conflict("nothing of it is left to give back")
    asked = refunds.Asked(reason, pieces)
    await refunds.refund(session, by, order_id, asked, key=f"complaint:{ticket.id}")
    if ticket.status in tickets.OPEN:
        await tickets.advance(
            session, by.park_id, ticket.id, "resolve", by=actor, now=by.at, reason=reason.strip()
        )
    return price_of(order, pieces)


def _check(order: Order, said: Said) -> None:
    if said.what not in WHATS:
        raise Invalid("no such complaint", field="what", allowed=list(WHATS))
    lines = {line.id: line.quantity for line in order.lines}
    if any(not 0 < many <= lines.get(line, 0) for line, many in said.pieces.items()):
        raise Invalid("the order has no so many of that", field="lines")
    if said.what in ("missing", "wrong") and not said.pieces:
        raise Invalid("which dish is it", field="lines")
    if not said.pieces and not said.words.strip():
        raise Invalid("what is it about", field="words")


def _lines(said: Said) -> list[dict[str, int]]:
    return [
        {"line_id": line, "quantity": quantity} for line, quantity in sorted(said.pieces.items())
    ]
