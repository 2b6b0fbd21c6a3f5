"""The window that is promised to a ticket's tenant, from the ticket's page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel

from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from desk.tickets import words
from desk.tickets.acting import done, found
from models.tickets import Ticket
from services.kit.errors import Conflict, Invalid
from services.tickets import appointments, overlaps, rules
from services.tickets.appointments import Window
from services.tickets.rules import NotYours

area = Area("tickets")

_BETWEEN = {"zh": "；", "en": "; "}


class AppointedMeanwhile(Conflict):
    """A colleague or the tenant chose another window while the form was open."""

    code = "appointed_meanwhile"


class Appoint(BaseModel):
    """Clock times of the park, or with their offset. `seen`: when the window that the page showed
    begins, as it wrote it; empty for none. `anyway`: also where it overlaps what is promised of the
    same colleague."""

    appointment_from: datetime
    appointment_until: datetime
    seen: str = ""
    anyway: bool = False


@change(area, "/tickets/{ticket}/appoint", allows="tickets.read")
async def appoint(call: Call) -> web.Response:
    """For whoever dispatches, and who works on the ticket."""
    entered = await call.form(Appoint)
    ticket = await found(call)
    if not rules.may_write(ticket, call.staff, call.permissions):
        raise NotYours(ticket.ticket_no)
    window = _window(call, entered)
    standing = appointments.standing(ticket, call.now)
    if entered.seen != seen(standing) and window != standing:
        raise AppointedMeanwhile(ticket.ticket_no)
    if not entered.anyway and window != standing:
        await _warn(call, ticket, window)
    try:
        await appointments.promise(call.session, ticket, window, by=call.staff, now=call.now)
    except Invalid as wrong:
        field = str(wrong.details["field"])
        raise InvalidForm({field: call.text("tickets-invalid-appointment")}) from wrong
    call.toast("tickets-appointed")
    return done(call)


async def _warn(call: Call, ticket: Ticket, window: Window) -> None:
    """Raises Overlaps, which may be insisted on."""
    found = await overlaps.others(call.session, ticket, now=call.now)
    if clashing := overlaps.clashing(window, found):
        windows = _BETWEEN[call.language].join(
            f"{one.ticket_no} {words.window(call, one.window.starts_at, one.window.ends_at)}"
            for one in clashing
        )
        raise overlaps.Overlaps(ticket.ticket_no, windows=windows, anyway=True)


def seen(window: Window | None) -> str:
    return f"{window.starts_at.timestamp():.0f}-{window.ends_at.timestamp():.0f}" if window else ""


def _window(call: Call, entered: Appoint) -> Window:
    zone = ZoneInfo(call.park.timezone)
    start, end = (
        moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
        for moment in (entered.appointment_from, entered.appointment_until)
    )
    return Window(start, end)
