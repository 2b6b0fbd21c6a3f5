"""What is done to a ticket. Each answers with nothing to show: the page fetches what changed."""

import re
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.tickets import words
from models.tickets import Ticket
from services.kit import actors
from services.kit.errors import Conflict, NotFound
from services.park import places
from services.repair import repair
from services.staff import staff
from services.tickets import dispatch, merging, rules, tickets
from services.tickets.rules import NotYours

area = Area("tickets")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
SIMPLE = frozenset(tickets.ACTIONS) - {"assign", "merge", "resolve"}
"""Actions that need no more than a reason; the others have addresses of their own."""

_FLOOR = re.compile(r"(?P<below>[Bb]|-)?(?P<number>\d{1,3})(?:[Ff]|楼|层)?")


class EditedMeanwhile(Conflict):
    """A colleague corrected the ticket while the form was open."""

    code = "edited_meanwhile"


def one_of(*codes: str) -> AfterValidator:
    def check(code: str) -> str:
        if code not in codes:
            raise ValueError("shell-invalid-choice")
        return code

    return AfterValidator(check)


Category = Annotated[str, one_of(*words.CATEGORIES)]
Urgency = Annotated[str, one_of(*words.URGENCIES)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9+() -]{3,30}$")]


def floor_number(said: Any) -> int:
    """3, 3F, 3楼; B2 and -2 are the second basement."""
    known = _FLOOR.fullmatch(str(said).strip())
    if known is None or int(known["number"]) == 0:
        raise ValueError("tickets-invalid-floor")
    return -int(known["number"]) if known["below"] else int(known["number"])


class Said(BaseModel):
    reason: Text | None = None


class Reason(Said):
    reason: Text


class Chosen(BaseModel):
    staff: Id


class Into(BaseModel):
    into: Id


class Note(BaseModel):
    text: Text


class Facts(BaseModel):
    """What can be known of a ticket. Clock times are the park's."""

    category: Category = "other"
    urgency: Urgency = "normal"
    description: Text
    building: Short | None = None
    floor: Annotated[int, BeforeValidator(floor_number)] | None = None
    room: Short | None = None
    place: Short | None = None
    phone: Phone | None = None
    preferred_from: datetime | None = None
    preferred_until: datetime | None = None


class Edit(Facts):
    """`edited` is the change that the form was opened after."""

    edited: int = Field(0, ge=0, le=2**63 - 1)


async def found(call: Call) -> Ticket:
    """The ticket of the path, locked. Raises NotFound."""
    return await tickets.load(call.session, call.park.id, call.id("ticket"), lock=True)


def done(call: Call) -> web.Response:
    """Nothing to show; the page closes its dialog and fetches what changed."""
    answer = call.empty()
    call.trigger(answer, "tickets:done")
    return answer


@area.post("/tickets/{ticket}/do/{action}", allows="tickets.read")
async def act(call: Call) -> web.Response:
    """One of SIMPLE. Who may, depends on the ticket as well: services.tickets.rules."""
    action = call.request.match_info["action"]
    if action not in SIMPLE:
        raise NotFound(f"no action {action}")
    said: Said = await call.form(Reason if action in rules.REASONED else Said)
    ticket = await found(call)
    rules.check(action, ticket, call.staff, call.permissions)
    by = actors.staff(call.staff)
    if action == "reopen":
        await repair.reopen(call.session, ticket, by=by, now=call.now, reason=said.reason)
    else:
        await tickets.advance(
            call.session,
            call.park.id,
            ticket.id,
            action,
            by=by,
            now=call.now,
            reason=said.reason,
        )
    return done(call)


@area.post("/tickets/{ticket}/assign", allows="tickets.dispatch")
async def assign(call: Call) -> web.Response:
    chosen = await call.form(Chosen)
    ticket = await found(call)
    member = await staff.find(call.session, call.park.id, chosen.staff)
    await dispatch.assign(call.session, ticket, member, by=actors.staff(call.staff), now=call.now)
    call.toast("tickets-assigned", name=member.name)
    return done(call)


@area.post("/tickets/{ticket}/assign-best", allows="tickets.dispatch")
async def assign_best(call: Call) -> web.Response:
    ticket = await found(call)
    member = await dispatch.auto_assign(call.session, ticket, call.now, by=actors.staff(call.staff))
    call.toast("tickets-assigned", name=member.name)
    return done(call)


@area.post("/tickets/{ticket}/take", allows="tickets.read")
async def take(call: Call) -> web.Response:
    """What nobody has. Who may is in services.tickets.rules."""
    ticket = await found(call)
    if not rules.may_take(ticket, call.permissions):
        raise NotYours(ticket.ticket_no)
    await dispatch.assign(
        call.session, ticket, call.staff, by=actors.staff(call.staff), now=call.now
    )
    return done(call)


@area.post("/tickets/{ticket}/merge", allows="tickets.dispatch")
async def merge(call: Call) -> web.Response:
    chosen = await call.form(Into)
    into = await merging.merge(
        call.session,
        call.park.id,
        call.id("ticket"),
        chosen.into,
        by=actors.staff(call.staff),
        now=call.now,
    )
    call.toast("tickets-merged", number=into.ticket_no)
    return call.redirect(f"/tickets/{into.id}")


@area.post("/tickets/{ticket}/note", allows="tickets.read")
async def note(call: Call) -> web.Response:
    """Whoever reads along may leave a word for colleagues."""
    said = await call.form(Note)
    await tickets.note(
        call.session,
        call.park.id,
        call.id("ticket"),
        said.text,
        by=actors.staff(call.staff),
        now=call.now,
    )
    return done(call)


@area.post("/tickets/{ticket}/edit", allows="tickets.dispatch")
async def edit(call: Call) -> web.Response:
    entered = await call.form(Edit)
    ticket = await found(call)
    if entered.edited != await _last_edit(call, ticket):
        raise EditedMeanwhile(ticket.ticket_no)
    await tickets.edit(
        call.session,
        call.park.id,
        ticket.id,
        await facts_of(call, entered),
        by=actors.staff(call.staff),
        now=call.now,
    )
    return done(call)


async def facts_of(call: Call, entered: Facts) -> dict[str, Any]:
    """As the ticket's columns. Raises BuildingUnknown, FloorUnknown."""
    await places.check(call.session, call.park.id, building=entered.building, floor=entered.floor)
    zone = ZoneInfo(call.park.timezone)
    values = entered.model_dump(include=set(Facts.model_fields))
    for name in ("preferred_from", "preferred_until"):
        if (at := values[name]) is not None and at.tzinfo is None:
            values[name] = at.replace(tzinfo=zone)
    return values


async def _last_edit(call: Call, ticket: Ticket) -> int:
    history = await tickets.history(call.session, call.park.id, ticket.id)
    return max((one.id for one in history if one.action == "edit"), default=0)
