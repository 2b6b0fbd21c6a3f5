"""Danger that nobody has taken: what it is, and whose screens it stands on until somebody does."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff
from models.tickets import Ticket
from services.repair.dangers import CRITICAL
from services.staff.permissions import permissions_of
from services.tickets import rules, tickets
from services.tickets.sla_clocks import promise_of

WITHOUT_A_PROMISE = timedelta(minutes=10)
"""Where the park promises nothing for danger: after so long it goes on to the next role."""
LAST_RESORT = "manager"
MOST = 20


async def untaken(session: AsyncSession, park_id: int, *, most: int = MOST) -> list[Ticket]:
    """Danger of a park that nobody has taken, the oldest first, at most `most`."""
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == park_id,
            Ticket.urgency == CRITICAL,
            Ticket.status.in_(tickets.UNCLAIMED),
        )
        .order_by(Ticket.created_at, Ticket.id)
        .limit(most)
    )
    return list(found)


def is_called(ticket: Ticket, member: Staff, *, now: datetime) -> bool:
    """Whether the ticket stands on somebody's screen: whoever may take it or send somebody, from
    the beginning; and the roles that it has gone on to since."""
    held = permissions_of(member.roles)
    at_once = bool(held & {rules.DISPATCH, rules.WORK})
    return at_once or bool(set(member.roles) & roles_called(ticket, now=now))


def roles_called(ticket: Ticket, *, now: datetime) -> set[str]:
    """To whom it has gone on: the policy's role once the time to respond is over, the manager when
    the same time has passed once more."""
    promise = promise_of(ticket)
    span = promise.length("respond") if promise else WITHOUT_A_PROMISE
    over = ticket.respond_by or ticket.created_at + span
    called = {ticket.escalated_to} if ticket.escalated_to else set[str]()
    if now >= over:
        called.add(promise.escalate_to if promise else LAST_RESORT)
    if now >= over + span:
        called.add(LAST_RESORT)
    return called
