"""Photos that staff take, and resolving a ticket with what shows the work done."""

from collections.abc import Sequence

from aiohttp import web
from pydantic import BaseModel

from desk.frame import forms
from desk.frame.call import Call
from desk.frame.forms import posted
from desk.frame.pictures import BODY_LIMIT, clean_all, read_files
from desk.frame.routing import Area
from desk.tickets.acting import Said, done, found
from models.tickets import Ticket
from services.kit import actors
from services.kit.errors import Invalid
from services.tickets import photos, rules, shared_photos, tickets
from services.tickets.photos import Cleaned
from services.tickets.rules import NotYours

area = Area("tickets")


class Sharing(BaseModel):
    shared: bool = False


class NoPhoto(Invalid):
    code = "no_photo"


@area.post("/tickets/{ticket}/photos", allows="tickets.read", body_limit=BODY_LIMIT)
async def add(call: Call) -> web.Response:
    """A form with `photo` (one to three) and `stage`. For those who work on the ticket."""
    sent = await posted(call.request)
    raw = read_files(sent.getall("photo", ()))
    await _check_before_work(call)
    cleaned = await clean_all(call, raw)
    if not cleaned:
        raise NoPhoto
    ticket = await found(call)
    await _keep(call, ticket, cleaned, str(sent.get("stage", "")))
    return done(call)


@area.post("/tickets/{ticket}/photos/{photo}/share", allows="tickets.dispatch")
async def share(call: Call) -> web.Response:
    """Show the reporter a photo of somebody who joined, or show it no more."""
    entered = await call.form(Sharing)
    ticket = await found(call)
    await shared_photos.share(
        call.session,
        ticket,
        call.id("photo"),
        shared=entered.shared,
        by=actors.staff(call.staff),
        now=call.now,
    )
    return done(call)


@area.post("/tickets/{ticket}/resolve", allows="tickets.read", body_limit=BODY_LIMIT)
async def resolve(call: Call) -> web.Response:
    """With a word to the tenant and photos of what was done, if there are any."""
    sent = await posted(call.request)
    said = forms.parse(Said, forms.plain(Said, sent), call.language)
    raw = read_files(sent.getall("photo", ()))
    await _check_before_work(call, "resolve")
    cleaned = await clean_all(call, raw)
    ticket = await found(call)
    rules.check("resolve", ticket, call.staff, call.permissions)
    await _keep(call, ticket, cleaned, "after")
    await tickets.advance(
        call.session,
        call.park.id,
        ticket.id,
        "resolve",
        by=actors.staff(call.staff),
        now=call.now,
        reason=said.reason,
    )
    call.toast("tickets-resolved", number=ticket.ticket_no)
    return done(call)


async def _check_before_work(call: Call, action: str | None = None) -> None:
    """Decoding costs processor time: not for those who may not. Ends the transaction."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    if action is not None:
        rules.check(action, ticket, call.staff, call.permissions)
    elif not rules.may_work(ticket, call.staff, call.permissions):
        raise NotYours(ticket.ticket_no)
    await call.commit()


async def _keep(call: Call, ticket: Ticket, cleaned: Sequence[Cleaned], stage: str) -> None:
    for photo in cleaned:
        await photos.add(call.session, ticket, call.staff, photo, stage=stage, now=call.now)
