"""What an agent should know before the first word: what was asked, what is open."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Message
from services.ordering import orders
from services.texts import say
from services.tickets import tickets

ASKED = 3
"""Of the tenant's last messages."""


async def build(session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
    """`asked`: [{text, intent}], oldest first; `orders` and `tickets`: [{number, status}]."""
    whose = conversation.park_id, conversation.person_id
    return {
        "asked": await _asked(session, conversation),
        "orders": [
            {"number": order.order_no, "status": order.status}
            for order in await orders.unfinished(session, *whose)
        ],
        "tickets": [
            {"number": ticket.ticket_no, "status": ticket.status}
            for ticket in await tickets.unfinished(session, *whose)
        ],
    }


async def _asked(session: AsyncSession, conversation: Conversation) -> list[dict[str, Any]]:
    found = await session.scalars(
        select(Message)
        .where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.direction == "in",
        )
        .order_by(Message.seq.desc())
        .limit(ASKED)
    )
    return [
        {
            "text": message.text or say(conversation.language, "photo-sent"),
            "intent": message.data.get("understood", {}).get("intent"),
        }
        for message in reversed(found.all())
    ]
