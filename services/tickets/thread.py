"""What staff and a tenant write to each other about a ticket.

A message is a line of the ticket's history, action `message`: `person_id` is the tenant, `staff_id`
who of staff wrote it, None where the tenant did. A tenant reads the lines with them and no others;
notes are lines of another action. Whoever follows a ticket has a thread of their own with staff.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.staff import Staff
from models.tickets import Photo, Ticket, TicketChange, TicketObserver
from services.events.publish import publish
from services.kit import actors
from services.kit.actors import Actor
from services.kit.errors import Conflict, Invalid
from services.tickets import merging, tickets
from services.tickets.events import TicketMessaged
from services.tickets.rules import NotYours

ACTION = "message"
LONGEST = 2_000
"""Characters of one message."""
MOST = 200
"""Messages that are shown of one ticket."""
OVER = frozenset({"closed", "cancelled"})
"""Nobody reads on there: a tenant reopens the ticket, or reports anew."""


class ThreadOver(Conflict):
    """The ticket is closed or cancelled. `details`: `status`."""

    code = "thread_over"


@dataclass(frozen=True, slots=True)
class Line:
    """`photos` are those that are kept still; `message` is the chat's message that brought it to
    the tenant, None while it has not been told, or once the chat's period is over."""

    change: TicketChange
    photos: Sequence[Photo]
    message: Message | None

    @property
    def by_staff(self) -> bool:
        return self.change.staff_id is not None


async def write(
    session: AsyncSession,
    ticket: Ticket,
    member: Staff,
    person_id: int,
    text: str,
    *,
    photos: Sequence[Photo] = (),
    now: datetime,
) -> TicketChange:
    """Staff write to who reported or follows a ticket; the notice of it brings it to them.

    Publishes ticket.messaged. Raises Invalid, and NotYours for somebody who does neither.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if person_id not in await people(session, ticket):
        raise NotYours(ticket.ticket_no)
    by = Actor(staff_id=member.id, person_id=person_id)
    return await _add(session, ticket, by, text, photos, now=now)


async def answer(
    session: AsyncSession,
    ticket: Ticket,
    person_id: int,
    text: str,
    *,
    photos: Sequence[Photo] = (),
    now: datetime,
) -> TicketChange:
    """A tenant writes. Publishes ticket.messaged. Raises Invalid, ThreadOver."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status in OVER:
        raise ThreadOver(ticket.ticket_no, status=ticket.status)
    return await _add(session, ticket, actors.tenant(person_id), text, photos, now=now)


async def _add(
    session: AsyncSession,
    ticket: Ticket,
    by: Actor,
    text: str,
    photos: Sequence[Photo],
    *,
    now: datetime,
) -> TicketChange:
    """The ticket's row is locked."""
    words = text.strip()
    if not words and not photos:
        raise Invalid("a message needs words", field="text")
    if len(words) > LONGEST:
        raise Invalid("too long", field="text", limit=LONGEST, length=len(words))
    ids = [photo.id for photo in photos]
    change = await tickets.record(
        session, ticket, ACTION, by=by, now=now, text=words, **({"photos": ids} if ids else {})
    )
    ticket.updated_at = now
    author: Literal["staff", "tenant"] = "tenant" if by.staff_id is None else "staff"
    event = TicketMessaged(**tickets.summary(ticket), change_id=change.id, author=author)
    await publish(session, ticket.park_id, event, now=now)
    return change


async def people(session: AsyncSession, ticket: Ticket) -> list[int]:
    """Ids of whom staff may write to: the reporter first, then who follows it, by when they did."""
    followers = await session.scalars(
        select(TicketObserver.person_id)
        .where(TicketObserver.park_id == ticket.park_id, TicketObserver.ticket_id == ticket.id)
        .order_by(TicketObserver.created_at, TicketObserver.person_id)
    )
    found = [ticket.person_id, *followers]
    return list(dict.fromkeys(one for one in found if one is not None))


async def lines(
    session: AsyncSession, ticket: Ticket, *, person_id: int | None = None
) -> list[Line]:
    """The newest MOST messages about a ticket and about those that were merged into it, oldest
    first; with `person_id` those with one tenant. Words that were forgotten are left out."""
    query = select(TicketChange).where(
        TicketChange.park_id == ticket.park_id,
        TicketChange.ticket_id.in_(merging.with_merged(ticket)),
        TicketChange.action == ACTION,
        TicketChange.text.is_not(None),
    )
    if person_id is not None:
        query = query.where(TicketChange.person_id == person_id)
    newest = query.order_by(TicketChange.at.desc(), TicketChange.id.desc()).limit(MOST)
    changes = (await session.scalars(newest)).all()[::-1]
    shown = await _photos(session, ticket.park_id, changes)
    told = await _told(session, ticket.park_id, changes)
    return [
        Line(
            change,
            [shown[id_] for id_ in change.details.get("photos", ()) if id_ in shown],
            told.get(change.details.get("told", 0)),
        )
        for change in changes
    ]


async def _photos(
    session: AsyncSession, park_id: int, changes: Sequence[TicketChange]
) -> Mapping[int, Photo]:
    ids = {id_ for change in changes for id_ in change.details.get("photos", ())}
    if not ids:
        return {}
    found = await session.scalars(select(Photo).where(Photo.park_id == park_id, Photo.id.in_(ids)))
    return {photo.id: photo for photo in found}


async def _told(
    session: AsyncSession, park_id: int, changes: Sequence[TicketChange]
) -> Mapping[int, Message]:
    ids = {change.details["told"] for change in changes if "told" in change.details}
    if not ids:
        return {}
    found = await session.scalars(
        select(Message).where(Message.park_id == park_id, Message.id.in_(ids))
    )
    return {message.id: message for message in found}


async def unanswered(session: AsyncSession, park_id: int, ticket_ids: Sequence[int]) -> set[int]:
    """Which of these tickets a tenant wrote about last, so that staff owe them a word."""
    if not ticket_ids:
        return set()
    last = (
        select(TicketChange.ticket_id, TicketChange.staff_id)
        .ext(distinct_on(TicketChange.ticket_id))
        .where(
            TicketChange.park_id == park_id,
            TicketChange.ticket_id.in_(ticket_ids),
            TicketChange.action == ACTION,
        )
        .order_by(TicketChange.ticket_id, TicketChange.id.desc())
        .subquery()
    )
    found = await session.scalars(select(last.c.ticket_id).where(last.c.staff_id.is_(None)))
    return set(found)
