"""What an agent should know before the first word: what was asked, what is open."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.conversations import Conversation, Message
from services.kit.plugins import found
from services.people.waiting import Open
from services.texts import say

ASKED = 3
"""Of the tenant's last messages."""


async def build(session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
    """`asked`: [{text, intent}], oldest first; by kind what they wait for: [{number, status}]."""
    of_them = {
        one.kind: await one.of_person(session, conversation.park_id, conversation.person_id)
        for one in found(services, Open)
    }
    return {
        "asked": await _asked(session, conversation),
        **{
            kind: [{"number": it.number, "status": it.status} for it in waiting]
            for kind, waiting in of_them.items()
        },
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
