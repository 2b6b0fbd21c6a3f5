"""What falls due on tickets without anybody's doing: warnings, breaches, closing by itself."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Ticket
from services import events, sla, tickets
from services.actors import ITSELF
from services.publish import publish
from services.sla_clocks import Alarm

RETRY_AFTER = timedelta(minutes=5)
"""A ticket whose alarm failed is put off, so that it does not hold up the others."""

log = structlog.get_logger(__name__)


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Do what is due on tickets of every park, oldest first; how many there were.

    Tickets that somebody else is at are left for the next time, so several workers may ring at
    once. A full `limit` means that more may be due.
    """
    due = await session.scalars(
        select(Ticket)
        .where(Ticket.next_alarm_at <= now)
        .order_by(Ticket.next_alarm_at, Ticket.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = list(due)
    for ticket in found:
        await _attend(session, ticket, now)
    return len(found)


async def _attend(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    ticket_no = ticket.ticket_no
    try:
        async with session.begin_nested():
            await _ring(session, ticket, now)
    except Exception:
        log.exception("sla.alarm_failed", ticket_no=ticket_no)
        ticket.next_alarm_at = now + RETRY_AFTER
    await session.flush()


async def _ring(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    if ticket.status in {"resolved", "confirmed"}:
        await tickets.advance(session, ticket.park_id, ticket.id, "close", by=ITSELF, now=now)
        return
    while (alarm := await sla.take_alarm(session, ticket, now=now)) is not None:
        if alarm.role is None:
            await _say(session, ticket, "warn", events.TicketSlaWarned, alarm, now=now)
        else:
            await _escalate(session, ticket, alarm, alarm.role, now)


async def _escalate(
    session: AsyncSession, ticket: Ticket, alarm: Alarm, role: str, now: datetime
) -> None:
    await _say(session, ticket, "breach", events.TicketSlaBreached, alarm, now=now)
    await tickets.record(session, ticket, "escalate", by=ITSELF, now=now, role=role)
    escalated = events.TicketEscalated(**tickets.summary(ticket), role=role)
    await publish(session, ticket.park_id, escalated, now=now)


async def _say(
    session: AsyncSession,
    ticket: Ticket,
    action: str,
    event: type[events.TicketSlaWarned | events.TicketSlaBreached],
    alarm: Alarm,
    *,
    now: datetime,
) -> None:
    about = {"clock": alarm.clock, "due": alarm.due.isoformat()}
    await tickets.record(session, ticket, action, by=ITSELF, now=now, **about)
    said = event(**tickets.summary(ticket), clock=alarm.clock, due=alarm.due)
    await publish(session, ticket.park_id, said, now=now)
