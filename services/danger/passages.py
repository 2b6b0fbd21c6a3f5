"""Where words of people stand that are no message of a chat: a ticket's history, an order's notes,
why somebody visits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from models.tickets import Ticket, TicketChange
from models.visits import Visit
from services.repair import dangers
from services.tickets import tickets

Source = Literal["ticket", "order", "visit"]
SPOKEN = ("report", "join", "reopen", "rate", "message")
"""Actions of a ticket's history whose text is somebody's own words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the bot is to be asked of, as a job names it. `source_id` is a line of a ticket's
    history, an order or a visit; `conversation_id` is of whose words they are, 0 without one."""

    park_id: int
    source: Source
    source_id: int
    conversation_id: int
    since: str
    """When it was said, ISO 8601 with offset."""

    @property
    def said_at(self) -> datetime:
        return datetime.fromisoformat(self.since)

    @property
    def key(self) -> str:
        """Of the message that the words become: one for each passage."""
        return f"{self.source}:{self.source_id}"


KEYS = "^(ticket|order|visit):[0-9]+$"
"""What a `key` looks like, as a regular expression of PostgreSQL's."""


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a passage, the place that they are about, and the ticket that has them."""

    text: str
    place: dict[str, Any]
    ticket: Ticket | None


async def of_ticket(session: AsyncSession, ticket: Ticket, *, at: datetime) -> int | None:
    """The newest line of a ticket's history in somebody's own words, of those of a moment."""
    return await session.scalar(
        select(TicketChange.id)
        .where(
            TicketChange.park_id == ticket.park_id,
            TicketChange.ticket_id == ticket.id,
            TicketChange.action.in_(SPOKEN),
            TicketChange.at == at,
            TicketChange.text.is_not(None),
            or_(TicketChange.action != "message", TicketChange.staff_id.is_(None)),
        )
        .order_by(TicketChange.id.desc())
        .limit(1)
    )


async def read(session: AsyncSession, passage: Passage) -> Read | None:
    """The words as they stand there now, a ticket's row locked; None where they are forgotten."""
    key = (passage.park_id, passage.source_id)
    match passage.source:
        case "ticket":
            change = await session.get(TicketChange, key)
            if change is None or not (change.text or "").strip():
                return None
            ticket = await tickets.load(session, passage.park_id, change.ticket_id, lock=True)
            return Read(str(change.text), dangers.place_of(ticket), ticket)
        case "order":
            order = await session.get(Order, key)
            notes = [order.note, *(line.note for line in order.lines)] if order else []
            return _of(order, "\n".join(note for note in notes if note))
        case "visit":
            visit = await session.get(Visit, key)
            return _of(visit, visit.reason or "" if visit else "")


def _of(row: Order | Visit | None, text: str) -> Read | None:
    """An allergy is told to the kitchen and no danger, so it is not among an order's words."""
    if row is None or not text.strip():
        return None
    return Read(text, {name: getattr(row, name) for name in dangers.WHERE}, None)
