"""What falls due on tickets without anybody's doing: warnings, breaches, closing by itself."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket
from services.events.publish import publish
from services.kit import alarms
from services.kit.actors import ITSELF
from services.tickets import events, sla, tickets
from services.tickets.sla_clocks import Alarm


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Do what is due on tickets of every park, as services.kit.alarms does; how many there were."""
    return await alarms.ring(session, Ticket, _ring, now=now, limit=limit)


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
