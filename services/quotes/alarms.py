"""Quotes that nobody has answered in time."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.quotes import Quote
from services.kit.actors import ITSELF
from services.kit.alarms import RETRY_AFTER
from services.kit.rest import at_work
from services.quotes import quotes

log = structlog.get_logger(__name__)


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Let what is due expire, of every park; how many there were.

    Unlike `services.kit.alarms.ring` it locks the ticket before the quote, as whoever answers does:
    the other way round the two would wait for each other.
    """
    due = await session.execute(
        select(Quote.park_id, Quote.id)
        .where(Quote.next_alarm_at <= now, at_work(Quote.park_id))
        .order_by(Quote.park_id, Quote.ticket_id)
        .limit(limit)
    )
    found = due.all()
    for park_id, quote_id in found:
        try:
            async with session.begin_nested():
                await _expire(session, park_id, quote_id, now)
        except Exception:
            log.exception("alarm.failed", table="quote", id=quote_id)
            quote = await quotes.load(session, park_id, quote_id)
            quote.next_alarm_at = now + RETRY_AFTER
        await session.flush()
    return len(found)


async def _expire(session: AsyncSession, park_id: int, quote_id: int, now: datetime) -> None:
    """Unless somebody was faster."""
    ticket, quote = await quotes.locked(session, park_id, quote_id)
    if quote.status == "sent" and quote.next_alarm_at is not None and quote.next_alarm_at <= now:
        await quotes.move(session, ticket, quote, "expire", by=ITSELF, now=now)
