"""Words about what was sold out, whatever we said last: "到货了告诉我"."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.catalogue import stock_words

LATELY, LATELY_MESSAGES = timedelta(minutes=30), 8
"""How far back "到货了告诉我" looks for what was sold out."""


async def command(
    session: AsyncSession, conversation: Conversation, text: str, now: datetime
) -> str | None:
    """The command that words stand for whatever we said last, if something was sold out lately."""
    if stock_words.command(text, 0) is None:
        return None
    item_id = await _sold_out_lately(session, conversation, now)
    return None if item_id is None else stock_words.command(text, item_id)


async def _sold_out_lately(
    session: AsyncSession, conversation: Conversation, now: datetime
) -> int | None:
    """What we said was sold out, a moment ago: a question of ours may have come after it."""
    found = await session.scalars(
        select(Message.data["restock"].astext)
        .where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.direction == "out",
            Message.seq > conversation.last_seq - LATELY_MESSAGES,
            Message.created_at >= now - LATELY,
            Message.data.has_key("restock"),
        )
        .order_by(Message.seq.desc())
    )
    said = found.first()
    return None if said is None else int(said)
