"""What turns leave behind, once no turn needs it."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import ActionResult, DialogueMemory
from services.kit.batches import delete_some

ACTION_RESULTS_KEPT = timedelta(days=1)
"""A turn is tried again within minutes, never after a day."""
DIALOGUE_KEPT = timedelta(days=2)
"""A session of the bot ends after 60 quiet minutes: what was heard before is of no use to it, and
its memory holds every word."""


async def forget_action_results(session: AsyncSession, *, now: datetime) -> int:
    old = ActionResult.created_at < now - ACTION_RESULTS_KEPT
    return await delete_some(session, ActionResult, old)


async def forget_dialogues(session: AsyncSession, *, now: datetime) -> int:
    old = DialogueMemory.updated_at < now - DIALOGUE_KEPT
    return await delete_some(session, DialogueMemory, old)
