"""Visits for the command palette."""

from collections.abc import Sequence

from desk.frame.call import Call
from desk.frame.finding import MOST, Hit
from desk.frame.looking import looking
from desk.visits import queries, words
from services.visits import looks


async def find(call: Call, said: str) -> Sequence[Hit]:
    """By number, plate, or the name of visitor or host."""
    rows = (await queries.found(call.session, call.park.id, said))[:MOST]
    numbers = [row.visit.visit_no for row in rows]
    await looks.at_found(call.session, looking(call), words.today(call), numbers)
    return [
        Hit(f"{row.visit.visit_no} {'、'.join(row.visit.names)}", f"/visitors/{row.visit.id}")
        for row in rows
    ]
