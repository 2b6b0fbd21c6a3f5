"""Photos that staff take, and resolving a ticket with what shows the work done."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import BaseModel

from desk.frame import forms
from desk.frame.call import Visit
from desk.frame.forms import posted
from desk.tickets.acting import Said, done, found
from desk.tickets.area import area
from models import Ticket
from services.kit import actors
from services.kit.errors import Invalid
from services.kit.photo_cleaning import BYTES_LIMIT
from services.tickets import photos, rules, tickets
from services.tickets.photos import Cleaned
from services.tickets.rules import NotYours

AT_ONCE = 3
BODY_LIMIT = AT_ONCE * BYTES_LIMIT + 1024 * 1024


class Sharing(BaseModel):
    shared: bool = False


class NoPhoto(Invalid):
    code = "no_photo"


@area.post("/tickets/{ticket}/photos", allows="tickets.read", body_limit=BODY_LIMIT)
async def add(visit: Visit) -> web.Response:
    """A form with `photo` (one to three) and `stage`. For those who work on the ticket."""
    sent = await posted(visit.request)
    raw = _read(sent.getall("photo", ()))
    await _check_before_work(visit)
    cleaned = await _cleaned(visit, raw)
    if not cleaned:
        raise NoPhoto
    ticket = await found(visit)
    await _keep(visit, ticket, cleaned, str(sent.get("stage", "")))
    return done(visit)


@area.post("/tickets/{ticket}/photos/{photo}/share", allows="tickets.dispatch")
async def share(visit: Visit) -> web.Response:
    """Show the reporter a photo of somebody who joined, or show it no more."""
    entered = await visit.form(Sharing)
    ticket = await found(visit)
    await photos.share(
        visit.session,
        ticket,
        visit.id("photo"),
        shared=entered.shared,
        by=actors.staff(visit.staff),
        now=visit.now,
    )
    return done(visit)


@area.post("/tickets/{ticket}/resolve", allows="tickets.read", body_limit=BODY_LIMIT)
async def resolve(visit: Visit) -> web.Response:
    """With a word to the tenant and photos of what was done, if there are any."""
    sent = await posted(visit.request)
    said = forms.parse(Said, forms.plain(Said, sent), visit.language)
    raw = _read(sent.getall("photo", ()))
    await _check_before_work(visit, "resolve")
    cleaned = await _cleaned(visit, raw)
    ticket = await found(visit)
    rules.check("resolve", ticket, visit.staff, visit.permissions)
    await _keep(visit, ticket, cleaned, "after")
    await tickets.advance(
        visit.session,
        visit.park.id,
        ticket.id,
        "resolve",
        by=actors.staff(visit.staff),
        now=visit.now,
        reason=said.reason,
    )
    visit.toast("tickets-resolved", number=ticket.ticket_no)
    return done(visit)


async def _check_before_work(visit: Visit, action: str | None = None) -> None:
    """Decoding costs processor time: not for those who may not. Ends the transaction."""
    ticket = await tickets.load(visit.session, visit.park.id, visit.id("ticket"))
    if action is not None:
        rules.check(action, ticket, visit.staff, visit.permissions)
    elif not rules.may_work(ticket, visit.staff, visit.permissions):
        raise NotYours(ticket.ticket_no)
    await visit.commit()


def _read(sent: Iterable[Any]) -> list[bytes]:
    """What was sent; a field in which nothing was chosen is an empty file."""
    bodies = []
    for field in sent:
        if isinstance(field, FileField):
            with field.file as file:
                bodies.append(file.read())
    return [body for body in bodies if body]


async def _cleaned(visit: Visit, raw: Sequence[bytes]) -> Sequence[Cleaned]:
    """Raises PhotoType, PhotoTooLarge, PhotoBroken, TooManyPhotos, Unavailable."""
    if len(raw) > AT_ONCE:
        raise photos.TooManyPhotos(limit=AT_ONCE)
    return [await visit.deps.clean_photo(body) for body in raw]


async def _keep(visit: Visit, ticket: Ticket, cleaned: Sequence[Cleaned], stage: str) -> None:
    for photo in cleaned:
        await photos.add(visit.session, ticket, visit.staff, photo, stage=stage, now=visit.now)
