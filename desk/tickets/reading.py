"""What is shown: the board, the list, one ticket."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.danger import queries as dangers
from desk.danger import words as danger_words
from desk.frame import looking
from desk.frame.call import Visit
from desk.tickets import history, page, queries, words
from desk.tickets.area import area
from desk.tickets.queries import MOST, PAGE, Filters
from models import Ticket
from services.danger.signs import UNCLAIMED
from services.repair.dangers import CRITICAL
from services.tickets import dispatch, rules, tickets

FIRST = (
    "triage", "assign", "accept", "start", "resume", "resolve", "confirm", "wait_materials",
    "wait_tenant", "reopen",
)  # fmt: skip
"""Actions with a button of their own, in this order; the others stand in a menu."""
LATER = ("decline", "merge", "close", "cancel")
KEYS = {"assign": "a", "resolve": "e"}
_STEPS = ("accept", "start", "resume", "resolve", "confirm")


class Wanted(BaseModel):
    """Filters, as they stand in the address. Without a view the reader's own beginning."""

    view: Literal["", "board", "list"] = ""
    whose: Literal["", "mine", "nobody"] = ""
    category: str = Field("", max_length=30)
    urgency: str = Field("", max_length=30)
    building: str = Field("", max_length=30)
    kind: str = Field("", max_length=30)
    breached: bool = False
    q: str = Field("", max_length=100)
    state: Literal["open", "done", "all"] = "open"
    rows: int = Field(PAGE, ge=1, le=MOST)

    @property
    def filters(self) -> Filters:
        return Filters(
            self.whose,
            self.category,
            self.urgency,
            self.building,
            self.kind,
            self.breached,
            self.q.strip(),
        )

    @property
    def narrowed(self) -> bool:
        return self.filters != Filters()


class Search(BaseModel):
    q: str = Field("", max_length=100)


@area.get("/tickets", allows="tickets.read")
async def tickets_page(visit: Visit) -> web.Response:
    """The board or the list; those who only work on tickets begin with their own."""
    wanted = visit.query(Wanted)
    only_works = visit.may("tickets.work") and not visit.may("tickets.dispatch")
    if only_works and not visit.request.query:
        return visit.redirect("/tickets/mine")
    shown = await _rows(visit, wanted)
    if visit.is_htmx:
        return visit.fragment(f"tickets/_{wanted.view or 'board'}.html", **shown)
    return visit.render("tickets/board.html", **shown)


async def _rows(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    how: dict[str, Any] = {"now": visit.now}
    found: dict[str, Any] = {"wanted": wanted, "columns": (), "rows": (), "more": False}
    about = (visit.session, visit.park.id, visit.staff, wanted.filters)
    if wanted.view == "list":
        listed = await queries.listing(*about, state=wanted.state, limit=wanted.rows, **how)
        found["rows"], found["more"] = listed
    else:
        found["columns"] = await queries.board(*about, **how)
    rows = [*found["rows"], *(row for column in found["columns"] for row in column.rows)]
    ids = [row.ticket.id for row in rows if row.ticket.urgency == "critical"]
    found["dangers"] = await dangers.kinds_of(visit.session, visit.park.id, ids) if ids else {}
    return {**found, **await words.of(visit)}


@area.get("/tickets/{ticket}", allows="tickets.read")
async def ticket_shown(visit: Visit) -> web.Response:
    """The whole page, or its parts anew."""
    ticket = await tickets.load(visit.session, visit.park.id, visit.id("ticket"))
    await looking.note(visit, "ticket.look", f"ticket:{ticket.id}")
    shown = await _details(visit, ticket)
    if visit.is_htmx:
        return visit.fragment("tickets/_ticket.html", **shown)
    return visit.render("tickets/ticket.html", **shown)


async def _details(visit: Visit, ticket: Ticket) -> dict[str, Any]:
    details = await page.details(visit.session, ticket)
    bound = await words.of(visit)
    allowed = rules.actions_for(ticket, visit.staff, visit.permissions)
    candidates = []
    if "assign" in allowed:
        candidates = await dispatch.suggest(visit.session, ticket, visit.now)
    return {
        "ticket": ticket,
        "details": details,
        "actions": allowed,
        "next_step": _next_step(ticket, allowed),
        "shown_first": [action for action in FIRST if action in allowed],
        "shown_later": [action for action in LATER if action in allowed],
        "keys": KEYS,
        "local": lambda at: _local(visit, at),
        "may_take": rules.may_take(ticket, visit.permissions),
        "may_work": rules.may_work(ticket, visit.staff, visit.permissions),
        "is_open": rules.is_open(ticket),
        "reasoned": rules.REASONED,
        "candidates": candidates,
        "who": lambda change: history.who(visit, details, change),
        "told": lambda change: history.told(visit, details, change),
        "edits": lambda change: history.edits(visit, change),
        "dangers": await dangers.of_ticket(visit.session, ticket),
        "untaken": ticket.urgency == CRITICAL and ticket.status in UNCLAIMED,
        **danger_words.of(visit),
        "promised": words.promised(visit, ticket, bound["calendar"]),
        **bound,
    }


def _next_step(ticket: Ticket, allowed: Sequence[str]) -> str | None:
    """What most likely comes next: somebody to do it, then doing it."""
    if ticket.assignee_id is None and "assign" in allowed:
        return "assign"
    return next((step for step in _STEPS if step in allowed), None)


def _local(visit: Visit, at: datetime | None) -> str:
    """As a field of the form wants it."""
    return f"{at.astimezone(ZoneInfo(visit.park.timezone)):%Y-%m-%dT%H:%M}" if at else ""


@area.get("/tickets/{ticket}/others", allows="tickets.dispatch")
async def others(visit: Visit) -> web.Response:
    """Tickets that this one may be merged into."""
    ticket = await tickets.load(visit.session, visit.park.id, visit.id("ticket"))
    found = await queries.offered(visit.session, ticket, visit.query(Search).q.strip())
    return visit.fragment(
        "tickets/_others.html", ticket=ticket, rows=found, **await words.of(visit)
    )
