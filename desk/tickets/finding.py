"""Tickets for the command palette, and on the card of whoever reported them."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.frame import beside
from desk.frame.call import Call
from desk.frame.finding import Hit
from desk.tickets import queries, words
from models.people import Person
from models.tickets import Ticket
from services.park import places


async def find(call: Call, said: str) -> Sequence[Hit]:
    """By number, words, place, phone or name; open ones first, the newest first."""
    rows = await queries.found(call.session, call.park.id, said)
    names = await places.building_names(call.session, call.park.id, call.language)
    return [
        Hit(
            f"{row.ticket.ticket_no} {words.described(call, row.ticket)}",
            f"/tickets/{row.ticket.id}",
            places.describe(row.ticket, names, call.language)
            or call.text(f"shell-status-{row.ticket.status}"),
        )
        for row in rows
    ]


async def of_person(call: Call, person: Person) -> Sequence[Hit]:
    """What they reported."""
    found = await call.session.scalars(
        select(Ticket)
        .where(Ticket.park_id == call.park.id, Ticket.person_id == person.id)
        .order_by(Ticket.id.desc())
        .limit(beside.MOST_HAD)
    )
    return [
        Hit(
            f"{row.ticket_no} {words.described(call, row)}",
            f"/tickets/{row.id}",
            call.text(f"shell-status-{row.status}"),
            row.created_at,
        )
        for row in found
    ]
