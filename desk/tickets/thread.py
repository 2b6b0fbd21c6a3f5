"""What staff write to the tenant from a ticket's page."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame import forms
from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.forms import Id, posted
from desk.frame.pictures import BODY_LIMIT, clean_all, read_files
from desk.frame.routing import Area
from desk.tickets.acting import done, found
from services.tickets import photos, rules, thread, tickets
from services.tickets.rules import NotYours

area = Area("tickets")


class Message(BaseModel):
    """`to` is the reporter or somebody who follows the ticket."""

    to: Id
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=thread.LONGEST)] = ""


@change(area, "/tickets/{ticket}/message", allows="tickets.read", body_limit=BODY_LIMIT)
async def write(call: Call) -> web.Response:
    """A form with `to`, `text` and up to three `photo`. For those who work on the ticket."""
    sent = await posted(call.request)
    said = forms.parse(Message, forms.plain(Message, sent), call.language)
    raw = read_files(sent.getall("photo", ()))
    await _check_before_work(call)
    pictures = await clean_all(call, raw)
    ticket = await found(call)
    kept = [
        await photos.store_for_message(call.session, ticket, call.staff, one, now=call.now)
        for one in pictures
    ]
    await thread.write(
        call.session, ticket, call.staff, said.to, said.text, photos=kept, now=call.now
    )
    call.toast("tickets-message-sent")
    return done(call)


async def _check_before_work(call: Call) -> None:
    """Decoding costs processor time: not for those who may not. Ends the transaction."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    if not rules.may_write(ticket, call.staff, call.permissions):
        raise NotYours(ticket.ticket_no)
    await call.commit()
