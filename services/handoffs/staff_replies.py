"""What staff say to tenants: once, and not past a colleague."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.staff import Staff
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.handoffs import handoffs
from services.kit.errors import Conflict, Invalid
from services.notices import pushes

LIMIT = 2_000
"""Characters of one message."""
Keep = Callable[[Conversation], Awaitable[Mapping[str, object]]]
"""Stores photos and files for a conversation; how a message's data names them, under `photos` and
`files`."""


class AnsweredMeanwhile(Conflict):
    """Somebody of staff wrote after what the sender had seen. `details`: `seq` of the newest."""

    code = "answered_meanwhile"


async def reply(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    text: str,
    *,
    key: str,
    seen_seq: int | None,
    now: datetime,
    keep: Keep | None = None,
) -> Message:
    """A message of staff to the tenant; takes the conversation if nobody has it. `keep` is asked
    for what it shows once it is sure that it is sent.

    Safe to repeat with the same `key`. `seen_seq` is the newest message that the sender has seen;
    None sends in any case. Raises NotFound, Invalid, OwnedByOther, AnsweredMeanwhile.
    """
    words = text.strip()
    if not words and keep is None:
        raise Invalid("a reply needs words", field="text")
    if len(words) > LIMIT:
        raise Invalid("too long", field="text", limit=LIMIT, length=len(words))
    external_id = f"staff:{staff.id}:{key}"
    conversation = await handoffs.lock(session, park_id, conversation_id)
    if (known := await receiving.by_external_id(session, conversation, external_id)) is not None:
        return known  # Also after it was handed back: a repeated reply takes nothing again.
    conversation = await handoffs.take(session, park_id, conversation_id, staff, now=now)
    if seen_seq is not None:
        await _nobody_else_wrote(session, conversation, staff, seen_seq)
    data: dict[str, object] = {"staff": {"name": staff.name}}
    if keep is not None:
        data |= await keep(conversation)
    said = Reply(words, data=data)
    [message] = await conversations.speak(session, conversation, [said], author="staff", now=now)
    message.staff_id, message.external_id = staff.id, external_id
    conversation.answered_at = now
    handoff = await handoffs.current(session, conversation)
    if handoff is not None and handoff.first_reply_at is None:
        handoff.first_reply_at = now
    await session.flush()
    await pushes.plan(session, conversation, message)
    return message


async def _nobody_else_wrote(
    session: AsyncSession, conversation: Conversation, staff: Staff, seen_seq: int
) -> None:
    newest = await session.scalar(
        select(func.max(Message.seq)).where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq > seen_seq,
            Message.author == "staff",
            Message.staff_id != staff.id,
        )
    )
    if newest is not None:
        raise AnsweredMeanwhile("a colleague has answered", seq=newest)
