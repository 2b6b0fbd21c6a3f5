"""What is shown: the board, the list, one ticket."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import beside, looking
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.tickets import appointing, history, page, queries, words
from desk.tickets.filters import Filters
from desk.tickets.queries import MOST, PAGE
from models.tickets import Ticket
from services.labels import labels, views
from services.reports.period import midnight
from services.staff import staff
from services.tickets import appointments, dispatch, overlaps, rules, thread, tickets

area = Area("tickets")

FIRST = (
    "triage", "assign", "accept", "start", "resume", "resolve", "confirm", "wait_materials",
    "wait_tenant", "reopen",
)  # fmt: skip
"""Actions with a button of their own, in this order; the others stand in a menu."""
LATER = ("decline", "merge", "close", "cancel")
WORKS = {"engineer", "agent", "dispatcher"}
"""Roles of those who get tickets."""
UTC = ZoneInfo("UTC")
OFFERED = 8
"""Free windows that are shown beside the form of an appointment."""
KEYS = {"assign": "a", "resolve": "e"}
_STEPS = ("accept", "start", "resume", "resolve", "confirm")


Sort = Literal[
    "", "urgency", "ticket", "category", "place", "assignee", "status", "age", "-urgency",
    "-ticket", "-category", "-place", "-assignee", "-status", "-age",
]  # fmt: skip
"""By what the list is sorted; empty: by clock."""


class Wanted(BaseModel):
    """Filters, as they stand in the address. Without a view the reader's own beginning."""

    view: Literal["", "board", "list"] = ""
    whose: Literal["", "mine", "nobody"] = ""
    category: str = Field("", max_length=30)
    urgency: str = Field("", max_length=30)
    building: str = Field("", max_length=30)
    kind: str = Field("", max_length=30)
    breached: bool = False
    label: Id | None = None
    assignee: Id | None = None
    since: date | None = Field(None, ge=date(2000, 1, 1), le=date(2999, 12, 31))
    until: date | None = Field(None, ge=date(2000, 1, 1), le=date(2999, 12, 31))
    """Days of the park, both included."""
    dated: Literal["reported", "resolved"] = "reported"
    sort: Sort = ""
    q: str = Field("", max_length=100)
    state: Literal["open", "done", "all"] = "open"
    rows: int = Field(PAGE, ge=1, le=MOST)

    def filters_in(self, zone: ZoneInfo) -> Filters:
        """`zone`: in which its days begin."""
        after = self.until + timedelta(days=1) if self.until else None
        return Filters(
            self.whose,
            self.category,
            self.urgency,
            self.building,
            self.kind,
            self.breached,
            self.q.strip(),
            self.label,
            self.assignee,
            midnight(self.since, zone) if self.since else None,
            midnight(after, zone) if after else None,
            self.dated if self.since or self.until else "reported",
        )

    @property
    def narrowed(self) -> bool:
        return self.filters_in(UTC) != Filters()


class Search(BaseModel):
    q: str = Field("", max_length=100)


@area.get("/tickets", allows="tickets.read")
async def tickets_page(call: Call) -> web.Response:
    """The board or the list; those who only work on tickets begin with their own."""
    wanted = call.query(Wanted)
    only_works = call.may("tickets.work") and not call.may("tickets.dispatch")
    if only_works and not call.request.query:
        return call.redirect("/tickets/mine")
    shown = await _rows(call, wanted)
    if call.is_htmx:
        return call.fragment(f"tickets/_{wanted.view or 'board'}.html", **shown)
    return call.render("tickets/board.html", **shown)


async def _rows(call: Call, wanted: Wanted) -> dict[str, Any]:
    how: dict[str, Any] = {"now": call.now}
    found: dict[str, Any] = {"wanted": wanted, "columns": (), "rows": (), "more": False}
    about = (
        call.session,
        call.park.id,
        call.staff,
        wanted.filters_in(ZoneInfo(call.park.timezone)),
    )
    if wanted.view == "list":
        how |= {"state": wanted.state, "sort": wanted.sort, "limit": wanted.rows}
        listed = await queries.listing(*about, **how)
        found["rows"], found["more"] = listed
    else:
        found["columns"] = await queries.board(*about, **how)
    rows = [*found["rows"], *(row for column in found["columns"] for row in column.rows)]
    ids = [row.ticket.id for row in rows]
    found["unanswered"] = await thread.unanswered(call.session, call.park.id, ids)
    found["badges"] = await beside.badges(call, [row.ticket for row in rows])
    return {**found, **await _tools(call), **await words.of(call)}


async def _tools(call: Call) -> dict[str, Any]:
    """What the list offers besides its rows: views, labels, and whom a ticket can be given to."""
    members = await staff.roster(call.session, call.park, now=call.now)
    works = [one for one in members if WORKS.intersection(one.staff.roles)]
    return {
        "kept_views": await views.offered(call.session, call.staff, "tickets"),
        "labels": await labels.listing(call.session, call.park.id),
        "workers": works,
        "open_states": tickets.OPEN,
        "here_query": call.request.query_string,
    }


@area.get("/tickets/{ticket}", allows="tickets.read")
async def ticket_shown(call: Call) -> web.Response:
    """The whole page, or its parts anew."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    await looking.note(call, "ticket.look", f"ticket:{ticket.id}")
    shown = await _details(call, ticket)
    if call.is_htmx:
        return call.fragment("tickets/_ticket.html", **shown)
    return call.render("tickets/ticket.html", **shown)


async def _details(call: Call, ticket: Ticket) -> dict[str, Any]:
    details = await page.details(call.session, ticket)
    bound = await words.of(call)
    allowed = rules.actions_for(ticket, call.staff, call.permissions)
    candidates = []
    if "assign" in allowed:
        candidates = await dispatch.suggest(call.session, ticket, call.now)
    return {
        "ticket": ticket,
        "details": details,
        "actions": allowed,
        "next_step": _next_step(ticket, allowed),
        "shown_first": [action for action in FIRST if action in allowed],
        "shown_later": [action for action in LATER if action in allowed],
        "keys": KEYS,
        "local": lambda at: _local(call, at),
        "may_take": rules.may_take(ticket, call.permissions),
        "may_work": rules.may_work(ticket, call.staff, call.permissions),
        "may_write": rules.may_write(ticket, call.staff, call.permissions),
        **await _appointment(call, ticket),
        "is_open": rules.is_open(ticket),
        "reasoned": rules.REASONED,
        "candidates": candidates,
        "who": lambda change: history.who(call, details, change),
        "told": lambda change: history.told(call, details, change),
        "edits": lambda change: history.edits(call, change),
        "sections": await beside.sections(call, ticket),
        "promised": words.promised(call, ticket, bound["calendar"]),
        **bound,
    }


async def _appointment(call: Call, ticket: Ticket) -> dict[str, Any]:
    """What is promised, and what may be, with the windows that the rota has."""
    writes = rules.may_write(ticket, call.staff, call.permissions)
    promises = writes and appointments.may_promise(ticket)
    standing = appointments.standing(ticket, call.now)
    offers = []
    if promises:
        offers = await appointments.offers(call.session, ticket, now=call.now)
    promised = await overlaps.others(call.session, ticket, now=call.now)
    return {
        "appointment": standing,
        "overlapping": overlaps.clashing(standing, promised) if standing else [],
        "also_promised": promised,
        "seen_appointment": appointing.seen(standing),
        "may_appoint": promises,
        "offers": offers[:OFFERED],
    }


def _next_step(ticket: Ticket, allowed: Sequence[str]) -> str | None:
    """What most likely comes next: somebody to do it, then doing it."""
    if ticket.assignee_id is None and "assign" in allowed:
        return "assign"
    return next((step for step in _STEPS if step in allowed), None)


def _local(call: Call, at: datetime | None) -> str:
    """As a field of the form wants it."""
    return f"{at.astimezone(ZoneInfo(call.park.timezone)):%Y-%m-%dT%H:%M}" if at else ""


@area.get("/tickets/{ticket}/others", allows="tickets.dispatch")
async def others(call: Call) -> web.Response:
    """Tickets that this one may be merged into."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    found = await queries.offered(call.session, ticket, call.query(Search).q.strip())
    return call.fragment("tickets/_others.html", ticket=ticket, rows=found, **await words.of(call))
