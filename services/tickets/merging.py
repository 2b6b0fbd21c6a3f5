"""Two tickets about one thing become one, and nobody who reported it is forgotten."""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Photo, Ticket, TicketObserver
from services.kit.actors import Actor
from services.kit.errors import Conflict, IllegalTransition, Invalid
from services.tickets import tickets

_RANK = ("low", "normal", "urgent", "critical")


class MergesIntoItself(Invalid):
    code = "merges_into_itself"


class MergeTargetEnded(Conflict):
    """Nobody works on the other ticket any more. `details`: `ticket_no`, `status`."""

    code = "merge_target_ended"


async def merge(
    session: AsyncSession, park_id: int, ticket_id: int, into_id: int, *, by: Actor, now: datetime
) -> Ticket:
    """Go on under another ticket, which is returned.

    Its reporter and observers follow that one from now on, its photos move there, and the more
    urgent of the two urgencies holds. Safe to repeat. Raises MergesIntoItself, MergeTargetEnded,
    NotFound, IllegalTransition.
    """
    if ticket_id == into_id:
        raise MergesIntoItself
    # In the order of their ids, so that two merges cannot wait for each other.
    locked = {
        one: await tickets.load(session, park_id, one, lock=True)
        for one in sorted((ticket_id, into_id))
    }
    ticket, into = locked[ticket_id], locked[into_id]
    if ticket.merged_into_id == into.id:
        return into
    if ticket.status not in tickets.ACTIONS["merge"].sources:
        raise IllegalTransition(ticket.ticket_no, status=ticket.status, action="merge")
    if into.status not in tickets.OPEN:
        raise MergeTargetEnded(into.ticket_no, ticket_no=into.ticket_no, status=into.status)
    await tickets.advance(session, park_id, ticket.id, "merge", by=by, into=into, now=now)
    await _follow(session, ticket, into, now)
    await _move_photos(session, ticket, into)
    into.reports += ticket.reports
    if _RANK.index(ticket.urgency) > _RANK.index(into.urgency):
        urgency = {"urgency": ticket.urgency}
        await tickets.edit(session, park_id, into.id, urgency, by=by, now=now)
    await tickets.record(
        session, into, "join", by=by, now=now, text=ticket.description, merged=ticket.id
    )
    await tickets.changed(session, into, "join", now=now)
    return into


def with_merged(ticket: Ticket) -> Select[int]:
    """Ids of a ticket and of all that go on under its number."""
    here = select(Ticket.id).where(Ticket.park_id == ticket.park_id, Ticket.id == ticket.id)
    found = here.cte("here", recursive=True)
    merged = select(Ticket.id).where(
        Ticket.park_id == ticket.park_id, Ticket.merged_into_id == found.c.id
    )
    return select(found.union(merged).c.id)


async def _follow(session: AsyncSession, ticket: Ticket, into: Ticket, now: datetime) -> None:
    """The old ticket keeps its own observers: they are told under its number that it moved."""
    observers = await session.execute(
        select(TicketObserver.person_id, TicketObserver.words, TicketObserver.urgency).where(
            TicketObserver.park_id == ticket.park_id, TicketObserver.ticket_id == ticket.id
        )
    )
    words = {row.person_id: (row.words, row.urgency) for row in observers}
    if ticket.person_id is not None:
        words[ticket.person_id] = (ticket.description, ticket.urgency)
    for person_id, (said, urgency) in words.items():
        if person_id == into.person_id:
            continue
        row = insert(TicketObserver).values(
            park_id=into.park_id,
            ticket_id=into.id,
            person_id=person_id,
            words=said,
            urgency=urgency,
            created_at=now,
        )
        await session.execute(row.on_conflict_do_nothing())


async def _move_photos(session: AsyncSession, ticket: Ticket, into: Ticket) -> None:
    """All of them, even beyond what one ticket may be sent: merging loses nothing. What was shared
    with one reporter is not shared with the other."""
    await session.execute(
        update(Photo)
        .where(Photo.park_id == ticket.park_id, Photo.ticket_id == ticket.id)
        .values(ticket_id=into.id, shared=False)
    )
