"""What falls due on lost property without anybody's doing."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem
from services.events.publish import publish
from services.kit import alarms
from services.kit.rest import at_work
from services.lost import claims, events, lost

REMINDS = timedelta(days=30)
"""How often staff are asked again, as long as they have decided nothing."""


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Do what is due on things of one category of a park, as services.kit.alarms does; how many
    there were. Which that is, is whatever has been due for longest and nobody else is at."""
    which = (LostItem.park_id, LostItem.category)
    due = await session.execute(
        select(*which)
        .where(LostItem.next_alarm_at <= now, at_work(LostItem.park_id))
        .group_by(*which)
        .order_by(func.min(LostItem.next_alarm_at))
    )
    for park_id, category in due.all():
        if await lost.is_free(session, park_id, category):
            these = (LostItem.park_id == park_id) & (LostItem.category == category)
            return await alarms.ring(session, LostItem, _ring, now=now, limit=limit, only=these)
    return 0


async def _ring(session: AsyncSession, item: LostItem, now: datetime) -> None:
    """Nobody looks for it any more; or staff are asked what becomes of it. What is claimed waits:
    somebody is about to fetch it."""
    if item.kind == "lost" and item.status != "claimed":
        await claims.give_up(session, item, "expire", now=now)
        return
    item.next_alarm_at = now + REMINDS
    if item.kind == "found" and item.stored_at is None:
        await claims.give_up(session, item, "withdraw", now=now)
    elif item.kind == "found":
        await publish(session, item.park_id, events.LostUnclaimed(**lost.summary(item)), now=now)
