"""Whom of staff an answer to a quote, or silence, concerns."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.events import EventRow
from models.quotes import Quote
from models.tickets import Ticket
from services.alerts.alerting import Raised, Words
from services.park import places
from services.quotes.events import QuoteAnswered, QuoteEvent
from services.texts import say
from services.tickets import tickets


async def raised(session: AsyncSession, row: EventRow, event: QuoteEvent) -> Sequence[Raised]:
    """Who sent it, and who works on the ticket; nobody of what staff entered themselves."""
    if isinstance(event, QuoteAnswered) and event.by_staff:
        return []
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    concerned = {event.staff_id, ticket.assignee_id} - {None}
    return [Raised(event.status, [one for one in concerned if one is not None])]


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """Nothing of a tenant, and no sum: they stand on locked screens, too."""
    quote = await session.get(Quote, (alert.park_id, int(alert.subject.partition(":")[2])))
    if quote is None:
        return None
    ticket = await session.get_one(Ticket, (alert.park_id, quote.ticket_id))
    names = await places.building_names(session, ticket.park_id, language)
    where = places.describe(ticket, names, language)
    title = say(language, f"alert-quote-{alert.kind}", number=ticket.ticket_no)
    line = " · ".join(filter(None, (where, ticket.ticket_no)))
    return Words(title, line, f"/desk/tickets/{ticket.id}")
