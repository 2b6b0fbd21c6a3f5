"""What tenants do with repairs: report, urge, cancel, confirm, reopen, rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, any_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.tickets import Ticket, TicketObserver
from services.events.publish import publish
from services.handoffs import handoffs
from services.kit.actors import ITSELF, Actor, tenant
from services.kit.errors import Conflict, Refused
from services.people import guest_limits
from services.repair import dangers, joins
from services.repair.joins import Place
from services.tickets import events, tickets

URGE_EVERY = timedelta(hours=1)
REOPEN_WITHIN = timedelta(days=7)
RATEABLE = frozenset({"resolved", "confirmed", "closed"})
NOT_OPEN = RATEABLE | {"cancelled"}


class TooLate(Refused):
    """A closed ticket cannot be reopened any more; a new report can."""

    code = "too_late"


class AlreadyRated(Conflict):
    code = "already_rated"


@dataclass(frozen=True, slots=True)
class Reported:
    ticket: Ticket
    joined: bool
    """Whether somebody had reported it before: the person follows that ticket now."""


async def report(
    session: AsyncSession,
    conversation: Conversation,
    words: str,
    *,
    category: str,
    urgency: str,
    place: Place,
    now: datetime,
    preferred: tuple[datetime, datetime | None] | None = None,
    phone: str | None = None,
    told: str | None = None,
) -> Reported:
    """Open a repair ticket, or join the one that somebody opened for the same thing. `told`: the
    messages whole, of which `words` leave out what the ticket has fields for.

    A critical report also queues the conversation for staff at once, with the alarm and the clocks
    of danger: it joins a ticket that is critical itself, or the danger that the person has reported
    just before (services.repair.dangers). Raises GuestLimit, but never for danger.
    """
    where = {name: place.get(name) for name in ("building", "floor", "room", "place")}
    await joins.one_at_a_time(session, conversation.park_id, category, where)
    same = await joins.same(
        session,
        conversation.park_id,
        category,
        where,
        person_id=conversation.person_id,
        urgency=urgency,
        now=now,
    )
    joined = False
    if same is None and urgency == dangers.CRITICAL:
        same = await dangers.known(session, conversation, category, where, now=now)
    elif same is None:
        await guest_limits.take_one(session, conversation, "ticket", now=now)
    if same is not None:
        joined = await joins.join(
            session, same, conversation.person_id, told or words, urgency=urgency, now=now
        )
        if urgency == dangers.CRITICAL:
            await tell_news(session, same, category, where, now=now)
    ticket = same or await tickets.open_ticket(
        session,
        conversation.park_id,
        kind="repair",
        category=category,
        urgency=urgency,
        description=words,
        told=told,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        phone=phone,
        preferred_from=preferred[0] if preferred else None,
        preferred_until=preferred[1] if preferred else None,
        **where,
        now=now,
        by=tenant(conversation.person_id),
    )
    if urgency == "critical":
        await handoffs.hand_off(session, conversation, "critical", now=now)
    return Reported(ticket, joined)


async def tell_news(
    session: AsyncSession,
    ticket: Ticket,
    category: str,
    where: Place,
    *,
    kind: str | None = None,
    now: datetime,
) -> None:
    """Alarm again where danger is somewhere else, too, or of another kind.

    `kind`: a kind of danger that nobody has told of this ticket yet.
    """
    if kind is None and not dangers.news(ticket, category, where):
        return
    alarms = dangers.note(ticket, category, where)
    told = dangers.described(kind or category, where)
    await tickets.record(session, ticket, "note", by=ITSELF, now=now, text=told)
    await tickets.changed(session, ticket, tickets.DANGER_AGAIN if alarms else "note", now=now)


async def recurring(
    session: AsyncSession,
    conversation: Conversation,
    *,
    category: str,
    place: Place,
    now: datetime,
) -> Ticket | None:
    """The person's own repair that was done lately and that a new report seems to be about again.

    Newest first; what the report leaves open (category other, parts of the place) fits anything.
    """
    done = await mine(
        session,
        conversation.park_id,
        conversation.person_id,
        statuses=sorted(RATEABLE),
    )
    said = {name: value for name, value in place.items() if value is not None}
    for ticket in done:
        lately = ticket.resolved_at is not None and now - ticket.resolved_at <= REOPEN_WITHIN
        same = category in ("other", ticket.category)
        there = all(getattr(ticket, name) == value for name, value in said.items())
        if ticket.kind == "repair" and lately and same and there:
            return ticket
    return None


async def newest_here(
    session: AsyncSession,
    conversation: Conversation,
    *,
    since: datetime,
    urgency: str | None = None,
) -> Ticket | None:
    """The newest open repair that was reported in a conversation since a moment."""
    query = select(Ticket).where(
        Ticket.park_id == conversation.park_id,
        Ticket.conversation_id == conversation.id,
        Ticket.kind == "repair",
        Ticket.status.in_(tickets.OPEN),
        Ticket.created_at >= since,
    )
    if urgency is not None:
        query = query.where(Ticket.urgency == urgency)
    return await session.scalar(query.order_by(Ticket.id.desc()).limit(1))


async def follows(session: AsyncSession, ticket: Ticket, person_id: int) -> bool:
    """Whether a person reported a ticket, or reported the same thing later."""
    if ticket.person_id == person_id:
        return True
    key = (ticket.park_id, ticket.id, person_id)
    return await session.get(TicketObserver, key) is not None


def _is_of(park_id: int, person_id: int) -> ColumnElement[bool]:
    """Whether a person reported a ticket or follows it."""
    followed = select(TicketObserver.ticket_id).where(
        TicketObserver.park_id == park_id, TicketObserver.person_id == person_id
    )
    # Known before any ticket is read: asked of each, it would be no way into an index.
    return or_(
        Ticket.person_id == person_id, Ticket.id == any_(func.array(followed.scalar_subquery()))
    )


def spoken_of(park_id: Any, person_id: Any, *, since: Any) -> ColumnElement[bool]:
    """Whether a person has a repair that is not over, or that something happened to since; all
    three may be parameters of a statement."""
    near = or_(Ticket.status.in_((*sorted(tickets.OPEN), "resolved")), Ticket.updated_at >= since)
    of_park = and_(Ticket.park_id == park_id, Ticket.kind == "repair", near)
    followed = and_(
        TicketObserver.park_id == park_id,
        TicketObserver.person_id == person_id,
        Ticket.id == TicketObserver.ticket_id,
    )
    # One for each, for as one they are no way into an index: all tickets of the park were read.
    return or_(
        exists().where(of_park, Ticket.person_id == person_id), exists().where(of_park, followed)
    )


async def mine(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    statuses: Sequence[str] | None = None,
    before: int | None = None,
    limit: int = 5,
) -> list[Ticket]:
    """Repairs and complaints that a person reported or follows, newest first, those with ids below
    `before`."""
    query = select(Ticket).where(
        Ticket.park_id == park_id,
        Ticket.kind.in_(("repair", "complaint", "question")),
        _is_of(park_id, person_id),
    )
    if statuses is not None:
        query = query.where(Ticket.status.in_(statuses))
    if before is not None:
        query = query.where(Ticket.id < before)
    return list(await session.scalars(query.order_by(Ticket.id.desc()).limit(limit)))


async def urge(session: AsyncSession, ticket: Ticket, *, by: Actor, now: datetime) -> bool:
    """催单. Whether it counted: once an hour does. Raises Conflict if it is not open any more."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status not in tickets.OPEN:
        raise Conflict(f"{ticket.ticket_no} is {ticket.status}", status=ticket.status)
    if ticket.urged_at is not None and now - ticket.urged_at < URGE_EVERY:
        return False
    ticket.urges, ticket.urged_at = ticket.urges + 1, now
    await tickets.record(session, ticket, "urge", by=by, now=now, urges=ticket.urges)
    event = events.TicketUrged(**tickets.summary(ticket), urges=ticket.urges)
    await publish(session, ticket.park_id, event, now=now)
    return True


async def reopen(
    session: AsyncSession, ticket: Ticket, *, by: Actor, now: datetime, reason: str | None = None
) -> Ticket:
    """It is not done after all. Raises TooLate, IllegalTransition."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status == "closed" and not may_reopen(ticket, now):
        raise TooLate(f"{ticket.ticket_no} was closed", status=ticket.status)
    return await tickets.advance(
        session, ticket.park_id, ticket.id, "reopen", by=by, now=now, reason=reason
    )


def may_reopen(ticket: Ticket, now: datetime) -> bool:
    """Whether it can be said now that it is not done after all."""
    if ticket.status not in tickets.ACTIONS["reopen"].sources:
        return False
    resolved = ticket.resolved_at
    return ticket.status != "closed" or (resolved is not None and now - resolved <= REOPEN_WITHIN)


async def rate(
    session: AsyncSession,
    ticket: Ticket,
    rating: int,
    comment: str | None,
    *,
    by: Actor,
    now: datetime,
) -> Ticket:
    """1–5 with a comment, once a ticket; a rating of a resolved ticket also confirms it.

    Raises AlreadyRated, and Conflict while it is not resolved.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.rating is not None:
        raise AlreadyRated(f"{ticket.ticket_no} was rated", rating=ticket.rating)
    if ticket.status not in RATEABLE:
        raise Conflict(f"{ticket.ticket_no} is {ticket.status}", status=ticket.status)
    if ticket.status == "resolved":
        await tickets.advance(session, ticket.park_id, ticket.id, "confirm", by=by, now=now)
    ticket.rating, ticket.rating_comment, ticket.rated_at = rating, comment, now
    await tickets.record(session, ticket, "rate", by=by, now=now, text=comment, rating=rating)
    event = events.TicketRated(**tickets.summary(ticket), rating=rating)
    await publish(session, ticket.park_id, event, now=now)
    return ticket
