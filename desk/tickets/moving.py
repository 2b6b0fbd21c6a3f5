"""A card of the board is put into another column, by mouse or by key.

The column says which actions lead there; what one of them needs is asked for. It is done only to
the ticket as whoever moves it saw it: who was faster is named.
"""

from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.tickets.acting import Text, advanced, done, found
from desk.tickets.filters import COLUMNS
from models.tickets import Ticket
from services.kit import actors
from services.kit.errors import Conflict, Invalid
from services.staff import staff
from services.tickets import dispatch, rules, tickets
from services.tickets.rules import NotYours

area = Area("tickets")

TAKE = "take"
"""What nobody has, for who works and does not dispatch."""
WAYS = (
    "triage", "assign", "accept", "start", "resume", "wait_materials", "wait_tenant", "resolve",
    "confirm", "close", "reopen", "decline",
)  # fmt: skip
"""Actions by which a card is moved, in the order in which they are offered."""

Code = Annotated[str, StringConstraints(max_length=30)]


class Wanted(BaseModel):
    """`to`: a column; empty for wherever it may go."""

    to: Literal["", "new", "assigned", "working", "waiting", "done"] = ""


class Move(BaseModel):
    """`seen` and `had`: status and assignee (0 for nobody) when it was moved."""

    action: Code
    seen: Code
    had: int = Field(0, ge=0, le=2**63 - 1)
    staff: Id | None = None
    reason: Text | None = None


class MovedMeanwhile(Conflict):
    """A colleague changed it first. `details`: `number`, `who`, `status` in words."""

    code = "moved_meanwhile"


@area.get("/tickets/{ticket}/move", allows="tickets.read")
async def ways(call: Call) -> web.Response:
    """How it gets there: a form for each way, or why there is none."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    wanted = call.query(Wanted)
    offered = _ways(call, ticket, wanted.to)
    candidates = []
    if "assign" in offered:
        candidates = await dispatch.suggest(call.session, ticket, call.now)
    shown: dict[str, Any] = {"ticket": ticket, "wanted": wanted, "ways": offered}
    return call.fragment(
        "tickets/_move.html", candidates=candidates, reasoned=rules.REASONED, **shown
    )


def _ways(call: Call, ticket: Ticket, to: str) -> list[str]:
    allowed = rules.actions_for(ticket, call.staff, call.permissions)
    wanted = COLUMNS[to] if to else [status for column in COLUMNS.values() for status in column]
    offered = [
        one for one in WAYS if one in allowed and tickets.ACTIONS[one].target in wanted
    ]  # fmt: skip
    takes = "assign" not in allowed and rules.may_take(ticket, call.permissions)
    if takes and "assigned" in wanted:
        offered.insert(0, TAKE)
    return offered


@change(area, "/tickets/{ticket}/move", allows="tickets.read")
async def move(call: Call) -> web.Response:
    """Who may, depends on the ticket as well: services.tickets.rules."""
    entered = await call.form(Move)
    ticket = await found(call)
    if (ticket.status, ticket.assignee_id or 0) != (entered.seen, entered.had):
        raise await _meanwhile(call, ticket)
    await _do(call, ticket, entered)
    status = call.text(f"shell-status-{ticket.status}")
    call.toast("tickets-moved", number=ticket.ticket_no, status=status)
    return done(call)


async def _do(call: Call, ticket: Ticket, entered: Move) -> None:
    """Raises Invalid where something is missing, NotYours, IllegalTransition, CannotTake."""
    by, now, session = actors.staff(call.staff), call.now, call.session
    action = entered.action
    if action == TAKE:
        if not rules.may_take(ticket, call.permissions):
            raise NotYours(ticket.ticket_no)
        await dispatch.assign(session, ticket, call.staff, by=by, now=now)
        return
    if action not in WAYS:
        raise Invalid(f"no way {action}", field="action")
    rules.check(action, ticket, call.staff, call.permissions)
    if action == "assign":
        if entered.staff is None:
            raise Invalid("to whom?", field="staff")
        member = await staff.find(session, call.park.id, entered.staff)
        await dispatch.assign(session, ticket, member, by=by, now=now)
        return
    if action in rules.REASONED and entered.reason is None:
        raise Invalid("why?", field="reason")
    await advanced(call, ticket, action, entered.reason)


async def _meanwhile(call: Call, ticket: Ticket) -> MovedMeanwhile:
    last = (await tickets.history(call.session, call.park.id, ticket.id))[-1]
    who = call.text("tickets-by-itself")
    if last.staff_id is not None:
        who = (await staff.find(call.session, call.park.id, last.staff_id)).name
    status = call.text(f"shell-status-{ticket.status}")
    return MovedMeanwhile(ticket.ticket_no, number=ticket.ticket_no, who=who, status=status)
