"""What a tenant is shown of the person who has their conversation: who it is, whether they are
there, and how far they have read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.staff import Staff
from services.staff import presence


@dataclass(frozen=True, slots=True)
class Attention:
    owner: str
    """bot, queued or staff."""
    name: str | None
    """Of the staff who own it."""
    presence: str | None
    """here, busy or away, as they say themselves."""
    read_seq: int
    """The newest message that staff have seen; 0 for none."""


async def of(session: AsyncSession, conversation: Conversation, *, now: datetime) -> Attention:
    """As it is now."""
    name = state = None
    if conversation.assignee_id is not None:
        staff = await session.get_one(Staff, (conversation.park_id, conversation.assignee_id))
        name, state = staff.name, presence.at(staff, now)
    return Attention(conversation.owner, name, state, conversation.read_seq)


async def read(session: AsyncSession, conversation: Conversation, seq: int) -> bool:
    """Staff have the messages up to `seq` on their screen; whether that is new.

    Of a conversation that the bot answers nothing is noted: its tenant is told of whoever serves
    them, and of nobody else who looks.
    """
    seen = func.least(seq, Conversation.last_seq)
    found = await session.scalar(
        update(Conversation)
        .where(
            Conversation.park_id == conversation.park_id,
            Conversation.id == conversation.id,
            Conversation.owner != "bot",
            Conversation.read_seq < seen,
        )
        .values(read_seq=seen)
        .returning(Conversation.read_seq)
        .execution_options(synchronize_session=False)
    )
    if found is not None:
        await session.refresh(conversation, ["read_seq"])
    return found is not None
