"""Tickets for the command palette."""

from collections.abc import Sequence

from desk.frame.call import Call
from desk.frame.finding import Hit
from desk.tickets import queries, words
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
