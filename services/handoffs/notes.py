"""Private notes: what staff tell each other about a conversation. No channel ever reads them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.handoffs import ConversationNote
from models.staff import Staff
from services.conversations import conversations
from services.conversations.events import ConversationMentioned
from services.events.publish import publish
from services.kit.errors import Invalid
from services.staff import mentions

READ = "inbox.read"
LIMIT = 2_000
"""Characters of one note."""


async def add(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    text: str,
    *,
    now: datetime,
) -> ConversationNote:
    """Leave a note after what has been said so far.

    Publishes conversation.mentioned where it names colleagues. Raises NotFound, Invalid.
    """
    words = text.strip()
    if not words:
        raise Invalid("a note needs words", field="text")
    if len(words) > LIMIT:
        raise Invalid("too long", field="text", limit=LIMIT, length=len(words))
    conversation = await conversations.find(session, park_id, conversation_id)
    named = await mentions.mentioned(session, staff, words, READ)
    if named:  # The event's place is counted under the row's lock.
        conversation = await conversations.locked(session, park_id, conversation_id)
    note = ConversationNote(
        park_id=park_id,
        conversation_id=conversation.id,
        staff_id=staff.id,
        after_seq=conversation.last_seq,
        text=words,
        created_at=now,
    )
    session.add(note)
    await session.flush()
    if named:
        event = ConversationMentioned(
            conversation_id=conversation.id, note_id=note.id, by_staff_id=staff.id, staff_ids=named
        )
        await publish(session, park_id, event, now=now)
    return note


async def between(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    first_seq: int,
    before_seq: int | None,
    limit: int = 100,
) -> list[ConversationNote]:
    """Notes that stand from message `first_seq` on up to `before_seq`, oldest first; the newest
    `limit` of them."""
    query = select(ConversationNote).where(
        ConversationNote.park_id == park_id,
        ConversationNote.conversation_id == conversation_id,
        ConversationNote.after_seq >= first_seq,
    )
    if before_seq is not None:
        query = query.where(ConversationNote.after_seq < before_seq)
    found = await session.scalars(query.order_by(ConversationNote.id.desc()).limit(limit))
    return list(reversed(found.all()))
