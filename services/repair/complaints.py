"""Complaints: answered within a day by the desk, which has the conversation at once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.tickets import Ticket
from services.handoffs import handoffs
from services.kit.actors import tenant
from services.people import guest_limits
from services.tickets import tickets
from services.tickets.tickets import open_ticket

SAME_WITHIN = timedelta(minutes=30)
"""So long more of a complaint is the same one."""
LONGEST = 2_000
"""Characters of a complaint, whatever is added."""


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


async def add_to_recent(
    session: AsyncSession, conversation: Conversation, words: str, *, now: datetime
) -> Ticket | None:
    """The complaint that the conversation has made within SAME_WITHIN, with these words besides;
    None if there is none that is open."""
    ticket = await session.scalar(
        select(Ticket)
        .where(
            Ticket.park_id == conversation.park_id,
            Ticket.conversation_id == conversation.id,
            Ticket.kind == "complaint",
            Ticket.status.in_(tickets.OPEN),
            Ticket.created_at >= now - SAME_WITHIN,
        )
        .order_by(Ticket.id.desc())
        .limit(1)
    )
    if ticket is None or words in ticket.description:
        return ticket
    said = {"description": f"{ticket.description}\n{words}"[:LONGEST]}
    by = tenant(conversation.person_id)
    return await tickets.edit(session, conversation.park_id, ticket.id, said, by=by, now=now)
