"""Correcting a repair that has just been reported."""

from typing import Any

from actions.kit.base import Events
from actions.kit.places import UNKNOWN, check, describe
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.repair import view
from models.tickets import Ticket
from services.kit.actors import tenant
from services.tickets import tickets

CORRECTABLE = ("reported", "triaged", "assigned")
"""Nobody has taken the ticket yet, so its place may still change under it."""
_PLACE = ("building", "floor", "room", "place")


async def correct_ticket(turn: Turn, number: str) -> Events | None:
    """Change the tenant's own ticket; once somebody has begun, note what was said."""
    ticket = await view.reported(turn, number)
    if ticket is None or ticket.kind != "repair":
        return None
    values = _ticket_values(turn.said, ticket)
    if not values:
        return None
    by, words = tenant(turn.conversation.person_id), turn.said.text
    if ticket.status not in CORRECTABLE:
        await tickets.note(turn.session, turn.park_id, ticket.id, words, by=by, now=turn.now)
        status = await view.status(turn, ticket)
        turn.tell(turn.text("repair-correct-late", ticket_no=ticket.ticket_no, status=status))
        return []
    try:
        await check(turn, values)
    except UNKNOWN as unknown:
        turn.tell(await describe(turn, unknown), **view.data(ticket))
        return []
    values["description"] = f"{ticket.description}\n{words}"
    ticket = await tickets.edit(turn.session, turn.park_id, ticket.id, values, by=by, now=turn.now)
    text = turn.text(
        "repair-corrected",
        ticket_no=ticket.ticket_no,
        category=view.what(turn, ticket),
        where=await view.where(turn, ticket),
    )
    turn.tell(text, **view.data(ticket))
    return []


def _ticket_values(said: Said, ticket: Ticket) -> dict[str, Any]:
    """What of the ticket becomes what. "B座" alone keeps floor and room; a room brings its own."""
    values: dict[str, Any] = {}
    category = said.value("repair_category")
    if category not in (None, "other", ticket.category):
        values["category"] = category
    place = {name: value for name, value in (_last_place(said) or {}).items() if value is not None}
    if set(place) - {"building"}:
        place = {name: place.get(name) for name in _PLACE} | {
            "building": place.get("building") or ticket.building
        }
    if (phone := said.value("phone")) is not None:
        values["phone"] = phone
    return values | {n: v for n, v in place.items() if getattr(ticket, n) != v}


def _last_place(said: Said) -> Any:
    """ "不是A座，是B座": what is right is said last."""
    named = [e["value"] for e in said.entities if e["entity"] == "location"]
    return named[-1] if named else None
