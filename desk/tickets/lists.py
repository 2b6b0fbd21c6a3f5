"""The list of tickets worked on at once: sorted, urgency and assignee in the row, several together,
and filters kept as views."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, Field
from sqlalchemy import select

from desk.frame import kept_views
from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import Id
from desk.frame.kept_views import Kept
from desk.frame.routing import Area
from desk.tickets.acting import Text, Urgency, advanced, done, found
from desk.tickets.reading import Wanted
from models.tickets import Ticket
from services.kit import actors
from services.kit.errors import Invalid, NotFound, ParkError
from services.labels import labels
from services.staff import staff
from services.tickets import dispatch, tickets

area = Area("tickets")

AT_ONCE = 200
"""Tickets that one action changes."""


class Urgent(BaseModel):
    urgency: Urgency


@change(area, "/tickets/{ticket}/urgency", allows="tickets.dispatch")
async def urgency(call: Call) -> web.Response:
    """From the row, without the form. The clocks count anew, as after any edit."""
    entered = await call.form(Urgent)
    ticket = await found(call)
    await _to_urgency(call, ticket, entered.urgency)
    call.toast("tickets-urgency-set", number=ticket.ticket_no)
    return done(call)


class Several(BaseModel):
    """`ids` are tickets; of the rest what the action needs."""

    ids: list[Id] = Field(min_length=1, max_length=AT_ONCE)
    action: Literal["assign", "urgency", "label", "unlabel", "close", "cancel"]
    staff: Id | None = None
    urgency: Urgency | None = None
    label: Id | None = None
    reason: Text | None = None


@change(area, "/tickets/several", allows="tickets.dispatch")
async def several(call: Call) -> web.Response:
    """The same for several tickets. Each is done or not by itself; those that could not be are
    named."""
    entered = await call.form(Several)
    ids = sorted(set(entered.ids))
    if entered.action in {"label", "unlabel"}:
        return _told(call, *await _label(call, entered, ids))
    act = await _act(call, entered)
    done_to, wrong = 0, list[str]()
    for id_ in ids:
        ticket = await tickets.load(call.session, call.park.id, id_, lock=True)
        number = ticket.ticket_no  # Read now: a rolled back savepoint expires the row.
        try:
            async with call.session.begin_nested():
                await act(ticket)
            done_to += 1
        except ParkError:
            wrong.append(number)
    return _told(call, done_to, wrong)


def _told(call: Call, done_to: int, wrong: Sequence[str]) -> web.Response:
    """How many were changed, and the numbers of those that could not be."""
    if done_to:
        call.toast("tickets-several-done", n=str(done_to))
    if wrong:
        numbers = "、".join(wrong) if call.language == "zh" else ", ".join(wrong)
        call.toast("tickets-several-not", tone="bad", numbers=numbers)
    return done(call)


async def _label(call: Call, entered: Several, ids: Sequence[int]) -> tuple[int, list[str]]:
    """Put a label on all of them, or take it off, in one statement. One that has as many as it may
    gets no more. Raises Invalid, NotFound."""
    if entered.label is None:
        raise Invalid("which label?", field="label")
    found = await call.session.execute(
        select(Ticket.id, Ticket.ticket_no)
        .where(Ticket.park_id == call.park.id, Ticket.id.in_(ids))
        .order_by(Ticket.id)
        .with_for_update()
    )
    numbers = {row.id: row.ticket_no for row in found}
    if missing := set(ids) - numbers.keys():
        raise NotFound(f"tickets {sorted(missing)}")
    full = set[int]()
    if entered.action == "label":
        full = await labels.add_to(call.session, call.park.id, "ticket", numbers, entered.label)
    else:
        await labels.take_from(call.session, call.park.id, "ticket", numbers, entered.label)
    return len(numbers) - len(full), [numbers[id_] for id_ in sorted(full)]


async def _act(call: Call, entered: Several) -> Callable[[Ticket], Awaitable[object]]:
    """What is done to each. Raises Invalid where something is missing, NotFound."""
    by, now, session = actors.staff(call.staff), call.now, call.session
    match entered:
        case Several(action="assign", staff=int(chosen)):
            member = await staff.find(session, call.park.id, chosen)
            return lambda ticket: dispatch.assign(session, ticket, member, by=by, now=now)
        case Several(action="urgency", urgency=str(urgency)):
            return lambda ticket: _to_urgency(call, ticket, urgency)
        case Several(action="close"):
            return lambda ticket: advanced(call, ticket, "close", None)
        case Several(action="cancel", reason=str(reason)):
            return lambda ticket: advanced(call, ticket, "cancel", reason)
    raise Invalid(f"{entered.action} needs more", field=_NEEDS[entered.action])


_NEEDS = {
    "assign": "staff", "urgency": "urgency", "cancel": "reason",
}  # fmt: skip


async def _to_urgency(call: Call, ticket: Ticket, urgency: str) -> None:
    values, by = {"urgency": urgency}, actors.staff(call.staff)
    await tickets.edit(call.session, call.park.id, ticket.id, values, by=by, now=call.now)


class View(Kept, Wanted):
    """Filters as the list has them."""

    @property
    def query(self) -> str:
        kept = self.model_dump(exclude={"name", "shared", "rows"}, exclude_defaults=True)
        return urlencode({key: str(value).lower() if value is True else value
                          for key, value in kept.items()})  # fmt: skip


kept_views.add_to(area, View, allows="tickets.read")
