"""How much a park uses now, of each thing that a quota may bound."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.vendors import Attempt
from services.quotas.quotas import What, stored

MINUTE = timedelta(minutes=1)


LOOKED_AT = 5_000
"""The newest rows of which a minute is counted: they are in the order of their ids alone."""


async def used(session: AsyncSession, park_id: int, *, now: datetime) -> Mapping[What, int]:
    """In the last minute, at this moment, and in all, as each is measured."""
    newest = (
        select(Message.created_at.label("at"))
        .where(Message.park_id == park_id, Message.author == "tenant")
        .order_by(Message.id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    posted = (
        select(Attempt.at)
        .where(Attempt.park_id == park_id)
        .order_by(Attempt.id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    turning = select(func.count(Message.conversation_id.distinct())).where(
        Message.park_id == park_id, Message.status == "received"
    )
    since = now - MINUTE
    said, sent = (
        select(func.count()).select_from(rows).where(rows.c.at > since) for rows in (newest, posted)
    )
    messages, turns, webhooks = [await session.scalar(one) or 0 for one in (said, turning, sent)]
    return {
        "messages": messages,
        "turns": turns,
        "webhooks": webhooks,
        "storage": await stored(session, park_id),
    }
