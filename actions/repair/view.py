"""Tickets as text, in the tenant's language."""

from typing import Any

from actions.kit import own as kit
from actions.kit.turn import Turn, button
from models.staff import Staff
from models.tickets import Ticket
from services.acts.acts import Correct
from services.acts.chosen import command_of
from services.acts.values import Fields, Target, What
from services.park import places
from services.repair import promises, repair
from services.repair.dangers import CRITICAL
from services.texts import when
from services.tickets import appointment_notices, appointments, tickets


async def own(turn: Turn, ticket_no: str) -> Ticket | None:
    """A ticket that the tenant reported or follows; somebody else's is as good as none."""
    ticket = await tickets.find_by_number(turn.session, turn.park_id, ticket_no)
    if ticket is None:
        return None
    mine = await repair.follows(turn.session, ticket, turn.conversation.person_id)
    return ticket if mine else None


async def reported_or_say(turn: Turn, ticket_no: str) -> Ticket | None:
    """A ticket that the tenant reported themselves; who only follows it may only urge it."""
    ticket = await own_or_say(turn, ticket_no)
    if ticket is not None and ticket.person_id != turn.conversation.person_id:
        turn.tell(turn.text("repair-only-reporter", ticket_no=ticket_no), **data(ticket))
        return None
    return ticket


async def reported(turn: Turn, ticket_no: str) -> Ticket | None:
    """A ticket that the tenant reported themselves."""
    return kit.own(turn, await own(turn, ticket_no), lambda one: one.person_id)


async def own_or_say(turn: Turn, ticket_no: str) -> Ticket | None:
    return kit.or_say(turn, await own(turn, ticket_no), "ticket-not-found", ticket_no=ticket_no)


def data(ticket: Ticket) -> dict[str, Any]:
    """What programs want to know of a ticket that is spoken of."""
    return {"ticket_no": ticket.ticket_no, "status": ticket.status}


def what(turn: Turn, ticket: Ticket) -> str:
    """水管卫浴, lift; a complaint is called one."""
    if ticket.kind == "repair":
        return turn.text(f"category-{ticket.category}")
    return turn.text(f"ticket-kind-{ticket.kind}")


async def where(turn: Turn, there: places.Located) -> str:
    """The place, or that it is still to be found out."""
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    return places.describe(there, names, turn.language) or turn.text("repair-where-open")


async def status(turn: Turn, ticket: Ticket) -> str:
    who = turn.text("ticket-engineer")
    if ticket.assignee_id is not None:
        key = (ticket.park_id, ticket.assignee_id)
        who = (await turn.session.get_one(Staff, key)).name
    return turn.text(f"ticket-status-{ticket.status}", who=who)


async def line(turn: Turn, ticket: Ticket) -> str:
    """Number, what, where, and how far it is since when."""
    subject = what(turn, ticket)
    if ticket.kind == "repair":
        subject = turn.text("ticket-subject", what=subject, where=await where(turn, ticket))
    since = when.span(ticket.updated_at, None, turn.language, turn.now, turn.zone)
    return turn.text(
        "ticket-line",
        ticket_no=ticket.ticket_no,
        subject=subject,
        status=await status(turn, ticket),
        since=since,
    )


async def promise(turn: Turn, ticket: Ticket) -> str:
    """When somebody responds, by the ticket's clock; out of hours, when that starts to run."""
    return await promises.said(
        turn.session,
        turn.park,
        ticket.urgency,
        ticket.respond_by,
        category=ticket.category,
        language=turn.language,
        now=turn.now,
    )


async def appointment(turn: Turn, ticket: Ticket) -> str | None:
    """Who comes and when, where that is promised."""
    window = appointments.standing(ticket, turn.now)
    if window is None:
        return None
    who = await appointments.who_comes(turn.session, ticket) or turn.text("ticket-engineer")
    told = when.span(window.starts_at, window.ends_at, turn.language, turn.now, turn.zone)
    return turn.text("repair-appointment", who=who, when=told)


async def told(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """`data`, and who comes when for the card that stands under the message."""
    window = appointments.standing(ticket, turn.now)
    if window is None:
        return data(ticket)
    who = await appointments.who_comes(turn.session, ticket)
    comes = appointment_notices.shown(
        who, window.starts_at, window.ends_at, turn.language, turn.zone
    )
    return {**data(ticket), "comes": comes}


async def calls(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """A number to call and a button that has somebody come now, where nobody would come before the
    park opens again and the fault may not wait for that; else nothing. Arguments of `turn.tell`."""
    if ticket.urgency == CRITICAL or not promises.may_not_wait(ticket.urgency, ticket.category):
        return {}
    session, now = turn.session, turn.now
    if not await promises.waits_for_opening(session, turn.park, ticket.respond_by, now=now):
        return {}
    of = Target(what=What.REPAIR, number=ticket.ticket_no)
    act = Correct(of=of, fields=Fields(urgency="critical"))
    return {
        "buttons": [button(turn.text("button-somebody-now"), command_of([act]))],
        "phones": [turn.park.emergency_phone],
    }
