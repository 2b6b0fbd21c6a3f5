"""Calling off a repair, and taking that back: by whoever reported it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket, TicketChange
from services.acts.state import RECENT
from services.kit.actors import Actor, tenant
from services.kit.errors import Conflict, Refused
from services.repair.dangers import CRITICAL
from services.tickets import tickets

RESTORED_WITHIN = RECENT


class DangerStays(Refused):
    """A danger is not called off by whoever told of it: staff go and see, and close it."""

    code = "danger_stays"


async def withdraw(session: AsyncSession, ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """It need not be done. Raises DangerStays, IllegalTransition."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.urgency == CRITICAL and ticket.status in tickets.OPEN:
        raise DangerStays(ticket.ticket_no)
    return await tickets.advance(session, ticket.park_id, ticket.id, "cancel", by=by, now=now)


def may_withdraw(ticket: Ticket) -> bool:
    return ticket.urgency != CRITICAL and ticket.status in tickets.ACTIONS["cancel"].sources


async def restore(
    session: AsyncSession, ticket: Ticket, person_id: int, *, now: datetime
) -> Ticket:
    """It is to be done after all; what is open stays as it is. Raises Conflict, with `status`,
    where it was not they who called it off, or longer ago than RESTORED_WITHIN."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status in tickets.OPEN:
        return ticket
    if ticket.id not in await restorable(session, [ticket], person_id, now=now):
        raise Conflict(f"{ticket.ticket_no} is {ticket.status}", status=ticket.status)
    return await tickets.advance(
        session, ticket.park_id, ticket.id, "restore", by=tenant(person_id), now=now
    )


async def restorable(
    session: AsyncSession, those: list[Ticket], person_id: int, *, now: datetime
) -> set[int]:
    """Ids of those that a person has called off within RESTORED_WITHIN, and nobody has merged."""
    cancelled = [
        one.id for one in those if one.status == "cancelled" and one.merged_into_id is None
    ]
    if not cancelled:
        return set()
    found = await session.scalars(
        select(TicketChange.ticket_id).where(
            TicketChange.park_id == those[0].park_id,
            TicketChange.ticket_id.in_(cancelled),
            TicketChange.action == "cancel",
            TicketChange.person_id == person_id,
            TicketChange.at >= now - RESTORED_WITHIN,
        )
    )
    return set(found)
