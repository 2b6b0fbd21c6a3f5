"""The window in which somebody comes to a ticket: staff promise it, its reporter moves it to
another one that the rota of who comes still has.

An appointment belongs to the ticket: it stands when somebody else is sent, and ends when the ticket
is opened anew. Moments are aware.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.staff import Staff
from models.tickets import Ticket
from services.events.publish import publish
from services.kit import actors
from services.kit.actors import Actor
from services.kit.errors import Conflict, Invalid
from services.staff import presence, rota, staff
from services.tickets import tickets
from services.tickets.events import TicketAppointed

ACTION = "appoint"
LONGEST = timedelta(hours=12)
FURTHEST = timedelta(days=60)
WINDOW = timedelta(hours=2)
"""Of what is offered; what is left at the end of a shift is offered from SHORTEST."""
SHORTEST = timedelta(hours=1)
AHEAD = timedelta(hours=1)
"""Whoever comes is told so long before."""
DAYS = 7
"""For so many days windows are offered, today included."""
MOVABLE = tickets.OPEN - {"in_progress"}
"""States in which somebody is still to come."""


class NotOffered(Conflict):
    """Somebody else took the window, or whoever comes is not there then."""

    code = "window_not_offered"


class NotMovable(Conflict):
    """Nothing was promised, it has begun, or somebody is at work. `details`: `status`."""

    code = "appointment_not_movable"


class NobodyComes(Conflict):
    """A window is promised of somebody: the ticket is given to nobody yet."""

    code = "nobody_comes"


@dataclass(frozen=True, slots=True)
class Window:
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Window") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def standing(ticket: Ticket, now: datetime) -> Window | None:
    """What is promised and not over yet."""
    start, end = ticket.appointment_from, ticket.appointment_until
    if start is None or end is None or end <= now or ticket.status not in tickets.OPEN:
        return None
    return Window(start, end)


def may_promise(ticket: Ticket) -> bool:
    """Whether the ticket is one to which somebody comes and is given to somebody."""
    open_ = ticket.kind == "repair" and ticket.status in tickets.OPEN
    return open_ and ticket.assignee_id is not None


def may_move(ticket: Ticket, now: datetime) -> bool:
    """Whether its reporter may move it: nobody puts off who comes for a danger."""
    window = standing(ticket, now)
    if window is None or window.starts_at <= now or ticket.assignee_id is None:
        return False
    return ticket.status in MOVABLE and ticket.urgency != "critical"


async def promise(
    session: AsyncSession, ticket: Ticket, window: Window, *, by: Staff, now: datetime
) -> Ticket:
    """Staff set or change it, also outside the rota. Its tenants are told.

    Safe to repeat. Raises Invalid with `field`, NobodyComes, Conflict for what is over.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.kind != "repair" or ticket.status not in tickets.OPEN:
        raise Conflict(f"{ticket.ticket_no} is {ticket.status}", status=ticket.status)
    if ticket.assignee_id is None:
        raise NobodyComes(ticket.ticket_no)
    if not now < window.ends_at <= now + FURTHEST:
        raise Invalid("it ends within sixty days from now", field="appointment_until")
    if not timedelta() < window.ends_at - window.starts_at <= LONGEST:
        raise Invalid("a window has up to twelve hours", field="appointment_until")
    return await _appoint(session, ticket, window, by=actors.staff(by), now=now)


async def move(
    session: AsyncSession, ticket: Ticket, window: Window, *, person_id: int, now: datetime
) -> Ticket:
    """Its reporter chooses another of `offers`. Who comes is alerted.

    Tickets of one engineer are moved one after the other, so that no window is given twice. Safe to
    repeat. Raises NotMovable, NotOffered.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_key(ticket))))
    assignee_id = ticket.assignee_id
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if not may_move(ticket, now):
        raise NotMovable(ticket.ticket_no, status=ticket.status)
    if window == standing(ticket, now):
        return ticket
    offered = await offers(session, ticket, now=now)
    if ticket.assignee_id != assignee_id or window not in offered:
        raise NotOffered(ticket.ticket_no)
    return await _appoint(session, ticket, window, by=actors.tenant(person_id), now=now)


async def offers(session: AsyncSession, ticket: Ticket, *, now: datetime) -> list[Window]:
    """Windows that are free, in the park's zone and in order: in the shifts of who has the ticket,
    a while ahead, and where they are promised to nobody else. None where nobody has it."""
    if ticket.assignee_id is None:
        return []
    park = await session.get_one(Park, ticket.park_id)
    since = await _there_from(session, ticket, now)
    if since is None:
        return []
    today = now.astimezone(ZoneInfo(park.timezone)).date()
    last = today + timedelta(days=DAYS - 1)
    shifts = await rota.hours(session, park, ticket.assignee_id, today, last)
    taken = await _taken(session, ticket, now)
    return [
        window
        for shift in shifts
        for window in _cut(*shift)
        if window.starts_at >= since and not any(window.overlaps(one) for one in taken)
    ]


def _cut(starts: datetime, ends: datetime) -> list[Window]:
    found = []
    while ends - starts >= SHORTEST:
        end = min(starts + WINDOW, ends)
        found.append(Window(starts, end))
        starts = end
    return found


async def _there_from(session: AsyncSession, ticket: Ticket, now: datetime) -> datetime | None:
    """From when whoever has the ticket could come; None where they are away for an unknown time."""
    assert ticket.assignee_id is not None
    member = await staff.find(session, ticket.park_id, ticket.assignee_id)
    if not member.active:
        return None
    if presence.at(member, now) != presence.AWAY:
        return now + AHEAD
    if member.presence_until is None:
        return None
    return max(now + AHEAD, member.presence_until)


async def _taken(session: AsyncSession, ticket: Ticket, now: datetime) -> list[Window]:
    """What is promised of who has the ticket, this ticket's own included."""
    rows = await session.execute(
        select(Ticket.appointment_from, Ticket.appointment_until).where(
            Ticket.park_id == ticket.park_id,
            Ticket.assignee_id == ticket.assignee_id,
            Ticket.status.in_(tickets.OPEN),
            Ticket.appointment_until > now,
        )
    )
    return [Window(row.appointment_from, row.appointment_until) for row in rows]


def _key(ticket: Ticket) -> ColumnElement[int]:
    return func.hashtextextended(f"appointments:{ticket.park_id}:{ticket.assignee_id}", 0)


async def _appoint(
    session: AsyncSession, ticket: Ticket, window: Window, *, by: Actor, now: datetime
) -> Ticket:
    """The ticket's row is locked."""
    before = standing(ticket, now)
    if window == before:
        return ticket
    ticket.appointment_from, ticket.appointment_until = window.starts_at, window.ends_at
    ticket.updated_at = now
    span = [window.starts_at.isoformat(), window.ends_at.isoformat()]
    await tickets.record(session, ticket, ACTION, by=by, now=now, window=span)
    who: Literal["staff", "tenant"] = "staff" if by.staff_id is not None else "tenant"
    event = TicketAppointed(
        **tickets.summary(ticket),
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        moved=before is not None,
        by=who,
        by_id=by.staff_id or by.person_id or 0,
    )
    await publish(session, ticket.park_id, event, now=now)
    return ticket


async def who_comes(session: AsyncSession, ticket: Ticket) -> str | None:
    """The name of whoever has the ticket, as tenants read it."""
    if ticket.assignee_id is None:
        return None
    return (await staff.find(session, ticket.park_id, ticket.assignee_id)).name


def fitting(offered: Sequence[Window], wanted: datetime) -> Window | None:
    """The offered window in which a moment lies."""
    return next((one for one in offered if one.starts_at <= wanted < one.ends_at), None)
