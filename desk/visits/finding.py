"""Visits for the command palette, and on the card of their host."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.frame import beside
from desk.frame.call import Call
from desk.frame.finding import MOST, Hit
from desk.frame.looking import looking
from desk.visits import queries, words
from models.people import Person
from models.visits import Visit
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


async def of_host(call: Call, person: Person) -> Sequence[Hit]:
    """Whom they had or expect as visitors."""
    found = await call.session.scalars(
        select(Visit)
        .where(Visit.park_id == call.park.id, Visit.host_id == person.id)
        .order_by(Visit.starts_at.desc(), Visit.id.desc())
        .limit(beside.MOST_HAD)
    )
    return [
        Hit(
            " ".join([row.visit_no, *row.names[:1]]),
            f"/visitors/{row.id}",
            call.text(f"visitors-status-{row.status}"),
            row.starts_at,
        )
        for row in found
    ]
