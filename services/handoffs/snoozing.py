"""Conversations that whoever has them puts off: until a moment, or until their tenant writes.

One that is put off stands apart from what waits for its owner, and does not return to the bot by
itself. It comes back when its tenant writes, when its moment has come, and with another owner.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.handoffs import Snooze
from models.staff import Staff
from services.conversations.events import ConversationEvent, ConversationWoken
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.handoffs import handoffs
from services.handoffs.handoffs import OwnedByOther
from services.kit import alarms
from services.kit.errors import Invalid

LONGEST = timedelta(days=31)
WITHOUT_AN_ANSWER = timedelta(days=3)
"""After so long without a word of the tenant its owner is reminded all the same."""


async def snooze(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    until: datetime | None,
    *,
    now: datetime,
) -> None:
    """Put off a conversation of one's own; None: until its tenant writes. Again sets it anew.

    Raises NotFound, Invalid, and OwnedByOther for what is not one's own.
    """
    if until is not None and not now < until <= now + LONGEST:
        raise Invalid("put off for up to a month", field="until")
    conversation = await handoffs.lock(session, park_id, conversation_id)
    if conversation.assignee_id != staff.id:
        raise OwnedByOther("not yours", assignee_id=conversation.assignee_id, name="")
    values = {
        "staff_id": staff.id,
        "until": until,
        "created_at": now,
        "next_alarm_at": until or now + WITHOUT_AN_ANSWER,
    }
    await session.execute(
        insert(Snooze)
        .values(park_id=park_id, conversation_id=conversation_id, **values)
        .on_conflict_do_update(index_elements=["park_id", "conversation_id"], set_=values)
    )


async def wake(session: AsyncSession, park_id: int, conversation_id: int) -> None:
    """It waits for its owner again. Safe to repeat."""
    await session.execute(
        delete(Snooze).where(Snooze.park_id == park_id, Snooze.conversation_id == conversation_id)
    )


def is_snoozed() -> ColumnElement[bool]:
    """Whether a conversation of the statement is put off."""
    return exists().where(
        Snooze.park_id == Conversation.park_id, Snooze.conversation_id == Conversation.id
    )


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Bring back those whose moment has come, of every park; how many there were."""
    return await alarms.ring(session, Snooze, _due, now=now, limit=limit)


async def _due(session: AsyncSession, row: Snooze, now: datetime) -> None:
    conversation = await handoffs.lock(session, row.park_id, row.conversation_id)
    await session.delete(row)
    if conversation.assignee_id == row.staff_id:
        event = ConversationWoken(conversation_id=conversation.id, staff_id=row.staff_id)
        await publish(session, row.park_id, event, now=now)


async def over(
    session: AsyncSession, row: EventRow, event: Event, _now: datetime
) -> Sequence[Told]:
    """The tenant wrote, or it has another owner."""
    assert isinstance(event, ConversationEvent)
    await wake(session, row.park_id, event.conversation_id)
    return ()
