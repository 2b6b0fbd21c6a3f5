"""Danger that nobody has taken goes on: to the policy's role when the time to respond is over, to
the manager when the same time has passed once more, then to the phones.

The first of these is an escalation of the ticket's clocks where something is promised
(services.tickets.sla_alarms); what comes after it is kept by a row of danger_call, which rings by
itself. Somebody who takes the ticket ends it, and so does one who says that they see to it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import any_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.danger import DangerCall
from models.events import EventRow
from models.staff import Staff
from models.tickets import Ticket
from services.danger.watch import LAST_RESORT, WITHOUT_A_PROMISE
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import defer, publish
from services.kit import actors, alarms
from services.kit.actors import ITSELF
from services.tickets import tickets
from services.tickets.alerts import CRITICAL, PHONE
from services.tickets.events import (
    TicketAcknowledged,
    TicketCalled,
    TicketEvent,
    TicketReopened,
    TicketTriaged,
)
from services.tickets.sla_clocks import promise_of

NEAR = timedelta(minutes=1)
"""Two messages so close to each other are one to whoever reads them."""
RING_PHONES = "ring_phones"
"""Task that tells the phone bridge of one danger."""


def steps(ticket: Ticket, since: datetime) -> list[tuple[datetime, str]]:
    """When a danger that waits since then goes on, and to whom, but for what its clocks say."""
    promise = promise_of(ticket)
    span = promise.length("respond") if promise else WITHOUT_A_PROMISE
    first = promise.escalate_to if promise else LAST_RESORT
    roles = list(dict.fromkeys([first, LAST_RESORT]))
    at = since + span
    if ticket.respond_by is not None:  # The clock itself escalates to the first one.
        roles, at = roles[1:], ticket.respond_by + span
    return [(at + n * span, role) for n, role in enumerate([*roles, PHONE])]


def tells_at(ticket: Ticket, moment: datetime) -> bool:
    """Whether the tenant hears about then that the danger, untaken, has gone on to somebody."""
    moments = [at for at, _ in steps(ticket, ticket.created_at)]
    if ticket.respond_by is not None:
        moments.append(ticket.respond_by)
    return any(abs(at - moment) <= NEAR for at in moments)


async def watch(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Keep an eye on a danger from its first event on, and anew when whoever had taken it gives it
    back. Safe to repeat."""
    assert isinstance(event, TicketEvent)
    if (event.kind, event.urgency) != ("repair", CRITICAL):
        return ()
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    if ticket.status not in tickets.UNCLAIMED:
        return ()
    waits = {"created_at": now, "next_alarm_at": steps(ticket, now)[0][0]}
    adding = insert(DangerCall).values(park_id=ticket.park_id, ticket_id=ticket.id, **waits)
    anew = {**waits, "step": 0, "acknowledged_by": None, "acknowledged_at": None}
    given_back = isinstance(event, TicketReopened | TicketTriaged) and ticket.responded_at
    await session.execute(
        adding.on_conflict_do_update(
            index_elements=["park_id", "ticket_id"],
            set_=anew,
            where=DangerCall.next_alarm_at.is_(None),
        )
        if given_back
        else adding.on_conflict_do_nothing(index_elements=["park_id", "ticket_id"])
    )
    return ()


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Let dangers of every park go on whose time has come; how many there were."""
    return await alarms.ring(session, DangerCall, _go_on, now=now, limit=limit)


async def _go_on(session: AsyncSession, call: DangerCall, now: datetime) -> None:
    ticket = await tickets.load(session, call.park_id, call.ticket_id, lock=True)
    call.next_alarm_at = None
    ahead = steps(ticket, call.created_at)[call.step :]
    if ticket.status not in tickets.UNCLAIMED or call.acknowledged_by is not None or not ahead:
        return
    _, role = ahead[0]
    call.step += 1
    if role == PHONE:
        args = {"park_id": ticket.park_id, "ticket_id": ticket.id}
        await defer(session, RING_PHONES, queue="alarms", args=args)
    else:
        await _call(session, ticket, role, now)
    if len(ahead) > 1:
        call.next_alarm_at = max(ahead[1][0], now)


async def rung(session: AsyncSession, park_id: int, ticket_id: int, *, now: datetime) -> None:
    """The phone bridge rings people now: it stands in the history, and the tenant hears of it."""
    ticket = await tickets.load(session, park_id, ticket_id, lock=True)
    if ticket.status in tickets.UNCLAIMED:
        await _call(session, ticket, PHONE, now)


async def to_ring(session: AsyncSession, ticket: Ticket) -> list[Staff]:
    """Whose phones are rung: the policy's role, and managers; by name."""
    promise = promise_of(ticket)
    roles = {LAST_RESORT, *([promise.escalate_to] if promise else [])}
    found = await session.scalars(
        select(Staff)
        .where(
            Staff.park_id == ticket.park_id,
            Staff.active,
            or_(*(any_(Staff.roles) == role for role in sorted(roles))),
            Staff.phone.is_not(None),
        )
        .order_by(Staff.name, Staff.id)
    )
    return list(found)


async def acknowledge(
    session: AsyncSession, ticket: Ticket, member: Staff, *, now: datetime
) -> None:
    """Somebody sees to a danger that they cannot take: it goes on to nobody else. Safe to repeat;
    the first one counts."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    call = await of(session, ticket)
    if call is None or call.acknowledged_by is not None or ticket.status not in tickets.UNCLAIMED:
        return
    call.acknowledged_by, call.acknowledged_at, call.next_alarm_at = member.id, now, None
    by = actors.staff(member)
    await tickets.record(session, ticket, "acknowledge", by=by, now=now)
    event = TicketAcknowledged(**tickets.summary(ticket), staff_id=member.id)
    await publish(session, ticket.park_id, event, now=now)


async def of(session: AsyncSession, ticket: Ticket) -> DangerCall | None:
    """The row of a ticket, locked."""
    return await session.scalar(
        select(DangerCall)
        .where(DangerCall.park_id == ticket.park_id, DangerCall.ticket_id == ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def _call(session: AsyncSession, ticket: Ticket, role: str, now: datetime) -> None:
    minutes = int((now - ticket.created_at).total_seconds() // 60)
    await tickets.record(session, ticket, "call", by=ITSELF, now=now, role=role)
    event = TicketCalled(**tickets.summary(ticket), role=role, minutes=minutes)
    await publish(session, ticket.park_id, event, now=now)
