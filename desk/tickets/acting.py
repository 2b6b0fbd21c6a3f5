"""What is done to a ticket. Each answers with nothing to show: the page fetches what changed."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
)

from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import Id, InvalidForm
from desk.frame.routing import Area
from desk.tickets import words
from models.tickets import Ticket
from services.kit import actors
from services.kit.errors import Conflict, NotFound
from services.park import places
from services.repair import repair
from services.staff import staff
from services.tickets import dispatch, merging, noting, rules, tickets
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


def after_its_beginning(until: datetime, info: ValidationInfo) -> datetime:
    since = info.data.get("preferred_from")
    if since is not None and until.replace(tzinfo=None) <= since.replace(tzinfo=None):
        raise ValueError("tickets-invalid-until")
    return until


class Said(BaseModel):
    reason: Text | None = None


class Reason(Said):
    reason: Text


class AssignedMeanwhile(Conflict):
    """A colleague gave the ticket to somebody while the page was open. `details`: `name`."""

    code = "assigned_meanwhile"


class Seen(BaseModel):
    """`seen`: who had the ticket when the page was shown; 0 for nobody."""

    seen: int = Field(0, ge=0, le=2**63 - 1)


class Chosen(Seen):
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
    preferred_until: Annotated[datetime, AfterValidator(after_its_beginning)] | None = None


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
    await advanced(call, ticket, action, said.reason)
    return done(call)


async def advanced(call: Call, ticket: Ticket, action: str, reason: str | None) -> None:
    """One of SIMPLE, or resolve, is done to it by whoever calls. Raises NotYours,
    IllegalTransition."""
    rules.check(action, ticket, call.staff, call.permissions)
    by = actors.staff(call.staff)
    if action == "reopen":
        await repair.reopen(call.session, ticket, by=by, now=call.now, reason=reason)
        return
    await tickets.advance(
        call.session, call.park.id, ticket.id, action, by=by, now=call.now, reason=reason
    )


@change(area, "/tickets/{ticket}/assign", allows="tickets.dispatch")
async def assign(call: Call) -> web.Response:
    chosen = await call.form(Chosen)
    ticket = await _given_to_nobody_else(call, chosen.seen)
    member = await staff.find(call.session, call.park.id, chosen.staff)
    await dispatch.assign(call.session, ticket, member, by=actors.staff(call.staff), now=call.now)
    call.toast("tickets-assigned", name=member.name)
    return done(call)


@change(area, "/tickets/{ticket}/assign-best", allows="tickets.dispatch")
async def assign_best(call: Call) -> web.Response:
    ticket = await _given_to_nobody_else(call, (await call.form(Seen)).seen)
    member = await dispatch.auto_assign(call.session, ticket, call.now, by=actors.staff(call.staff))
    call.toast("tickets-assigned", name=member.name)
    return done(call)


async def _given_to_nobody_else(call: Call, seen: int) -> Ticket:
    """The ticket, locked. Raises AssignedMeanwhile where it is not as whoever assigns it saw it."""
    ticket = await found(call)
    if ticket.assignee_id is not None and ticket.assignee_id != seen:
        other = await staff.find(call.session, call.park.id, ticket.assignee_id)
        raise AssignedMeanwhile(ticket.ticket_no, name=other.name)
    return ticket


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
    await noting.note(
        call.session, call.park.id, call.id("ticket"), call.staff, said.text, now=call.now
    )
    return done(call)


@change(area, "/tickets/{ticket}/edit", allows="tickets.dispatch")
async def edit(call: Call) -> web.Response:
    entered = await call.form(Edit)
    ticket = await found(call)
    if entered.edited != await _last_edit(call, ticket):
        raise EditedMeanwhile(ticket.ticket_no)
    await tickets.edit(
        call.session,
        call.park.id,
        ticket.id,
        await facts_of(call, entered, ticket),
        by=actors.staff(call.staff),
        now=call.now,
    )
    return done(call)


async def facts_of(call: Call, entered: Facts, ticket: Ticket | None = None) -> dict[str, Any]:
    """As the ticket's columns. `ticket`: the one that is edited; what stands there may stay.

    Raises InvalidForm with all that is wrong.
    """
    zone = ZoneInfo(call.park.timezone)
    values = entered.model_dump(include=set(Facts.model_fields))
    for name in ("preferred_from", "preferred_until"):
        if (at := values[name]) is not None and at.tzinfo is None:
            values[name] = at.replace(tzinfo=zone)
    stands = {name: getattr(ticket, name, None) for name in values}
    if wrong := await _impossible(call, values, stands):
        raise InvalidForm(wrong)
    return values


async def _impossible(
    call: Call, values: Mapping[str, Any], stands: Mapping[str, Any]
) -> dict[str, str]:
    """What cannot be of a ticket that is opened now, by field, in words."""
    wrong = {}
    new = {name for name, value in values.items() if value is not None and value != stands[name]}
    if new & {"building", "floor", "room"}:
        known = await places.buildings(call.session, call.park.id)
        field = places.unknown(known, values["building"], values["floor"], values["room"])
        if field is not None:
            wrong[field] = call.text(f"tickets-error-{field}-unknown")
    ends = "preferred_until" if values["preferred_until"] is not None else "preferred_from"
    if ends in new and values[ends] < call.now:
        wrong[ends] = call.text("tickets-invalid-past")
    return wrong


async def _last_edit(call: Call, ticket: Ticket) -> int:
    history = await tickets.history(call.session, call.park.id, ticket.id)
    return max((one.id for one in history if one.action == "edit"), default=0)
