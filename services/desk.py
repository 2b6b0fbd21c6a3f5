"""What bot and jobs hand to the service desk besides repairs: complaints, orders gone quiet."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Order, Ticket
from services import guest_limits, handoffs
from services.actors import tenant
from services.tickets import open_ticket


async def take_complaint(
    session: AsyncSession, conversation: Conversation, words: str, *, now: datetime
) -> Ticket:
    """A complaint: a ticket that is answered within 24 hours, and the queue at once.

    Raises GuestLimit.
    """
    await guest_limits.take(session, conversation, {"ticket": 1}, now=now)
    ticket = await open_ticket(
        session,
        conversation.park_id,
        kind="complaint",
        urgency="normal",
        description=words,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        by=tenant(conversation.person_id),
        now=now,
    )
    await handoffs.hand_off(session, conversation, "complaint", now=now)
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
