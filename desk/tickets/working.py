"""An engineer's own work, made for a phone."""

from aiohttp import web

from desk.frame.call import Visit
from desk.tickets import queries, words
from desk.tickets.area import area
from services.tickets import rules

STEPS = ("accept", "start", "resume")
"""The next step is the first of these that is possible; then it is to be resolved."""


@area.get("/tickets/mine", allows="tickets.work")
async def mine(visit: Visit) -> web.Response:
    rows = await queries.of_worker(visit.session, visit.staff)
    steps = {row.ticket.id: _step(visit, row) for row in rows}
    shown = {
        "rows": rows,
        "steps": steps,
        "free": await queries.to_take(visit.session, visit.staff),
        **await words.of(visit),
    }
    if visit.is_htmx:
        return visit.fragment("tickets/_mine.html", **shown)
    return visit.render("tickets/mine.html", **shown)


def _step(visit: Visit, row: queries.Row) -> str | None:
    allowed = rules.actions_for(row.ticket, visit.staff, visit.permissions)
    return next((step for step in STEPS if step in allowed), None)
