"""A ticket by hand: for somebody who called, or stands at the counter."""

from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, StringConstraints
from sqlalchemy import select

from desk.frame.call import Call
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from desk.tickets import alike as duplicates
from desk.tickets import words
from desk.tickets.acting import Facts, facts_of, one_of
from models.people import Person
from services.danger import hearing
from services.kit import actors
from services.kit.folding import plain_phone
from services.tickets import tickets

area = Area("tickets")


class NewTicket(Facts):
    """`caller` is who reported it."""

    kind: Annotated[str, one_of(*words.KINDS)] = "repair"
    caller: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None = None


class Beginning(BaseModel):
    """What a link to the form may fill in."""

    phone: Annotated[str, StringConstraints(max_length=30)] = ""


Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]


class Alike(BaseModel):
    """What the form of a new ticket has by now."""

    kind: Short = "repair"
    category: Short = "other"
    building: Short = ""
    floor: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4)] = ""
    room: Short = ""
    phone: Short = ""


@area.get("/tickets/new", allows="tickets.dispatch")
async def form(call: Call) -> web.Response:
    entered: dict[str, Any] = {"phone": call.query(Beginning).phone}
    return await _form(call, entered, {})


@area.post("/tickets/new", allows="tickets.dispatch")
async def create(call: Call) -> web.Response:
    entered = {name: str(value) for name, value in (await posted(call.request)).items()}
    try:
        new = await call.form(NewTicket)
        about = await facts_of(call, new)
    except InvalidForm as wrong:
        return await _form(call, entered, wrong.fields, status=422)
    person = await _known(call, new.phone)
    ticket = await tickets.open_ticket(
        call.session,
        call.park.id,
        kind=new.kind,
        person_id=person.id if person else None,
        data={"caller": new.caller} if new.caller else {},
        by=actors.staff(call.staff),
        now=call.now,
        **about,
    )
    await hearing.later(call.session, ticket, None, now=call.now)
    call.toast("tickets-created", number=ticket.ticket_no)
    return call.redirect(f"/tickets/{ticket.id}")


@area.get("/tickets/alike", allows="tickets.dispatch")
async def alike(call: Call) -> web.Response:
    """Open tickets of the same category at the same place, or of the same phone: asked for while
    the form is filled in."""
    entered = call.query(Alike)
    found = await duplicates.alike(
        call.session,
        call.park.id,
        kind=entered.kind,
        category=entered.category,
        building=entered.building or None,
        floor=int(entered.floor) if entered.floor.lstrip("-").isdecimal() else None,
        room=entered.room or None,
        phone=plain_phone(entered.phone) or None,
        now=call.now,
    )
    return call.fragment("tickets/_alike.html", found=found, **await words.of(call))


async def _known(call: Call, phone: str | None) -> Person | None:
    """Who has that number, when it is one person: they are told how it goes on."""
    if not phone:
        return None
    digits = "".join(phone.split())
    found = await call.session.scalars(
        select(Person).where(Person.park_id == call.park.id, Person.phone == digits).limit(2)
    )
    people = found.all()
    return people[0] if len(people) == 1 else None


async def _form(
    call: Call, entered: dict[str, Any], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    name = "tickets/_new.html" if call.is_htmx else "tickets/new.html"
    return call.render(name, status=status, entered=entered, errors=errors, **await words.of(call))
