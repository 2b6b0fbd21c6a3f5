"""Questions about an item that its data does not answer: the desk asks its canteen."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.conversations import Conversation
from models.tickets import Ticket
from services.tickets.tickets import open_ticket

LONGEST = 300
"""Characters of the tenant's words that are kept."""


async def ask_vendor(
    session: AsyncSession, conversation: Conversation, item: Item, question: str, *, now: datetime
) -> Ticket:
    """A ticket for the desk, which asks whoever sells the item and tells the tenant."""
    return await open_ticket(
        session,
        conversation.park_id,
        kind="question",
        urgency="normal",
        description=f"{item.name_zh} / {item.name_en}: {question[:LONGEST]}",
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        now=now,
    )
