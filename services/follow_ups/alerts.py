"""What whoever wanted to be reminded is alerted of."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.events import EventRow
from models.follow_ups import FollowUp
from models.tickets import Ticket
from services.alerts.alerting import Raised, Words
from services.follow_ups.events import FollowUpDue
from services.texts import say

DUE = "due"


async def raised(_session: AsyncSession, _row: EventRow, event: FollowUpDue) -> Sequence[Raised]:
    return [Raised(DUE, [event.staff_id])]


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """Their own words are theirs, and stand on the page alone: alerts show on locked screens."""
    id_ = int(alert.subject.partition(":")[2])
    row = await session.get(FollowUp, (alert.park_id, id_))
    if row is None:
        return None
    title = say(language, "alert-follow-up-due")
    if row.ticket_id is not None:
        ticket = await session.get_one(Ticket, (alert.park_id, row.ticket_id))
        return Words(title, ticket.ticket_no, f"/desk/tickets/{ticket.id}")
    line = say(language, "alert-follow-up-conversation", number=str(row.conversation_id))
    return Words(title, line, f"/desk/inbox/{row.conversation_id}")
