"""Whom of staff an event of a ticket concerns, and what they are told."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.events import EventRow
from models.park import Park
from models.tickets import Ticket, TicketChange
from services.alerts import alerting
from services.alerts.alerting import Raised, Words
from services.park import places
from services.texts import say, when
from services.tickets import thread, tickets
from services.tickets.events import (
    TicketAppointed,
    TicketAssigned,
    TicketCalled,
    TicketCancelled,
    TicketChanged,
    TicketClosed,
    TicketConfirmed,
    TicketEscalated,
    TicketEvent,
    TicketFlagged,
    TicketMentioned,
    TicketMerged,
    TicketMessaged,
    TicketReported,
    TicketResolved,
    TicketSlaBreached,
)
from services.tickets.rules import DISPATCH, WORK

DANGER, CALLED, LATE, ASSIGNED, REPLY = "danger", "called", "late", "assigned", "reply"
MENTIONED, FLAGGED = "mentioned", "flagged"
APPOINTED, PUT_OFF = "appointed", "put_off"
"""A window was promised of them by somebody else; its tenant chose another one."""
CRITICAL = "critical"
ENDED = (TicketResolved, TicketConfirmed, TicketClosed, TicketCancelled, TicketMerged)
"""After these nobody has anything to do about it."""
PHONE = "phone"
"""What ticket.called names instead of a role when phones are rung."""


async def raised(session: AsyncSession, row: EventRow, event: TicketEvent) -> Sequence[Raised]:
    """Danger calls whoever may take it or send somebody; what is late the role of its policy and
    whoever has it; an assignment whom it is given to; a tenant's words whoever talks with them."""
    one: Raised | None = None
    match event:
        case TicketReported() | TicketChanged() if await _is_danger(session, row, event):
            called = await alerting.with_permission(session, row.park_id, DISPATCH, WORK)
            one = Raised(DANGER, called, urgent=True)
        case TicketEscalated(role=role) | TicketCalled(role=role) if role != PHONE:
            one = await _passed_on(session, row, event, role)
        case TicketSlaBreached():
            assignee = (await tickets.load(session, row.park_id, event.ticket_id)).assignee_id
            theirs = [] if assignee is None else [assignee]
            about = {"clock": event.clock}
            one = Raised(LATE, theirs, urgent=event.urgency == CRITICAL, about=about)
        case TicketAssigned() if await who_did(session, row, event) != event.staff_id:
            one = Raised(ASSIGNED, [event.staff_id], urgent=event.urgency == CRITICAL)
        case TicketAppointed():
            one = await _appointed(session, row, event)
        case TicketMentioned():
            one = Raised(MENTIONED, event.staff_ids)
        case TicketFlagged():
            one = Raised(FLAGGED, event.staff_ids, about={"rule": event.rule})
        case TicketMessaged(author="tenant"):
            one = Raised(REPLY, await _listeners(session, row.park_id, event))
    return [] if one is None else [one]


async def _passed_on(session: AsyncSession, row: EventRow, event: TicketEvent, role: str) -> Raised:
    critical = event.urgency == CRITICAL
    kind = CALLED if critical and event.status in tickets.UNCLAIMED else LATE
    called = await alerting.with_role(session, row.park_id, role)
    return Raised(kind, called, urgent=critical, about={"role": role})


async def _appointed(session: AsyncSession, row: EventRow, event: TicketAppointed) -> Raised | None:
    """Whoever comes, of what they have not promised themselves; without them who dispatches."""
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    if event.by == "staff" and event.by_id == ticket.assignee_id:
        return None
    window = [event.starts_at.isoformat(), event.ends_at.isoformat()]
    concerned = [ticket.assignee_id] if ticket.assignee_id is not None else []
    if not concerned:
        concerned = await alerting.with_permission(session, row.park_id, DISPATCH)
    kind = PUT_OFF if event.by == "tenant" else APPOINTED
    return Raised(kind, concerned, about={"window": window})


async def _window(session: AsyncSession, alert: StaffAlert, language: str) -> str:
    """What an alert of an appointment names, by the park's clock; else nothing."""
    if "window" not in alert.about:
        return ""
    zone = ZoneInfo((await session.get_one(Park, alert.park_id)).timezone)
    start, end = (datetime.fromisoformat(one) for one in alert.about["window"])
    return when.span(start, end, language, alert.created_at, zone)


async def who_did(session: AsyncSession, row: EventRow, event: TicketEvent) -> int | None:
    """Who of staff did what an event says; None where it was a tenant, or happened by itself."""
    actions = [name for name, action in tickets.ACTIONS.items() if action.event is type(event)]
    return await session.scalar(
        select(TicketChange.staff_id)
        .where(
            TicketChange.park_id == row.park_id,
            TicketChange.ticket_id == event.ticket_id,
            TicketChange.at == row.occurred_at,
            TicketChange.action.in_(actions or ["acknowledge"]),
        )
        .order_by(TicketChange.id.desc())
        .limit(1)
    )


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """Nothing of a tenant: they stand on locked screens, too."""
    ticket = await session.get(Ticket, (alert.park_id, int(alert.subject.partition(":")[2])))
    if ticket is None:
        return None
    key = f"alert-ticket-{alert.kind}"
    if alert.kind == LATE:
        key += f"-{alert.about.get('clock', 'role')}"
    what = say(language, _what(ticket))
    names = await places.building_names(session, ticket.park_id, language)
    where = places.describe(ticket, names, language)
    rule = alert.about.get("rule", "")
    window = await _window(session, alert, language)
    title = say(language, key, number=ticket.ticket_no, what=what, rule=rule, when=window)
    line = " · ".join(filter(None, (what, where, ticket.ticket_no)))
    return Words(title, line, f"/desk/tickets/{ticket.id}")


async def spoken(session: AsyncSession, ticket: Ticket, language: str) -> str:
    """What is said on the phone of a danger that nobody has taken."""
    names = await places.building_names(session, ticket.park_id, language)
    where = places.describe(ticket, names, language)
    what = say(language, _what(ticket))
    return say(language, "alert-spoken", what=what, where=where or "nowhere")


def _what(ticket: Ticket) -> str:
    if ticket.kind == "repair":
        return f"category-{ticket.category}"
    return "alert-what-order" if ticket.order_id is not None else f"ticket-kind-{ticket.kind}"


async def _is_danger(session: AsyncSession, row: EventRow, event: TicketEvent) -> bool:
    """Whether a danger is reported, becomes known, or is reported again at another place; no other
    change of a critical ticket."""
    if (event.kind, event.urgency) != ("repair", CRITICAL):
        return False
    if not isinstance(event, TicketChanged) or event.what == tickets.DANGER_AGAIN:
        return True
    if event.status not in tickets.UNCLAIMED:
        return False
    alerted = select(StaffAlert.id).where(
        StaffAlert.park_id == row.park_id,
        StaffAlert.subject == event.subject,
        StaffAlert.kind == DANGER,
    )
    return await session.scalar(alerted.limit(1)) is None


async def _listeners(session: AsyncSession, park_id: int, event: TicketMessaged) -> list[int]:
    """Who works on it; else who wrote to the tenant last; else whoever dispatches."""
    ticket = await tickets.load(session, park_id, event.ticket_id)
    if ticket.assignee_id is not None:
        return [ticket.assignee_id]
    wrote = await session.scalar(
        select(TicketChange.staff_id)
        .where(
            TicketChange.park_id == park_id,
            TicketChange.ticket_id == event.ticket_id,
            TicketChange.action == thread.ACTION,
            TicketChange.staff_id.is_not(None),
        )
        .order_by(TicketChange.id.desc())
        .limit(1)
    )
    if wrote is not None:
        return [wrote]
    return await alerting.with_permission(session, park_id, DISPATCH)


def is_of_staff(event: TicketMessaged) -> bool:
    return event.author == "staff"


async def who_wrote(session: AsyncSession, row: EventRow, event: TicketMessaged) -> int | None:
    """Who of staff wrote."""
    change = await session.get(TicketChange, (row.park_id, event.change_id))
    return change.staff_id if change is not None else None
