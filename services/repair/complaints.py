"""Complaints: answered within a day by the desk, which has the conversation at once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.tickets import Ticket
from services.handoffs import handoffs
from services.kit.actors import tenant
from services.people import guest_limits
from services.tickets.tickets import open_ticket


async def take_complaint(
    session: AsyncSession, conversation: Conversation, words: str, *, now: datetime
) -> Ticket:
    """A complaint: a ticket that is answered within 24 hours, and the queue at once.

    Raises GuestLimit.
    """
    await guest_limits.take_one(session, conversation, "ticket", now=now)
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
