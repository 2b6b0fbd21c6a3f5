"""How long the words of quotes are kept: as those of orders, once their ticket is over."""

from datetime import datetime

from sqlalchemy import and_, exists, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.quotes import Quote, QuoteLine
from models.tickets import Ticket
from services.kit.retention import Batch, Retention, Rule, Yes, says
from services.tickets import tickets

_WORDS = {"note": None, "reason": None}


def _over(before: datetime) -> Yes:
    at_work = exists().where(
        Ticket.park_id == Quote.park_id,
        Ticket.id == Quote.ticket_id,
        or_(Ticket.status.in_(tickets.OPEN), Ticket.updated_at >= before),
    )
    return and_(Quote.status != "sent", Quote.created_at < before, ~at_work)


async def _clear(session: AsyncSession, batch: Batch) -> None:
    lines = update(QuoteLine).where(*batch.of(QuoteLine.quote_id))
    await session.execute(lines.values(words=None))
    await session.execute(update(Quote).where(*batch.of(Quote.id)).values(**_WORDS))


_HAS_LINES = exists().where(
    QuoteLine.park_id == Quote.park_id,
    QuoteLine.quote_id == Quote.id,
    QuoteLine.words.is_not(None),
)
RETENTION = Retention(
    {},
    {
        "quotes": Rule(
            "order_details",
            Quote,
            Quote.created_at,
            _over,
            _clear,
            holds=or_(says(Quote, _WORDS), _HAS_LINES),
        )
    },
)
