"""Tickets of every kind: their states, their history, and what is told of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from models.tickets import Ticket, TicketChange
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit.actors import ITSELF, Actor
from services.kit.errors import IllegalTransition, NotFound
from services.kit.numbers import new_number
from services.tickets import events, sla

_WAITING = "waiting_materials waiting_tenant"
_OPEN = f"reported triaged assigned accepted in_progress reopened {_WAITING}"

ACTIONS: dict[str, Transition[events.TicketEvent]] = {
    "triage": transition("reported", "triaged", events.TicketTriaged),
    "assign": transition(_OPEN, "assigned", events.TicketAssigned),
    "accept": transition("assigned", "accepted", events.TicketAccepted),
    "decline": transition("assigned accepted", "triaged", events.TicketTriaged),
    "start": transition("assigned accepted reopened", "in_progress", events.TicketStarted),
    "wait_materials": transition("accepted in_progress", "waiting_materials", events.TicketWaiting),
    "wait_tenant": transition(
        "triaged assigned accepted in_progress", "waiting_tenant", events.TicketWaiting
    ),
    "resume": transition(_WAITING, "in_progress", events.TicketStarted),
    "resolve": transition(_OPEN, "resolved", events.TicketResolved),
    "confirm": transition("resolved", "confirmed", events.TicketConfirmed),
    "close": transition("resolved confirmed", "closed", events.TicketClosed),
    "reopen": transition("resolved confirmed closed", "reopened", events.TicketReopened),
    "cancel": transition(
        f"reported triaged assigned accepted reopened {_WAITING}",
        "cancelled",
        events.TicketCancelled,
    ),
    "restore": transition("cancelled", "reported", events.TicketRestored),
    "merge": transition(_OPEN, "cancelled", events.TicketMerged),
}
"""The ticket's state machine, whole. A ticket is born reported (`open_ticket`)."""

RECORDED = (
    "report", "edit", "note", "join", "urge", "rate", "photo", "share", "unshare", "warn", "breach",
    "escalate", "heard", "unheard", "message", "call", "acknowledge", "appoint", "cover",
    "quote",
)  # fmt: skip
"""What else stands in a ticket's history besides the ACTIONS."""

DANGER_AGAIN = "danger"
"""What ticket.changed says where somebody told something new of a danger that is known."""
OPEN = frozenset(_OPEN.split())
UNCLAIMED = frozenset({"reported", "triaged", "assigned", "reopened"})
"""States of a ticket that nobody has said yes to; a dispatched one may lie there unread."""
WAITING = frozenset(_WAITING.split())
UNASSIGNING = {"decline", "restore"}
BEGINNING_ANEW = {"reopen", "restore"}
"""What was promised of when somebody comes holds no more."""


async def load(
    session: AsyncSession, park_id: int, ticket_id: int, *, lock: bool = False
) -> Ticket:
    """A ticket by its id, its row locked if asked. Raises NotFound."""
    ticket = await session.get(
        Ticket,
        (park_id, ticket_id),
        with_for_update={"key_share": True} if lock else None,
        populate_existing=lock,
    )
    if ticket is None:
        raise NotFound(f"ticket {ticket_id}")
    return ticket


async def find_by_number(session: AsyncSession, park_id: int, ticket_no: str) -> Ticket | None:
    return await session.scalar(
        select(Ticket).where(Ticket.park_id == park_id, Ticket.ticket_no == ticket_no)
    )


async def open_ticket(
    session: AsyncSession,
    park_id: int,
    *,
    kind: str,
    urgency: str,
    description: str,
    now: datetime,
    category: str = "other",
    order: Order | None = None,
    by: Actor = ITSELF,
    told: str | None = None,
    **about: Any,
) -> Ticket:
    """Open a ticket, start its clocks and say so. `told`: what was said, where the description
    leaves something of it out. `about` are further columns."""
    ticket = Ticket(
        park_id=park_id,
        ticket_no=new_number("T"),
        kind=kind,
        category=category,
        urgency=urgency,
        status="reported",
        description=description,
        order_id=order.id if order else None,
        breached=[],
        created_at=now,
        updated_at=now,
        **{"data": {}, **about},
    )
    await sla.start(session, ticket, now=now)
    session.add(ticket)
    await session.flush()
    await record(session, ticket, "report", by=by, now=now, text=told or description)
    reported = events.TicketReported(**summary(ticket), order_no=order.order_no if order else None)
    await publish(session, park_id, reported, now=now)
    return ticket


async def advance(
    session: AsyncSession,
    park_id: int,
    ticket_id: int,
    action: str,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    assignee_id: int | None = None,
    into: Ticket | None = None,
) -> Ticket:
    """Move a ticket by one of ACTIONS; keep its clocks, write its history, publish the event.

    `assignee_id` goes with assign, `into` with merge. Asking again for the state that is reached
    changes nothing, but for another assignee. What was merged is not restored. Raises NotFound,
    IllegalTransition.
    """
    ticket = await load(session, park_id, ticket_id, lock=True)
    rule = ACTIONS[action]
    if ticket.status == rule.target and _is_done(ticket, assignee_id, into):
        return ticket
    rule.check(ticket.ticket_no, ticket.status, action)
    if action == "restore" and ticket.merged_into_id is not None:
        raise IllegalTransition(f"{ticket.ticket_no} is worked on under another number")
    before = ticket.status
    ticket.status, ticket.status_reason, ticket.updated_at = rule.target, reason, now
    details: dict[str, Any] = {"from": before}
    said: dict[str, Any] = {}
    if action == "assign":
        assert assignee_id is not None
        ticket.assignee_id = said["staff_id"] = details["assignee_id"] = assignee_id
    elif action in UNASSIGNING:
        ticket.assignee_id = None
    elif action == "merge":
        assert into is not None
        ticket.merged_into_id, said["into"], details["into"] = into.id, into.ticket_no, into.id
    elif action == "reopen":
        ticket.reopened += 1
    if action in BEGINNING_ANEW:
        ticket.appointment_from = ticket.appointment_until = None
    await _keep_clocks(session, ticket, now)
    await record(session, ticket, action, by=by, now=now, text=reason, **details)
    event = rule.event(**summary(ticket), reason=reason, **said)
    await publish(session, park_id, event, now=now)
    return ticket


def _is_done(ticket: Ticket, assignee_id: int | None, into: Ticket | None) -> bool:
    """Whether reaching the same state again would change nothing else either."""
    same_person = assignee_id in (None, ticket.assignee_id)
    return same_person and (into is None or into.id == ticket.merged_into_id)


async def _keep_clocks(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Clocks follow the state, however it was reached."""
    if ticket.paused_at is not None and ticket.status not in WAITING:
        await sla.resume(session, ticket, now=now)
    match ticket.status:
        case "accepted" | "in_progress":
            await sla.responded(session, ticket, now=now)
        case "waiting_materials" | "waiting_tenant":
            await sla.pause(session, ticket, now=now)
        case "resolved":
            await sla.resolved(session, ticket, now=now)
        case "reopened" | "reported":
            await sla.restart(session, ticket, now=now)
        case "closed" | "cancelled":
            sla.stop(ticket)
    await session.flush()


async def note(
    session: AsyncSession, park_id: int, ticket_id: int, words: str, *, by: Actor, now: datetime
) -> Ticket:
    """Something said about a ticket among staff. Raises NotFound."""
    ticket = await load(session, park_id, ticket_id, lock=True)
    await record(session, ticket, "note", by=by, now=now, text=words)
    await changed(session, ticket, "note", now=now)
    return ticket


async def edit(
    session: AsyncSession,
    park_id: int,
    ticket_id: int,
    values: dict[str, Any],
    *,
    by: Actor,
    now: datetime,
) -> Ticket:
    """Correct what is known of a ticket: category, urgency, place, phone … Raises NotFound.

    A change of urgency counts its clocks anew from the report.
    """
    ticket = await load(session, park_id, ticket_id, lock=True)
    before = {name: getattr(ticket, name) for name in values}
    if (new := {name: value for name, value in values.items() if before[name] != value}) == {}:
        return ticket
    for name, value in new.items():
        setattr(ticket, name, value)
    ticket.updated_at = now
    if "urgency" in new and ticket.status in OPEN:
        await sla.reurgent(session, ticket, now=now)
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in new.items()}
    await record(session, ticket, "edit", by=by, now=now, changes=changes)
    await changed(session, ticket, "edit", now=now)
    return ticket


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


async def record(
    session: AsyncSession,
    ticket: Ticket,
    action: str,
    *,
    by: Actor,
    now: datetime,
    text: str | None = None,
    **details: Any,
) -> TicketChange:
    """Write a line of the ticket's history."""
    change = TicketChange(
        park_id=ticket.park_id,
        ticket_id=ticket.id,
        at=now,
        action=action,
        status=ticket.status,
        staff_id=by.staff_id,
        person_id=by.person_id,
        text=text,
        details=details,
    )
    session.add(change)
    await session.flush()
    return change


async def changed(session: AsyncSession, ticket: Ticket, what: str, *, now: datetime) -> None:
    """Publish that something but the status changed. The caller holds the ticket's lock."""
    await publish(
        session, ticket.park_id, events.TicketChanged(**summary(ticket), what=what), now=now
    )


def summary(ticket: Ticket) -> dict[str, Any]:
    """What every event of a ticket says."""
    return {
        "ticket_id": ticket.id,
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "category": ticket.category,
        "urgency": ticket.urgency,
        "status": ticket.status,
    }


async def history(session: AsyncSession, park_id: int, ticket_id: int) -> list[TicketChange]:
    """Oldest first."""
    found = await session.scalars(
        select(TicketChange)
        .where(TicketChange.park_id == park_id, TicketChange.ticket_id == ticket_id)
        .order_by(TicketChange.id)
    )
    return list(found)
