"""What an agent should know before the first word: what was asked, what is open."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Message, Order, Ticket
from services import orders, tickets
from services.texts import say

ASKED = 3
"""Of the tenant's last messages."""


async def build(session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
    """`asked`: [{text, intent}], oldest first; `orders` and `tickets`: [{number, status}]."""
    return {
        "asked": await _asked(session, conversation),
        "orders": await _open_orders(session, conversation),
        "tickets": await _open_tickets(session, conversation),
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


async def _open_orders(session: AsyncSession, conversation: Conversation) -> list[dict[str, str]]:
    found = await session.scalars(
        select(Order)
        .where(
            Order.park_id == conversation.park_id,
            Order.person_id == conversation.person_id,
            Order.status.not_in(orders.ENDED),
        )
        .order_by(Order.id.desc())
        .limit(5)
    )
    return [{"number": order.order_no, "status": order.status} for order in found]


async def _open_tickets(session: AsyncSession, conversation: Conversation) -> list[dict[str, str]]:
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == conversation.park_id,
            Ticket.person_id == conversation.person_id,
            Ticket.status.in_(tickets.OPEN),
        )
        .order_by(Ticket.id.desc())
        .limit(5)
    )
    return [{"number": ticket.ticket_no, "status": ticket.status} for ticket in found]
