"""What else is promised of whoever has a ticket.

Nobody is in two places at once, yet two short jobs in one building may share a morning: staff are
warned, and may promise it all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket
from services.kit.errors import Conflict
from services.tickets import tickets
from services.tickets.appointments import Window


class Overlaps(Conflict):
    """`details`: `windows` in words, and `anyway`."""

    code = "overlapping_windows"


@dataclass(frozen=True, slots=True)
class Promised:
    """A window of another ticket."""

    ticket_id: int
    ticket_no: str
    window: Window


async def others(session: AsyncSession, ticket: Ticket, *, now: datetime) -> list[Promised]:
    """Windows that are not over, of other open tickets of who has this one, in order. None where
    nobody has it. Moments are aware."""
    if ticket.assignee_id is None:
        return []
    rows = await session.execute(
        select(Ticket.id, Ticket.ticket_no, Ticket.appointment_from, Ticket.appointment_until)
        .where(
            Ticket.park_id == ticket.park_id,
            Ticket.assignee_id == ticket.assignee_id,
            Ticket.id != ticket.id,
            Ticket.status.in_(tickets.OPEN),
            Ticket.appointment_until > now,
        )
        .order_by(Ticket.appointment_from, Ticket.id)
    )
    return [
        Promised(row.id, row.ticket_no, Window(row.appointment_from, row.appointment_until))
        for row in rows
    ]


def clashing(window: Window, promised: Iterable[Promised]) -> list[Promised]:
    """Those that overlap a window; one that begins as it ends does not."""
    return [one for one in promised if one.window.overlaps(window)]
