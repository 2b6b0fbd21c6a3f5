"""What staff say to each other on a ticket, and whom of them they name."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff
from models.tickets import Ticket
from services.events.publish import publish
from services.kit import actors
from services.staff import mentions
from services.tickets import tickets
from services.tickets.events import TicketMentioned

READ = "tickets.read"


async def note(
    session: AsyncSession, park_id: int, ticket_id: int, member: Staff, words: str, *, now: datetime
) -> Ticket:
    """Leave a note. Publishes ticket.changed, and ticket.mentioned where it names colleagues.
    Raises NotFound."""
    by = actors.staff(member)
    ticket = await tickets.note(session, park_id, ticket_id, words, by=by, now=now)
    if named := await mentions.mentioned(session, member, words, READ):
        event = TicketMentioned(**tickets.summary(ticket), by_staff_id=member.id, staff_ids=named)
        await publish(session, park_id, event, now=now)
    return ticket
