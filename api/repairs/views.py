"""Tickets as their reporter sees them, and as who follows them does."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from api.frame.call import Call
from api.frame.views import building_names, moment, photo, where
from api.repairs.shapes import (
    SEEN,
    DangerTold,
    Thread,
    TicketDetail,
    TicketShown,
    TicketStep,
    Window,
    Written,
)
from models.staff import Staff
from models.tickets import Ticket
from services.danger import answering
from services.repair import promises, repair, withdrawing
from services.texts import say, when
from services.tickets import appointments, shared_photos, thread, tickets


async def shown(call: Call, ticket: Ticket) -> TicketShown:
    return TicketShown(**await _shown(call, ticket))


async def detail(call: Call, ticket: Ticket) -> TicketDetail:
    return TicketDetail(**await with_history(call, ticket))


async def with_history(call: Call, ticket: Ticket) -> dict[str, Any]:
    changes = await tickets.history(call.session, call.park.id, ticket.id)
    who = await _who(call, ticket)
    return {
        **await _shown(call, ticket),
        "danger": await _danger(call, ticket),
        "history": [
            TicketStep(
                action=change.action,
                status=change.status,
                status_text=_status(call, change.status, who),
                at=call.local(change.at),
            )
            for change in changes
            if change.action in SEEN
        ],
    }


async def _danger(call: Call, ticket: Ticket) -> DangerTold | None:
    told = await answering.told(
        call.session, await call.conversation(), ticket, call.park, call.language, now=call.now
    )
    if told is None:
        return None
    until = moment(call, told.asked_until)
    return DangerTold(
        text=told.text, phones=told.phones, asked_until=until, yes=told.yes, no=told.no
    )


async def _shown(call: Call, ticket: Ticket) -> dict[str, Any]:
    mine = ticket.person_id == call.me.id
    taken = await shared_photos.seen_by(call.session, ticket, call.me.id)
    kind = (
        f"category-{ticket.category}" if ticket.kind == "repair" else f"ticket-kind-{ticket.kind}"
    )
    return {
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "category": ticket.category,
        "category_text": say(call.language, kind),
        "urgency": ticket.urgency,
        "status": ticket.status,
        "status_text": _status(call, ticket.status, await _who(call, ticket)),
        "where": where(call, ticket, await building_names(call)),
        "mine": mine,
        "description": ticket.description if mine else None,
        "photos": [photo(call, one) for one in taken],
        "respond_by": moment(call, ticket.respond_by),
        "respond_text": await _respond_text(call, ticket),
        "engineer": await _engineer(call, ticket),
        "preferred_from": moment(call, ticket.preferred_from) if mine else None,
        "preferred_until": moment(call, ticket.preferred_until) if mine else None,
        "appointment": _appointment(call, ticket),
        "can": _can(call, ticket, mine),
        "rating": ticket.rating if mine else None,
        "created_at": call.local(ticket.created_at),
        "updated_at": call.local(ticket.updated_at),
    }


def window(call: Call, one: appointments.Window) -> Window:
    told = when.span(one.starts_at, one.ends_at, call.language, call.now, call.zone)
    return Window(starts_at=call.local(one.starts_at), ends_at=call.local(one.ends_at), text=told)


def _appointment(call: Call, ticket: Ticket) -> Window | None:
    standing = appointments.standing(ticket, call.now)
    return None if standing is None else window(call, standing)


async def _respond_text(call: Call, ticket: Ticket) -> str | None:
    if appointments.standing(ticket, call.now) is not None:
        return None
    if ticket.respond_by is None or ticket.status not in tickets.OPEN:
        return None
    return await promised(call, ticket.urgency, ticket.respond_by, ticket.category)


async def promised(
    call: Call, urgency: str, respond_by: datetime | None, category: str | None = None
) -> str:
    return await promises.said(
        call.session,
        call.park,
        urgency,
        respond_by,
        category=category,
        language=call.language,
        now=call.now,
    )


async def written(call: Call, ticket: Ticket) -> Thread:
    """What staff and the caller write to each other; nobody else's words."""
    lines = await thread.lines(call.session, ticket, person_id=call.me.id)
    ids = {line.change.staff_id for line in lines} - {None}
    rows = await call.session.execute(
        select(Staff.id, Staff.name).where(Staff.park_id == ticket.park_id, Staff.id.in_(ids))
    )
    names = {row.id: row.name for row in rows}
    return Thread(
        messages=[
            Written(
                id=line.change.id,
                author="staff" if line.by_staff else "tenant",
                name=names.get(line.change.staff_id or 0),
                text=line.change.text or "",
                photos=[photo(call, one) for one in line.photos],
                at=call.local(line.change.at),
            )
            for line in lines
        ]
    )


def _can(call: Call, ticket: Ticket, mine: bool) -> list[str]:
    found = ["urge"] if ticket.status in tickets.OPEN else []
    if ticket.status not in thread.OVER:
        found.append("write")
    if not mine:
        return found
    if withdrawing.may_withdraw(ticket):
        found.append("cancel")
    if ticket.status in tickets.ACTIONS["confirm"].sources:
        found.append("confirm")
    if repair.may_reopen(ticket, call.now):
        found.append("reopen")
    if ticket.rating is None and ticket.status in repair.RATEABLE:
        found.append("rate")
    if ticket.status in tickets.OPEN:
        found.append("photo")
    if appointments.may_move(ticket, call.now):
        found.append("reschedule")
    return found


def _status(call: Call, status: str, who: str) -> str:
    return say(call.language, f"ticket-status-{status}", who=who)


async def _who(call: Call, ticket: Ticket) -> str:
    return await _assignee(call, ticket) or say(call.language, "ticket-engineer")


async def _engineer(call: Call, ticket: Ticket) -> str | None:
    return await _assignee(call, ticket) if ticket.status in tickets.OPEN else None


async def _assignee(call: Call, ticket: Ticket) -> str | None:
    if ticket.assignee_id is None:
        return None
    return (await call.session.get_one(Staff, (ticket.park_id, ticket.assignee_id))).name
