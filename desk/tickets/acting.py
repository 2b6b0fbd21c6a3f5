"""What is done to a ticket. Each answers with nothing to show: the page fetches what changed."""

import re
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from desk.frame.call import Visit
from desk.frame.forms import Id
from desk.tickets import words
from desk.tickets.area import area
from models import Ticket
from services.kit import actors
from services.kit.errors import Conflict, NotFound
from services.park import places
from services.repair import repair
from services.staff import staff
from services.tickets import dispatch, merging, rules, tickets
from services.tickets.rules import NotYours

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


async def found(visit: Visit) -> Ticket:
    """The ticket of the path, locked. Raises NotFound."""
    return await tickets.load(visit.session, visit.park.id, visit.id("ticket"), lock=True)


def done(visit: Visit) -> web.Response:
    """Nothing to show; the page closes its dialog and fetches what changed."""
    answer = visit.empty()
    visit.trigger(answer, "tickets:done")
    return answer


@area.post("/tickets/{ticket}/do/{action}", allows="tickets.read")
async def act(visit: Visit) -> web.Response:
    """One of SIMPLE. Who may, depends on the ticket as well: services.tickets.rules."""
    action = visit.request.match_info["action"]
    if action not in SIMPLE:
        raise NotFound(f"no action {action}")
    said: Said = await visit.form(Reason if action in rules.REASONED else Said)
    ticket = await found(visit)
    rules.check(action, ticket, visit.staff, visit.permissions)
    by = actors.staff(visit.staff)
    if action == "reopen":
        await repair.reopen(visit.session, ticket, by=by, now=visit.now, reason=said.reason)
    else:
        await tickets.advance(
            visit.session,
            visit.park.id,
            ticket.id,
            action,
            by=by,
            now=visit.now,
            reason=said.reason,
        )
    return done(visit)


@area.post("/tickets/{ticket}/assign", allows="tickets.dispatch")
async def assign(visit: Visit) -> web.Response:
    chosen = await visit.form(Chosen)
    ticket = await found(visit)
    member = await staff.find(visit.session, visit.park.id, chosen.staff)
    await dispatch.assign(
        visit.session, ticket, member, by=actors.staff(visit.staff), now=visit.now
    )
    visit.toast("tickets-assigned", name=member.name)
    return done(visit)


@area.post("/tickets/{ticket}/assign-best", allows="tickets.dispatch")
async def assign_best(visit: Visit) -> web.Response:
    ticket = await found(visit)
    member = await dispatch.auto_assign(
        visit.session, ticket, visit.now, by=actors.staff(visit.staff)
    )
    visit.toast("tickets-assigned", name=member.name)
    return done(visit)


@area.post("/tickets/{ticket}/take", allows="tickets.read")
async def take(visit: Visit) -> web.Response:
    """What nobody has. Who may is in services.tickets.rules."""
    ticket = await found(visit)
    if not rules.may_take(ticket, visit.permissions):
        raise NotYours(ticket.ticket_no)
    await dispatch.assign(
        visit.session, ticket, visit.staff, by=actors.staff(visit.staff), now=visit.now
    )
    return done(visit)


@area.post("/tickets/{ticket}/merge", allows="tickets.dispatch")
async def merge(visit: Visit) -> web.Response:
    chosen = await visit.form(Into)
    into = await merging.merge(
        visit.session,
        visit.park.id,
        visit.id("ticket"),
        chosen.into,
        by=actors.staff(visit.staff),
        now=visit.now,
    )
    visit.toast("tickets-merged", number=into.ticket_no)
    return visit.redirect(f"/tickets/{into.id}")


@area.post("/tickets/{ticket}/note", allows="tickets.read")
async def note(visit: Visit) -> web.Response:
    """Whoever reads along may leave a word for colleagues."""
    said = await visit.form(Note)
    await tickets.note(
        visit.session,
        visit.park.id,
        visit.id("ticket"),
        said.text,
        by=actors.staff(visit.staff),
        now=visit.now,
    )
    return done(visit)


@area.post("/tickets/{ticket}/edit", allows="tickets.dispatch")
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Edit)
    ticket = await found(visit)
    if entered.edited != await _last_edit(visit, ticket):
        raise EditedMeanwhile(ticket.ticket_no)
    await tickets.edit(
        visit.session,
        visit.park.id,
        ticket.id,
        await facts_of(visit, entered),
        by=actors.staff(visit.staff),
        now=visit.now,
    )
    return done(visit)


async def facts_of(visit: Visit, entered: Facts) -> dict[str, Any]:
    """As the ticket's columns. Raises BuildingUnknown, FloorUnknown."""
    await places.check(visit.session, visit.park.id, building=entered.building, floor=entered.floor)
    zone = ZoneInfo(visit.park.timezone)
    values = entered.model_dump(include=set(Facts.model_fields))
    for name in ("preferred_from", "preferred_until"):
        if (at := values[name]) is not None and at.tzinfo is None:
            values[name] = at.replace(tzinfo=zone)
    return values


async def _last_edit(visit: Visit, ticket: Ticket) -> int:
    history = await tickets.history(visit.session, visit.park.id, ticket.id)
    return max((one.id for one in history if one.action == "edit"), default=0)
