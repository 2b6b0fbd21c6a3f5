"""Whom of staff an event of a conversation concerns: who is given it, and who has it when its
tenant writes."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.conversations import Conversation
from models.events import EventRow
from services.alerts.alerting import Raised, Words
from services.conversations.events import (
    ConversationAssigned,
    ConversationEvent,
    ConversationFlagged,
    ConversationHandedBack,
    ConversationMentioned,
    ConversationReplied,
    ConversationWoken,
)
from services.texts import say

ASSIGNED, REPLY, DUE, MENTIONED = "assigned", "reply", "due", "mentioned"
FLAGGED = "flagged"


async def raised(
    _session: AsyncSession, _row: EventRow, event: ConversationEvent
) -> Sequence[Raised]:
    match event:
        case ConversationAssigned() if event.by_staff_id != event.staff_id:
            return [Raised(ASSIGNED, [event.staff_id])]
        case ConversationReplied():
            return [Raised(REPLY, [event.staff_id])]
        case ConversationMentioned():
            return [Raised(MENTIONED, event.staff_ids)]
        case ConversationFlagged():
            return [Raised(FLAGGED, event.staff_ids, about={"rule": event.rule})]
        case ConversationWoken():
            return [Raised(DUE, [event.staff_id])]
    return []


async def who_did(
    _session: AsyncSession, _row: EventRow, event: ConversationAssigned | ConversationHandedBack
) -> int | None:
    """Who of staff did it."""
    return event.by_staff_id if isinstance(event, ConversationAssigned) else event.staff_id


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """Nothing of a tenant: they stand on locked screens, too."""
    id_ = int(alert.subject.partition(":")[2])
    if await session.get(Conversation, (alert.park_id, id_)) is None:
        return None
    line = say(language, "alert-conversation-line", number=str(id_), times=alert.times)
    title = say(language, f"alert-conversation-{alert.kind}", rule=alert.about.get("rule", ""))
    return Words(title, line, f"/desk/inbox/{id_}")
