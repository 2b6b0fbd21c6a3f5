"""What the service desk is asked to do: tickets, and conversations that want a person."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Order, Ticket
from services.events import ConversationHandedOff, TicketReported
from services.numbers import new_number
from services.publish import publish


async def hand_off(
    session: AsyncSession, conversation: Conversation, reason: str, *, now: datetime
) -> None:
    """Queue a conversation for staff. Asking again while it is queued changes nothing.

    Until the desk can take conversations over, the bot goes on answering meanwhile: a queued
    conversation with a silent bot would be a dead end.
    """
    await session.refresh(conversation, with_for_update=True)
    if conversation.owner != "bot":
        return
    conversation.owner = "queued"
    await session.flush()
    event = ConversationHandedOff(conversation_id=conversation.id, reason=reason)
    await publish(session, conversation.park_id, event, now=now)


async def take_complaint(
    session: AsyncSession, conversation: Conversation, words: str, *, now: datetime
) -> Ticket:
    """A complaint; it is answered within 24 hours."""
    return await open_ticket(
        session,
        conversation.park_id,
        kind="complaint",
        urgency="normal",
        description=words,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        now=now,
    )


async def raise_alarm(
    session: AsyncSession,
    conversation: Conversation,
    words: str,
    *,
    category: str,
    place: dict[str, Any],
    now: datetime,
) -> Ticket:
    """Somebody reports danger: a critical ticket with what is known, and the desk's queue."""
    ticket = await open_ticket(
        session,
        conversation.park_id,
        kind="repair",
        category=category,
        urgency="critical",
        description=words,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        **{name: place.get(name) for name in ("building", "floor", "room", "place")},
        now=now,
    )
    await hand_off(session, conversation, "critical", now=now)
    return ticket


async def chase_acceptance(session: AsyncSession, order: Order, *, now: datetime) -> Ticket | None:
    """A ticket for an order that its vendor has not accepted in time; None if there is one."""
    known = await session.scalar(
        select(Ticket.id).where(
            Ticket.park_id == order.park_id,
            Ticket.order_id == order.id,
            Ticket.kind == "order_not_accepted",
        )
    )
    if known is not None:
        return None
    return await open_ticket(
        session,
        order.park_id,
        kind="order_not_accepted",
        urgency="urgent",
        description=f"{order.order_no} has not been accepted by its vendor",
        person_id=order.person_id,
        conversation_id=order.conversation_id,
        order=order,
        now=now,
    )


async def open_ticket(
    session: AsyncSession,
    park_id: int,
    *,
    kind: str,
    urgency: str,
    description: str,
    now: datetime,
    category: str = "other",
    order: Order | None = None,
    **about: Any,
) -> Ticket:
    """Open a ticket and say so. `about` are further columns, such as person_id."""
    ticket = Ticket(
        park_id=park_id,
        ticket_no=new_number("T"),
        kind=kind,
        category=category,
        urgency=urgency,
        status="reported",
        description=description,
        order_id=order.id if order else None,
        created_at=now,
        updated_at=now,
        **about,
    )
    session.add(ticket)
    await session.flush()
    event = TicketReported(
        ticket_id=ticket.id,
        ticket_no=ticket.ticket_no,
        kind=kind,
        category=category,
        urgency=urgency,
        order_no=order.order_no if order else None,
    )
    await publish(session, park_id, event, now=now)
    return ticket
