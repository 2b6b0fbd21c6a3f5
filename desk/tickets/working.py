"""An engineer's own work, made for a phone."""

from aiohttp import web

from desk.frame.call import Call
from desk.frame.routing import Area
from desk.tickets import queries, words
from services.tickets import rules, thread

area = Area("tickets")

STEPS = ("accept", "start", "resume")
"""The next step is the first of these that is possible; then it is to be resolved."""


@area.get("/tickets/mine", allows="tickets.work")
async def mine(call: Call) -> web.Response:
    rows = await queries.of_worker(call.session, call.staff)
    steps = {row.ticket.id: _step(call, row) for row in rows}
    ids = [row.ticket.id for row in rows]
    shown = {
        "rows": rows,
        "unanswered": await thread.unanswered(call.session, call.park.id, ids),
        "steps": steps,
        "free": await queries.to_take(call.session, call.staff),
        **await words.of(call),
    }
    if call.is_htmx:
        return call.fragment("tickets/_mine.html", **shown)
    return call.render("tickets/mine.html", **shown)


def _step(call: Call, row: queries.Row) -> str | None:
    allowed = rules.actions_for(row.ticket, call.staff, call.permissions)
    return next((step for step in STEPS if step in allowed), None)
